using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Partitions.Images;

public sealed class ImageContentsTests
{
    private static readonly Value[] Mixed =
    [
        Value.None, Value.True, Value.False, Value.Of(0), Value.Of(-0.0), Value.Of(1e300), Value.Of(double.NegativeInfinity), Value.Of(""),
        Value.Of("\u00e9\u4e2d\ud83d\ude00"), Value.Of(Symbol.Of("go")), Value.Of(ListValue.Of(Value.Of(1), Value.Of(ListValue.Of(Value.None)))), MapOf("k", 2),
    ];

    [Fact]
    public void Ids_of_all_forms_come_back_with_their_rows()
    {
        string[] ids =
        [
            "0", "-1", "2147483648", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "007", "-0", "", "a",
            "\u00e9", "\ud83d\ude00", "lone \ud800 surrogate", new string('x', 200_000),
        ];
        foreach (var chosen in new[] { ids, ids.Where(id => !NodeKey.Of(id).IsInteger).ToArray(), ["5", "6"], ["5", "x"], [] })
        {
            var graph = new PartitionedGraph(1, HashPartitioner.Instance);
            foreach (var id in chosen)
            {
                graph.AddNode(NodeKey.Of(id), Value.Of(id.Length), out _);
            }

            var loaded = ImageTrips.Reload(graph);
            Assert.Equal(chosen, loaded.NodesInOrder().Select(node => loaded.KeyOf(node).ToString()));
            Assert.All(chosen, id => Assert.True(loaded.TryFind(NodeKey.Of(id), out var at) && loaded[0].NodeValues.Get(at.Row).Number == id.Length));
        }
    }

