using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Waves;

/// <summary>What has to happen next in a wave.</summary>
public enum WaveAction
{
    /// <summary>Deliver what the last round sent, as the next round.</summary>
    Deliver,

    /// <summary>Nothing is on its way but handlers are suspended: raise TimeoutError in them, as the next round.</summary>
    ReleaseSuspended,

    /// <summary>The wave has come to rest: make its effects visible.</summary>
    Commit,

    /// <summary>The wave has failed: undo everything and raise.</summary>
    Abort,
}

/// <summary>Where a failed message stands in the order of a round.</summary>
/// <param name="Sender">Sequence number of the sender, -1 for the driver.</param>
/// <param name="Order">Index among the sender's sends of the round.</param>
/// <param name="Receiver">Sequence number of the node whose handler failed.</param>
public readonly record struct MessageOrder(long Sender, int Order, long Receiver) : IComparable<MessageOrder>
{
    /// <inheritdoc/>
    public int CompareTo(MessageOrder other)
    {
        var bySender = Sender.CompareTo(other.Sender);
        var byOrder = bySender != 0 ? bySender : Order.CompareTo(other.Order);
        return byOrder != 0 ? byOrder : Receiver.CompareTo(other.Receiver);
    }

    public static bool operator <(MessageOrder left, MessageOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(MessageOrder left, MessageOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(MessageOrder left, MessageOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MessageOrder left, MessageOrder right) => left.CompareTo(right) >= 0;
}

/// <summary>What one partition did in one round.</summary>
/// <param name="Sent">Messages for the next round.</param>
/// <param name="Suspended">Handlers that wait for a reply.</param>
/// <param name="FailedNodes">Nodes with at least one failed handler.</param>
/// <param name="FirstFailure">The first failed message in message order, or null.</param>
public readonly record struct RoundReport(long Sent, int Suspended, int FailedNodes, MessageOrder? FirstFailure);

/// <summary>Decides how a wave goes on after each round; pure, so threads and actors can both drive it.</summary>
/// <remarks>
/// <para>A wave is one broadcast with everything it causes, in rounds: round 0 delivers the broadcast, what handlers send in
/// round r is delivered in round r + 1, and the wave ends when a round sends nothing and nobody waits. A round always
/// finishes on every partition before the decision, so the first error and the count do not depend on timing.</para>
/// <code>
///   Deliver --reports--> failed?  yes: Abort (policy Fail)
///                        sent &gt; 0:  Deliver, or Abort past the limit
///                        waiting:   ReleaseSuspended
///                        else:      Commit
/// </code>
/// </remarks>
public sealed class WaveCoordinator
{
    private readonly int _roundsMax;
    private readonly HandlerErrorPolicy _policy;

    /// <summary>A wave that may take this many rounds.</summary>
    public WaveCoordinator(int roundsMax, HandlerErrorPolicy policy)
    {
        _roundsMax = roundsMax;
        _policy = policy;
    }

    /// <summary>The round being run, from 0.</summary>
    public int Round { get; private set; }

    /// <summary>Whether the wave was stopped because it took too many rounds.</summary>
    public bool IsEndless { get; private set; }

    /// <summary>Nodes with failed handlers so far.</summary>
    public long FailedNodes { get; private set; }

    /// <summary>Index of the partition that reported the first failure of the last round, or -1.</summary>
    public int FirstFailedPartition { get; private set; } = -1;

    /// <summary>Takes the reports of all partitions, one each, and decides.</summary>
    public WaveAction RoundEnded(ReadOnlySpan<RoundReport> reports)
    {
        var sent = 0L;
        var suspended = 0;
        var first = default(MessageOrder?);
        FirstFailedPartition = -1;
        for (var partition = 0; partition < reports.Length; partition++)
        {
            ref readonly var report = ref reports[partition];
            sent += report.Sent;
            suspended += report.Suspended;
            FailedNodes += report.FailedNodes;
            if (report.FirstFailure is { } failure && (first is null || failure < first.Value))
            {
                first = failure;
                FirstFailedPartition = partition;
            }
        }

        if (first is not null && _policy == HandlerErrorPolicy.Fail)
        {
            return WaveAction.Abort;
        }

        if (sent == 0 && suspended == 0)
        {
            return WaveAction.Commit;
        }

        if (Round + 1 >= _roundsMax)
        {
            IsEndless = true;
            return WaveAction.Abort;
        }

        Round++;
        return sent > 0 ? WaveAction.Deliver : WaveAction.ReleaseSuspended;
    }
}
