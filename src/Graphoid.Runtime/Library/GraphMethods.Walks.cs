using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Walks, searches and figures over a whole graph (reference, section 6.2).</summary>
internal static partial class GraphMethods
{
    private static NativeTable AddWalks(NativeTable table) => table
        .AddAsync("all_paths", "from|a, to|b, max?", "All paths without a repeated node, as lists of ids.", async c => Value.Of(new ListValue(
            [.. GraphWalks.Paths(await ShapeAsync(c), GraphArguments.Key(c[0]), GraphArguments.Key(c[1]), c.Has(2) ? c.Integer(2) : int.MaxValue, c.Program)])))
        .AddAsync("nodes_within", "id, hops|k", "The nodes at most some edges away, the node itself first.",
            async c => Handles(c, GraphWalks.Breadth(await ShapeAsync(c), GraphArguments.Key(c[0]), Math.Max(-1, c.Integer(1)), c.Program), c.Integer(1) >= 0))
        .AddAsync("bfs", "id", "The nodes in the order of a breadth-first walk.",
            async c => Handles(c, GraphWalks.Breadth(await ShapeAsync(c), GraphArguments.Key(c[0]), int.MaxValue, c.Program)))
        .AddAsync("dfs", "id", "The nodes in the order of a depth-first walk.",
            async c => Handles(c, GraphWalks.Depth(await ShapeAsync(c), GraphArguments.Key(c[0]), c.Program)))
        .AddAsync("topological_sort", "", "The nodes so that every edge leads forward; a cycle raises.", TopologicalAsync)
        .AddAsync("has_cycle", "", "Whether edges lead from a node back to it.",
            async c => Value.Of(CycleRule.ClosingEdges(await ShapeAsync(c), firstOnly: true).Count > 0))
        .AddAsync("connected_components", "", "Lists of the nodes that edges join, whatever their direction.", async c => Value.Of(new ListValue(
            [.. ConnectedRule.Components(await ShapeAsync(c)).Select(piece => Handles(c, piece))])))
        .AddAsync("find_node", "test|fn", "The first node that passes the function, or none.", c => FindNodesAsync(c, firstOnly: true))
        .AddAsync("find_nodes", "test|fn", "The nodes that pass the function.", c => FindNodesAsync(c, firstOnly: false))
        .AddAsync("keys", "", "The ids of the nodes.", async c => Value.Of(new ListValue(
            [.. (await ShapeAsync(c)).Keys.Select(key => Value.Of(key.ToString()))])))
        .AddAsync("values", "", "The values of the nodes.", async c => Value.Of(new ListValue(
            [.. (await ShapeAsync(c, withValues: true)).Values.Select(value => value.Share())])))
        .AddTask("has_key", "id", "Whether there is a node of this id.", HasNode)
        .AddTask("length|size|len", "", "Number of nodes.", NodeCount)
        .AddAsync("clear", "", "Removes all nodes and edges.", ClearAsync, hasBang: true)
        .AddTask("get_weight", "from|a, to|b, type?", "The weight of an edge, or none.", GetWeight)
        .AddAsync("stats", "", "Figures about the graph as a map.", StatsAsync)
        .AddAsync("density", "", "The share of possible edges that exist, between 0 and 1 without parallel edges and loops.",
            async c => Value.Of(Density(await ShapeAsync(c))))
        .AddAsync("centrality", "", "A map from id to the node's number of edges divided by that of other nodes.", CentralityAsync)
        .AddAsync("explain", "operation, arguments...", "How an operation would be carried out, as a map.", ExplainAsync);

    private static ValueTask<GraphShape> ShapeAsync(NativeAsyncCall call, bool withValues = false) =>
        GraphShape.ReadAsync(GraphArguments.Graph(call.Self).Data, CallerOf(call), withValues);

    private static Value Handles(NativeAsyncCall call, List<NodeKey> keys, bool isAny = true) =>
        GraphArguments.Handles(GraphArguments.Graph(call.Self), isAny ? keys : []);

