using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>One edge of a graph in edge order; a view like <see cref="EdgeRef"/> that also knows the source.</summary>
public readonly struct GraphEdge
{
    private readonly EdgeRef _edge;

    internal GraphEdge(NodeLocation from, EdgeRef edge)
    {
        From = from;
        _edge = edge;
    }

    /// <summary>Where the source lies.</summary>
    public NodeLocation From { get; }

    /// <summary>Where the target lies.</summary>
    public NodeLocation To => _edge.Target;

    /// <summary>Number of the edge in the partition of its source.</summary>
    public int Position => _edge.Position;

    /// <summary>Index of the type's name in the graph.</summary>
    public int Type => _edge.Type;

    /// <summary>The weight, or none.</summary>
    public Value Weight => _edge.Weight;

    /// <summary>The property map, or none.</summary>
    public Value Properties => _edge.Properties;
}
