using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

/// <summary>What the actor of a partition has to do, in order.</summary>
public abstract record PartitionEffect
{
    private PartitionEffect()
    {
    }

    /// <summary>Append a record to the journal and report <see cref="PartitionLog.Persisted"/>, in the order of these effects.</summary>
    public sealed record Persist(object Record) : PartitionEffect;

    /// <summary>Answer whoever asked.</summary>
    public sealed record Reply(object Asker, object Message) : PartitionEffect;

    /// <summary>Tell the graph's actor.</summary>
    public sealed record ToGraph(object Message) : PartitionEffect;

    /// <summary>Give the member the partition's state: the chunks of a checkpoint and the turns behind it with the number of the
    /// operation each follows. Answered by <see cref="PartitionLog.Deposited"/> or <see cref="PartitionLog.DepositRefused"/>.</summary>
    public sealed record Deposit(
        GraphSpec Spec,
        long Epoch,
        long Checkpoint,
        IReadOnlyList<byte[]> Chunks,
        IReadOnlyList<(long Number, TurnRecord Turn)> Turns) : PartitionEffect;

    /// <summary>Tell the member that a part of a checkpoint is kept and it may send a further one.</summary>
    public sealed record PartKept(long Epoch, long Number, int Index) : PartitionEffect;

    /// <summary>Tell the member that the partition is no longer run from here in this epoch.</summary>
    public sealed record Withdraw(long Epoch) : PartitionEffect;

    /// <summary>Delete the journal's records up to a sequence number, itself included. A failure does no harm, except that
    /// <see cref="PartitionLog.Deleted"/> is reported only after success.</summary>
    public sealed record DeleteUpTo(long Sequence) : PartitionEffect;

    /// <summary>End this life. Whoever needs the partition starts the next one, which begins with the journal.</summary>
    /// <param name="Reason">For the log.</param>
    public sealed record Stop(string Reason) : PartitionEffect;

    /// <summary>End this life, and start the next one with a message.</summary>
    public sealed record StartAgain(OpenPartition With) : PartitionEffect;
}
