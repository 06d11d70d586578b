using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary><c>:single_root</c>: exactly one node without incoming edges, once the graph has nodes.</summary>
/// <remarks>A tree is built node by node, so nodes that wait for their first edge are no violation while only additions happen.</remarks>
internal sealed class SingleRootRule : StructuralRule
{
    /// <inheritdoc/>
    public override bool MindsRemovals => true;

    /// <inheritdoc/>
    public override string? Violation(GraphShape graph) => graph.Count == 0 || !graph.IsDirected ? null : Text(CountRoots(graph));

    /// <inheritdoc/>
    public override string? NewViolation(GraphShape before, GraphShape after, bool onlyAdds)
    {
        if (after.Count == 0 || !after.IsDirected)
        {
            return null;
        }

        var roots = CountRoots(after);
        return roots == 0 || (!onlyAdds && roots > CountRoots(before)) ? Text(roots) : null;
    }

    /// <inheritdoc/>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added)
    {
        if (added.Kind != StructuralKind.AddEdge || !data.IsDirected || !await HasEndsAsync(data, caller, added).ConfigureAwait(false)
            || await data.DegreeAsync(caller, added.To, EdgeDirection.Incoming, null).ConfigureAwait(false) > 0)
        {
            return null;
        }

        // In a tree under construction the way up from where the edge starts ends at another root.
        var seen = new HashSet<NodeKey> { added.Key };
        var above = added.Key;
        while (await data.NeighborsAsync(caller, above, EdgeDirection.Incoming, null).ConfigureAwait(false) is [var parent, ..]
            && seen.Add(parent))
        {
            above = parent;
        }

        if (above != added.To && await data.DegreeAsync(caller, above, EdgeDirection.Incoming, null).ConfigureAwait(false) == 0)
        {
            return null;
        }

        foreach (var key in await data.NodesAsync(caller).ConfigureAwait(false))
        {
            if (key != added.To && await data.DegreeAsync(caller, key, EdgeDirection.Incoming, null).ConfigureAwait(false) == 0)
            {
                return null;
            }
        }

        return $"adding the edge from \"{added.Key}\" to \"{added.To}\" would leave no root";
    }

    private static int CountRoots(GraphShape graph)
    {
        var roots = 0;
        for (var node = 0; node < graph.Count; node++)
        {
            roots += graph.InEdges(node).IsEmpty ? 1 : 0;
        }

        return roots;
    }

    private static string? Text(int roots) => roots switch
    {
        1 => null,
        0 => "there is no root: every node has an incoming edge",
        _ => $"there must be a single root, but {roots} nodes have no incoming edge",
    };
}

/// <summary><c>:connected</c>: edges join all nodes, whatever their direction.</summary>
/// <remarks>As with roots, nodes that wait for their first edge are no violation while only additions happen.</remarks>
internal sealed class ConnectedRule : StructuralRule
{
    /// <inheritdoc/>
    public override bool MindsRemovals => true;

    /// <inheritdoc/>
    public override string? Violation(GraphShape graph) => Text(Components(graph).Count);

    /// <inheritdoc/>
    public override string? NewViolation(GraphShape before, GraphShape after, bool onlyAdds)
    {
        if (onlyAdds)
        {
            return null;
        }

        var pieces = Components(after).Count;
        return pieces > 1 && pieces > Components(before).Count ? Text(pieces) : null;
    }

    /// <summary>The nodes of each connected piece: pieces by their first node, nodes in node order. O(nodes + edges).</summary>
    public static List<List<NodeKey>> Components(GraphShape graph)
    {
        var pieceOf = new int[graph.Count];
        var count = 0;
        var open = new Stack<int>();
        for (var start = 0; start < graph.Count; start++)
        {
            if (pieceOf[start] != 0)
            {
                continue;
            }

            pieceOf[start] = ++count;
            open.Push(start);
            while (open.TryPop(out var node))
            {
                Reach(graph, graph.OutEdges(node), node, pieceOf, open);
                if (graph.IsDirected)
                {
                    Reach(graph, graph.InEdges(node), node, pieceOf, open);
                }
            }
        }

        var pieces = new List<List<NodeKey>>(count);
        for (var node = 0; node < graph.Count; node++)
        {
            if (pieceOf[node] > pieces.Count)
            {
                pieces.Add([]);
            }

            pieces[pieceOf[node] - 1].Add(graph.Keys[node]);
        }

        return pieces;
    }

    private static void Reach(GraphShape graph, ReadOnlySpan<int> edges, int node, int[] pieceOf, Stack<int> open)
    {
        foreach (var edge in edges)
        {
            var end = graph.OtherEnd(edge, node);
            if (pieceOf[end] == 0)
            {
                pieceOf[end] = pieceOf[node];
                open.Push(end);
            }
        }
    }

    private static string? Text(int pieces) => pieces < 2 ? null : $"the graph must be connected, but it is in {pieces} pieces";
}
