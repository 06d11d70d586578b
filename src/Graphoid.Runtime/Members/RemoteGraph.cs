using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>A distributed graph seen from where it is not held: by its driver, and by handlers of other graphs.</summary>
/// <remarks>Handlers and predicates of other graphs may hold messages and changes for it until their wave has succeeded, and read
/// nothing; what drivers do is up to the class that derives from this.</remarks>
internal abstract class RemoteGraph : IGraphData
{
    /// <summary>The graph value this is the data layer of; set once, right after creation.</summary>
    public GraphObject Owner { get; set; } = null!;

    public abstract string? Name { get; }

    public bool IsDistributed => true;

    public abstract bool IsDirected { get; }

    public abstract IReadOnlyList<string> PartitionNames { get; }

    public abstract long NodeCount { get; }

    public abstract long EdgeCount { get; }

    public abstract MapValue Configuration { get; }

    public abstract string PartitionNameOf(NodeKey key);

    public ValueTask<long> CountNodesAsync(GraphCaller caller) => Read(caller, () => CountsAsync(caller), counts => counts.Nodes);

    public ValueTask<long> CountEdgesAsync(GraphCaller caller) => Read(caller, () => CountsAsync(caller), counts => counts.Edges);

    public ValueTask ChangeAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes)
    {
        if (caller.Activation is not { } activation)
        {
            return ChangeByDriverAsync(caller, changes);
        }

        CheckSender(activation);
        foreach (var change in changes)
        {
            activation.Run.Hold(activation, new ChangeWork(Owner, change with { Value = Payload.Isolate(change.Value) }));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> HasNodeAsync(GraphCaller caller, NodeKey key) =>
        Look(caller, key, new GraphLook(LookKind.HasNode, key, null, default), reader => reader.Bool());

    public ValueTask<bool> HasEdgeAsync(GraphCaller caller, NodeKey from, NodeKey to, string? type) => Read(
        caller, () => HasNodeAsync(caller, from), async ValueTask<bool> (exists) =>
            exists && (await EdgesAlongAsync(caller, from, EdgeDirection.Outgoing, type).ConfigureAwait(false)).Any(e => e.To == to || e.From == to));

    public ValueTask<Value> GetValueAsync(GraphCaller caller, NodeKey key) =>
        Look(caller, key, new GraphLook(LookKind.State, key, null, default), reader => reader.Value());

    public ValueTask<Value> GetCopyAsync(GraphCaller caller, NodeKey key) =>
        Look(caller, key, new GraphLook(LookKind.Copy, key, null, default), reader => reader.Value());

    public ValueTask<Value> GetAttributeAsync(GraphCaller caller, NodeKey key, string name) =>
        Look(caller, key, new GraphLook(LookKind.State, key, name, default), reader => reader.Value());

    public ValueTask SetAttributeAsync(GraphCaller caller, NodeKey key, string name, Value value)
    {
        if (caller.Activation is { } activation)
        {
            CheckSender(activation);
            throw GraphErrors.NotInWave("writing another node's value");
        }

        return SetByDriverAsync(caller, key, name, value);
    }

    public ValueTask<string?> GetNodeTypeAsync(GraphCaller caller, NodeKey key) =>
        Look(caller, key, new GraphLook(LookKind.NodeType, key, null, default), reader => reader.Text());

    public ValueTask<IReadOnlyList<NodeKey>> NodesAsync(GraphCaller caller) => Look(
        caller, null, new GraphLook(LookKind.Nodes, default, null, default), IReadOnlyList<NodeKey> (reader) => RequestCodec.ReadKeys(reader));

    public ValueTask<IReadOnlyList<NodeKey>> NodesOfPartitionAsync(GraphCaller caller, int partition) => Look(
        caller,
        null,
        new GraphLook(LookKind.NodesOfPartition, default, partition.ToString(System.Globalization.CultureInfo.InvariantCulture), default),
        IReadOnlyList<NodeKey> (reader) => RequestCodec.ReadKeys(reader));

    public ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAsync(GraphCaller caller) =>
        Read(caller, () => AllEdgesAsync(caller), edges => edges);

    public ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(GraphCaller caller, NodeKey key, EdgeDirection direction) =>
        Read(caller, () => EdgesAlongAsync(caller, key, direction, null), edges => edges);

    public ValueTask<IReadOnlyList<NodeKey>> NeighborsAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) => Read(
        caller,
        () => EdgesAlongAsync(caller, key, direction, type),
        IReadOnlyList<NodeKey> (edges) => [.. edges.Select(e => e.From == key ? e.To : e.From).Distinct()]);

    public ValueTask<long> DegreeAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) =>
        Read(caller, () => EdgesAlongAsync(caller, key, direction, type), edges => (long)edges.Count);

    public ValueTask BroadcastAsync(GraphCaller caller, Value message, WaveOptions options)
    {
        if (caller.Activation is not { } activation)
        {
            return BroadcastByDriverAsync(caller, message, options);
        }

        CheckSender(activation);
        activation.Run.Hold(activation, new BroadcastWork(Owner, Payload.Isolate(message), options));
        return ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        if (caller.Activation is not { } activation)
        {
            return SendByDriverAsync(caller, message, route);
        }

        CheckSender(activation);
        activation.Run.Hold(activation, new SendWork(Owner, Payload.Isolate(message), route));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Value> RequestAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout)
    {
        if (caller.Activation is { } activation)
        {
            CheckSender(activation);
            throw GraphErrors.NotInWave("a request to another graph");
        }

        return RequestByDriverAsync(caller, message, route, onError, timeout);
    }

    public ValueTask ConfigureAsync(GraphCaller caller, MapValue settings) =>
        caller.Activation is null ? ConfigureByDriverAsync(caller, settings) : throw GraphErrors.NotInWave("`configure`");

    protected abstract ValueTask ChangeByDriverAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes);

    protected abstract ValueTask SetByDriverAsync(GraphCaller caller, NodeKey key, string name, Value value);

    protected abstract ValueTask BroadcastByDriverAsync(GraphCaller caller, Value message, WaveOptions options);

    protected abstract ValueTask SendByDriverAsync(GraphCaller caller, Value message, MessageRoute route);

    protected abstract ValueTask<Value> RequestByDriverAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout);

    protected abstract ValueTask ConfigureByDriverAsync(GraphCaller caller, MapValue settings);

    /// <summary>Asks the owner of a node, or any member when the key is null.</summary>
    protected abstract ValueTask<T> LookAsync<T>(GraphCaller caller, NodeKey? key, GraphLook look, Func<Encoding.ValueReader, T> decode);

    protected abstract ValueTask<(long Nodes, long Edges)> CountsAsync(GraphCaller caller);

    /// <inheritdoc cref="IGraphData.LastWaveAsync"/>
    public abstract ValueTask<IReadOnlyList<WaveTrace>> LastWaveAsync(GraphCaller caller);

    /// <summary>The edges of one node.</summary>
    protected abstract ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAlongAsync(
        GraphCaller caller, NodeKey key, EdgeDirection direction, string? type);

    /// <summary>All edges in edge order.</summary>
    protected abstract ValueTask<IReadOnlyList<EdgeRecordView>> AllEdgesAsync(GraphCaller caller);

    private static void CheckSender(Activation activation)
    {
        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }
    }

    private ValueTask<T> Look<T>(GraphCaller caller, NodeKey? key, GraphLook look, Func<Encoding.ValueReader, T> decode) =>
        caller.Activation is null ? LookAsync(caller, key, look, decode) : throw GraphErrors.NotInWave("reading another graph");

    private static ValueTask<T> Read<TRaw, T>(GraphCaller caller, Func<ValueTask<TRaw>> look, Func<TRaw, T> convert) =>
        Read(caller, look, raw => new ValueTask<T>(convert(raw)));

    private static async ValueTask<T> Read<TRaw, T>(GraphCaller caller, Func<ValueTask<TRaw>> look, Func<TRaw, ValueTask<T>> convert)
    {
        if (caller.Activation is not null)
        {
            throw GraphErrors.NotInWave("reading another graph");
        }

        return await convert(await look().ConfigureAwait(false)).ConfigureAwait(false);
    }
}

