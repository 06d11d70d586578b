using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Walks over a whole graph (reference, section 6.2): in edge order, along outgoing edges, without recursion.</summary>
internal static class GraphWalks
{
    /// <summary>Ids on all paths together; more would not leave room for anything else.</summary>
    private const int PathIdsMax = 20_000_000;

    /// <summary>Nodes in the order in which a breadth-first walk reaches them, at most some edges away. O(nodes + edges).</summary>
    public static List<NodeKey> Breadth(GraphShape graph, NodeKey from, int hopsMax, IProgramCalls program)
    {
        var found = new List<NodeKey>();
        if (graph.PlaceOf(from) is not (>= 0 and var start))
        {
            return found;
        }

        var hops = new int[graph.Count];
        Array.Fill(hops, -1);
        hops[start] = 0;
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var node))
        {
            program.CheckCancelled(found.Count);
            found.Add(graph.Keys[node]);
            if (hops[node] == hopsMax)
            {
                continue;
            }

            foreach (var edge in graph.OutEdges(node))
            {
                var end = EndOf(graph, edge, node);
                if (hops[end] < 0)
                {
                    hops[end] = hops[node] + 1;
                    open.Enqueue(end);
                }
            }
        }

        return found;
    }

    /// <summary>Nodes in the order in which a depth-first walk enters them. O(nodes + edges).</summary>
    public static List<NodeKey> Depth(GraphShape graph, NodeKey from, IProgramCalls program)
    {
        var found = new List<NodeKey>();
        if (graph.PlaceOf(from) is not (>= 0 and var start))
        {
            return found;
        }

        var next = new int[graph.Count];
        var isSeen = new bool[graph.Count];
        var path = new Stack<int>([start]);
        isSeen[start] = true;
        found.Add(graph.Keys[start]);
        while (path.TryPeek(out var node))
        {
            var edges = graph.OutEdges(node);
            if (next[node] == edges.Length)
            {
                path.Pop();
                continue;
            }

            var end = EndOf(graph, edges[next[node]++], node);
            if (!isSeen[end])
            {
                program.CheckCancelled(found.Count);
                isSeen[end] = true;
                found.Add(graph.Keys[end]);
                path.Push(end);
            }
        }

        return found;
    }

    /// <summary>Nodes so that every edge leads forward; among several the first in node order (Kahn, 1962). Null when there is a
    /// cycle.</summary>
    public static List<NodeKey>? Topological(GraphShape graph, IProgramCalls program)
    {
        var waiting = new int[graph.Count];
        var ready = new PriorityQueue<int, int>();
        for (var node = 0; node < graph.Count; node++)
        {
            waiting[node] = graph.InEdges(node).Length;
            if (waiting[node] == 0)
            {
                ready.Enqueue(node, node);
            }
        }

        var order = new List<NodeKey>(graph.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            program.CheckCancelled(order.Count);
            order.Add(graph.Keys[node]);
            foreach (var edge in graph.OutEdges(node))
            {
                if (--waiting[graph.ToOf(edge)] == 0)
                {
                    ready.Enqueue(graph.ToOf(edge), graph.ToOf(edge));
                }
            }
        }

        return order.Count == graph.Count ? order : null;
    }

    /// <summary>All paths without a repeated node, depth first in edge order; there may be exponentially many.</summary>
    /// <param name="edgesMax">Most edges on a path.</param>
    public static List<Value> Paths(GraphShape graph, NodeKey from, NodeKey to, int edgesMax, IProgramCalls program)
    {
        var paths = new List<Value>();
        var (start, goal) = (graph.PlaceOf(from), graph.PlaceOf(to));
        if (start < 0 || goal < 0 || edgesMax < 0)
        {
            return paths;
        }

        var path = new List<int> { start };
        var next = new List<int> { 0 };
        var ends = new List<int[]> { Ends(graph, start) };
        var isOnPath = new bool[graph.Count];
        isOnPath[start] = true;
        var steps = 0;
        var ids = 0L;
        while (path.Count > 0)
        {
            program.CheckCancelled(steps++);
            var node = path[^1];
            if (node == goal && next[^1] == 0)
            {
                ids += path.Count;
                if (ids > PathIdsMax)
                {
                    throw GraphoidException.Library(
                        ErrorKind.Runtime,
                        $"`all_paths`: there are more than {paths.Count} paths",
                        RuntimeErrorIds.GraphState,
                        "give the most edges a path may have as third argument");
                }

                paths.Add(Value.Of(new ListValue([.. path.Select(place => Value.Of(graph.Keys[place].ToString()))])));
            }

            if (node == goal || path.Count > edgesMax || next[^1] == ends[^1].Length)
            {
                isOnPath[node] = false;
                path.RemoveAt(path.Count - 1);
                next.RemoveAt(next.Count - 1);
                ends.RemoveAt(ends.Count - 1);
                continue;
            }

            var end = ends[^1][next[^1]++];
            if (!isOnPath[end])
            {
                isOnPath[end] = true;
                path.Add(end);
                next.Add(0);
                ends.Add(Ends(graph, end));
            }
        }

        return paths;
    }

    /// <summary>Where an edge leads from a node.</summary>
    private static int EndOf(GraphShape graph, int edge, int node) => graph.IsDirected ? graph.ToOf(edge) : graph.OtherEnd(edge, node);

    /// <summary>The distinct ends of a node's edges in edge order.</summary>
    private static int[] Ends(GraphShape graph, int node)
    {
        var ends = new HashSet<int>();
        foreach (var edge in graph.OutEdges(node))
        {
            ends.Add(EndOf(graph, edge, node));
        }

        return [.. ends];
    }
}
