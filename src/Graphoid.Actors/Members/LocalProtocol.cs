using Akka.Actor;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Members;

/// <summary>Between the partitions' actors and the members' actor of the same process. Never leaves the process.</summary>
/// <remarks>
/// <code>
///   partition -> member: Deposit -> Deposited | DepositRefused
///   member -> partition: CheckpointPart -> CheckpointPartKept (at most <see cref="PartsInFlight"/> without an answer)
///   partition -> member: Settle -> Settled, before turns are run
///   partition -> member: Withdraw, when the partition stops
/// </code>
/// </remarks>
public static class LocalProtocol
{
    /// <summary>Name of the process' members' actor under <c>/user</c>.</summary>
    public const string MembersName = "graphoid-members";

    /// <summary>Parts of a checkpoint that a member sends to one partition without an answer.</summary>
    public const int PartsInFlight = 2;

    /// <summary>Hands a partition's state to the member; may be repeated. Also replaces what an older epoch has deposited.</summary>
    /// <param name="Checkpoint">The operation that <paramref name="Chunks"/> follow; 0 without chunks is an empty partition.</param>
    /// <param name="Turns">The turns behind it in order, each with the operation it follows.</param>
    public sealed record Deposit(
        GraphSpec Spec,
        long Epoch,
        int Partition,
        long Checkpoint,
        IReadOnlyList<byte[]> Chunks,
        IReadOnlyList<(long Number, TurnRecord Turn)> Turns) : INoSerializationVerificationNeeded;

    /// <summary>The member has the partition. The partition watches the sender and ends with it.</summary>
    /// <param name="Host">To be called from the partition's actor.</param>
    public sealed record Deposited(
        GraphId Graph, long Epoch, int Partition, IPartitionHost Host, MemberId Member) : INoSerializationVerificationNeeded;

    /// <summary>The state makes no sense to the member.</summary>
    /// <param name="Reason">In the user's words.</param>
    public sealed record DepositRefused(
        GraphId Graph, long Epoch, int Partition, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>Part of the partition's state after an operation. Index 0 starts over.</summary>
    public sealed record CheckpointPart(
        GraphId Graph,
        long Epoch,
        int Partition,
        long Number,
        int Index,
        bool IsLast,
        byte[] Content) : INoSerializationVerificationNeeded;

    /// <summary>The part is journaled; the next one may come.</summary>
    public sealed record CheckpointPartKept(
        GraphId Graph, long Epoch, int Partition, long Number, int Index) : INoSerializationVerificationNeeded;

    /// <summary>Asks the member to say when it has carried out everything up to the operation that a grant follows.</summary>
    public sealed record Settle(PartitionProtocol.TurnsGranted Granted) : INoSerializationVerificationNeeded;

    /// <summary>The member has.</summary>
    public sealed record Settled(PartitionProtocol.TurnsGranted Granted) : INoSerializationVerificationNeeded;

    /// <summary>The partition is no longer run from here in this epoch.</summary>
    public sealed record Withdraw(GraphId Graph, long Epoch, int Partition) : INoSerializationVerificationNeeded;
}
