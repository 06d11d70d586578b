using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>Which attempt of which operation in which incarnation of a graph a message belongs to; anything older is ignored.</summary>
/// <param name="Epoch">Grows whenever the graph is opened anew.</param>
/// <param name="Number">Place in the graph's log.</param>
/// <param name="Attempt">From 1; an operation that is run again gets the next one.</param>
// Of fixed shape: a further field would make it another type.
[MemoryPackable]
public readonly partial record struct OperationStamp(
    long Epoch,
    long Number,
    int Attempt);

/// <summary>A structural change that a handler made, ordered by (sender, order) over all members.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record OrderedChange(
    [property: MemoryPackOrder(0)] long Sender,
    [property: MemoryPackOrder(1)] int Order,
    [property: MemoryPackOrder(2)] byte[] Content);

/// <summary>Messages from one member to another in one round.</summary>
/// <param name="Batches">Number of <see cref="MemberProtocol.Batch"/> messages they fill.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public readonly partial record struct Traffic(
    [property: MemoryPackOrder(0)] MemberId Peer,
    [property: MemoryPackOrder(1)] long Messages,
    [property: MemoryPackOrder(2)] int Batches);

/// <summary>Between <c>GraphActor</c> and the <c>MemberActor</c> of each process, and between those.</summary>
/// <remarks>
/// <code>
///   Assemble -> Assembled
///   Begin -> [Selected] ; Round -> RoundDone ; [ApplyChanges -> ChangesApplied] ; Round ... ; End
///   member to member: Directory (while assembling), Batch (in rounds), Ask -> Answer
/// </code>
/// Messages may be lost, with later ones arriving: <see cref="Begin"/>, <see cref="WriteCheckpoint"/> and <see cref="Read"/> name
/// the operation they follow, and a member that is not behind it has missed its end. It answers <see cref="MemberFailed"/>.
/// </remarks>
public static partial class MemberProtocol
{
    /// <summary>Opens the member's share of a graph: which partitions live where. Partitions have been deposited before.</summary>
    /// <param name="Places">The member of each partition.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Assemble(
        [property: MemoryPackOrder(0)] GraphSpec Spec,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Number,
        [property: MemoryPackOrder(3)] MemberId[] Places) : IGraphoidMessage;

    /// <summary>The member has its partitions and knows the ids of all others.</summary>
    /// <param name="NodeCount">Nodes of the partitions here; the sum over members is the graph's, here as in all other answers.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Assembled(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] MemberId Member,
        [property: MemoryPackOrder(3)] long NodeCount,
        [property: MemoryPackOrder(4)] long EdgeCount) : IGraphoidMessage;

    /// <summary>Part of the directory of a partition: ids, numbers, types, removals, in row order.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Directory(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] int Partition,
        [property: MemoryPackOrder(3)] int Index,
        [property: MemoryPackOrder(4)] bool IsLast,
        [property: MemoryPackOrder(5)] byte[] Content) : IGraphoidMessage;

    /// <summary>Starts an operation. With a selection, answered by <see cref="Selected"/>; a <see cref="OperationKind.Change"/> is
    /// carried out at once and answered by <see cref="RoundDone"/> for round 0; else nothing happens before the first <see cref="Round"/>.</summary>
    /// <param name="EdgeCount">Edges of the whole graph.</param>
    /// <param name="IsReplay">Whether this repeats a committed operation: effects on the outside are not wanted.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Begin(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] GraphOperation Operation,
        [property: MemoryPackOrder(3)] long EdgeCount,
        [property: MemoryPackOrder(4)] bool IsReplay) : IGraphoidMessage;

    /// <summary>The predicate has been asked.</summary>
    /// <param name="FailedSequence">Number of the first node whose predicate failed, or -1.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Selected(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] MemberId Member,
        [property: MemoryPackOrder(3)] long FailedSequence,
        [property: MemoryPackOrder(4)] byte[]? Failure) : IGraphoidMessage;

    /// <summary>Runs a round once everything expected has arrived; answered by <see cref="RoundDone"/>.</summary>
    /// <param name="IsRelease">Instead of delivering, raises TimeoutError in handlers that can never be woken.</param>
    /// <param name="Expected">What peers have sent here for this round.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Round(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] bool IsRelease,
        [property: MemoryPackOrder(4)] Traffic[] Expected,
        [property: MemoryPackOrder(5)] long EdgeCount) : IGraphoidMessage;

    /// <summary>What a member's partitions did in a round. Batches to peers are on their way.</summary>
    /// <param name="Sent">Messages for the next round, those that stay on the member included.</param>
    /// <param name="Deferred">Messages to nodes that this round's changes create.</param>
    /// <param name="HasFailure">Whether the next three say where the first failed message stands in message order.</param>
    /// <param name="Failure">The encoded error of that message.</param>
    /// <param name="SentTo">Per peer what was sent; none for a peer without messages.</param>
    /// <param name="Changes">In order.</param>
    /// <param name="Effects">What goes outside, and replies to the driver; opaque; empty when there is nothing.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RoundDone(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] MemberId Member,
        [property: MemoryPackOrder(4)] long Sent,
        [property: MemoryPackOrder(5)] int Suspended,
        [property: MemoryPackOrder(6)] int FailedNodes,
        [property: MemoryPackOrder(7)] int Deferred,
        [property: MemoryPackOrder(8)] bool HasFailure,
        [property: MemoryPackOrder(9)] long FailureSender,
        [property: MemoryPackOrder(10)] int FailureOrder,
        [property: MemoryPackOrder(11)] long FailureReceiver,
        [property: MemoryPackOrder(12)] byte[]? Failure,
        [property: MemoryPackOrder(13)] Traffic[] SentTo,
        [property: MemoryPackOrder(14)] OrderedChange[] Changes,
        [property: MemoryPackOrder(15)] byte[] Effects,
        [property: MemoryPackOrder(16)] long NodeCount,
        [property: MemoryPackOrder(17)] long EdgeCount) : IGraphoidMessage;

    /// <summary>Carries out the round's changes of all members in order, then finds the receivers of deferred messages.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ApplyChanges(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] OrderedChange[] Changes) : IGraphoidMessage;

    /// <summary>The changes are carried out. Batches of deferred messages are on their way.</summary>
    /// <param name="Sent">Deferred messages that found their node.</param>
    /// <param name="EdgeCount">Edges this member counts; the sum over members is the graph's.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ChangesApplied(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Index,
        [property: MemoryPackOrder(3)] MemberId Member,
        [property: MemoryPackOrder(4)] long Sent,
        [property: MemoryPackOrder(5)] Traffic[] SentTo,
        [property: MemoryPackOrder(6)] long NodeCount,
        [property: MemoryPackOrder(7)] long EdgeCount) : IGraphoidMessage;

    /// <summary>The operation is over: its effects stay, or everything is as before it.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record End(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] bool IsCommit) : IGraphoidMessage;

    /// <summary>Messages of one round from one member to another, at most 64 KB unless one message alone is larger.</summary>
    /// <param name="Index">From 0 within (round, sender).</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Batch(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Round,
        [property: MemoryPackOrder(3)] MemberId From,
        [property: MemoryPackOrder(4)] int Index,
        [property: MemoryPackOrder(5)] long Messages,
        [property: MemoryPackOrder(6)] byte[] Content) : IGraphoidMessage;

    /// <summary>The peer may send that many further batches.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Credit(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] OperationStamp Stamp,
        [property: MemoryPackOrder(2)] int Round,
        [property: MemoryPackOrder(3)] int Batches) : IGraphoidMessage;

    /// <summary>A look at structure or state that lives on another member, in the middle of a round.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Ask(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Call,
        [property: MemoryPackOrder(3)] byte[] Content) : IGraphoidMessage;

    /// <summary>The answer to <see cref="Ask"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Answer(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Call,
        [property: MemoryPackOrder(3)] byte[] Content,
        [property: MemoryPackOrder(4)] byte[]? Failure) : IGraphoidMessage;

    /// <summary>Asks for content by hash; answered by <see cref="Blob"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NeedBlob(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] ContentHash Hash) : IGraphoidMessage;

    /// <summary>Content by hash; null when it is not known.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Blob(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] ContentHash Hash,
        [property: MemoryPackOrder(2)] byte[]? Content) : IGraphoidMessage;

    /// <summary>Writes the state of every partition here through its <c>PartitionActor</c>, which answers
    /// <see cref="PartitionProtocol.CheckpointWritten"/> to the coordinator.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record WriteCheckpoint(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Number) : IGraphoidMessage;

    /// <summary>A read outside of operations, told on behalf of the reader: the member answers the sender with
    /// <see cref="GraphProtocol.ReadDone"/>. No operation is running when it arrives.</summary>
    /// <param name="Partition">Whose owner is asked, or -1: the member answers for its partitions.</param>
    /// <param name="Members">How many members have been asked.</param>
    /// <param name="Number">The last operation in the log.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Read(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] long Call,
        [property: MemoryPackOrder(3)] int Partition,
        [property: MemoryPackOrder(4)] int Members,
        [property: MemoryPackOrder(5)] long Number,
        [property: MemoryPackOrder(6)] byte[] Content) : IGraphoidMessage;

    /// <summary>The graph is gone: the member forgets its share of it. Not answered.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Dissolve(
        [property: MemoryPackOrder(0)] GraphId Graph, [property: MemoryPackOrder(1)] long Epoch) : IGraphoidMessage;

    /// <summary>A member cannot go on in this epoch; the coordinator opens the graph anew.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record MemberFailed(
        [property: MemoryPackOrder(0)] GraphId Graph,
        [property: MemoryPackOrder(1)] long Epoch,
        [property: MemoryPackOrder(2)] MemberId Member,
        [property: MemoryPackOrder(3)] string Reason) : IGraphoidMessage;
}
