using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Paths along outgoing edges (reference, section 6.2).</summary>
/// <remarks>Ids that the graph does not have are connected with nothing. Among equally short paths the first one in edge order
/// is found.</remarks>
internal static class GraphPaths
{
    /// <summary>The path with the fewest edges, ends included, or null. Cost: one look at the edges of each node reached.</summary>
    public static async ValueTask<IReadOnlyList<NodeKey>?> ShortestAsync(
        IGraphData data, GraphCaller caller, NodeKey from, NodeKey to, string? type)
    {
        if (!await data.HasNodeAsync(caller, from).ConfigureAwait(false))
        {
            return null;
        }

        var reachedFrom = new Dictionary<NodeKey, NodeKey> { [from] = from };
        var next = new Queue<NodeKey>([from]);
        while (next.TryDequeue(out var node))
        {
            if (node == to)
            {
                return Trace(reachedFrom, from, to);
            }

            caller.Cancellation.ThrowIfCancellationRequested();
            foreach (var neighbor in await data.NeighborsAsync(caller, node, EdgeDirection.Outgoing, type).ConfigureAwait(false))
            {
                if (reachedFrom.TryAdd(neighbor, node))
                {
                    next.Enqueue(neighbor);
                }
            }
        }

        return null;
    }

    /// <summary>The path with the least sum of weights, or null; an edge without a weight counts 1 (Dijkstra, 1959).</summary>
    /// <exception cref="GraphoidException">A weight below 0 on the way.</exception>
    public static async ValueTask<IReadOnlyList<NodeKey>?> LightestAsync(
        IGraphData data, GraphCaller caller, NodeKey from, NodeKey to, string? type)
    {
        if (!await data.HasNodeAsync(caller, from).ConfigureAwait(false))
        {
            return null;
        }

        var reachedFrom = new Dictionary<NodeKey, NodeKey> { [from] = from };
        var weights = new Dictionary<NodeKey, double> { [from] = 0 };
        var done = new HashSet<NodeKey>();
        var next = new PriorityQueue<NodeKey, (double Weight, int Order)>();
        var order = 0;
        next.Enqueue(from, (0, order));
        while (next.TryDequeue(out var node, out _))
        {
            if (node == to)
            {
                return Trace(reachedFrom, from, to);
            }

            if (!done.Add(node))
            {
                continue;
            }

            caller.Cancellation.ThrowIfCancellationRequested();
            foreach (var edge in await data.EdgesOfAsync(caller, node, EdgeDirection.Outgoing).ConfigureAwait(false))
            {
                if (type is not null && edge.Type != type)
                {
                    continue;
                }

                var end = edge.From == node ? edge.To : edge.From;
                var weight = weights[node] + WeightOf(edge);
                if (!weights.TryGetValue(end, out var known) || weight < known)
                {
                    weights[end] = weight;
                    reachedFrom[end] = node;
                    next.Enqueue(end, (weight, ++order));
                }
            }
        }

        return null;
    }

    private static double WeightOf(EdgeRecordView edge)
    {
        if (!edge.Weight.IsNumber)
        {
            return 1;
        }

        return edge.Weight.Number >= 0
            ? edge.Weight.Number
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"the edge from \"{edge.From}\" to \"{edge.To}\" has the weight {NumberText.Format(edge.Weight.Number)}",
                help: "paths by weight need weights of 0 or more");
    }

    private static List<NodeKey> Trace(Dictionary<NodeKey, NodeKey> reachedFrom, NodeKey from, NodeKey to)
    {
        var path = new List<NodeKey> { to };
        for (var node = to; node != from;)
        {
            node = reachedFrom[node];
            path.Add(node);
        }

        path.Reverse();
        return path;
    }
}
