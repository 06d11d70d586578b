namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Makes the nodes of a partition that lives elsewhere known, see <see cref="PartitionImage.WriteDirectory"/>: they have ids,
/// numbers and types here, but no values, edges or fields.</summary>
internal sealed class DirectoryReader(PartitionedGraph store, int partition) : ImageReader(store, partition, ImageKind.Directory)
{
    protected override IEnumerable<FrameTag> ReadRest(ImageHead head)
    {
        EdgeCount = head.Edges;
        return [];
    }

    /// <summary>Edges that the partition has where it lives, once the first chunk is taken. The store does not count them.</summary>
    public long EdgeCount { get; private set; }

    protected override void ApplyRest(ImageHead head, int[] typeIds) => Store.LoadedPartition(Partition, 0, head.NextSequence);
}
