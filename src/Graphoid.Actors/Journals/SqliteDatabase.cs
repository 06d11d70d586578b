using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Graphoid.Actors.Bootstrap;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Graphoid.Actors.Journals;

/// <summary>One file with a write-ahead log beside it.</summary>
/// <remarks>
/// <c>synchronous=NORMAL</c> lets the last commits go when the power fails, never when a process does; it makes commits ten times
/// faster. There is one writer per member, because SQLite lets only one in: further ones would wait in its lock.
/// </remarks>
internal sealed class SqliteDatabase : JournalDatabase
{
    private readonly string _file;
    private readonly string _connectionString;

    public SqliteDatabase(string file)
    {
        _file = Path.GetFullPath(file);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _file,
            DefaultTimeout = (int)Patience.TotalSeconds,
        }.ToString();
    }

    public override string Description => $"the SQLite file {_file}";

    public override string JournalPlugin => SqlPlugins.Journal;

    public override string SnapshotPlugin => SqlPlugins.Snapshots;

    public override IEnumerable<KeyValuePair<string, string>> Settings => SqlPlugins.Settings(ProviderName.SQLiteMS, writers: 1);

    public override void Configure(AkkaConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var pragmas = $"PRAGMA busy_timeout={(int)Patience.TotalMilliseconds}; PRAGMA synchronous=NORMAL;";
        builder.AddSetup(new DataOptionsSetup(new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, _connectionString)
            .UseAfterConnectionOpened(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = pragmas;
                command.ExecuteNonQuery();
            })));
        builder.AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);
    }

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);

            // The mode is kept in the file, for all who open it later.
            var mode = await ExecuteAsync(connection, "PRAGMA journal_mode=WAL", cancellationToken) as string;
            if (mode != "wal")
            {
                throw Unusable("its file system cannot share memory between processes; use a local disk", null);
            }

            await ExecuteAsync(connection, "BEGIN IMMEDIATE; ROLLBACK", cancellationToken);
        }
        catch (SqliteException failure)
        {
            throw Unusable(Reason(failure), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT count(*) FROM sqlite_schema", cancellationToken);
    }

    public override void Release()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string Reason(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY => $"another process has kept it locked for {Patience.TotalSeconds} s",
        SQLitePCL.raw.SQLITE_READONLY => "it may not be written",
        SQLitePCL.raw.SQLITE_CANTOPEN => "it cannot be opened or created there",
        SQLitePCL.raw.SQLITE_NOTADB => "it is not a SQLite database",
        SQLitePCL.raw.SQLITE_FULL => "the disk is full",
        _ => failure.Message,
    };

    private StartupException Unusable(string reason, Exception? inner) =>
        new(StartupProblem.Database, $"{Description} cannot be used: {reason}", inner);
}
