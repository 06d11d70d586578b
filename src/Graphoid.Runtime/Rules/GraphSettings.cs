using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>Settings that concern graphs (reference, section 6.7): the graph's own, else the program's.</summary>
internal static class GraphSettings
{
    public const string EdgeValidation = "edge_validation";

    public const string StrictEdgeRules = "strict_edge_rules";

    public const string OrphanPolicyName = "orphan_policy";

    public const string ReconnectStrategy = "reconnect_strategy";

    /// <summary>Whether any setting can apply to a graph.</summary>
    public static bool IsSet(GraphObject graph, GraphCaller caller) => graph.Control?.Settings is not null;

    /// <summary>The value of a setting; <see cref="Value.Undefined"/> when nobody has set it.</summary>
    public static Value Of(GraphObject graph, GraphCaller caller, string name) =>
        graph.Control?.Settings is { } own && own.TryGet(name, out var value) ? value : Value.Undefined;

    /// <summary>Whether a setting is on.</summary>
    public static bool IsOn(GraphObject graph, GraphCaller caller, string name) =>
        Of(graph, caller, name) is { IsUndefined: false, IsTruthy: true };

    /// <summary>An edge between unknown nodes is ignored, or an error when the graph is set so.</summary>
    public static async ValueTask CheckEdgeAsync(GraphObject graph, IGraphData data, GraphCaller caller, StructuralChange change)
    {
        if (change.Kind != StructuralKind.AddEdge
            || !(IsOn(graph, caller, EdgeValidation) || IsOn(graph, caller, StrictEdgeRules)))
        {
            return;
        }

        foreach (var end in new[] { change.Key, change.To })
        {
            if (!await data.HasNodeAsync(caller, end).ConfigureAwait(false))
            {
                throw GraphoidException.Library(
                    ErrorKind.Runtime,
                    $"the edge from \"{change.Key}\" to \"{change.To}\" needs the node \"{end}\", which does not exist",
                    RuntimeErrorIds.UnknownNode,
                    "add the node first");
            }
        }
    }
}