    [Theory]
    [InlineData(5, 6, 7)]
    [InlineData(5, 9, 7)]
    [InlineData(0, 4_000_000_000, 4_294_967_295)]
    [InlineData(3, 9_000_000_000_000_000_000, 1)]
    public void Sequence_numbers_of_any_size_come_back_and_so_does_the_next_one(long first, long second, long third)
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        graph.AddNode(NodeKey.Of("a"), Value.None, first, out _);
        graph.AddNode(NodeKey.Of("b"), Value.None, second, out _);
        graph.AddNode(NodeKey.Of("c"), Value.None, third, out _);
        graph.RemoveNode(new NodeLocation(0, 1));
        graph.NextSequence += 100;
        var loaded = ImageTrips.Reload(graph);
        Assert.Equal([first, second, third], Enumerable.Range(0, 3).Select(loaded[0].SequenceOf));
        Assert.Equal(graph.NextSequence, loaded.NextSequence);
        Assert.Equal(graph.NodesInOrder(), loaded.NodesInOrder());
        Assert.False(loaded[0].IsLive(1));
        Assert.Equal(2, loaded.NodeCount);
    }

    [Fact]
    public void An_id_that_was_removed_and_added_again_is_found_in_its_new_row()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        graph.RemoveNode(graph.AddNode(NodeKey.Of("a"), Value.None, out _));
        graph.AddNode(NodeKey.Of("a"), Value.None, out _);
        var loaded = ImageTrips.Reload(graph);
        Assert.True(loaded.TryFind(NodeKey.Of("a"), out var at));
        Assert.Equal(1, at.Row);
    }

    [Fact]
    public void Columns_of_every_kind_come_back_as_the_same_kind()
    {
        foreach (var values in new[]
        {
            Many(1), Many(1, 2, 3), [.. Enumerable.Repeat(Value.Of("same"), 100)], [Value.True, Value.False, Value.True], Mixed, [],
            [.. Enumerable.Range(0, 10_000).Select(i => i % 3 == 0 ? Value.None : Value.Of($"value {i}"))],
            [.. Enumerable.Range(0, 10_000).Select(i => Value.Of(i * i % 7 == 3))],
        })
        {
            var graph = new PartitionedGraph(1, HashPartitioner.Instance);
            foreach (var value in values)
            {
                graph.AddNode(NodeKey.Of(graph.NextSequence), value, out _);
            }

            var loaded = ImageTrips.Reload(graph)[0].NodeValues;
            Assert.Equal(graph[0].NodeValues.Kind, loaded.Kind);
            Assert.Equal(graph[0].NodeValues.Rows, loaded.Rows);
            Assert.All(values.Index(), at => AssertSame(at.Item, loaded.Get(at.Index)));
        }
    }

    [Fact]
    public void A_value_longer_than_a_chunk_is_split_and_no_chunk_is_too_long()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        var texts = new[] { "short", new string('y', 3_000_000), "end" };
        Array.ForEach(texts, text => graph.AddNode(NodeKey.Of(graph.NextSequence), Value.Of(text), out _));
        Assert.True(ImageTrips.Write(graph).Length >= 3);
        var loaded = ImageTrips.Reload(graph)[0].NodeValues;
        Assert.Equal(texts, Enumerable.Range(0, 3).Select(row => loaded.Get(row).ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Edges_keep_types_weights_properties_and_mirrors_whether_at_rest_or_not(bool isDirected)
    {
        foreach (var isAtRest in new[] { false, true })
        {
            var graph = new PartitionedGraph(3, HashPartitioner.Instance, isDirected);
            var nodes = Enumerable.Range(0, 20).Select(id => graph.AddNode(NodeKey.Of(id), Value.None, out _)).ToArray();
            for (var i = 0; i < 300; i++)
            {
                graph.AddEdge(nodes[i * 7 % 20], nodes[i * i % 20], graph.TypeId($"t{i % 5}"), Mixed[i % Mixed.Length], i % 2 == 0 ? Value.None : MapOf("i", i));
                graph.RemoveEdge(nodes[i % 20], nodes[i * 3 % 20], i % 5);
            }

            if (isAtRest)
            {
                graph.Compact();
            }

            var loaded = ImageTrips.Reload(graph);
            Assert.Equal(EdgesOf(graph), EdgesOf(loaded));
            Assert.Equal(GraphDump.Of(graph), GraphDump.Of(loaded));
            Assert.Equal(graph.EdgeCount, loaded.EdgeCount);
            if (isAtRest)
            {
                Assert.Equal(graph[0].EdgeWeights.Rows, loaded[0].EdgeWeights.Rows);
            }
        }
    }

    /// <summary>Decision 0004: type numbers are those of one process, names are what all understand.</summary>
    [Fact]
    public void Types_come_back_by_name_into_a_store_with_other_numbers()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        var (a, b) = (graph.AddNode(NodeKey.Of("a"), Value.None, out _), graph.AddNode(NodeKey.Of("b"), Value.None, out _));
        graph.AddEdge(a, b, graph.TypeId("knows"), Value.None, Value.None);
        graph.AddEdge(a, b, graph.TypeId("likes"), Value.None, Value.None);
        graph[0].SetType(1, graph.TypeId("Person"));
        var loaded = ImageTrips.Empty(graph);
        Assert.Equal(0, loaded.TypeId("Person"));
        ImageTrips.Load(ImageTrips.Write(graph), loaded, 0, new BehaviorTable(loaded));
        Assert.Equal(["knows", "likes"], loaded.EdgesInOrder().Select(edge => loaded.TypeName(edge.Type)));
        Assert.Equal(-1, loaded[0].TypeOf(0));
        Assert.Equal("Person", loaded.TypeName(loaded[0].TypeOf(1)));
    }

    [Theory]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(70_000)]
    public void Type_numbers_of_every_width_come_back(int types)
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        graph.AddNode(NodeKey.Of("untyped"), Value.None, out _);
        for (var number = 0; number < types; number++)
        {
            graph.TypeId($"t{number}");
        }

        foreach (var type in new[] { 0, types / 2, types - 1 })
        {
            var node = graph.AddNode(NodeKey.Of(graph.NextSequence), Value.None, out _);
            graph[0].SetType(node.Row, type);
        }

        var loaded = ImageTrips.Reload(graph);
        Assert.Equal([-1, 0, types / 2, types - 1], Enumerable.Range(0, 4).Select(loaded[0].TypeOf));
        Assert.Equal(types, loaded.TypeNames.Count);
    }

    [Fact]
    public void A_bulk_loaded_graph_of_many_chunks_comes_back_array_by_array()
    {
        var random = new Random(7);
        const int Nodes = 100_000;
        var builder = new GraphBuilder(2, HashPartitioner.Instance, isDirected: true);
        builder.Add(
            [.. Enumerable.Range(0, 500_000).Select(_ => (long)random.Next(Nodes))],
            [.. Enumerable.Range(0, 500_000).Select(_ => (long)random.Next(Nodes))],
            [.. Enumerable.Range(0, 500_000).Select(_ => random.NextDouble())],
            500_000);
        var graph = builder.Build();
        Assert.True(ImageTrips.Write(graph).Length > 3);
        var loaded = ImageTrips.Reload(graph);
        for (var p = 0; p < 2; p++)
        {
            Assert.Equal(graph[p].Edges.Offsets, loaded[p].Edges.Offsets);
            Assert.Equal(graph[p].Edges.Targets, loaded[p].Edges.Targets);
            Assert.Equal(graph[p].EdgeWeights.Numbers, loaded[p].EdgeWeights.Numbers);
            Assert.Equal(graph[p].Ghosts.Count, loaded[p].Ghosts.Count);
            Assert.Equal(Enumerable.Range(0, graph[p].RowCount).Select(graph[p].KeyOf), Enumerable.Range(0, graph[p].RowCount).Select(loaded[p].KeyOf));
        }

        // Nothing may have grown in passing.
        Assert.InRange(loaded.Report().TotalBytes, 1, (long)(graph.Report().TotalBytes * 1.01) + 100_000);
    }

    /// <summary>Decision 0004: renumbering at a compaction comes out alike everywhere, so it must start everywhere at the same change.</summary>
    [Fact]
    public void Removed_rows_count_towards_the_next_compaction()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        for (var id = 0; id < StorageLimits.RemovedRowsMin + 10; id++)
        {
            graph.AddNode(NodeKey.Of(id), Value.None, out _);
        }

        for (var row = 0; row < StorageLimits.RemovedRowsMin; row++)
        {
            graph.RemoveNode(new NodeLocation(0, row));
        }

        var loaded = ImageTrips.Reload(graph);
        var elsewhere = ImageTrips.Empty(graph);
        ImageTrips.LoadDirectory(PartitionImage.WriteDirectory(graph, 0), elsewhere, 0);
        foreach (var store in new[] { graph, loaded, elsewhere })
        {
            Assert.False(store.CompactIfWorthwhile());
            store.RemoveNode(new NodeLocation(0, StorageLimits.RemovedRowsMin));
            Assert.True(store.CompactIfWorthwhile());
            Assert.Equal(9, store[0].RowCount);
        }
    }

    private static Value[] Many(params double[] numbers) => [.. Enumerable.Range(0, 10_000).Select(i => Value.Of(numbers[i % numbers.Length]))];

    private static Value MapOf(string key, double value)
    {
        var map = new MapValue();
        map.Set(key, Value.Of(value));
        return Value.Of(map);
    }

    private static void AssertSame(Value expected, Value actual) =>
        Assert.True(Column.IsSame(expected, actual) || (expected.Reference is ContainerValue && expected == actual), $"{expected} is not {actual}");

    private static List<string> EdgesOf(PartitionedGraph graph) =>
        [.. graph.EdgesInOrder().Select(edge => $"{edge.From} {edge.To} {graph.TypeName(edge.Type)} {edge.Weight} {edge.Properties}")];
}
