using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>Decision 0004: every member knows the directory of all nodes; values, fields and edges live with their owner only.</summary>
public sealed class DirectoryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_member_knows_all_ids_and_only_its_own_values_and_edges(bool isDirected)
    {
        var run = new RandomGraph(4, isDirected, seed: 5, setsFields: false);
        for (var step = 0; step < 600 || run.IsVersionOpen; step++)
        {
            run.Step();
        }

        var graph = run.Graph;
        var member = ImageTrips.Empty(graph);
        var behaviors = new BehaviorTable(member);
        ImageTrips.Load(ImageTrips.Write(graph, 0), member, 0, behaviors);
        ImageTrips.Load(ImageTrips.Write(graph, 2), member, 2, behaviors);
        var elsewhere = ImageTrips.LoadDirectory(PartitionImage.WriteDirectory(graph, 1), member, 1).EdgeCount
            + ImageTrips.LoadDirectory(PartitionImage.WriteDirectory(graph, 3), member, 3).EdgeCount;

        Assert.Equal(graph.NodesInOrder(), member.NodesInOrder());
        Assert.Equal(graph.NodeCount, member.NodeCount);
        Assert.Equal(graph.NextSequence, member.NextSequence);
        Assert.Equal(graph.EdgeCount, member.EdgeCount + elsewhere);
        Assert.True(elsewhere > 0 && member.EdgeCount > 0, "Both sides were to have edges.");
        foreach (var node in graph.NodesInOrder())
        {
            Assert.Equal(graph.KeyOf(node), member.KeyOf(node));
            Assert.Equal(graph.SequenceOf(node), member.SequenceOf(node));
            Assert.Equal(graph[node.Partition].TypeOf(node.Row), member[node.Partition].TypeOf(node.Row));
            Assert.True(member.TryFind(graph.KeyOf(node), out var at) && at == node);
            var isOwn = node.Partition is 0 or 2;
            Assert.Equal(isOwn ? graph[node.Partition].OutDegree(node.Row) : 0, member[node.Partition].OutDegree(node.Row));
            Assert.Equal(isOwn ? graph[node.Partition].NodeValues.Get(node.Row) : Value.None, member[node.Partition].NodeValues.Get(node.Row));
            Assert.Equal(graph.InEdges(node).CountFrom(0, 2), member.InEdges(node).CountFrom(0, 2));
        }
    }

    [Fact]
    public void The_directory_of_a_large_partition_has_no_room_for_values_or_edges()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        for (var id = 0; id < 50_000; id++)
        {
            var node = graph.AddNode(NodeKey.Of(id), Value.Of($"the value of {id}"), out _);
            graph.AddEdge(node, new NodeLocation(0, id / 2), graph.TypeId("to"), Value.Of(id), Value.None);
        }

        Assert.InRange(PartitionImage.WriteDirectory(graph, 0).Sum(static chunk => chunk.Length), 200_000, 201_000);
    }

    [Fact]
    public void A_directory_is_no_partition_and_a_partition_is_no_directory()
    {
        var graph = new PartitionedGraph(1, HashPartitioner.Instance);
        var store = ImageTrips.Empty(graph);
        Assert.Throws<DamagedImageException>(() => ImageTrips.LoadDirectory(ImageTrips.Write(graph), store, 0));
        Assert.Throws<DamagedImageException>(
            () => ImageTrips.Load(PartitionImage.WriteDirectory(graph, 0), store, 0, new BehaviorTable(store)));
    }
}

file static class InEdges
{
    public static int CountFrom(this InEdgeEnumerator edges, params int[] partitions)
    {
        var count = 0;
        while (edges.MoveNext())
        {
            count += partitions.Contains(edges.Current.SourcePartition) ? 1 : 0;
        }

        return count;
    }
}
