namespace Graphoid.Actors.Journals;

/// <summary>Where the settings of Akka.Persistence.Sql stand.</summary>
internal static class SqlPlugins
{
    public const string Journal = "akka.persistence.journal.sql";

    public const string Snapshots = "akka.persistence.snapshot-store.sql";
}
