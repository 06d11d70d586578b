using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>What a graph is, fixed for its life.</summary>
/// <param name="Name">The registered name; null for one that ends with its program.</param>
/// <param name="PartitionNames">One per partition.</param>
/// <param name="Partitioner"><c>hash</c>, <c>range</c> or <c>function</c>.</param>
/// <param name="PartitionerFunction">The encoded function for <c>function</c>, else null.</param>
/// <param name="IsDurable">Whether anything is journaled; without, the graph is as lasting as its members.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record GraphSpec(
    [property: MemoryPackOrder(0)] GraphId Id,
    [property: MemoryPackOrder(1)] string? Name,
    [property: MemoryPackOrder(2)] string[] PartitionNames,
    [property: MemoryPackOrder(3)] string Partitioner,
    [property: MemoryPackOrder(4)] byte[]? PartitionerFunction,
    [property: MemoryPackOrder(5)] bool IsDirected,
    [property: MemoryPackOrder(6)] bool IsDurable);

/// <summary>How an operation runs.</summary>
public enum OperationKind
{
    /// <summary>Changes of nodes, edges, attributes or configuration by a driver: no rounds. Members carry it out alike.</summary>
    Change = 0,

    /// <summary>A broadcast: rounds, all or nothing.</summary>
    Wave = 1,

    /// <summary>A broadcast in which failing handlers are undone one by one.</summary>
    WaveSkippingFailures = 2,

    /// <summary>Messages of a driver to nodes with everything they cause: rounds, a failing handler is undone, the rest counts.</summary>
    Turns = 3,
}

/// <summary>An operation as the graph's log keeps it; enough to carry it out again.</summary>
/// <param name="Content">What members decode: message, route, changes. Opaque to the coordinator.</param>
/// <param name="Blobs">Contents that <paramref name="Content"/> refers to: program texts and behaviours.</param>
/// <param name="HasSelection">Whether members first ask a predicate of their nodes.</param>
/// <param name="RoundsMax">Rounds after which a cascade counts as endless.</param>
/// <param name="Seed">What random numbers and the like are keyed by.</param>
/// <param name="StartedAtMs">The time handlers see, Unix milliseconds.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record GraphOperation(
    [property: MemoryPackOrder(0)] OperationKind Kind,
    [property: MemoryPackOrder(1)] byte[] Content,
    [property: MemoryPackOrder(2)] ContentHash[] Blobs,
    [property: MemoryPackOrder(3)] bool HasSelection,
    [property: MemoryPackOrder(4)] int RoundsMax,
    [property: MemoryPackOrder(5)] long Seed,
    [property: MemoryPackOrder(6)] long StartedAtMs);

/// <summary>How an operation ended.</summary>
public enum OperationEnd
{
    /// <summary>It took effect, durably where the graph is durable.</summary>
    Completed = 0,

    /// <summary>It raised; the graph is as before.</summary>
    Failed = 1,

    /// <summary>The cascade did not come to rest.</summary>
    Endless = 2,

    /// <summary>Never begun: the graph could not be opened by the deadline, or is gone. Nothing has happened and nothing will.</summary>
    Refused = 3,

    /// <summary>The caller took it back before it had taken effect.</summary>
    Cancelled = 4,

    /// <summary>Answered before, but so long ago that the outcome is no longer kept. It is not run again.</summary>
    Forgotten = 5,
}

/// <summary>The answer to an operation.</summary>
/// <param name="Number">Its place in the graph's log, 0 unless completed.</param>
/// <param name="Parts">Per member what handlers caused outside of the graph, and the replies; opaque, the driver merges them.</param>
/// <param name="Failure">The encoded first error in message order, for <see cref="OperationEnd.Failed"/>.</param>
/// <param name="FailedNodes">Nodes with failed handlers.</param>
/// <param name="Rounds">Rounds it took.</param>
/// <param name="Reason">For <see cref="OperationEnd.Refused"/> and <see cref="OperationEnd.Forgotten"/>, in the user's words.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record OperationOutcome(
    [property: MemoryPackOrder(0)] OperationEnd End,
    [property: MemoryPackOrder(1)] long Number,
    [property: MemoryPackOrder(2)] byte[][] Parts,
    [property: MemoryPackOrder(3)] byte[]? Failure,
    [property: MemoryPackOrder(4)] long FailedNodes,
    [property: MemoryPackOrder(5)] int Rounds,
    [property: MemoryPackOrder(6)] long NodeCount,
    [property: MemoryPackOrder(7)] long EdgeCount,
    [property: MemoryPackOrder(8)] string? Reason);

