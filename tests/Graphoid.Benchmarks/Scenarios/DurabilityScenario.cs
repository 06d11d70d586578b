using Graphoid.Benchmarks.Members;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Hosting.Options;
using Graphoid.Testing.Support;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>A checkpoint of a large graph, and opening it from one, on SQLite and on PostgreSQL.</summary>
/// <remarks>Every node has eight numbers and four edges. In the timer of a checkpoint: from asking for it until the graph serves again;
/// a broadcast has changed all numbers before. In that of a recovery: the first question to the graph on a new member, which
/// reads the checkpoint and puts the graph together; the files come from the file cache. Not in the timer: making the graph, ending
/// and starting members, deleting old records. After each recovery every node reports a field and its degree, and number and sums must
/// be right. The baselines write the same number of bytes into the same database as blobs of 1 MB and read them again.</remarks>
internal sealed class DurabilityScenario : IScenario
{
    private const int Nodes = 1_000_000;

    /// <inheritdoc/>
    public string Name => "durability";

    /// <inheritdoc/>
    public string Summary => "bytes/s of checkpoint and recovery of 1,000,000 nodes, SQLite and PostgreSQL";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        var nodes = settings.Scale is { } scale ? 1 << scale : Nodes;
        await MeasureAsync("SQLite", new DatabaseOptions { Kind = DatabaseKind.Sqlite }, nodes, settings);
        if (PostgresServer.Missing is { } missing)
        {
            Console.WriteLine($"   PostgreSQL left out: it {missing}");
            return;
        }

        var server = new PostgresServer { IsSafe = true };
        try
        {
            await server.InitializeAsync();
            var database = new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = await server.CreateDatabaseAsync() };
            await MeasureAsync("PostgreSQL", database, nodes, settings);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(string name, DatabaseOptions database, int nodes, Settings settings)
    {
        var making = new StageTimer();
        making.Start();
        await using var graph = await StoredGraph.StartAsync(database, nodes, settings.Partitions[^1], settings.Seed);
        making.Stop();
        await graph.FillAsync();
        await graph.CheckpointAsync(new StageTimer());
        var bytes = graph.CheckpointBytes;
        Console.WriteLine($"   {name}: {nodes} nodes in {settings.Partitions[^1]} partitions made in {making.Wall.TotalSeconds:0.0} s, "
            + $"a checkpoint has {Harness.Quantity(bytes)}B, {(double)bytes / nodes:0.0} a node");
        (string, double)[] work = [("bytes", bytes)];
        await Harness.MeasureAsync(
            settings,
            [
                new Variant($"baseline: {name}, write", work, timer => WriteRawAsync(graph, bytes, timer)),
                new Variant($"{name}, checkpoint", work, timer => CheckpointAsync(graph, timer)),
                new Variant($"baseline: {name}, read", work, timer => ReadRawAsync(graph, bytes, timer)),
                new Variant($"{name}, recovery", work, timer => RecoverAsync(graph, timer)),
            ]);
    }

    private static async Task<string> CheckpointAsync(StoredGraph graph, StageTimer timer)
    {
        await graph.FillAsync();
        await graph.CheckpointAsync(timer);
        return $"{Harness.Quantity(graph.CheckpointBytes)}B";
    }

    private static async Task<string> RecoverAsync(StoredGraph graph, StageTimer timer)
    {
        await graph.RestartAsync();
        await graph.OpenAsync(timer);
        await graph.VerifyAsync();

        // The report is an operation of its own, which the next recovery is not to run again.
        await graph.CheckpointAsync(new StageTimer());
        return "number and sums agree";
    }

    private static async Task<string> WriteRawAsync(StoredGraph graph, long bytes, StageTimer timer)
    {
        await graph.Journal.PrepareRawAsync();
        timer.Start();
        await graph.Journal.WriteRawAsync(bytes);
        timer.Stop();
        return "written";
    }

    private static async Task<string> ReadRawAsync(StoredGraph graph, long bytes, StageTimer timer)
    {
        timer.Start();
        var read = await graph.Journal.ReadRawAsync();
        timer.Stop();
        VerificationException.ThrowUnlessEqual("bytes", bytes, read);
        return "read";
    }
}
