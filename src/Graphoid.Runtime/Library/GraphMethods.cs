using System.Diagnostics;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Built-in methods of graphs: nodes, edges, messages, configuration (reference, sections 6.2 and 8).</summary>
internal static partial class GraphMethods
{
    public static NativeTable Table { get; } = AddRest(new NativeTable("a graph")
        .AddTask("add_node", "id, value?", "Adds a node, or replaces the value of an existing one.", AddNode)
        .AddTask("add_edge", "from, to, type?, weight:, props:", "Adds an edge; there is one per pair of nodes and type.", AddEdge)
        .AddTask("remove_node", "id, orphan_policy:", "Removes a node with all its edges.", RemoveNode)
        .AddTask("remove_edge", "from, to, type?", "Removes the edges between two nodes.", RemoveEdge)
        .AddTask("has_node", "id", "Whether there is a node of this id.", HasNode)
        .AddTask("has_edge", "from|a, to|b, type?", "Whether there is an edge between two nodes.", HasEdge)
        .AddTask("get_node", "id", "The value of a node, or none.", GetNode)
        .AddTask("get_value", "id", "The value of a node; an unknown id raises.", (in NativeCall c) => GetElementAsync(Self(c), c[0], Caller(c)))
        .AddTask("set_value", "id, value", "Sets the value of a node.", AddNode)
        .AddTask("node", "id", "The handle of a node, or none.", Node)
        .AddAsync("nodes", "predicate?", "The nodes in the order of their creation; `:all` adds the inner layers.", NodesAsync)
        .AddTask("edges", "layers?", "The edges as they were added; of a distributed graph by source in node order. `:all` adds the inner layers.", Edges)
        .AddTask("node_count", "", "Number of nodes.", NodeCount)
        .AddTask("edge_count", "", "Number of edges.", EdgeCount)
        .AddTask("is_empty", "", "Whether there is no node.", IsEmpty)
        .AddTask("set_node_type", "id, type", "Declares the type of a node.", SetNodeType)
        .AddTask("neighbors", "id, direction?, type:", "The nodes at the other ends of a node's edges.", Neighbors)
        .AddTask("degree", "id, type?", "Number of edges of a node.", (in NativeCall c) => Degree(c, EdgeDirection.Both))
        .AddTask("in_degree", "id, type?", "Number of edges that end at a node.", (in NativeCall c) => Degree(c, EdgeDirection.Incoming))
        .AddTask("out_degree", "id, type?", "Number of edges that start at a node.", (in NativeCall c) => Degree(c, EdgeDirection.Outgoing))
        .AddTask("has_path", "from|a, to|b", "Whether outgoing edges lead from one node to another.", HasPath)
        .AddTask("distance", "from|a, to|b", "Number of edges on the shortest path, -1 when there is none.", Distance)
        .AddTask("shortest_path", "from|a, to|b, options...", "The ids on the shortest path, none when there is none.", ShortestPath)
        .AddTask(
            "broadcast",
            "message|msg, where:, on_error:, max_rounds:, params...",
            "Delivers a message to every node, and everything that causes, as one atomic wave.",
            Broadcast)
        .AddTask(
            "send",
            "message|msg, to:, where:, from:, via:, direction:, params...",
            "Sends a message to nodes, or along edges.",
            Send)
        .AddTask(
            "request",
            "message|msg, to:, where:, timeout:, on_error:, to_all:, params...",
            "Sends a message and yields the reply, or the list of replies in node order.",
            Request)
        .AddTask("barrier", "", "Returns at once: broadcasts have ended when they return.", (in NativeCall _) => new(Value.None))
        .AddTask("set_behavior", "id, type", "Binds one node to a behaviour.", SetBehavior)
        .AddTask("configure", "settings", "Merges settings into the configuration.", Configure)
        .Add("config", "", "The present configuration.", (in NativeCall c) => Value.Of(Self(c).Data?.Configuration ?? new MapValue()))
        .Add("trace", "on", "Whether each broadcast is followed by a line in the log: rounds, messages and time per partition.", Trace)
        .Add("is_distributed", "", "Whether the graph was made by `distributed`.", (in NativeCall c) => Value.Of(Self(c).Data is { IsDistributed: true }))
        .Add("partitions", "", "The partitions.", Partitions)
        .Add("get_partition", "name", "The partition of that name.", GetPartition)
        .AddTask("save", "name", "Registers the graph so that `distributed.load` finds it.", Save)
        .AddTask("clone", "", "A new graph with a copy of the nodes, edges and properties.", Clone)
        .Add("supervise", "actor, restart?", "Restarts the actor when it ends; for supervisors that handle a message.", ActorMethods.SuperviseBySelf)
        .AddTypeMethods());

