using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Graphs of which a record cannot be read, because a newer version has written it or because it is damaged: the program is told
/// within seconds which graph it is, why and what to do, other graphs are as before, and nothing is changed.</summary>
[Trait("Category", "EndToEnd")]
public sealed class DamagedJournalTests : IDisposable
{
    private const string Make = """
        graph Counter {
            count = 0

            fn on_message(msg) {
                match msg {
                    :tick  => { count = count + 1 }
                    :count => { return count }
                }
            }
        }
        for name in ["first", "second"] {
            g = distributed.create(name, { behavior: Counter, partitions: 2 })
            for i in range(4) { g.add_node(i) }
            g.broadcast(:tick)
        }

        """;

    private readonly Workspace _workspace = new Workspace()
        .With("make.gr", Make)
        .With("first.gr", "g = distributed.load(\"first\")\nprint(await g.request(:count, where: n => true))\n")
        .With("second.gr", "g = distributed.load(\"second\")\nprint(await g.request(:count, where: n => true))\n");

    [Theory]
    [InlineData("g", "jg.committed", "GraphEvents.OperationCommitted")]
    [InlineData("p", "jp.epoch", "PartitionEvents.EpochStarted")]
    public async Task A_record_of_a_newer_version_is_named_and_nothing_is_lost(string kind, string stem, string name)
    {
        await MakeAsync();
        var record = await FirstAsync(kind, stem + "1");
        await ExecuteAsync("UPDATE journal SET manifest = $value WHERE ordering = $record", record, stem + "2");

        var result = await _workspace.RunAsync("run", "first.gr");

        Assert.EndsWith(
            $"its journal cannot be read: the journal was written by a newer version of Graphoid: it holds `{stem}2`, "
            + $"a later form of {name} (`{stem}1`); use that version [GR4008]",
            result.FirstErrorLine,
            StringComparison.Ordinal);
        await OnlyTheFirstIsShutAsync(result);

        await ExecuteAsync("UPDATE journal SET manifest = $value WHERE ordering = $record", record, stem + "1");
        Assert.Equal(new ToolResult(0, "[1, 1, 1, 1]\n", ""), await _workspace.RunAsync("run", "first.gr"));
    }

    [Theory]
    [InlineData("g", "jg.committed1")]
    [InlineData("g", "jg.defined1")]
    [InlineData("p", "jp.epoch1")]
    public async Task A_damaged_record_is_named(string kind, string manifest)
    {
        await MakeAsync();
        var record = await FirstAsync(kind, manifest);
        var flipped = ((byte[])(await ExecuteAsync("SELECT message FROM journal WHERE ordering = $record", record))!)
            .Select(b => (byte)~b).ToArray();
        await ExecuteAsync("UPDATE journal SET message = $value WHERE ordering = $record", record, flipped);

        var result = await _workspace.RunAsync("run", "first.gr");

        Assert.Contains($"its journal cannot be read: a record `{manifest}` (", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.EndsWith("it is damaged: restore the database from a backup [GR4008]", result.FirstErrorLine, StringComparison.Ordinal);
        await OnlyTheFirstIsShutAsync(result);
    }

    [Fact]
    public async Task A_missing_record_is_noticed()
    {
        await MakeAsync();
        await ExecuteAsync("DELETE FROM journal WHERE ordering = $record", await FirstAsync("g", "jg.committed1"));

        var result = await _workspace.RunAsync("run", "first.gr");

        Assert.EndsWith(
            "so records are missing; restore the database from a backup [GR4008]", result.FirstErrorLine, StringComparison.Ordinal);
        await OnlyTheFirstIsShutAsync(result);
    }

    [Fact]
    public async Task Names_that_cannot_be_read_are_said_to_be_damaged()
    {
        await MakeAsync();
        var record = Convert.ToInt64(
            await ExecuteAsync("SELECT ordering FROM journal WHERE persistence_id = 'graphoid-registry' ORDER BY ordering LIMIT 1", 0),
            CultureInfo.InvariantCulture);
        var kept = await ExecuteAsync("SELECT message FROM journal WHERE ordering = $record", record);
        await ExecuteAsync("UPDATE journal SET message = $value WHERE ordering = $record", record, new byte[] { 0xFF, 0xFF });

        var result = await _workspace.RunAsync("run", "first.gr");

        Assert.Contains("the names of graphs cannot be read: a record `", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.EndsWith("it is damaged: restore the database from a backup [GR4008]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(("", 1), (result.Output, result.ExitCode));

        await ExecuteAsync("UPDATE journal SET message = $value WHERE ordering = $record", record, kept);
        Assert.Equal(new ToolResult(0, "[1, 1, 1, 1]\n", ""), await _workspace.RunAsync("run", "first.gr"));
    }

    public void Dispose() => _workspace.Dispose();

    private async Task MakeAsync() => Assert.Equal(new ToolResult(0, "", ""), await _workspace.RunAsync("run", "make.gr"));

    private async Task OnlyTheFirstIsShutAsync(ToolResult result)
    {
        Assert.StartsWith("Error: PartitionError: graph \"first\" did not open: ", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(new ToolResult(0, "[1, 1, 1, 1]\n", ""), await _workspace.RunAsync("run", "second.gr"));
    }

    /// <summary>The first record of that kind of the graph that was made first.</summary>
    private async Task<long> FirstAsync(string kind, string manifest)
    {
        var first = (string)(await ExecuteAsync("SELECT persistence_id FROM journal WHERE persistence_id LIKE 'g/%' ORDER BY ordering LIMIT 1", 0))!;
        var record = await ExecuteAsync(
            $"SELECT ordering FROM journal WHERE persistence_id LIKE '{kind}/{first[2..]}%' AND manifest = $value ORDER BY ordering LIMIT 1",
            0,
            manifest);
        Assert.True(record is not null, $"there is no record `{manifest}`");
        return Convert.ToInt64(record, CultureInfo.InvariantCulture);
    }

    private async Task<object?> ExecuteAsync(string sql, long record, object? value = null)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_workspace.Folder, ".graphoid", "graphoid.db"),
            Pooling = false,
        };
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$record", record);
        command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
        return await command.ExecuteScalarAsync();
    }
}
