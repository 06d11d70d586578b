using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>Facts in the journal of a graph. The log of a graph is its committed operations in order.</summary>
public static partial class GraphEvents
{
    /// <summary>The graph exists.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record GraphDefined(
        [property: MemoryPackOrder(0)] GraphSpec Spec, [property: MemoryPackOrder(1)] bool AwaitsImport) : IGraphoidEvent;

    /// <summary>All partitions of the import have their contents.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ImportCompleted([property: MemoryPackOrder(0)] GraphId Graph) : IGraphoidEvent;

    /// <summary>A new life of the coordinator, or a new opening of the partitions.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record EpochStarted([property: MemoryPackOrder(0)] long Epoch) : IGraphoidEvent;

    /// <summary>Content that operations refer to.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record BlobStored(
        [property: MemoryPackOrder(0)] ContentHash Hash, [property: MemoryPackOrder(1)] byte[] Content) : IGraphoidEvent;

    /// <summary>The commit point of an operation.</summary>
    /// <param name="Engine">Version of the engine that ran it; replay needs the same.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record OperationCommitted(
        [property: MemoryPackOrder(0)] long Number,
        [property: MemoryPackOrder(1)] OperationId Id,
        [property: MemoryPackOrder(2)] GraphOperation Operation,
        [property: MemoryPackOrder(3)] OperationOutcome Outcome,
        [property: MemoryPackOrder(4)] string Engine) : IGraphoidEvent;

    /// <summary>All partitions have journaled their state after an operation; replay starts here. Carries what the
    /// coordinator must know so that older records may go.</summary>
    /// <param name="Answered">Operations whose outcomes are still kept for repetition.</param>
    /// <param name="Blobs">Contents that are kept: those that committed operations refer to first.</param>
    /// <param name="BlobsReferred">How many of <paramref name="Blobs"/> committed operations refer to.</param>
    /// <param name="Forgotten">Sessions some of whose outcomes are no longer kept, the one that was silent for longest first.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CheckpointCommitted(
        [property: MemoryPackOrder(0)] GraphSpec Spec,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Number,
        [property: MemoryPackOrder(3)] AnsweredOperation[] Answered,
        [property: MemoryPackOrder(4)] BlobStored[] Blobs,
        [property: MemoryPackOrder(5)] int BlobsReferred,
        [property: MemoryPackOrder(6)] SessionMark[] Forgotten) : IGraphoidEvent;

    /// <summary>Up to which number the outcomes of a session's operations may no longer be kept.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record SessionMark(
        [property: MemoryPackOrder(0)] Guid Session, [property: MemoryPackOrder(1)] long Number);

    /// <summary>The outcome of an operation, for whoever repeats it. On its own in the journal: of one that did not take effect,
    /// so that a late repetition finds out even after the coordinator was lost.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AnsweredOperation(
        [property: MemoryPackOrder(0)] OperationId Id, [property: MemoryPackOrder(1)] OperationOutcome Outcome) : IGraphoidEvent;

    /// <summary>The graph is gone.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record GraphDropped([property: MemoryPackOrder(0)] GraphId Graph) : IGraphoidEvent;
}

/// <summary>Facts in the journal of a partition.</summary>
public static partial class PartitionEvents
{
    /// <summary>A new life of the partition; whatever an older life still tries to write is refused.</summary>
    /// <param name="Checkpoint">The committed checkpoint it started from; any other is of no use from here on.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record EpochStarted(
        [property: MemoryPackOrder(0)] long Epoch, [property: MemoryPackOrder(1)] long Checkpoint) : IGraphoidEvent;

    /// <summary>Part of the state after an operation, at most 1 MB.</summary>
    /// <param name="Number">The operation; 0 is the imported graph.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CheckpointChunk(
        [property: MemoryPackOrder(0)] long Epoch,
        [property: MemoryPackOrder(1)] long Number,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] bool IsLast,
        [property: MemoryPackOrder(4)] byte[] Content) : IGraphoidEvent;

    /// <summary>Turns that were run one after the other behind an operation.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsCommitted(
        [property: MemoryPackOrder(0)] long Epoch,
        [property: MemoryPackOrder(1)] long Number,
        [property: MemoryPackOrder(2)] TurnRecord[] Turns) : IGraphoidEvent;

    /// <summary>Part of what is kept for repeated turns, written before the first chunk of a checkpoint so that older records may go.</summary>
    /// <param name="IsLast">Only a complete series replaces what was kept before.</param>
    /// <param name="Answered">In the order in which they were run.</param>
    /// <param name="Sessions">Every known session, the one that was silent for longest first: up to which of its numbers outcomes are
    /// no longer kept (0 for none).</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TurnsAnswered(
        [property: MemoryPackOrder(0)] long Epoch,
        [property: MemoryPackOrder(1)] int Index,
        [property: MemoryPackOrder(2)] bool IsLast,
        [property: MemoryPackOrder(3)] AnsweredTurn[] Answered,
        [property: MemoryPackOrder(4)] OperationId[] Sessions) : IGraphoidEvent;

    /// <summary>The outcome of a turn, for whoever repeats it.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AnsweredTurn(
        [property: MemoryPackOrder(0)] OperationId Id, [property: MemoryPackOrder(1)] byte[] Outcome);
}

/// <summary>Facts in the journal of the registry.</summary>
public static partial class RegistryEvents
{
    /// <summary>A name stands for a graph.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NameBound(
        [property: MemoryPackOrder(0)] string Name, [property: MemoryPackOrder(1)] GraphId Graph) : IGraphoidEvent;

    /// <summary>A name stands for nothing any more.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NameUnbound([property: MemoryPackOrder(0)] string Name) : IGraphoidEvent;
}