    /// <summary><c>g["id"]</c>.</summary>
    public static async ValueTask<Value> GetElementAsync(
        GraphObject graph, Value index, GraphCaller caller, ProgramSettings? settings = null)
    {
        var key = GraphArguments.Key(index);
        var value = graph.Data is { } data ? await data.GetValueAsync(caller, key).ConfigureAwait(false) : Value.Undefined;
        return !value.IsUndefined ? value.Share()
            : settings is { IsLenient: true } ? Value.None
            : throw new GraphoidException(
                ErrorKind.Runtime, $"there is no node \"{key}\"", RuntimeErrorIds.UnknownNode, "`get_node` gives none instead of an error");
    }

    /// <summary><c>id in g</c>, or its opposite.</summary>
    public static async ValueTask<Value> ContainsAsync(GraphObject graph, Value id, bool isWanted, GraphCaller caller) => Value.Of(
        (graph.Data is { } data && await data.HasNodeAsync(caller, GraphArguments.Key(id)).ConfigureAwait(false)) == isWanted);

    /// <summary><c>g["id"].a["k"]</c>: the rest of a path from the step that names a node.</summary>
    public static async ValueTask<Value> ReadPathAsync(GraphStep at, PathDescriptor path, Value[] indices, GraphCaller caller)
    {
        while (true)
        {
            var value = await GetElementAsync(at.Graph, indices[at.Index], caller).ConfigureAwait(false);
            (path, indices) = (Rest(path, at), indices[(at.Index + 1)..]);
            value = PathWriter.Read(value, path, indices, out var stop);
            if (stop is not { } next)
            {
                return value.Share();
            }

            at = next;
        }
    }

    /// <summary><c>g["id"] = v</c>, <c>g["id"].a["k"] = v</c>; yields the root of the path.</summary>
    public static async ValueTask<Value> WritePathAsync(
        GraphStep at, PathDescriptor path, Value[] indices, Value value, Value root, GraphCaller caller)
    {
        while (at.Step < path.Members.Length - 1)
        {
            var present = await GetElementAsync(at.Graph, indices[at.Index], caller).ConfigureAwait(false);
            var (rest, behind) = (Rest(path, at), indices[(at.Index + 1)..]);
            var changed = PathWriter.Write(present, rest, behind, value, 0, out var stop);
            if (stop is not { } next)
            {
                value = changed;
                break;
            }

            (at, path, indices) = (next, rest, behind);
        }

        await GraphMutations.AddNodeAsync(at.Graph, caller, GraphArguments.Key(indices[at.Index]), value).ConfigureAwait(false);
        return root;
    }

    /// <summary>The nodes of a graph as a list of handles.</summary>
    public static async ValueTask<Value> NodesAsync(GraphObject graph, GraphCaller caller) => graph.Data is { } data
        ? GraphArguments.Handles(graph, await data.NodesAsync(caller).ConfigureAwait(false))
        : Value.Of(ListValue.Empty);

    private static PathDescriptor Rest(PathDescriptor path, GraphStep at) => new(path.Members[(at.Step + 1)..]);

    /// <summary>A predicate that every node satisfies: a built-in method of a value, so that other processes have it, too.</summary>
    private static Value Always => Value.Of(new NativeFunctionValue(MethodTables.Common.Find("to_bool")!, Value.True));

    private static NativeTable AddRest(NativeTable table) =>
        AddEquality(AddPatterns(AddParts(AddWalks(AddRules(table)))));

    private static GraphObject Self(in NativeCall call) => GraphArguments.Graph(call.Self);

    private static GraphCaller Caller(in NativeCall call) => ((Machine)call.Program).Caller;

    private static IGraphData Data(in NativeCall call) => GraphArguments.DataOf(Self(call), Caller(call));

    private static ValueTask<Value> AddNode(in NativeCall call) => GraphArguments.Done(
        GraphMutations.AddNodeAsync(Self(call), Caller(call), GraphArguments.Key(call[0]), call.Has(1) ? call[1] : Value.None));

