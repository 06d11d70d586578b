using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Matching;

/// <summary>The nodes at the end of ways of several edges from one node, kept for the edges of one variable while it is bound.</summary>
internal sealed class Reach
{
    private readonly List<int[]?> _lists = [];

    /// <summary>Forgets everything; there will be at most this many edges.</summary>
    public void Reset(int count)
    {
        _lists.Clear();
        for (var i = 0; i < count; i++)
        {
            _lists.Add(null);
        }
    }

    /// <summary>The list of one edge.</summary>
    public ReadOnlySpan<int> Of(
        int index, IMatchGraph graph, int from, MatchEdge edge, EdgeDirection direction, CancellationToken cancellation) =>
        _lists[index] ??= From(graph, from, edge.Type, direction, edge.HopsMin, edge.HopsMax, cancellation);

    /// <summary>All nodes at the end of a way with a number of edges between the limits, ascending.</summary>
    /// <remarks>Breadth first over (node, number of edges); it ends when a level brings nothing new, however large the upper
    /// limit is. Cost: O(levels × (nodes + edges) reached).</remarks>
    public static int[] From(
        IMatchGraph graph, int from, int type, EdgeDirection direction, int hopsMin, int hopsMax, CancellationToken cancellation)
    {
        var found = new SortedSet<int>();
        var level = new SortedSet<int> { from };
        for (var hops = 0; ; hops++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (hops >= hopsMin)
            {
                var before = found.Count;
                found.UnionWith(level);

                // A level of known nodes leads to known nodes only, because their levels came before.
                if (hops > hopsMin && found.Count == before)
                {
                    break;
                }
            }

            if (hops == hopsMax || level.Count == 0 || (hops >= hopsMin && found.Count == graph.NodeCount))
            {
                break;
            }

            var next = new SortedSet<int>();
            foreach (var node in level)
            {
                foreach (var end in graph.Neighbors(node, type, direction))
                {
                    next.Add(end);
                }
            }

            level = next;
        }

        return [.. found];
    }
}
