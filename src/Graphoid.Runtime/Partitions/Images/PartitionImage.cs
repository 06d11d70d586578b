using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>The state of one partition as bytes, for checkpoints, imports and recovery, and that part of it which every member knows.</summary>
/// <remarks>
/// An image is a row of frames (<see cref="Frame"/>), cut anywhere into chunks, each with a <see cref="ChunkHeader"/>.
/// <code>
/// whole      Head, type names, rows, values of nodes, edges, behaviours
/// directory  Head, type names, rows
/// rows       ids, sequence numbers, removed marks, node types
/// edges      ghosts, degrees, targets, types, mirrors, weights, properties
/// behaviours per behaviour in use: type, fields with initial values, marks and columns; then what is bound to what
/// </code>
/// What survives: row numbers (edges of other partitions point to them), the order of edges in a row, how columns are stored,
/// removed rows. What does not: removed edges, slots of behaviours, type numbers (type names stand in their order, so that a new
/// store gives them the same numbers), indexes, versions. Nodes' rows in directories have no values and no edges.
/// Cost: as fast as memory for numbers, bits and edges; the value codec for everything else. Memory: one chunk, one frame.
/// </remarks>
internal static class PartitionImage
{
    /// <summary>The format that is written; older ones are still read.</summary>
    public const ushort Format = 1;

    /// <summary>No chunk is longer, and all but the last are as long. A longer one is refused.</summary>
    public const int ChunkBytesMax = 1 << 20;

    /// <summary>Everything about a partition, lazily. The graph must not change before the last chunk is there.</summary>
    /// <param name="newWriter">Makes a writer for one group of values, which is read by a reader of its own.</param>
    /// <exception cref="InvalidOperationException">A version is open, or the partition changed between two chunks.</exception>
    public static IEnumerable<byte[]> Write(PartitionedGraph store, int partition, BehaviorTable behaviors, Func<ValueWriter> newWriter)
    {
        RequireRest(store);
        var builder = new FrameBuilder();
        var columns = new ColumnFrames(builder, newWriter);
        var source = store[partition];
        var frames = Rows(store, partition, builder)
            .Concat(columns.Of(source.NodeValues, source.RowCount))
            .Concat(EdgeFrames.Of(source, builder, columns))
            .Concat(new BehaviorFrames(source, behaviors, builder, columns, newWriter).Of());
        return new ChunkWriter(ImageKind.Whole, partition).Write(Guarded(store, partition, frames));
    }

    /// <summary>What members know of a partition that lives elsewhere, lazily as <see cref="Write"/>.</summary>
    /// <exception cref="InvalidOperationException">A version is open, or the partition changed between two chunks.</exception>
    public static IEnumerable<byte[]> WriteDirectory(PartitionedGraph store, int partition)
    {
        RequireRest(store);
        var frames = Rows(store, partition, new FrameBuilder());
        return new ChunkWriter(ImageKind.Directory, partition).Write(Guarded(store, partition, frames));
    }

    private static IEnumerable<Frame> Rows(PartitionedGraph store, int partition, FrameBuilder builder)
    {
        yield return ImageHead.Of(store, partition).Write(builder);
        foreach (var frame in builder.Texts(store.TypeNames).Concat(RowFrames.Of(store[partition], builder)))
        {
            yield return frame;
        }
    }

    private static IEnumerable<Frame> Guarded(PartitionedGraph store, int partition, IEnumerable<Frame> frames)
    {
        var before = StateOf(store, partition);
        foreach (var frame in frames)
        {
            if (StateOf(store, partition) != before)
            {
                throw new InvalidOperationException($"Partition {partition} was changed while its image was written.");
            }

            yield return frame;
        }
    }

    private static (int Rows, int Live, int Edges, int Positions, long Version, long Layout, bool IsOpen) StateOf(PartitionedGraph store, int partition)
    {
        var source = store[partition];
        return (source.RowCount, source.LiveCount, source.EdgeCount, source.Edges.Count, store.Version, store.LayoutVersion, store.IsVersionOpen);
    }

    private static void RequireRest(PartitionedGraph store)
    {
        if (store.IsVersionOpen)
        {
            throw new InvalidOperationException("No image of a partition is written while a version is open.");
        }
    }
}