    private static ValueTask<Value> AddEdge(in NativeCall call) => GraphArguments.Done(GraphMutations.ChangeAsync(
        Self(call),
        Caller(call),
        new StructuralChange(StructuralKind.AddEdge, GraphArguments.Key(call[0]))
        {
            To = GraphArguments.Key(call[1]),
            Type = call.Has(2) ? GraphArguments.TypeName(call[2]) : "edge",
            Value = call.Has(3) ? Value.Of(call.Number(3)) : Value.None,
            Properties = call.Has(4) ? Value.Of(call.Map(4)) : Value.None,
        },
        call.Program.Settings));

    private static ValueTask<Value> RemoveNode(in NativeCall call) => GraphArguments.Done(GraphMutations.ChangeAsync(
        Self(call),
        Caller(call),
        new StructuralChange(StructuralKind.RemoveNode, GraphArguments.Key(call[0])),
        call.Has(1) && call.Program.Settings.AllowsOverrides ? call.Program.Settings.With("orphan_policy", call[1]) : call.Program.Settings));

    private static ValueTask<Value> RemoveEdge(in NativeCall call) => GraphArguments.Done(GraphMutations.ChangeAsync(
        Self(call),
        Caller(call),
        new StructuralChange(StructuralKind.RemoveEdge, GraphArguments.Key(call[0]))
        {
            To = GraphArguments.Key(call[1]),
            Type = call.Has(2) ? GraphArguments.TypeName(call[2]) : null,
        },
        call.Program.Settings));

    private static ValueTask<Value> HasNode(in NativeCall call) =>
        GraphArguments.Done(Data(call).HasNodeAsync(Caller(call), GraphArguments.Key(call[0])));

    private static ValueTask<Value> HasEdge(in NativeCall call) => GraphArguments.Done(Data(call).HasEdgeAsync(
        Caller(call), GraphArguments.Key(call[0]), GraphArguments.Key(call[1]), call.Has(2) ? GraphArguments.TypeName(call[2]) : null));

    private static ValueTask<Value> GetNode(in NativeCall call) => OrNone(Data(call).GetValueAsync(Caller(call), GraphArguments.Key(call[0])));

    private static async ValueTask<Value> OrNone(ValueTask<Value> task)
    {
        var value = await task.ConfigureAwait(false);
        return value.IsUndefined ? Value.None : value.Share();
    }

    private static ValueTask<Value> Node(in NativeCall call)
    {
        var graph = Self(call);
        var key = GraphArguments.Key(call[0]);
        return Handle(graph, key, Data(call).HasNodeAsync(Caller(call), key));

        static async ValueTask<Value> Handle(GraphObject graph, NodeKey key, ValueTask<bool> exists) =>
            await exists.ConfigureAwait(false) ? Value.Of(new NodeHandle(graph, key)) : Value.None;
    }

    private static async ValueTask<Value> NodesAsync(NativeAsyncCall call)
    {
        var graph = GraphArguments.Graph(call.Self);
        var all = await NodesAsync(graph, ((Machine)call.Program).Caller).ConfigureAwait(false);
        if (!call.Has(0))
        {
            return all;
        }

        if (call[0].Reference is Symbol)
        {
            return IsAll("nodes", call[0])
                ? Value.Of(new ListValue([.. ((ListValue)all.Reference!).Items, .. InnerLayers.Nodes(graph).Select(node => Value.Of(node.Id))]))
                : all;
        }

        var kept = new List<Value>();
        foreach (var node in ((ListValue)all.Reference!).Items.ToArray())
        {
            if ((await call.Program.CallAsync(call.Function(0), [node]).ConfigureAwait(false)).IsTruthy)
            {
                kept.Add(node);
            }
        }

        return Value.Of(new ListValue([.. kept]));
    }

    private static ValueTask<Value> Edges(in NativeCall call)
    {
        var edges = GraphArguments.EdgeHandles(Self(call), Data(call).EdgesAsync(Caller(call)));
        return call.Has(0) && IsAll("edges", call[0]) ? WithInner(Self(call), edges) : edges;

        static async ValueTask<Value> WithInner(GraphObject graph, ValueTask<Value> edges) => Value.Of(new ListValue([
            .. ((ListValue)(await edges.ConfigureAwait(false)).Reference!).Items,
            .. InnerLayers.Edges(graph).Select(edge => Value.Of(ListValue.Of(Value.Of(edge.From), Value.Of(edge.To), Value.Of(edge.Type)))),
        ]));
    }

