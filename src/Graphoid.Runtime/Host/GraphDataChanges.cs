using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Single changes of nodes and edges by name.</summary>
public static class GraphDataChanges
{
    /// <summary>Adds a node, or replaces the value of an existing one.</summary>
    public static ValueTask AddNodeAsync(this IGraphData data, GraphCaller caller, NodeKey key, Value value) =>
        data.ChangeAsync(caller, [new StructuralChange(StructuralKind.AddNode, key) { Value = value }]);

    /// <summary>Adds an edge, or replaces weight and properties of the edge of the same ends and type; unknown ends are ignored.</summary>
    public static ValueTask AddEdgeAsync(
        this IGraphData data, GraphCaller caller, NodeKey from, NodeKey to, string type, Value weight, Value properties) =>
        data.ChangeAsync(
            caller,
            [new StructuralChange(StructuralKind.AddEdge, from) { To = to, Type = type, Value = weight, Properties = properties }]);

    /// <summary>Removes a node with its edges; an unknown id is ignored.</summary>
    public static ValueTask RemoveNodeAsync(this IGraphData data, GraphCaller caller, NodeKey key) =>
        data.ChangeAsync(caller, [new StructuralChange(StructuralKind.RemoveNode, key)]);

    /// <summary>Removes the edges between two nodes; a type of null means all types.</summary>
    public static ValueTask RemoveEdgeAsync(this IGraphData data, GraphCaller caller, NodeKey from, NodeKey to, string? type) =>
        data.ChangeAsync(caller, [new StructuralChange(StructuralKind.RemoveEdge, from) { To = to, Type = type }]);

    /// <summary>Declares the type of a node, which must exist.</summary>
    public static ValueTask SetNodeTypeAsync(this IGraphData data, GraphCaller caller, NodeKey key, string type) =>
        data.ChangeAsync(caller, [new StructuralChange(StructuralKind.SetType, key) { Type = type }]);

    /// <summary>Binds one node, which must exist, to a behaviour.</summary>
    public static ValueTask SetBehaviorAsync(this IGraphData data, GraphCaller caller, NodeKey key, GraphType type) =>
        data.ChangeAsync(caller, [new StructuralChange(StructuralKind.SetBehavior, key) { Behavior = type }]);
}
