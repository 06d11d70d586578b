using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The layers beside the data as nodes and edges, shown only on request (reference, section 6).</summary>
/// <remarks>Their ids begin with <c>__</c>: properties, methods, rules, and the template.</remarks>
internal static class InnerLayers
{
    private const string Properties = "__properties__";

    private const string Methods = "__methods__";

    private const string Rules = "__rules__";

    private const string Template = "__template__";

    /// <summary>Ids with values as text.</summary>
    public static IReadOnlyList<(string Id, string Value)> Nodes(GraphObject graph)
    {
        var nodes = new List<(string Id, string Value)>();
        Add(nodes, Properties, graph.Layout.Names.Select(name =>
            (name, graph.TryGetProperty(name, out var value) ? ValueText.Display(value) : ValueText.Display(Value.None))));
        Add(nodes, Methods, MethodNames(graph).Select(name => (name, ValueText.Display(Value.Of(graph.Type.FindMethod(name)!)))));
        Add(nodes, Rules, (graph.Control?.Rules ?? []).Select(rule => (rule.Name, string.Join(", ", rule.Arguments.Select(ValueText.Display)))));
        if (!ReferenceEquals(graph.Type.Template, graph))
        {
            nodes.Add((Template, graph.Type.Name));
        }

        return nodes;
    }

    /// <summary>Each layer points to what it holds.</summary>
    public static IReadOnlyList<(string From, string To, string Type)> Edges(GraphObject graph) =>
        [.. Nodes(graph)
            .Where(node => node.Id.Contains('/', StringComparison.Ordinal))
            .Select(node => (node.Id[..node.Id.IndexOf('/', StringComparison.Ordinal)], node.Id, "holds"))];

    private static IEnumerable<string> MethodNames(GraphObject graph) => graph.Type.MethodNames.Distinct(StringComparer.Ordinal);

    private static void Add(List<(string Id, string Value)> nodes, string layer, IEnumerable<(string Name, string Value)> entries)
    {
        var start = nodes.Count;
        foreach (var (name, value) in entries)
        {
            if (nodes.Count == start)
            {
                nodes.Add((layer, string.Empty));
            }

            nodes.Add(($"{layer}/{name}", value));
        }
    }
}
