using System.Net.Sockets;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Graphoid.Actors.Bootstrap;
using LinqToDB;
using Npgsql;

namespace Graphoid.Actors.Journals;

/// <summary>A database on a server, shared by all members.</summary>
/// <remarks>The connection string stays out of the settings, which may be logged.</remarks>
internal sealed class PostgresDatabase : JournalDatabase
{
    private readonly string _connectionString;
    private readonly string _probeString;

    public PostgresDatabase(string connectionString)
    {
        try
        {
            _connectionString = new NpgsqlConnectionStringBuilder(connectionString).ToString();
            var probe = new NpgsqlConnectionStringBuilder(connectionString)
            {
                Timeout = (int)Patience.TotalSeconds,
                CommandTimeout = (int)Patience.TotalSeconds,
                // A pooled connection would hide that the server is gone.
                Pooling = false,
            };
            _probeString = probe.ToString();
            Description = $"the PostgreSQL database {probe.Database ?? probe.Username} on {probe.Host}:{probe.Port}";
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The inner message may quote the string with its password.
            throw new StartupException(
                StartupProblem.Database,
                "the connection string of the database cannot be read; it looks like Host=db;Database=graphoid;Username=graphoid;Password=...");
        }
    }

    public override string Description { get; }

    public override string JournalPlugin => SqlPlugins.Journal;

    public override string SnapshotPlugin => SqlPlugins.Snapshots;

    public override IEnumerable<KeyValuePair<string, string>> Settings => SqlPlugins.Settings(ProviderName.PostgreSQL15, writers: 3);

    public override void Configure(AkkaConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The oldest dialect that the server may speak; a named one saves a question at every start.
        builder.AddSetup(new DataOptionsSetup(
            new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, _connectionString)));
        builder.AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
        }
        catch (PostgresException failure)
        {
            throw new StartupException(StartupProblem.Database, $"{Description} refused the connection: {failure.MessageText}", failure);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            throw new StartupException(
                StartupProblem.Database,
                $"{Description} cannot be reached: {(failure.InnerException ?? failure).Message}",
                failure);
        }
    }

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_probeString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public override void Release()
    {
        using var connection = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
