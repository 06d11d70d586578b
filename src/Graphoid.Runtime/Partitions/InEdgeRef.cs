using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>One in-edge as its target sees it; a view that is valid until edges are added, removed or compacted.</summary>
public readonly struct InEdgeRef
{
    private readonly EdgeStore _edges;

    internal InEdgeRef(EdgeStore edges, int position, NodeLocation source)
    {
        _edges = edges;
        Position = position;
        Source = source;
    }

    /// <summary>Where the source lies.</summary>
    public NodeLocation Source { get; }

    /// <summary>Partition of the source.</summary>
    public int SourcePartition => Source.Partition;

    /// <summary>Row of the source in its partition.</summary>
    public int SourceRow => Source.Row;

    /// <summary>Number of the edge in the partition of its <em>source</em>, until the next compaction.</summary>
    public int Position { get; }

    /// <summary>Index of the type's name in the graph.</summary>
    public int Type => _edges.TypeAt(Position);

    /// <summary>The weight, or none.</summary>
    public Value Weight => _edges.Weights.Get(Position);

    /// <summary>The property map, or none.</summary>
    public Value Properties => _edges.Properties.Get(Position);

    /// <summary>In an undirected graph: whether this is the second direction of an edge added the other way round.</summary>
    public bool IsMirror => _edges.IsMirror(Position);
}