    private static ValueTask<Value> NodeCount(in NativeCall call) => GraphArguments.Done(Data(call).CountNodesAsync(Caller(call)));

    private static ValueTask<Value> EdgeCount(in NativeCall call) => GraphArguments.Done(Data(call).CountEdgesAsync(Caller(call)));

    private static ValueTask<Value> IsEmpty(in NativeCall call)
    {
        return Check(Data(call).CountNodesAsync(Caller(call)));

        static async ValueTask<Value> Check(ValueTask<long> count) => Value.Of(await count.ConfigureAwait(false) == 0);
    }

    private static ValueTask<Value> SetNodeType(in NativeCall call) => GraphArguments.Done(
        Data(call).SetNodeTypeAsync(Caller(call), GraphArguments.Key(call[0]), GraphArguments.TypeName(call[1])));

    private static ValueTask<Value> Neighbors(in NativeCall call) => GraphArguments.Handles(
        Self(call),
        Data(call).NeighborsAsync(
            Caller(call),
            GraphArguments.Key(call[0]),
            call.Has(1) ? GraphArguments.Direction(call[1]) : EdgeDirection.Outgoing,
            call.Has(2) ? GraphArguments.TypeName(call[2]) : null));

    private static ValueTask<Value> Degree(in NativeCall call, EdgeDirection direction) => GraphArguments.Done(Data(call).DegreeAsync(
        Caller(call), GraphArguments.Key(call[0]), direction, call.Has(1) ? GraphArguments.TypeName(call[1]) : null));

    private static ValueTask<Value> Broadcast(in NativeCall call)
    {
        var options = WaveOptions.Default;
        if (call.Has(1) || call.Has(2) || call.Has(3))
        {
            options = new WaveOptions(
                call.Has(1) ? call.Function(1) : null,
                call.Has(2) ? GraphArguments.OnError(call[2]) : HandlerErrorPolicy.Fail,
                call.Has(3) ? Math.Max(1, call.Integer(3)) : WaveOptions.DefaultRoundsMax);
        }

        var caller = Caller(call);
        var message = GraphArguments.Message(call[0], call.Rest);
        return Self(call).IsTraced && caller.Activation is null
            ? TracedBroadcastAsync(caller, Data(call), message, options)
            : GraphArguments.Done(Data(call).BroadcastAsync(caller, message, options));
    }

    private static async ValueTask<Value> TracedBroadcastAsync(GraphCaller caller, IGraphData data, Value message, WaveOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        await data.BroadcastAsync(caller, message, options).ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var traces = await data.LastWaveAsync(caller).ConfigureAwait(false);
        if (traces.Count > 0)
        {
            WaveTraceText.Log(caller.Program.Host, data, traces, elapsed);
        }

        return Value.None;
    }

    private static Value Trace(in NativeCall call)
    {
        Self(call).IsTraced = call[0].IsTruthy;
        return Value.None;
    }

