using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>Stores that went through images and back.</summary>
internal static class ImageTrips
{
    /// <summary>All partitions as images, and those in a new store.</summary>
    public static PartitionedGraph Reload(PartitionedGraph graph)
    {
        var copy = Empty(graph);
        var (from, to) = (new BehaviorTable(graph), new BehaviorTable(copy));
        for (var partition = 0; partition < graph.PartitionCount; partition++)
        {
            Load(PartitionImage.Write(graph, partition, from, TestCodec.NewWriter), copy, partition, to);
        }

        return copy;
    }

    /// <summary>A store without nodes that images of another one can be loaded into.</summary>
    public static PartitionedGraph Empty(PartitionedGraph graph) => new(graph.PartitionCount, graph.Partitioner, graph.IsDirected);

    public static void Load(IEnumerable<byte[]> chunks, PartitionedGraph into, int partition, BehaviorTable behaviors)
    {
        var reader = new PartitionImageReader(into, partition, behaviors, TestCodec.NewReader);
        foreach (var chunk in chunks)
        {
            Assert.True(chunk.Length <= PartitionImage.ChunkBytesMax, $"A chunk has {chunk.Length} bytes.");
            reader.Take(chunk);
        }

        reader.Complete();
    }

    public static DirectoryReader LoadDirectory(IEnumerable<byte[]> chunks, PartitionedGraph into, int partition)
    {
        var reader = new DirectoryReader(into, partition);
        foreach (var chunk in chunks)
        {
            reader.Take(chunk);
        }

        reader.Complete();
        return reader;
    }

    /// <summary>The image of a partition without behaviours, as one array of chunks.</summary>
    public static byte[][] Write(PartitionedGraph graph, int partition = 0) =>
        [.. PartitionImage.Write(graph, partition, new BehaviorTable(graph), TestCodec.NewWriter)];
}
