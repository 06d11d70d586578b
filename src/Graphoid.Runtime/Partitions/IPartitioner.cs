namespace Graphoid.Runtime.Partitions;

/// <summary>Decides which partition a node belongs to, from its id alone.</summary>
/// <remarks>The answer for an id and a count must never change: it is stored with the graph and recomputed by every member.</remarks>
public interface IPartitioner
{
    /// <summary>The name under which the choice is stored.</summary>
    string Name { get; }

    /// <summary>The partition of an id, 0 to <paramref name="partitions"/> - 1.</summary>
    int PartitionOf(in NodeKey key, int partitions);
}