/// <summary>Another graph, seen from handlers on a member: nobody drives it from here.</summary>
internal sealed class GraphElsewhere(string name) : RemoteGraph
{
    public override string? Name => name;

    public override bool IsDirected => true;

    public override IReadOnlyList<string> PartitionNames => [];

    public override long NodeCount => 0;

    public override long EdgeCount => 0;

    public override MapValue Configuration => throw GraphErrors.NotInWave("reading another graph");

    public override ValueTask<IReadOnlyList<WaveTrace>> LastWaveAsync(GraphCaller caller) => throw GraphErrors.NotInWave("a trace");

    public override string PartitionNameOf(NodeKey key) => throw GraphErrors.NotInWave("reading another graph");

    protected override ValueTask ChangeByDriverAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes) => throw NoDriver();

    protected override ValueTask SetByDriverAsync(GraphCaller caller, NodeKey key, string name, Value value) => throw NoDriver();

    protected override ValueTask BroadcastByDriverAsync(GraphCaller caller, Value message, WaveOptions options) => throw NoDriver();

    protected override ValueTask SendByDriverAsync(GraphCaller caller, Value message, MessageRoute route) => throw NoDriver();

    protected override ValueTask<Value> RequestByDriverAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout) => throw NoDriver();

    protected override ValueTask ConfigureByDriverAsync(GraphCaller caller, MapValue settings) => throw NoDriver();

    protected override ValueTask<T> LookAsync<T>(
        GraphCaller caller, NodeKey? key, GraphLook look, Func<Encoding.ValueReader, T> decode) => throw NoDriver();

    protected override ValueTask<(long Nodes, long Edges)> CountsAsync(GraphCaller caller) => throw NoDriver();

    protected override ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAlongAsync(
        GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) => throw NoDriver();

    protected override ValueTask<IReadOnlyList<EdgeRecordView>> AllEdgesAsync(GraphCaller caller) => throw NoDriver();

    private static System.Diagnostics.UnreachableException NoDriver() => new("A member drives no graph.");
}
