using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

public sealed class PartitionedGraphTests
{
    [Fact]
    public void An_existing_node_keeps_its_place_and_edges_and_gets_the_new_value()
    {
        var graph = Graph(2);
        var a = Node(graph, "a");
        var b = Node(graph, "b");
        graph.AddEdge(a, b, 0, Value.None, Value.None);
        Assert.Equal(a, graph.AddNode(NodeKey.Of("a"), Value.Of(5), out var existed));
        Assert.True(existed);
        Assert.Equal(Value.Of(5), graph[a.Partition].NodeValues.Get(a.Row));
        Assert.True(graph.HasEdge(a, b));
        Assert.Equal([a, b], graph.NodesInOrder());
    }

    [Fact]
    public void A_second_edge_of_the_same_type_replaces_weight_and_keeps_its_place()
    {
        var graph = Graph(1);
        var (a, b, c) = (Node(graph, "a"), Node(graph, "b"), Node(graph, "c"));
        Assert.True(graph.AddEdge(a, b, 0, Value.Of(1), Value.None));
        Assert.True(graph.AddEdge(a, c, 0, Value.Of(2), Value.None));
        Assert.False(graph.AddEdge(a, b, 0, Value.Of(3), Value.None));
        Assert.True(graph.AddEdge(a, b, 1, Value.Of(4), Value.None));
        Assert.Equal(["3", "2", "4"], graph.EdgesInOrder().Select(static edge => edge.Weight.ToString()));
        Assert.Equal(3, graph.EdgeCount);
    }

    [Fact]
    public void An_undirected_edge_reads_both_ways_and_counts_once()
    {
        var graph = Graph(7, isDirected: false);
        var (a, b) = (Node(graph, "a"), Node(graph, "b"));
        graph.AddEdge(b, a, 0, Value.Of(1), Value.None);
        graph.AddEdge(a, a, 0, Value.None, Value.None);
        Assert.False(graph.AddEdge(a, b, 0, Value.Of(2), Value.None));
        Assert.Equal(2, graph.EdgeCount);
        Assert.True(graph.HasEdge(a, b) && graph.HasEdge(b, a));
        Assert.Equal([(a, a), (b, a)], graph.EdgesInOrder().Select(static edge => (edge.From, edge.To)));
        Assert.Equal(1, graph.RemoveEdge(a, b));
        Assert.Equal(1, graph.EdgeCount);
        Assert.Equal(0, graph.OutDegree(b));
    }

    [Fact]
    public void Removing_a_node_takes_its_edges_in_both_directions_along()
    {
        var graph = Graph(3);
        var (a, b, c) = (Node(graph, "a"), Node(graph, "b"), Node(graph, "c"));
        graph.AddEdge(a, b, 0, Value.None, Value.None);
        graph.AddEdge(b, c, 0, Value.None, Value.None);
        graph.AddEdge(b, b, 0, Value.None, Value.None);
        graph.AddEdge(a, c, 0, Value.None, Value.None);
        Assert.True(graph.RemoveNode(b));
        Assert.False(graph.RemoveNode(b));
        Assert.Equal((2, 1), (graph.NodeCount, graph.EdgeCount));
        Assert.Equal((1, 1, 0), (graph.OutDegree(a), graph.InDegree(c), graph.InDegree(a)));
    }

    [Fact]
    public void A_removed_id_that_comes_back_is_a_new_node_at_the_end()
    {
        var graph = Graph(2);
        var a = Node(graph, "a");
        Node(graph, "b");
        graph.RemoveNode(a);
        Node(graph, "a");
        Assert.Equal(["b", "a"], graph.NodesInOrder().Select(node => graph.KeyOf(node).ToString()));
        graph.Compact();
        Assert.Equal(["b", "a"], graph.NodesInOrder().Select(node => graph.KeyOf(node).ToString()));
        Assert.Equal(1, graph.LayoutVersion);
    }

