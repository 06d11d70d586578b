using Graphoid.Runtime.Partitions;

namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>The budget of the design: 24 bytes a node and 10 an edge at rest, ghosts at most 28 each.</summary>
[Collection(nameof(MemoryMeasurements))]
public sealed class StorageBudgetTests
{
    private const int Nodes = 200_000;
    private const int Edges = 2_000_000;

    [Fact]
    public void One_partition_stays_within_24_bytes_a_node_and_10_an_edge()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var graph = Build(1);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var report = graph.Report();
        Assert.InRange(report.BytesPerNode, 8, 24);
        Assert.InRange(report.BytesPerEdge, 4, 10);
        Assert.Equal(0, report.GhostBytes);

        // The report must not leave anything out.
        Assert.InRange(held, report.TotalBytes * 0.9, report.TotalBytes * 1.15);
        GC.KeepAlive(graph);
    }

    [Fact]
    public void Eight_partitions_add_ghosts_of_28_bytes_at_most()
    {
        var graph = Build(8);
        var report = graph.Report();
        Assert.InRange(report.BytesPerNode, 8, 24);
        Assert.InRange(report.BytesPerEdge, 4, 10);
        for (var partition = 0; partition < graph.PartitionCount; partition++)
        {
            Assert.InRange(graph[partition].Ghosts.Bytes, 0, 28L * graph[partition].Ghosts.Count);
        }
    }

    private static PartitionedGraph Build(int partitions)
    {
        var random = new Random(1);
        var from = new long[Edges];
        var to = new long[Edges];
        for (var i = 0; i < Edges; i++)
        {
            from[i] = random.Next(Nodes);
            to[i] = random.Next(Nodes);
        }

        var builder = new GraphBuilder(partitions, HashPartitioner.Instance, isDirected: true);
        builder.Add(from, to, null, Edges);
        return builder.Build();
    }
}
