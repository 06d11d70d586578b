using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>A single-node turn as the partition's journal keeps it.</summary>
/// <param name="Key">The encoded node id.</param>
/// <param name="Changes">The encoded fields the handler has changed; empty for none.</param>
/// <param name="Outcome">The encoded reply or error, kept for a repeated request.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record TurnRecord(
    [property: MemoryPackOrder(0)] OperationId Id,
    [property: MemoryPackOrder(1)] byte[] Key,
    [property: MemoryPackOrder(2)] byte[] Changes,
    [property: MemoryPackOrder(3)] byte[] Outcome);

/// <summary>Between <c>GraphActor</c>, <c>PartitionActor</c> and <c>NodeActor</c>.</summary>
/// <remarks>
/// Turns: a partition may run turns of single nodes on its own while it holds the graph's leave; the coordinator takes the leave
/// back before an operation and waits until the partition has journaled what it ran.
/// </remarks>
public static partial class PartitionProtocol
{
    /// <summary>Opens a partition in an epoch: a fresh life with the state of a checkpoint and the turns journaled after it.
    /// Repeated until <see cref="PartitionOpened"/> answers.</summary>
    /// <param name="Checkpoint">Number of the operation the checkpoint follows; 0 is the empty or imported graph.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record OpenPartition(
        [property: MemoryPackOrder(0)] GraphSpec Spec,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Checkpoint) : IGraphoidMessage;

    /// <summary>The partition is open, its epoch durable, its state deposited with the member.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PartitionOpened(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] MemberId Member) : IGraphoidMessage;

    /// <summary>The partition has ended or moved; the coordinator opens the graph anew.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PartitionClosed(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch) : IGraphoidMessage;

    /// <summary>The partition cannot be opened: its journal is damaged, unreadable or of a newer version.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PartitionUnreadable(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] string Reason) : IGraphoidMessage;

    /// <summary>Part of an imported partition; answered by <see cref="ChunkKept"/> when it is journaled.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record LoadChunk(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] bool IsLast,
        [property: MemoryPackOrder(4)] byte[] Content,
        [property: MemoryPackOrder(5)] bool IsDurable) : IGraphoidMessage;

    /// <summary>The chunk is kept.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ChunkKept(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] int Index) : IGraphoidMessage;

    /// <summary>The state of the partition at a checkpoint is journaled.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CheckpointWritten(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Number,
        [property: MemoryPackOrder(4)] long Bytes) : IGraphoidMessage;

    /// <summary>The partition's journal has grown so long that a checkpoint is worth its cost; the coordinator makes one between
    /// operations. Not answered.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CheckpointWanted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch) : IGraphoidMessage;

    /// <summary>The checkpoint counts: older records of the partition may go.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CheckpointCommitted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Number) : IGraphoidMessage;

    /// <summary>The partition asks for leave to run turns.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsWanted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch) : IGraphoidMessage;

    /// <summary>Leave to run turns until it is taken back.</summary>
    /// <param name="Number">The last operation in the graph's log: where the turns have their place. They run on the state behind
    /// it, so they wait until the member has heard of its end, which comes on another way than this; when that does not arrive
    /// within seconds it is lost, and <see cref="MemberProtocol.MemberFailed"/> is due.</param>
    /// <param name="Leave">Tells this grant from others of the epoch; comes back with <see cref="TurnsReturned"/>.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsGranted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Number,
        [property: MemoryPackOrder(4)] long Leave) : IGraphoidMessage;

    /// <summary>Takes the leave back; answered by <see cref="TurnsReturned"/> when nothing that was run is unjournaled, also by a
    /// partition that has none. Repeated until then.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsRevoked(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Leave) : IGraphoidMessage;

    /// <summary>The partition runs no turns until it is granted leave again.</summary>
    /// <param name="Leave">As in the message that took it back: the answer to a repeated one may arrive after the next grant,
    /// and must not end that.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsReturned(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch,
        [property: MemoryPackOrder(3)] long Leave) : IGraphoidMessage;

    /// <summary>One message to one node outside of any wave; answered by <see cref="TurnDone"/>.</summary>
    /// <param name="Key">The encoded node id.</param>
    /// <param name="Content">The encoded message.</param>
    /// <param name="Blobs">Contents that <paramref name="Content"/> refers to.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RunTurn(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] string NodeEntity,
        [property: MemoryPackOrder(3)] OperationId Id,
        [property: MemoryPackOrder(4)] byte[] Key,
        [property: MemoryPackOrder(5)] byte[] Content,
        [property: MemoryPackOrder(6)] ContentHash[] Blobs) : IGraphoidMessage;

    /// <summary>How a turn ended.</summary>
    /// <param name="NeedsOperation">The handler does more than change its own node: nothing has happened, run it as an operation.</param>
    /// <param name="IsUnavailable">The partition cannot run it now: nothing has happened, ask again.</param>
    /// <param name="Outcome">The encoded reply or error.</param>
    /// <param name="Refusal">Why asking again is of no use, in the user's words; null unless refused. Either nothing has happened, or
    /// it happened so long ago that the outcome is no longer kept; the text says which.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnDone(
        [property: MemoryPackOrder(0)] OperationId Id,
        [property: MemoryPackOrder(1)] bool NeedsOperation,
        [property: MemoryPackOrder(2)] bool IsUnavailable,
        [property: MemoryPackOrder(3)] byte[] Outcome,
        [property: MemoryPackOrder(4)] string? Refusal = null) : IGraphoidMessage;

    /// <summary>Before hand-over: the partition may stop once the coordinator has no operation running.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record LeaveWanted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch) : IGraphoidMessage;

    /// <summary>The partition may stop now.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record LeaveGranted(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] int Partition,
        [property: MemoryPackOrder(2)] long Epoch) : IGraphoidMessage;

    /// <summary>Deletes what is stored of the partition and ends it; answered by <see cref="PartitionDropped"/>. Repeated until then.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record DropPartition(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] int Partition) : IGraphoidMessage;

    /// <summary>Nothing is stored of the partition any more.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PartitionDropped(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] int Partition) : IGraphoidMessage;
}