    [Fact]
    public void Edges_of_dead_locations_are_refused()
    {
        var graph = Graph(1);
        var (a, b) = (Node(graph, "a"), Node(graph, "b"));
        graph.RemoveNode(b);
        Assert.Throws<ArgumentException>(() => graph.AddEdge(a, b, 0, Value.None, Value.None));
        Assert.False(graph.HasEdge(a, b));
    }

    [Fact]
    public void Two_hundred_thousand_edges_of_one_hub_are_added_without_scanning()
    {
        var graph = Graph(2);
        const int Spokes = 200_000;
        var hub = Node(graph, "hub");
        var spokes = new NodeLocation[Spokes];
        for (var i = 0; i < Spokes; i++)
        {
            spokes[i] = graph.AddNode(NodeKey.Of(i), Value.None, out _);
        }

        for (var i = 0; i < Spokes; i++)
        {
            Assert.True(graph.AddEdge(hub, spokes[i], 0, Value.None, Value.None));
            Assert.True(graph.AddEdge(spokes[i], hub, 0, Value.None, Value.None));
        }

        Assert.False(graph.AddEdge(hub, spokes[Spokes / 2], 0, Value.None, Value.None));
        Assert.Equal((Spokes, Spokes), (graph.OutDegree(hub), graph.InDegree(hub)));
        Assert.Equal(1, graph[hub.Partition].Edges.HubCount);
        Assert.True(graph.RemoveNode(hub));
        Assert.Equal(0, graph.EdgeCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_index_built_inside_a_version_is_right_after_its_rollback(bool isDirected)
    {
        var graph = Graph(2, isDirected);
        var nodes = Enumerable.Range(0, 50).Select(i => Node(graph, $"n{i}")).ToArray();
        for (var i = 1; i < 50; i++)
        {
            graph.AddEdge(nodes[0], nodes[i], 0, Value.Of(i), Value.None);
        }

        var before = GraphDump.Of(graph);
        graph.Compact();
        graph.BeginVersion();
        graph.RemoveNode(nodes[7]);
        graph.RemoveEdge(nodes[0], nodes[8]);
        graph.RemoveNode(nodes[0]);
        var late = Node(graph, "late");
        graph.AddEdge(late, nodes[3], 0, Value.None, Value.None);
        GraphDump.Of(graph);
        graph.RollbackVersion();
        Assert.Equal(before, GraphDump.Of(graph));

        // The row that was given back is used again.
        graph.AddEdge(Node(graph, "other"), nodes[3], 0, Value.None, Value.None);
        Assert.Equal(2, graph.InDegree(nodes[3]));
    }

    [Fact]
    public void A_hub_forgets_removed_edges_and_finds_restored_ones()
    {
        var graph = Graph(1);
        var nodes = Enumerable.Range(0, 200).Select(i => Node(graph, $"n{i}")).ToArray();
        foreach (var node in nodes)
        {
            graph.AddEdge(nodes[0], node, 0, Value.None, Value.None);
        }

        graph.BeginVersion();
        foreach (var node in nodes)
        {
            Assert.Equal(1, graph.RemoveEdge(nodes[0], node, 0));
            Assert.False(graph.HasEdge(nodes[0], node, 0));
        }

        Assert.True(graph.AddEdge(nodes[0], nodes[5], 0, Value.None, Value.None));
        graph.RollbackVersion();
        Assert.Equal(200, graph.OutDegree(nodes[0]));
        Assert.All(nodes, node => Assert.True(graph.HasEdge(nodes[0], node)));
    }

    [Fact]
    public void Loose_edges_are_merged_by_themselves_and_rows_stay()
    {
        var graph = Graph(2);
        var nodes = Enumerable.Range(0, 1000).Select(i => graph.AddNode(NodeKey.Of(i), Value.None, out _)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            graph.AddEdge(nodes[i % 1000], nodes[(i * 7) % 997], i % 3, Value.None, Value.None);
        }

        Assert.True(graph[0].Edges.CompressedCount > 0);
        Assert.Equal(0, graph.LayoutVersion);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(NodeKey.Of(i), graph.KeyOf(nodes[i])));
    }

    [Fact]
    public void Removed_rows_go_at_the_end_of_a_version_when_that_is_worthwhile()
    {
        var graph = Graph(2);
        var nodes = Enumerable.Range(0, 20_000).Select(i => graph.AddNode(NodeKey.Of(i), Value.Of(i), out _)).ToArray();
        graph.BeginVersion();
        foreach (var node in nodes.AsSpan(0, 15_000))
        {
            graph.RemoveNode(node);
        }

        Assert.Throws<InvalidOperationException>(graph.Compact);
        graph.CommitVersion();
        Assert.Equal((1, 5000), (graph.LayoutVersion, graph[0].RowCount + graph[1].RowCount));
        Assert.Equal(Enumerable.Range(15_000, 5000), graph.NodesInOrder().Select(node => (int)graph[node.Partition].NodeValues.Get(node.Row).Number));
    }

    [Fact]
    public void Rollback_gives_rows_and_numbers_back()
    {
        var graph = Graph(1);
        Node(graph, "a");
        var before = GraphDump.Of(graph);
        graph.BeginVersion();
        graph[0].Fields(0).AddColumn(Value.Of(1));
        graph[0].Fields(0).MarkAllPresent();
        var b = Node(graph, "b");
        graph[0].SetType(b.Row, graph.TypeId("T"));
        graph.RollbackVersion();
        Assert.Equal(before, GraphDump.Of(graph));
        Assert.Equal((1, 1, 0), (graph[0].RowCount, graph.NextSequence, graph[0].Fields(0).Columns.Count));
        b = Node(graph, "c");
        Assert.Equal((-1, false), (graph[0].TypeOf(b.Row), graph[0].Fields(0).IsPresent(b.Row)));
    }

    [Fact]
    public void Versions_count_commits_only_and_do_not_nest()
    {
        var graph = Graph(1);
        graph.BeginVersion();
        Assert.Throws<InvalidOperationException>(graph.BeginVersion);
        graph.RollbackVersion();
        Assert.Throws<InvalidOperationException>(graph.CommitVersion);
        graph.BeginVersion();
        graph.CommitVersion();
        Assert.Equal(1, graph.Version);
    }

    [Fact]
    public void All_instances_present_costs_nothing_and_new_rows_have_none()
    {
        var graph = Graph(1);
        Node(graph, "a");
        var fields = graph[0].Fields(2);
        fields.AddColumn(Value.Of(0));
        fields.MarkAllPresent();
        Assert.Equal(0, fields.Bytes);
        var b = Node(graph, "b");
        Assert.True(fields.IsPresent(0));
        Assert.False(fields.IsPresent(b.Row));
        fields.MarkPresent(b.Row);
        fields.MarkAbsent(0);
        Assert.True(fields.IsPresent(b.Row));
        Assert.False(fields.IsPresent(0));
    }

    [Fact]
    public void Walking_nodes_and_edges_allocates_nothing_per_element()
    {
        var graph = Graph(4);
        var nodes = Enumerable.Range(0, 5000).Select(i => graph.AddNode(NodeKey.Of(i), Value.None, out _)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            graph.AddEdge(nodes[i % 5000], nodes[(i * 31) % 5000], 0, Value.None, Value.None);
        }

        Assert.True(Walk() > 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Walk();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        long Walk()
        {
            var sum = 0L;
            foreach (var node in graph.NodesInOrder())
            {
                foreach (var edge in graph.OutEdges(node))
                {
                    sum += edge.TargetRow;
                }

                foreach (var edge in graph.InEdges(node))
                {
                    sum += edge.SourceRow;
                }
            }

            return sum;
        }
    }

    [Fact]
    public void A_graph_without_partitions_is_refused()
    {
        Assert.Throws<GraphoidException>(static () => new PartitionedGraph(0, HashPartitioner.Instance));
    }

    private static PartitionedGraph Graph(int partitions, bool isDirected = true)
    {
        var graph = new PartitionedGraph(partitions, HashPartitioner.Instance, isDirected);
        graph.TypeId("edge");
        graph.TypeId("other");
        return graph;
    }

    private static NodeLocation Node(PartitionedGraph graph, string id) => graph.AddNode(NodeKey.Of(id), Value.None, out _);
}