/// <summary>Between drivers and <c>GraphActor</c>.</summary>
public static partial class GraphProtocol
{
    /// <summary>Makes the graph; answered by <see cref="GraphDescription"/>. A repeated one changes nothing.</summary>
    /// <param name="AwaitsImport">Whether the partitions' contents come through <see cref="PartitionProtocol.LoadChunk"/> before the graph opens.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CreateGraph(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] GraphSpec Spec,
        [property: MemoryPackOrder(2)] bool AwaitsImport) : IGraphoidMessage;

    /// <summary>Says that all partitions of an import have everything; answered by <see cref="GraphDescription"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CompleteImport(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] GraphId Graph) : IGraphoidMessage;

    /// <summary>Asks what the graph is; answered by <see cref="GraphDescription"/> once it is open.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record DescribeGraph(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] GraphId Graph) : IGraphoidMessage;

    /// <summary>What a graph is and holds now.</summary>
    /// <param name="Spec">Null when there is no such graph.</param>
    /// <param name="Configuration">Empty: what members hold is read with <see cref="ReadGraph"/>.</param>
    /// <param name="Places">The member of each partition.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record GraphDescription(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] GraphSpec? Spec,
        [property: MemoryPackOrder(2)] long NodeCount,
        [property: MemoryPackOrder(3)] long EdgeCount,
        [property: MemoryPackOrder(4)] byte[] Configuration,
        [property: MemoryPackOrder(5)] MemberId[] Places) : IGraphoidMessage;

    /// <summary>Carries out an operation; answered by <see cref="OperationDone"/>, also when it is repeated.</summary>
    /// <param name="WaitMaxMs">The graph gives up with <see cref="OperationEnd.Refused"/> when it cannot begin within this time.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RunOperation(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationId Id,
        [property: MemoryPackOrder(2)] GraphOperation Operation,
        [property: MemoryPackOrder(3)] long WaitMaxMs) : IGraphoidMessage;

    /// <summary>Takes an operation back unless it has taken effect by now; either way <see cref="OperationDone"/> answers it.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CancelOperation(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] OperationId Id) : IGraphoidMessage;

    /// <summary>How an operation ended.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record OperationDone(
        [property: MemoryPackOrder(0)] OperationId Id, [property: MemoryPackOrder(1)] OperationOutcome Outcome) : IGraphoidMessage;

    /// <summary>Told now and then to whom waits for an operation.</summary>
    /// <param name="State">Such as <c>waiting</c>, <c>running</c>, <c>recovering</c>.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record OperationProgress(
        [property: MemoryPackOrder(0)] OperationId Id,
        [property: MemoryPackOrder(1)] string State,
        [property: MemoryPackOrder(2)] int Round) : IGraphoidMessage;

    /// <summary>A read outside of operations; the members in question answer the caller directly with <see cref="ReadDone"/>.</summary>
    /// <param name="Partition">Whose owner answers, or -1: every member answers for its partitions.</param>
    /// <param name="Content">Opaque to the coordinator.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ReadGraph(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Call,
        [property: MemoryPackOrder(2)] int Partition,
        [property: MemoryPackOrder(3)] byte[] Content) : IGraphoidMessage;

    /// <summary>One member's answer to a read.</summary>
    /// <param name="Members">How many answers there are in all.</param>
    /// <param name="Failure">An encoded error, or null.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ReadDone(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] MemberId Member,
        [property: MemoryPackOrder(2)] int Members,
        [property: MemoryPackOrder(3)] byte[] Content,
        [property: MemoryPackOrder(4)] byte[]? Failure) : IGraphoidMessage;

    /// <summary>A call cannot be answered: the graph is unknown here or cannot be opened.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CallRefused(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] string Reason) : IGraphoidMessage;

    /// <summary>Keeps content for operations that refer to it; answered by <see cref="BlobKept"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record KeepBlob(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] ContentHash Hash,
        [property: MemoryPackOrder(2)] byte[] Content) : IGraphoidMessage;

    /// <summary>The content is kept, durably where the graph is durable.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record BlobKept(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] ContentHash Hash) : IGraphoidMessage;

    /// <summary>The content is not kept: the graph is gone, or holds as much as it can.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record BlobRefused(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] ContentHash Hash,
        [property: MemoryPackOrder(2)] string Reason) : IGraphoidMessage;

    /// <summary>Ends the graph and deletes what is stored of it; answered by <see cref="GraphDropped"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record DropGraph(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] GraphId Graph) : IGraphoidMessage;

    /// <summary>The graph is gone.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record GraphDropped([property: MemoryPackOrder(0)] long Call) : IGraphoidMessage;
}
