using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Brings a partition back with everything in it, see <see cref="PartitionImage.Write"/>.</summary>
/// <param name="newReader">Makes a reader for one group of values.</param>
/// <remarks>The first image that comes back fills the behaviour table; those of the graph's other partitions find it filled.</remarks>
internal sealed class PartitionImageReader(
    PartitionedGraph store, int partition, BehaviorTable behaviors, Func<ReadOnlyMemory<byte>, ValueReader> newReader)
    : ImageReader(store, partition, ImageKind.Whole)
{
    private ColumnParts? _values;
    private EdgeParts? _edges;
    private BehaviorParts? _behaviors;

    protected override IEnumerable<FrameTag> ReadRest(ImageHead head)
    {
        _values = new ColumnParts(head.Rows, newReader);
        _edges = new EdgeParts(head.Rows, head.TypeNames, newReader);
        _behaviors = new BehaviorParts(head.Rows, head.TypeNames, newReader);
        return _values.Read(this).Concat(_edges.Read(this)).Concat(_behaviors.Read(this));
    }

    protected override void ApplyRest(ImageHead head, int[] typeIds)
    {
        var target = Store[Partition];
        _values!.LoadInto(target.NodeValues);
        _edges!.LoadInto(target.Edges, typeIds);
        _behaviors!.LoadInto(behaviors, target, typeIds);
        Store.LoadedPartition(Partition, head.Edges, head.NextSequence);
    }
}
