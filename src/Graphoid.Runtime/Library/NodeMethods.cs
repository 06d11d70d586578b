using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Built-in methods of node handles and of <c>self</c> in a behaviour (reference, section 6.3).</summary>
internal static class NodeMethods
{
    public static NativeTable Table { get; } = new NativeTable("a node")
        .Add("id", "", "The id.", (in NativeCall c) => Value.Of(Key(c).ToString()))
        .AddTask("value", "", "The stored value.", (in NativeCall c) => OrDefault(Data(c).GetValueAsync(Caller(c), Key(c)), Value.None))
        .AddTask(
            "get|get_attribute",
            "key, default?",
            "A key of the stored value, or a property of the behaviour, or the default.",
            (in NativeCall c) => OrDefault(Data(c).GetAttributeAsync(Caller(c), Key(c), c.Text(0)), c.Has(1) ? c[1] : Value.None))
        .AddTask(
            "attributes",
            "",
            "What `get` finds as one map: the keys of the stored value, or the value under \"value\", and the attributes beside it.",
            (in NativeCall c) => OrDefault(Data(c).GetAttributeAsync(Caller(c), Key(c), NodeContent.All), Value.Of(new MapValue())))
        .AddTask(
            "set",
            "key, value",
            "Sets a key of the stored value, or an attribute beside a value that has no keys.",
            (in NativeCall c) => GraphArguments.Done(Changeable(c).SetAttributeAsync(Caller(c), Key(c), c.Text(0), c[1])))
        .AddTask("type|node_type", "", "The declared type, or \"node\".", (in NativeCall c) => TypeOf(Data(c).GetNodeTypeAsync(Caller(c), Key(c))))
        .AddTask("degree", "type?", "Number of edges.", (in NativeCall c) => Degree(c, EdgeDirection.Both))
        .AddTask("in_degree", "type?", "Number of edges that end here.", (in NativeCall c) => Degree(c, EdgeDirection.Incoming))
        .AddTask("out_degree", "type?", "Number of edges that start here.", (in NativeCall c) => Degree(c, EdgeDirection.Outgoing))
        .AddTask(
            "neighbors",
            "direction?, type:",
            "The nodes at the other ends of its edges.",
            (in NativeCall c) => Neighbors(
                c,
                c.Has(0) ? GraphArguments.Direction(c[0]) : EdgeDirection.Outgoing,
                c.Has(1) ? GraphArguments.TypeName(c[1]) : null))
        .AddTask("outgoing", "", "The ends of its outgoing edges.", (in NativeCall c) => Neighbors(c, EdgeDirection.Outgoing, null))
        .AddTask("incoming", "", "The sources of its incoming edges.", (in NativeCall c) => Neighbors(c, EdgeDirection.Incoming, null))
        .AddTask(
            "edges",
            "direction?",
            "Its edges.",
            (in NativeCall c) => GraphArguments.EdgeHandles(
                Graph(c),
                Data(c).EdgesOfAsync(Caller(c), Key(c), c.Has(0) ? GraphArguments.Direction(c[0]) : EdgeDirection.Outgoing)))
        .AddTask(
            "send",
            "message, params...",
            "Sends a message to this node.",
            (in NativeCall c) => GraphArguments.Done(Data(c).SendAsync(
                Caller(c), GraphArguments.Message(c[0], c.Rest), new MessageRoute { To = Key(c) })))
        .AddTask(
            "request",
            "message, timeout:, params...",
            "Sends a message to this node and yields its reply.",
            (in NativeCall c) => Data(c).RequestAsync(
                Caller(c),
                GraphArguments.Message(c[0], c.Rest),
                new MessageRoute { To = Key(c) },
                HandlerErrorPolicy.Fail,
                c.Has(1) ? GraphArguments.Timeout(c[1]) : null));

    /// <summary>Methods of edge handles.</summary>
    public static NativeTable EdgeTable { get; } = new NativeTable("an edge")
        .Add("get", "key, default?", "A property of the edge, or the default.", EdgeProperty);

    /// <summary>Methods of partition handles.</summary>
    public static NativeTable PartitionTable { get; } = new NativeTable("a partition")
        .AddTask("nodes", "", "Its nodes in node order.", PartitionNodes)
        .AddTask("node_count", "", "Number of its nodes.", PartitionNodeCount)
        .Add("status", "", "Always `:healthy`, because partitions of this process do not fail.", (in NativeCall _) => Value.Of(Symbol.Of("healthy")));

    private static NodeKey Key(in NativeCall call) => call.Self.Reference is NodeInstance self ? self.Key : ((NodeHandle)call.Self.Reference!).Key;

    private static GraphObject Graph(in NativeCall call) =>
        call.Self.Reference is NodeInstance self ? self.Graph : ((NodeHandle)call.Self.Reference!).Graph;

    private static IGraphData Data(in NativeCall call) => Graph(call).Data!;

    private static IGraphData Changeable(in NativeCall call)
    {
        Graph(call).CheckNotFrozen();
        return Data(call);
    }

    private static GraphCaller Caller(in NativeCall call) => ((Machine)call.Program).Caller;

    private static async ValueTask<Value> OrDefault(ValueTask<Value> task, Value fallback)
    {
        var value = await task.ConfigureAwait(false);
        return value.IsUndefined ? fallback : value.Share();
    }

    private static async ValueTask<Value> TypeOf(ValueTask<string?> task) => Value.Of(await task.ConfigureAwait(false) ?? "node");

    private static ValueTask<Value> Degree(in NativeCall call, EdgeDirection direction) => GraphArguments.Done(
        Data(call).DegreeAsync(Caller(call), Key(call), direction, call.Has(0) ? GraphArguments.TypeName(call[0]) : null));

    private static ValueTask<Value> Neighbors(in NativeCall call, EdgeDirection direction, string? type) => GraphArguments.Handles(
        Graph(call), Data(call).NeighborsAsync(Caller(call), Key(call), direction, type));

    private static Value EdgeProperty(in NativeCall call)
    {
        var edge = (EdgeHandle)call.Self.Reference!;
        var key = call.Text(0);
        return edge.Properties.Reference is MapValue map && map.TryGet(key, out var value) ? value
            : edge.Attribute(key) ?? (call.Has(1) ? call[1] : Value.None);
    }

    private static ValueTask<Value> PartitionNodes(in NativeCall call)
    {
        var partition = (PartitionHandle)call.Self.Reference!;
        return GraphArguments.Handles(
            partition.Graph, partition.Graph.Data!.NodesOfPartitionAsync(Caller(call), partition.Index));
    }

    private static ValueTask<Value> PartitionNodeCount(in NativeCall call)
    {
        var partition = (PartitionHandle)call.Self.Reference!;
        return Count(partition.Graph.Data!.NodesOfPartitionAsync(Caller(call), partition.Index));

        static async ValueTask<Value> Count(ValueTask<IReadOnlyList<NodeKey>> nodes) => Value.Of((await nodes.ConfigureAwait(false)).Count);
    }
}
