using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

public sealed class GraphBuilderTests
{
    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(1, false, 1)]
    [InlineData(2, true, 2)]
    [InlineData(7, true, 3)]
    [InlineData(7, false, 4)]
    [InlineData(7, true, 5)]
    public void A_built_graph_is_what_adding_one_by_one_gives(int partitions, bool isDirected, int seed)
    {
        var random = new Random(seed);
        var builder = new GraphBuilder(partitions, HashPartitioner.Instance, isDirected);
        var graph = new PartitionedGraph(partitions, HashPartitioner.Instance, isDirected);
        Assert.Equal(graph.TypeId("edge"), builder.TypeId("edge"));
        Assert.Equal(graph.TypeId("likes"), builder.TypeId("likes"));
        var (duplicates, loops) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            // Every other id is a hub, and text and long ids come in late.
            var from = Key(random.Next(2) == 0 ? random.Next(3) : random.Next(200));
            var to = Key(random.Next(200));
            var type = seed % 2 == 0 ? random.Next(2) : 0;
            var weight = seed == 0 || random.Next(4) == 0 ? double.NaN : random.Next(5);
            builder.Add([new EdgeRecord(from, to, weight, type)]);
            var source = graph.AddNode(from, Value.None, out _);
            var target = graph.AddNode(to, Value.None, out _);
            var value = double.IsNaN(weight) ? Value.None : Value.Of(weight);
            duplicates += graph.AddEdge(source, target, type, value, Value.None) ? 0 : 1;
            loops += from == to ? 1 : 0;
        }

        builder.AddNode(NodeKey.Of("alone"));
        graph.AddNode(NodeKey.Of("alone"), Value.None, out _);
        var built = builder.Build();
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(built));
        Assert.Equal((duplicates, loops), (builder.DuplicateCount, builder.LoopCount));

        // A built graph is an ordinary one.
        Assert.True(built.TryFind(Key(1), out var hub));
        Assert.True(graph.TryFind(Key(1), out var same));
        built.RemoveNode(hub);
        graph.RemoveNode(same);
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(built));
        built.Compact();
        graph.Compact();
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(built));

        static NodeKey Key(int number) => (number % 3) switch
        {
            0 when number > 100 => NodeKey.Of($"n{number}"),
            1 when number > 100 => NodeKey.Of(number + (1L << 32)),
            _ => NodeKey.Of(number),
        };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Many_integer_edges_are_placed_by_all_workers_in_file_order(int partitions)
    {
        const int Edges = 300_000;
        const int Nodes = 5000;
        var random = new Random(7);
        var (from, to, weights) = (new long[Edges], new long[Edges], new double[Edges]);
        var expected = new Dictionary<long, List<(long To, double Weight)>>();
        for (var i = 0; i < Edges; i++)
        {
            // Distinct targets per source, but for the planted duplicates.
            (from[i], to[i], weights[i]) = (random.Next(Nodes), i % 10 == 9 ? to[i - 1] : i, i);
            from[i] = i % 10 == 9 ? from[i - 1] : from[i];
            var row = expected.TryGetValue(from[i], out var found) ? found : expected[from[i]] = [];
            if (i % 10 == 9)
            {
                row[^1] = (to[i], weights[i]);
            }
            else
            {
                row.Add((to[i], weights[i]));
            }
        }

        var reports = new List<long>();
        var builder = new GraphBuilder(partitions, HashPartitioner.Instance, isDirected: true);
        builder.Add(from, to, weights, Edges);
        var graph = builder.Build(new Recorder(reports));
        Assert.Equal((Edges / 10, Edges * 9 / 10), (builder.DuplicateCount, graph.EdgeCount));
        Assert.Equal(Edges, reports[^1]);
        foreach (var (source, row) in expected)
        {
            Assert.True(graph.TryFind(NodeKey.Of(source), out var at));
            var stored = new List<(long, double)>();
            foreach (var edge in graph.OutEdges(at))
            {
                stored.Add((graph.KeyOf(edge.Target).Number, edge.Weight.Number));
            }

            Assert.Equal(row, stored);
        }
    }

    [Fact]
    public void Cancelling_stops_the_build()
    {
        var builder = new GraphBuilder(1, HashPartitioner.Instance, isDirected: true);
        builder.Add([1], [2], null, 1);
        Assert.ThrowsAny<OperationCanceledException>(() => builder.Build(cancellation: new CancellationToken(canceled: true)));
    }

    private sealed class Recorder(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }
}
