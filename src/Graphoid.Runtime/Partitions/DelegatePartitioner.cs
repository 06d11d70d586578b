using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>A partitioner that asks a function, such as one written in Graphoid.</summary>
public sealed class DelegatePartitioner : IPartitioner
{
    private readonly Func<NodeKey, int, int> _choose;

    /// <summary>Wraps a function of id and number of partitions.</summary>
    public DelegatePartitioner(Func<NodeKey, int, int> choose, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(choose);
        _choose = choose;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="GraphoidException">The function answered a number outside 0 to <paramref name="partitions"/> - 1.</exception>
    public int PartitionOf(in NodeKey key, int partitions)
    {
        var chosen = _choose(key, partitions);
        if ((uint)chosen >= (uint)partitions)
        {
            throw new GraphoidException(
                ErrorKind.Partition,
                $"the partitioner \"{Name}\" put node \"{key}\" into partition {chosen}, expected 0 to {partitions - 1}");
        }

        return chosen;
    }
}
