using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary><c>:no_cycles</c>.</summary>
internal sealed class CycleRule : StructuralRule
{
    /// <inheritdoc/>
    public override string? Violation(GraphShape graph) => ClosingEdges(graph, firstOnly: true) is [var edge, ..]
        ? $"the edge from \"{graph.Edges[edge].From}\" to \"{graph.Edges[edge].To}\" closes a cycle"
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralChange> Cleaning(GraphShape graph) =>
        [.. ClosingEdges(graph, firstOnly: false).Select(edge => Without(graph.Edges[edge]))];

    /// <inheritdoc/>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added)
    {
        if (added.Kind != StructuralKind.AddEdge || !await HasEndsAsync(data, caller, added).ConfigureAwait(false)
            || await data.HasEdgeAsync(caller, added.Key, added.To, data.IsDirected ? added.Type : null).ConfigureAwait(false))
        {
            return null;
        }

        return added.Key == added.To || await LeadsAsync(data, caller, added.To, added.Key).ConfigureAwait(false)
            ? $"adding the edge from \"{added.Key}\" to \"{added.To}\" would close a cycle"
            : null;
    }

    /// <summary>The edges that lead back to a node on the way to them, in the order of a depth-first walk; without them there
    /// is no cycle. Cost: O(nodes + edges), no recursion.</summary>
    public static List<int> ClosingEdges(GraphShape graph, bool firstOnly)
    {
        var closing = new List<int>();
        var state = new byte[graph.Count];
        var next = new int[graph.Count];
        var reachedBy = new int[graph.Count];
        var path = new Stack<int>();
        for (var start = 0; start < graph.Count; start++)
        {
            if (state[start] != 0)
            {
                continue;
            }

            path.Push(start);
            state[start] = 1;
            reachedBy[start] = -1;
            while (path.TryPeek(out var node))
            {
                var edges = graph.OutEdges(node);
                if (next[node] == edges.Length)
                {
                    state[node] = 2;
                    path.Pop();
                    continue;
                }

                var edge = edges[next[node]++];
                var end = graph.IsDirected ? graph.ToOf(edge) : graph.OtherEnd(edge, node);
                if (state[end] == 0)
                {
                    state[end] = 1;
                    reachedBy[end] = edge;
                    path.Push(end);
                }
                else if (state[end] == 1 && !IsWayBack(graph, reachedBy[node], edge))
                {
                    closing.Add(edge);
                    if (firstOnly)
                    {
                        return closing;
                    }
                }
            }
        }

        return closing;
    }

    /// <summary>Without directions, the edge just walked is no cycle, nor is another one between the same nodes.</summary>
    private static bool IsWayBack(GraphShape graph, int reachedBy, int edge) =>
        !graph.IsDirected && reachedBy >= 0
        && ((graph.FromOf(edge) == graph.FromOf(reachedBy) && graph.ToOf(edge) == graph.ToOf(reachedBy))
            || (graph.FromOf(edge) == graph.ToOf(reachedBy) && graph.ToOf(edge) == graph.FromOf(reachedBy)));

    private static async ValueTask<bool> LeadsAsync(IGraphData data, GraphCaller caller, NodeKey from, NodeKey to)
    {
        var seen = new HashSet<NodeKey> { from };
        var open = new Stack<NodeKey>([from]);
        while (open.TryPop(out var node))
        {
            caller.Cancellation.ThrowIfCancellationRequested();
            foreach (var end in await data.NeighborsAsync(caller, node, EdgeDirection.Outgoing, null).ConfigureAwait(false))
            {
                if (end == to)
                {
                    return true;
                }

                if (seen.Add(end))
                {
                    open.Push(end);
                }
            }
        }

        return false;
    }
}