    private static async ValueTask<Value> TopologicalAsync(NativeAsyncCall call)
    {
        var shape = await ShapeAsync(call).ConfigureAwait(false);
        if (!shape.IsDirected && shape.Edges.Count > 0)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, "`topological_sort` needs directed edges, and those of this graph have no direction", RuntimeErrorIds.GraphState);
        }

        return GraphWalks.Topological(shape, call.Program) is { } order
            ? Handles(call, order)
            : throw GraphoidException.Library(
                ErrorKind.Runtime,
                "`topological_sort`: the graph has a cycle, so its nodes have no such order",
                RuntimeErrorIds.GraphState,
                "`has_cycle` tells beforehand");
    }

    private static async ValueTask<Value> FindNodesAsync(NativeAsyncCall call, bool firstOnly)
    {
        var test = call.Function(0);
        var graph = GraphArguments.Graph(call.Self);
        var found = new List<Value>();
        var round = 0;
        foreach (var key in (await ShapeAsync(call).ConfigureAwait(false)).Keys)
        {
            call.Program.CheckCancelled(round++);
            var node = Value.Of(new NodeHandle(graph, key));
            if ((await call.Program.CallAsync(test, node).ConfigureAwait(false)).IsTruthy)
            {
                if (firstOnly)
                {
                    return node;
                }

                found.Add(node);
            }
        }

        return firstOnly ? Value.None : Value.Of(new ListValue([.. found]));
    }

    private static async ValueTask<Value> ClearAsync(NativeAsyncCall call)
    {
        var graph = GraphArguments.Graph(call.Self);
        if (graph.Data is { } data)
        {
            var keys = await data.NodesAsync(CallerOf(call)).ConfigureAwait(false);
            await GraphMutations.ApplyAsync(
                graph, CallerOf(call), [.. keys.Select(key => new StructuralChange(StructuralKind.RemoveNode, key))]).ConfigureAwait(false);
        }

        return Value.Of(graph);
    }

    private static ValueTask<Value> GetWeight(in NativeCall call)
    {
        return Find(
            Data(call),
            Caller(call),
            GraphArguments.Key(call[0]),
            GraphArguments.Key(call[1]),
            call.Has(2) ? GraphArguments.TypeName(call[2]) : null);

        static async ValueTask<Value> Find(Host.IGraphData data, Host.GraphCaller caller, NodeKey from, NodeKey to, string? type)
        {
            if (!await data.HasNodeAsync(caller, from).ConfigureAwait(false))
            {
                return Value.None;
            }

            foreach (var edge in await data.EdgesOfAsync(caller, from, Host.EdgeDirection.Outgoing).ConfigureAwait(false))
            {
                if ((edge.To == to || (edge.From == to && edge.To == from)) && (type is null || edge.Type == type))
                {
                    return edge.Weight;
                }
            }

            return Value.None;
        }
    }

    private static async ValueTask<Value> StatsAsync(NativeAsyncCall call)
    {
        var shape = await ShapeAsync(call).ConfigureAwait(false);
        var stats = new MapValue();
        stats.Set("node_count", Value.Of(shape.Count));
        stats.Set("edge_count", Value.Of(shape.Edges.Count));
        stats.Set("directed", Value.Of(shape.IsDirected));
        stats.Set("density", Value.Of(Density(shape)));
        stats.Set("average_degree", Value.Of(shape.Count == 0 ? 0 : 2.0 * shape.Edges.Count / shape.Count));
        stats.Set("components", Value.Of(ConnectedRule.Components(shape).Count));
        stats.Set("has_cycle", Value.Of(CycleRule.ClosingEdges(shape, firstOnly: true).Count > 0));
        return Value.Of(stats);
    }

    private static double Density(GraphShape shape) => shape.Count < 2
        ? 0
        : (shape.IsDirected ? 1.0 : 2.0) * shape.Edges.Count / ((double)shape.Count * (shape.Count - 1));

    private static async ValueTask<Value> CentralityAsync(NativeAsyncCall call)
    {
        var shape = await ShapeAsync(call).ConfigureAwait(false);
        var shares = new MapValue(shape.Count);
        for (var node = 0; node < shape.Count; node++)
        {
            var degree = shape.OutEdges(node).Length + (shape.IsDirected ? shape.InEdges(node).Length : 0);
            shares.Set(shape.Keys[node].ToString(), Value.Of(shape.Count < 2 ? 0 : (double)degree / (shape.Count - 1)));
        }

        return Value.Of(shares);
    }

    /// <summary>Names how the operation works; nothing runs.</summary>
    private static async ValueTask<Value> ExplainAsync(NativeAsyncCall call)
    {
        var name = GraphArguments.TypeName(call[0]);
        if (MethodTables.Find(ValueKind.Graph, name) is not { } entry)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`explain`: a graph has no method `{name}`",
                RuntimeErrorIds.BadArgument,
                Graphoid.Language.Diagnostics.NearMiss.Suggest(name, MethodTables.NamesFor(ValueKind.Graph)));
        }

        var data = GraphArguments.DataOf(GraphArguments.Graph(call.Self), CallerOf(call));
        var plan = new MapValue();
        plan.Set("operation", Value.Of(name));
        plan.Set("meaning", Value.Of(entry.Doc));
        plan.Set("algorithm", Value.Of(AlgorithmOf(name, call.Rest)));
        plan.Set("nodes", Value.Of(await data.CountNodesAsync(CallerOf(call)).ConfigureAwait(false)));
        plan.Set("edges", Value.Of(await data.CountEdgesAsync(CallerOf(call)).ConfigureAwait(false)));
        return Value.Of(plan);
    }

    private static string AlgorithmOf(string name, ReadOnlySpan<Value> arguments)
    {
        foreach (var argument in arguments)
        {
            if (name == "shortest_path" && argument.Reference is Symbol { Name: "weighted" })
            {
                return "least sum of weights first (Dijkstra)";
            }
        }

        return name switch
        {
            "shortest_path" or "has_path" or "distance" or "bfs" or "nodes_within" => "breadth-first search",
            "dfs" or "has_cycle" or "all_paths" => "depth-first search",
            "topological_sort" => "nodes without waiting edges first (Kahn)",
            "connected_components" => "search in both directions from each new node",
            "find_pattern" or "count_pattern" or "match" => "candidate lists of all edges intersected, one variable after the other",
            "node" or "get_node" or "has_node" or "has_key" => "look-up by id",
            _ => "scan",
        };
    }
}