    private static ValueTask<Value> Send(in NativeCall call)
    {
        var message = GraphArguments.Message(call[0], call.Rest);
        var route = GraphArguments.Route(
            "send",
            call.Has(1) ? call[1] : null,
            call.Has(2) ? call.Function(2) : null,
            call.Has(3) ? GraphArguments.Key(call[3]) : null);
        if (route.From is not null)
        {
            route = route with
            {
                Via = call.Has(4) ? GraphArguments.Via(call[4]) : null,
                Direction = call.Has(5) ? GraphArguments.Direction(call[5]) : EdgeDirection.Outgoing,
            };
        }
        else if (call.Has(4) || call.Has(5))
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, "`send`: `via:` and `direction:` need `from:`", RuntimeErrorIds.UnknownArgument);
        }

        return GraphArguments.Done(Data(call).SendAsync(Caller(call), message, route));
    }

    private static ValueTask<Value> Request(in NativeCall call)
    {
        var isToAll = call.Has(5) && call[5].IsTruthy;
        if (isToAll && (call.Has(1) || call.Has(2)))
        {
            throw GraphArguments.OneReceiver("request", 2);
        }

        var where = isToAll ? Always : call.Has(2) ? call.Function(2) : (Value?)null;
        var route = GraphArguments.Route("request", call.Has(1) ? call[1] : null, where, null);
        return Data(call).RequestAsync(
            Caller(call),
            GraphArguments.Message(call[0], call.Rest),
            route,
            call.Has(4) ? GraphArguments.OnError(call[4]) : HandlerErrorPolicy.Fail,
            call.Has(3) ? GraphArguments.Timeout(call[3]) : null);
    }

    private static ValueTask<Value> SetBehavior(in NativeCall call) => GraphArguments.Done(
        Data(call).SetBehaviorAsync(Caller(call), GraphArguments.Key(call[0]), GraphArguments.BehaviorType("`set_behavior`", call[1])));

    private static ValueTask<Value> Configure(in NativeCall call) =>
        GraphArguments.Done(Data(call).ConfigureAsync(Caller(call), call.Map(0)));

    private static Value Partitions(in NativeCall call)
    {
        var graph = Self(call);
        var names = Data(call).PartitionNames;
        return Value.Of(new ListValue([.. names.Select((name, i) => Value.Of(new PartitionHandle(graph, i, name)))]));
    }

    private static Value GetPartition(in NativeCall call)
    {
        var names = Data(call).PartitionNames;
        var name = call.Text(0);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return Value.Of(new PartitionHandle(Self(call), i, name));
            }
        }

        throw GraphoidException.Library(
            ErrorKind.Runtime,
            $"there is no partition \"{name}\"",
            RuntimeErrorIds.GraphState,
            Graphoid.Language.Diagnostics.NearMiss.Suggest(name, names));
    }

    private static ValueTask<Value> Save(in NativeCall call) => Caller(call).Activation is not null
        ? throw Waves.GraphErrors.NotInWave("`save`")
        :
        GraphArguments.Done(Caller(call).Program.Host.Graphs.SaveAsync(Caller(call), Self(call), call.Text(0)));

    private static ValueTask<IReadOnlyList<NodeKey>?> PathOf(in NativeCall call) => GraphPaths.ShortestAsync(
        Data(call), Caller(call), GraphArguments.Key(call[0]), GraphArguments.Key(call[1]), null);

    private static ValueTask<Value> HasPath(in NativeCall call)
    {
        return Check(PathOf(call));

        static async ValueTask<Value> Check(ValueTask<IReadOnlyList<NodeKey>?> path) =>
            Value.Of(await path.ConfigureAwait(false) is not null);
    }

    private static ValueTask<Value> Distance(in NativeCall call)
    {
        return Count(PathOf(call));

        static async ValueTask<Value> Count(ValueTask<IReadOnlyList<NodeKey>?> path) =>
            Value.Of((await path.ConfigureAwait(false))?.Count - 1 ?? -1);
    }

    /// <summary>Behind the ends may stand an edge type, <c>:weighted</c>, or both.</summary>
    private static ValueTask<Value> ShortestPath(in NativeCall call)
    {
        string? type = null;
        var isWeighted = false;
        foreach (var option in call.Rest)
        {
            if (option.Reference is Symbol { Name: "weighted" } && !isWeighted)
            {
                isWeighted = true;
            }
            else
            {
                type = type is null
                    ? GraphArguments.TypeName(option)
                    : throw GraphArguments.UnknownOption("options", option, ["weighted"]);
            }
        }

        var (data, caller, from, to) = (Data(call), Caller(call), GraphArguments.Key(call[0]), GraphArguments.Key(call[1]));
        return Ids(isWeighted
            ? GraphPaths.LightestAsync(data, caller, from, to, type)
            : GraphPaths.ShortestAsync(data, caller, from, to, type));

        static async ValueTask<Value> Ids(ValueTask<IReadOnlyList<NodeKey>?> path) =>
            await path.ConfigureAwait(false) is { } keys
                ? Value.Of(new ListValue([.. keys.Select(key => Value.Of(key.ToString()))]))
                : Value.None;
    }

    private static ValueTask<Value> Clone(in NativeCall call)
    {
        var graph = Self(call);
        var copy = graph.NewInstance();
        return graph.Data is null ? new(Value.Of(copy)) : GraphCopies.CopyDataAsync(graph, copy, Caller(call));
    }

}
