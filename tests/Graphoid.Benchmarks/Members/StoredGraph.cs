using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Graphoid.Actors.Bootstrap;
using Graphoid.Benchmarks.Generators;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;
using Graphoid.Hosting.Options;
using Graphoid.Runtime.Partitions;
using Graphoid.Testing.Support;

namespace Graphoid.Benchmarks.Members;

/// <summary>A large durable graph on one member, with what can be done to it from outside.</summary>
internal sealed class StoredGraph : IAsyncDisposable
{
    private const int EdgesPerNode = 4;

    /// <summary>More lives than a graph has here. Which one it is in is not told to outsiders; what is for another one is ignored.</summary>
    private const int EpochsMax = 200;

    private readonly BenchMembers _members;
    private readonly int _nodes;
    private readonly GraphId _graph;
    private int _step;

    private StoredGraph(BenchMembers members, JournalTable journal, int nodes, GraphId graph)
    {
        _members = members;
        Journal = journal;
        _nodes = nodes;
        _graph = graph;
    }

    /// <summary>Where it is stored.</summary>
    public JournalTable Journal { get; }

    /// <summary>Bytes of its last checkpoint.</summary>
    public long CheckpointBytes { get; private set; }

    /// <summary>Makes it: an import, and a behaviour.</summary>
    public static async Task<StoredGraph> StartAsync(DatabaseOptions database, int nodes, int partitions, ulong seed)
    {
        var members = await BenchMembers.StartAsync(1, database, new GeneratedGraphFiles(builder => Fill(builder, nodes, seed)));
        try
        {
            var journal = new JournalTable(database.Kind, database.ConnectionString ?? $"Data Source={members.DatabaseFile}");
            await using var runtime = members.NewRuntime(partitions);
            var output = await new PlainRun(ProgramText.Read("cells.gr")).RunAsync(runtime);
            VerificationException.ThrowUnlessEqual("nodes", nodes, int.Parse(output[0], CultureInfo.InvariantCulture));
            var found = await members.Process.Gateway.FindNameAsync(ProgramBench.GraphName);
            return new StoredGraph(members, journal, nodes, found.Graph!.Value);
        }
        catch
        {
            await members.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes eight fields of every node, as one operation in the log.</summary>
    public Task FillAsync()
    {
        _step++;
        return _members.RunAsync(
            ProgramText.Read("fill.gr").Replace("STEP", _step.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>Has a checkpoint written; measured until the graph serves again.</summary>
    public async Task CheckpointAsync(StageTimer timer)
    {
        var before = await Journal.LastAsync();
        var region = ClusterSharding.Get(_members.System).ShardRegion(GraphoidActors.Region);
        var answer = new PlainRun(ProgramText.Read("answer.gr"));
        await using var runtime = _members.NewRuntime();
        timer.Start();
        for (var epoch = 1; epoch <= EpochsMax; epoch++)
        {
            region.Tell(new ShardingEnvelope(ShardRule.GraphEntity(_graph), new PartitionProtocol.CheckpointWanted(_graph, 0, epoch)));
        }

        // A checkpoint goes before whatever waits.
        await answer.RunAsync(runtime);
        timer.Stop();
        CheckpointBytes = await Journal.PartitionBytesAsync(before);
        VerificationException.ThrowUnlessEqual("the checkpoint holds more than 8 numbers a node", true, CheckpointBytes > _nodes * 16L);

        // What it replaces is deleted afterwards, which is nobody's concern but the next measurement's.
        await Eventually.HoldsAsync("old records are deleted", async () => await Journal.OldAsync(before) == 0);
    }

    /// <summary>Ends the member and starts another one, in which the graph is not open.</summary>
    public Task RestartAsync() => _members.RestartAsync();

    /// <summary>The first question to the graph; measured until it is answered.</summary>
    public async Task OpenAsync(StageTimer timer)
    {
        var answer = new PlainRun(ProgramText.Read("answer.gr"));
        await using var runtime = _members.NewRuntime();
        timer.Start();
        var output = await answer.RunAsync(runtime);
        timer.Stop();
        VerificationException.ThrowUnlessEqual("nodes", _nodes, int.Parse(output[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Has every node report what it holds: as many, as much and as many edges as was stored.</summary>
    public async Task VerifyAsync()
    {
        var output = await _members.RunAsync(ProgramText.Read("report.gr"));
        var sum = Enumerable.Range(0, _nodes).Sum(id => (long)(id % 1000) + _step);
        VerificationException.ThrowUnlessEqual("nodes that report", _nodes, long.Parse(output[0], CultureInfo.InvariantCulture));
        VerificationException.ThrowUnlessEqual("sum of a field", sum, long.Parse(output[1], CultureInfo.InvariantCulture));
        VerificationException.ThrowUnlessEqual("sum of the degrees", (long)_nodes * EdgesPerNode, long.Parse(output[2], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _members.DisposeAsync();

    private static void Fill(GraphBuilder builder, int nodes, ulong seed)
    {
        var random = new SplitMix(seed);
        var edges = new EdgeRecord[EdgesPerNode];
        for (var node = 0; node < nodes; node++)
        {
            builder.AddNode(NodeKey.Of(node));
            var first = random.Next(nodes);
            for (var edge = 0; edge < EdgesPerNode; edge++)
            {
                // Different ones, so that none is left out as a duplicate; and no loop.
                var to = (int)((first + ((long)edge * (nodes / EdgesPerNode))) % nodes);
                edges[edge] = new EdgeRecord(NodeKey.Of(node), NodeKey.Of(to == node ? (to + 1) % nodes : to));
            }

            builder.Add(edges);
        }
    }
}
