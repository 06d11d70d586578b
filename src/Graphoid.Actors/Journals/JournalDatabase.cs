using Akka.Hosting;
using Graphoid.Actors.Bootstrap;

namespace Graphoid.Actors.Journals;

/// <summary>Where the journal and its snapshots are kept.</summary>
/// <remarks>Used by one member, from its start to its end: prepared, then configured, then asked now and then, then released.</remarks>
public abstract class JournalDatabase
{
    /// <summary>Longest wait for a database that does not answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private protected JournalDatabase()
    {
    }

    /// <summary>What it is, for messages; without secrets.</summary>
    public abstract string Description { get; }

    /// <summary>Path of the journal's settings.</summary>
    public abstract string JournalPlugin { get; }

    /// <summary>Path of the snapshot store's settings.</summary>
    public abstract string SnapshotPlugin { get; }

    /// <summary>What the plugins need besides, as paths and HOCON values.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Settings => [];

    /// <summary>Kept in memory: gone with the process, and not shared with other members.</summary>
    public static JournalDatabase Memory() => new MemoryDatabase();

    /// <summary>A SQLite file; processes on one machine may share it.</summary>
    public static JournalDatabase Sqlite(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new SqliteDatabase(file);
    }

    /// <summary>A PostgreSQL database that exists.</summary>
    /// <exception cref="StartupException">The connection string cannot be read.</exception>
    public static JournalDatabase Postgres(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return new PostgresDatabase(connectionString);
    }

    /// <summary>Adds to a member that is being configured what settings alone cannot say.</summary>
    public virtual void Configure(AkkaConfigurationBuilder builder)
    {
    }

    /// <summary>Makes it ready for the plugins, which create their tables themselves. Takes at most about <see cref="Patience"/>.</summary>
    /// <exception cref="StartupException">It cannot be reached or used.</exception>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Asks whether it can be used now.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot.</exception>
    public abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of connections that are kept open, once the member is gone.</summary>
    public virtual void Release()
    {
    }
}
