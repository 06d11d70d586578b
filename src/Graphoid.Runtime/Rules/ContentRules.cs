using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary><c>:no_duplicates</c>: no two nodes have equal values; nodes without a value do not count.</summary>
internal sealed class DuplicateRule : StructuralRule
{
    /// <inheritdoc/>
    public override bool LooksAtValues => true;

    /// <inheritdoc/>
    public override string? Violation(GraphShape graph) => Duplicates(graph) is [var node, ..]
        ? $"the value {Text(graph.Values[node])} of node \"{graph.Keys[node]}\" already exists"
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralChange> Cleaning(GraphShape graph) =>
        [.. Duplicates(graph).Select(node => new StructuralChange(StructuralKind.RemoveNode, graph.Keys[node]))];

    /// <inheritdoc/>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added)
    {
        if (added.Kind != StructuralKind.AddNode || added.Value.IsNone)
        {
            return null;
        }

        foreach (var key in await data.NodesAsync(caller).ConfigureAwait(false))
        {
            if (key != added.Key && await data.GetValueAsync(caller, key).ConfigureAwait(false) == added.Value)
            {
                return $"the value {Text(added.Value)} already exists, at node \"{key}\"";
            }
        }

        return null;
    }

    /// <summary>The nodes whose value an earlier node has.</summary>
    private static List<int> Duplicates(GraphShape graph)
    {
        var seen = new HashSet<Value>(ValueEquality.Comparer);
        var duplicates = new List<int>();
        for (var node = 0; node < graph.Count; node++)
        {
            if (!graph.Values[node].IsNone && !seen.Add(graph.Values[node]))
            {
                duplicates.Add(node);
            }
        }

        return duplicates;
    }
}

/// <summary><c>:weighted_edges</c> and <c>:unweighted_edges</c>: every edge has a weight, or none has.</summary>
internal sealed class WeightRule(bool isWeighted) : StructuralRule
{
    /// <inheritdoc/>
    public override string? Violation(GraphShape graph)
    {
        foreach (var edge in graph.Edges)
        {
            if (edge.Weight.IsNone == isWeighted)
            {
                return Text(edge.From.ToString(), edge.To.ToString());
            }
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>An edge that needs a weight goes; one that must have none loses it.</remarks>
    public override IReadOnlyList<StructuralChange> Cleaning(GraphShape graph) => [.. graph.Edges
        .Where(edge => edge.Weight.IsNone == isWeighted)
        .Select(edge => isWeighted
            ? Without(edge)
            : new StructuralChange(StructuralKind.AddEdge, edge.From)
            {
                To = edge.To,
                Type = edge.Type,
                Value = Value.None,
                Properties = edge.Properties,
            })];

    /// <inheritdoc/>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added) =>
        added.Kind == StructuralKind.AddEdge && added.Value.IsNone == isWeighted
            && await HasEndsAsync(data, caller, added).ConfigureAwait(false)
            ? Text(added.Key.ToString(), added.To.ToString())
            : null;

    private string Text(string from, string to) => isWeighted
        ? $"the edge from \"{from}\" to \"{to}\" has no weight, and every edge must have one"
        : $"the edge from \"{from}\" to \"{to}\" has a weight, and no edge may have one";
}
