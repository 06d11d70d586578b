using System.Globalization;

namespace Graphoid.Actors.Journals;

/// <summary>Where the settings of Akka.Persistence.Sql stand.</summary>
internal static class SqlPlugins
{
    public const string Journal = "akka.persistence.journal.sql";

    public const string Snapshots = "akka.persistence.snapshot-store.sql";

    /// <summary>What differs from database to database.</summary>
    /// <param name="provider">Its name for LinqToDB. That of the connection is not enough: only with this setting does the plugin give
    /// its tables their keys, and without them the journal takes a record twice and looks through all of it for every question.</param>
    public static IEnumerable<KeyValuePair<string, string>> Settings(string provider, int writers) =>
    [
        // After several failures in a row the plugins do not ask the database for that long; it must not outlast an outage by much.
        new(Journal + ".circuit-breaker.reset-timeout", "5s"),
        new(Snapshots + ".circuit-breaker.reset-timeout", "5s"),
        new(Journal + ".parallelism", writers.ToString(CultureInfo.InvariantCulture)),
        new(Journal + ".provider-name", $"\"{provider}\""),
        new(Journal + ".replay-filter.mode", "off"),
        new(Snapshots + ".provider-name", $"\"{provider}\""),
    ];
}
