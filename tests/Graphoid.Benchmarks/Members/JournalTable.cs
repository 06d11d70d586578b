using System.Data.Common;
using Graphoid.Hosting.Options;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Graphoid.Benchmarks.Members;

/// <summary>A look into the journal past all actors: what is really stored. And what the database does without us: the baseline.</summary>
internal sealed class JournalTable(DatabaseKind kind, string connectionString)
{
    private const int BlobBytes = 1 << 20;

    /// <summary>The number of the last record.</summary>
    public Task<long> LastAsync() => ReadNumberAsync("SELECT coalesce(max(ordering), 0) FROM journal");

    /// <summary>Bytes of the records of partitions behind a record.</summary>
    public Task<long> PartitionBytesAsync(long after) => ReadNumberAsync(
        $"SELECT coalesce(sum(length(message)), 0) FROM journal WHERE persistence_id LIKE 'p/%' AND ordering > {after}");

    /// <summary>How many records of partitions still count up to a record. The plugin keeps the last deleted one, marked.</summary>
    public Task<long> OldAsync(long upTo) => ReadNumberAsync(
        $"SELECT count(*) FROM journal WHERE persistence_id LIKE 'p/%' AND ordering <= {upTo} AND NOT deleted");

    /// <summary>Makes the table of the baseline.</summary>
    public async Task PrepareRawAsync()
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS raw");
        await ExecuteAsync(
            connection,
            kind == DatabaseKind.Sqlite ? "CREATE TABLE raw (id INTEGER PRIMARY KEY, content BLOB)" : "CREATE TABLE raw (id BIGINT PRIMARY KEY, content BYTEA)");
    }

    /// <summary>Writes so many bytes as blobs of 1 MB, each committed by itself.</summary>
    public async Task WriteRawAsync(long bytes)
    {
        await using var connection = await OpenAsync();
        var random = new byte[BlobBytes];
        new Random(1).NextBytes(random);
        for (var at = 0L; at * BlobBytes < bytes; at++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO raw (id, content) VALUES (@id, @content)";
            Add(command, "@id", at);
            Add(command, "@content", random[..(int)Math.Min(BlobBytes, bytes - (at * BlobBytes))]);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Reads all of it; gives back how many bytes that were.</summary>
    public async Task<long> ReadRawAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT content FROM raw ORDER BY id";
        await using var rows = await command.ExecuteReaderAsync();
        var bytes = 0L;
        while (await rows.ReadAsync())
        {
            bytes += ((byte[])rows.GetValue(0)).Length;
        }

        return bytes;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private async Task<long> ReadNumberAsync(string query)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = kind == DatabaseKind.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        if (kind == DatabaseKind.Sqlite)
        {
            // As the members have it.
            await ExecuteAsync(connection, "PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL");
        }

        return connection;
    }

    private static async Task ExecuteAsync(DbConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }
}
