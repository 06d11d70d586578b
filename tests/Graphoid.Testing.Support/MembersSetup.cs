using Akka.Hosting;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Graphoid.Testing.Support;

/// <summary>How the members of a test are set up.</summary>
public sealed record MembersSetup
{
    /// <summary>How many start at first.</summary>
    public int Count { get; init; } = 3;

    /// <summary>Where they keep graphs: one SQLite file for all, one journal in memory for each, or a server.</summary>
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>The server, for <see cref="DatabaseKind.Postgres"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Failures of the journal on demand, for all members; null for a journal that works.</summary>
    public JournalFaults? Faults { get; init; }

    /// <summary>Whether waiting is short; the settings of production otherwise.</summary>
    public bool IsFast { get; init; } = true;

    /// <summary>Changes the options of a member, which has the given number, from 0.</summary>
    public Action<GraphoidOptions, int>? Options { get; init; }

    /// <summary>Adds actors or settings to each.</summary>
    public Action<AkkaConfigurationBuilder, IServiceProvider>? Actors { get; init; }

    /// <summary>Adds services to each.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
