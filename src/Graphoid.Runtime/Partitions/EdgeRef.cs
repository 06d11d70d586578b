using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>One out-edge as its source sees it; a view that is valid until edges are added, removed or compacted.</summary>
public readonly struct EdgeRef
{
    private readonly EdgeStore _edges;

    internal EdgeRef(EdgeStore edges, int position, NodeLocation target)
    {
        _edges = edges;
        Position = position;
        TargetPartition = target.Partition;
        TargetRow = target.Row;
    }

    /// <summary>Number of the edge in its partition, until the next compaction; indexes weight and property columns.</summary>
    public int Position { get; }

    /// <summary>Partition of the target.</summary>
    public int TargetPartition { get; }

    /// <summary>Row of the target in its partition.</summary>
    public int TargetRow { get; }

    /// <summary>Where the target lies.</summary>
    public NodeLocation Target => new(TargetPartition, TargetRow);

    /// <summary>Index of the type's name in the graph.</summary>
    public int Type => _edges.TypeAt(Position);

    /// <summary>The weight, or none.</summary>
    public Value Weight => _edges.Weights.Get(Position);

    /// <summary>The property map, or none.</summary>
    public Value Properties => _edges.Properties.Get(Position);

    /// <summary>In an undirected graph: whether this is the second direction of an edge added the other way round.</summary>
    public bool IsMirror => _edges.IsMirror(Position);
}
