using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Copies and compares the data layers of graphs, wherever their nodes live.</summary>
internal static class GraphCopies
{
    /// <summary>Adds the nodes and edges of one graph to another, in node order; yields the other. Cost: O(nodes + edges).</summary>
    public static async ValueTask<Value> CopyDataAsync(GraphObject from, GraphObject to, GraphCaller caller)
    {
        if (from.Data is not { } source)
        {
            return Value.Of(to);
        }

        to.IsDirected = source.IsDirected;
        if (source is LocalGraph { IsDistributed: false } local && to.Data is null)
        {
            to.Data = await local.CopyForAsync(caller, to).ConfigureAwait(false);
            return Value.Of(to);
        }

        var target = GraphArguments.DataOf(to, caller);
        foreach (var key in await source.NodesAsync(caller).ConfigureAwait(false))
        {
            var value = await source.GetCopyAsync(caller, key).ConfigureAwait(false);
            await target.AddNodeAsync(caller, key, value.Share()).ConfigureAwait(false);
            if (await source.GetNodeTypeAsync(caller, key).ConfigureAwait(false) is { } type)
            {
                await target.SetNodeTypeAsync(caller, key, type).ConfigureAwait(false);
            }

            if ((source as LocalGraph)?.OwnBehavior(key) is { } behavior)
            {
                await target.SetBehaviorAsync(caller, key, behavior).ConfigureAwait(false);
            }
        }

        foreach (var edge in await source.EdgesAsync(caller).ConfigureAwait(false))
        {
            await target.AddEdgeAsync(caller, edge.From, edge.To, edge.Type, edge.Weight, edge.Properties).ConfigureAwait(false);
        }

        return Value.Of(to);
    }

    /// <summary>Whether the data layers are equal (reference, section 3.2): directedness, ids and values, and edges by ends and
    /// type; the order does not matter. Yields whether the answer is the expected one.</summary>
    public static async ValueTask<Value> AreEqualAsync(GraphObject a, GraphObject b, bool expected, GraphCaller caller) =>
        Value.Of(await AreEqualAsync(a, b, caller).ConfigureAwait(false) == expected);

    private static async ValueTask<bool> AreEqualAsync(GraphObject a, GraphObject b, GraphCaller caller)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if ((a.Data?.IsDirected ?? a.IsDirected) != (b.Data?.IsDirected ?? b.IsDirected))
        {
            return false;
        }

        if (a.Data is null || b.Data is null)
        {
            return !a.IsTruthy && !b.IsTruthy;
        }

        var nodes = await a.Data.NodesAsync(caller).ConfigureAwait(false);
        if (nodes.Count != await b.Data.CountNodesAsync(caller).ConfigureAwait(false))
        {
            return false;
        }

        foreach (var key in nodes)
        {
            var other = await b.Data.GetValueAsync(caller, key).ConfigureAwait(false);
            if (other.IsUndefined || other != await a.Data.GetValueAsync(caller, key).ConfigureAwait(false))
            {
                return false;
            }
        }

        return (await EdgesAsync(a.Data, caller).ConfigureAwait(false))
            .SetEquals(await EdgesAsync(b.Data, caller).ConfigureAwait(false));
    }

    private static async ValueTask<HashSet<(NodeKey From, NodeKey To, string Type)>> EdgesAsync(IGraphData data, GraphCaller caller)
    {
        var edges = new HashSet<(NodeKey From, NodeKey To, string Type)>();
        foreach (var edge in await data.EdgesAsync(caller).ConfigureAwait(false))
        {
            // An edge without a direction may have been added from either end.
            var turned = !data.IsDirected && string.CompareOrdinal(edge.From.ToString(), edge.To.ToString()) > 0;
            edges.Add(turned ? (edge.To, edge.From, edge.Type) : (edge.From, edge.To, edge.Type));
        }

        return edges;
    }
}
