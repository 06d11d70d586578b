using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>Settings that concern graphs (reference, section 6.7): the graph's own go before those in force where the call stands.</summary>
internal static class GraphSettings
{
    /// <summary>Whether changes have to look at any setting.</summary>
    public static bool Matter(GraphObject graph, ProgramSettings settings) =>
        graph.Control?.Settings is not null
        || settings.ValidatesEdges || settings.HasStrictEdgeRules || settings.OrphanPolicy != Execution.OrphanPolicy.Allow;

    /// <summary>The settings that hold for a graph.</summary>
    /// <exception cref="GraphoidException">A setting of the graph is none, or has no such value.</exception>
    public static ProgramSettings Of(GraphObject graph, ProgramSettings settings)
    {
        foreach (var (name, value) in graph.Control?.Settings?.Entries ?? [])
        {
            settings = settings.With((string)name.Reference!, value);
        }

        return settings;
    }

    /// <summary>An edge between unknown nodes is ignored, or an error when the settings say so.</summary>
    public static async ValueTask CheckEdgeAsync(ProgramSettings settings, IGraphData data, GraphCaller caller, StructuralChange change)
    {
        if (change.Kind != StructuralKind.AddEdge || !(settings.ValidatesEdges || settings.HasStrictEdgeRules))
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
