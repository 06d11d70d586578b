namespace Graphoid.Runtime.Partitions;

/// <summary>Spreads ids evenly by their stable hash; the default.</summary>
public sealed class HashPartitioner : IPartitioner
{
    /// <summary>The one instance; it has no state.</summary>
    public static HashPartitioner Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "hash";

    /// <inheritdoc/>
    public int PartitionOf(in NodeKey key, int partitions) =>
        (int)Math.BigMul(key.StableHash, (ulong)partitions, out _);
}
