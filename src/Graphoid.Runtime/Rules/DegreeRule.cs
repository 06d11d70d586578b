using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary><c>:max_degree</c>: no node has more edges of a direction than a limit; <c>:binary_tree</c> is two outgoing ones.</summary>
internal sealed class DegreeRule(int limit, EdgeDirection direction) : StructuralRule
{
    /// <inheritdoc/>
    public override string? Violation(GraphShape graph)
    {
        for (var node = 0; node < graph.Count; node++)
        {
            if (Degree(graph, node) is var degree && degree > limit)
            {
                return $"node \"{graph.Keys[node]}\" has {Edges(degree)}, at most {limit} {(limit == 1 ? "is" : "are")} allowed";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralChange> Cleaning(GraphShape graph)
    {
        var seen = new int[graph.Count];
        var surplus = new List<StructuralChange>();
        for (var edge = 0; edge < graph.Edges.Count; edge++)
        {
            var (from, to) = (graph.FromOf(edge), graph.ToOf(edge));
            var countsFrom = direction != EdgeDirection.Incoming || !graph.IsDirected;
            var countsTo = direction != EdgeDirection.Outgoing || !graph.IsDirected;
            if ((countsFrom && seen[from] >= limit) || (countsTo && seen[to] >= limit))
            {
                surplus.Add(Without(graph.Edges[edge]));
                continue;
            }

            seen[from] += countsFrom ? 1 : 0;
            seen[to] += countsTo ? 1 : 0;
        }

        return surplus;
    }

    /// <inheritdoc/>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added)
    {
        if (added.Kind != StructuralKind.AddEdge || !await HasEndsAsync(data, caller, added).ConfigureAwait(false)
            || await data.HasEdgeAsync(caller, added.Key, added.To, added.Type).ConfigureAwait(false))
        {
            return null;
        }

        if (direction != EdgeDirection.Incoming || !data.IsDirected)
        {
            var degree = await data.DegreeAsync(caller, added.Key, direction, null).ConfigureAwait(false);
            if (degree >= limit)
            {
                return $"node \"{added.Key}\" already has {Edges(degree)}, at most {limit} {(limit == 1 ? "is" : "are")} allowed";
            }
        }

        if (direction != EdgeDirection.Outgoing || !data.IsDirected)
        {
            var degree = await data.DegreeAsync(caller, added.To, direction, null).ConfigureAwait(false);
            if (degree >= limit)
            {
                return $"node \"{added.To}\" already has {Edges(degree)}, at most {limit} {(limit == 1 ? "is" : "are")} allowed";
            }
        }

        return null;
    }

    private int Degree(GraphShape graph, int node) => direction switch
    {
        _ when !graph.IsDirected => graph.OutEdges(node).Length,
        EdgeDirection.Outgoing => graph.OutEdges(node).Length,
        EdgeDirection.Incoming => graph.InEdges(node).Length,
        _ => graph.OutEdges(node).Length + graph.InEdges(node).Length,
    };

    private string Edges(long count)
    {
        var which = direction switch
        {
            EdgeDirection.Outgoing => "outgoing ",
            EdgeDirection.Incoming => "incoming ",
            _ => string.Empty,
        };
        return $"{count} {which}edge{(count == 1 ? string.Empty : "s")}";
    }
}
