using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Matching;

/// <summary>What pattern matching asks of a graph: nodes by number in node order, neighbours sorted.</summary>
/// <remarks>Edge and node types are numbers that the graph gave for the names of a pattern; 0 stands for any type.</remarks>
internal interface IMatchGraph
{
    /// <summary>Number of nodes.</summary>
    int NodeCount { get; }

    /// <summary>The distinct other ends of a node's edges of a type, ascending.</summary>
    ReadOnlySpan<int> Neighbors(int node, int edgeType, EdgeDirection direction);

    /// <summary>Whether a node was declared with a type.</summary>
    bool HasNodeType(int node, int nodeType);
}
