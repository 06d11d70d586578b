using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Who asks: a driver, or a handler in the middle of a wave.</summary>
/// <param name="Activation">The message being handled, or null for driver code.</param>
/// <param name="Program">The running program.</param>
public readonly record struct GraphCaller(Activation? Activation, ProgramInstance Program)
{
    private readonly CancellationToken? _cancellation;

    /// <summary>Cancelled when the calling flow is to end.</summary>
    public CancellationToken Cancellation
    {
        get => _cancellation ?? Program.Host.Cancellation;
        init => _cancellation = value;
    }
}

/// <summary>Which edges of a node are meant.</summary>
public enum EdgeDirection
{
    /// <summary>Edges that start at the node.</summary>
    Outgoing,

    /// <summary>Edges that end at the node.</summary>
    Incoming,

    /// <summary>All edges of the node, outgoing ones first.</summary>
    Both,
}

/// <summary>To whom a message goes; exactly one of the targets is set.</summary>
public sealed record MessageRoute
{
    /// <summary>One node.</summary>
    public NodeKey? To { get; init; }

    /// <summary>Several nodes, in this order.</summary>
    public IReadOnlyList<NodeKey>? ToMany { get; init; }

    /// <summary>All nodes for which this function is truthy.</summary>
    public Value? Where { get; init; }

    /// <summary>The neighbours of this node.</summary>
    public NodeKey? From { get; init; }

    /// <summary>Edge types with <see cref="From"/>; null means every type.</summary>
    public IReadOnlyList<string>? Via { get; init; }

    /// <summary>Direction with <see cref="From"/>.</summary>
    public EdgeDirection Direction { get; init; }
}

/// <summary>What a failing handler does to the call that caused it.</summary>
public enum HandlerErrorPolicy
{
    /// <summary>The call fails; a wave leaves the graph as it was.</summary>
    Fail,

    /// <summary>The failing handler's own changes are undone, everything else counts.</summary>
    Skip,
}

/// <summary>Options of a collective message.</summary>
/// <param name="Where">Restricts the recipients, or null.</param>
/// <param name="RoundsMax">Rounds after which a cascade counts as endless.</param>
public sealed record WaveOptions(Value? Where, HandlerErrorPolicy OnError, int RoundsMax)
{
    /// <summary>A cascade of more rounds than this is taken for endless unless the call says otherwise.</summary>
    public const int DefaultRoundsMax = 100_000;

    /// <summary>All nodes, errors fail the call.</summary>
    public static WaveOptions Default { get; } = new(null, HandlerErrorPolicy.Fail, DefaultRoundsMax);
}

/// <summary>The data layer of one graph: what a program can do with nodes, edges and messages, wherever they live.</summary>
/// <remarks>The local runtime and the cluster implement it; programs cannot tell which one they are on. Calls complete
/// synchronously where nothing has to travel. Node order and edge order are creation order.</remarks>
public interface IGraphData
{
    /// <summary>The registered name, or null for an unnamed graph.</summary>
    string? Name { get; }

    /// <summary>Whether it was made by <c>distributed.…</c>.</summary>
    bool IsDistributed { get; }

    /// <summary>Whether edges have a direction.</summary>
    bool IsDirected { get; }

    /// <summary>Names of the partitions in order.</summary>
    IReadOnlyList<string> PartitionNames { get; }

    /// <summary>Number of nodes as last known here; exact after the caller's own writes.</summary>
    long NodeCount { get; }

    /// <summary>Number of edges as last known here.</summary>
    long EdgeCount { get; }

    /// <summary>The partition a node of this id lives in, or would live in.</summary>
    string PartitionNameOf(NodeKey key);

    ValueTask<long> CountNodesAsync(GraphCaller caller);

    ValueTask<long> CountEdgesAsync(GraphCaller caller);

    /// <summary>Carries out changes of nodes and edges in order: a driver's at once and together, a handler's at the end of its round.</summary>
    ValueTask ChangeAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes);

    ValueTask<bool> HasNodeAsync(GraphCaller caller, NodeKey key);

    ValueTask<bool> HasEdgeAsync(GraphCaller caller, NodeKey from, NodeKey to, string? type);

    /// <summary>The value of a node; <see cref="Value.Undefined"/> when there is no such node.</summary>
    ValueTask<Value> GetValueAsync(GraphCaller caller, NodeKey key);

    /// <summary>What another graph gets when it copies the node: the value, or for a node that is its own behaviour a copy of
    /// the present instance; <see cref="Value.Undefined"/> when there is no such node.</summary>
    ValueTask<Value> GetCopyAsync(GraphCaller caller, NodeKey key);

    /// <summary>An attribute as <c>n.get(key)</c> gives it; <see cref="Value.Undefined"/> when nothing fits.</summary>
    ValueTask<Value> GetAttributeAsync(GraphCaller caller, NodeKey key, string name);

    /// <summary>Sets a key of the node's value.</summary>
    ValueTask SetAttributeAsync(GraphCaller caller, NodeKey key, string name, Value value);

    /// <summary>The declared type of a node, or null.</summary>
    ValueTask<string?> GetNodeTypeAsync(GraphCaller caller, NodeKey key);

    /// <summary>All node ids in node order.</summary>
    ValueTask<IReadOnlyList<NodeKey>> NodesAsync(GraphCaller caller);

    /// <summary>Node ids of one partition in node order.</summary>
    ValueTask<IReadOnlyList<NodeKey>> NodesOfPartitionAsync(GraphCaller caller, int partition);

    /// <summary>All edges in edge order by source.</summary>
    ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAsync(GraphCaller caller);

    /// <summary>The edges of one node.</summary>
    ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(GraphCaller caller, NodeKey key, EdgeDirection direction);

    /// <summary>The ends of a node's edges, one per edge; a type of null means all types.</summary>
    ValueTask<IReadOnlyList<NodeKey>> NeighborsAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type);

    /// <summary>Number of a node's edges; a type of null means all types.</summary>
    ValueTask<long> DegreeAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type);

    /// <summary>Delivers a message to all nodes and everything it causes, as one atomic wave (reference, section 8.2).</summary>
    ValueTask BroadcastAsync(GraphCaller caller, Value message, WaveOptions options);

    /// <summary>What each process did in the last broadcast that has succeeded; none when there was none.</summary>
    ValueTask<IReadOnlyList<WaveTrace>> LastWaveAsync(GraphCaller caller);

    /// <summary>Delivers a message along the route.</summary>
    ValueTask SendAsync(GraphCaller caller, Value message, MessageRoute route);

    /// <summary>Delivers a message and waits for the reply, or for the list of replies in node order.</summary>
    /// <param name="timeout">Null means the default of the graph.</param>
    ValueTask<Value> RequestAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout);

    /// <summary>Merges settings into the configuration.</summary>
    ValueTask ConfigureAsync(GraphCaller caller, MapValue settings);

    /// <summary>The present configuration.</summary>
    MapValue Configuration { get; }
}

/// <summary>An edge as it crosses this interface.</summary>
public readonly record struct EdgeRecordView(NodeKey From, NodeKey To, string Type, Value Weight, Value Properties);
