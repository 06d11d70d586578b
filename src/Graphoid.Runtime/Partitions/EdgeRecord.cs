namespace Graphoid.Runtime.Partitions;

/// <summary>One edge of a bulk import.</summary>
/// <param name="From">Id of the source.</param>
/// <param name="To">Id of the target.</param>
/// <param name="Weight">The weight; NaN for none.</param>
/// <param name="Type">A number from <see cref="GraphBuilder.TypeId"/>; 0 is the builder's usual type.</param>
public readonly record struct EdgeRecord(NodeKey From, NodeKey To, double Weight = double.NaN, int Type = 0);
