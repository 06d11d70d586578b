namespace Graphoid.Runtime.Partitions;

/// <summary>Where a node lies: partition and row.</summary>
/// <remarks>Valid until rows are renumbered, which <see cref="PartitionedGraph.LayoutVersion"/> tells.</remarks>
public readonly record struct NodeLocation(int Partition, int Row);
