namespace Graphoid.Runtime.Partitions.Images;

/// <summary>The first frame: what graph the partition is of, and its counts.</summary>
/// <param name="Partitions">Number of partitions of the graph.</param>
/// <param name="IsDirected">Whether the graph is directed.</param>
/// <param name="Rows">Rows of the partition, removed ones included.</param>
/// <param name="Edges">Edges that start here, each undirected one counted only where it is no mirror.</param>
/// <param name="NextSequence">The number the next node of the graph would have got.</param>
/// <param name="TypeNames">Number of type names of the graph; they follow, by type number.</param>
internal readonly record struct ImageHead(
    int Partitions, bool IsDirected, int Rows, long Edges, long NextSequence, int TypeNames)
{
    public static ImageHead Of(PartitionedGraph store, int partition) => new(
        store.PartitionCount,
        store.IsDirected,
        store[partition].RowCount,
        EdgeFrames.CountWithoutMirrors(store[partition]),
        store.NextSequence,
        store.TypeNames.Count);

    public static ImageHead Read(ImageReader source)
    {
        var body = source.Parse();
        return new ImageHead(
            body.Int32(), body.Bool(), body.Count(StorageLimits.PartitionItems), body.Int64(), body.Int64(), body.Count(int.MaxValue));
    }

    public Frame Write(FrameBuilder builder)
    {
        builder.Int32(Partitions);
        builder.Bool(IsDirected);
        builder.Int32(Rows);
        builder.Int64(Edges);
        builder.Int64(NextSequence);
        builder.Int32(TypeNames);
        return builder.Finish(FrameTag.Head);
    }
}
