using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Who has asked, for the answer; only whoever made it can read it.</summary>
/// <param name="Token">Compared by equality, so that a repeated question gets one answer.</param>
public readonly record struct ReplyTo(object? Token);

/// <summary>What happens to a <see cref="GraphCoordinator"/>.</summary>
public abstract record GraphInput
{
    private GraphInput()
    {
    }

    /// <summary>All events of the journal have been given to <see cref="GraphCoordinator.Apply"/>.</summary>
    public sealed record Recovered : GraphInput;

    /// <summary>The journal cannot be read, instead of <see cref="Recovered"/>; this life only tells those who ask.</summary>
    /// <param name="Reason">In the user's words; follows "its journal cannot be read: ".</param>
    public sealed record Unreadable(string Reason) : GraphInput;

    /// <summary>A message for the graph has arrived.</summary>
    public sealed record Received(object Message, ReplyTo From) : GraphInput;

    /// <summary>An event of a <see cref="GraphEffect.Persist"/> is durable. Comes in the order of the effects.</summary>
    public sealed record Persisted(object Event) : GraphInput;

    /// <summary>An event may or may not be durable; nobody else may act on this life of the coordinator any more.</summary>
    public sealed record PersistFailed(string Reason) : GraphInput;

    /// <summary>A watched member has ended.</summary>
    public sealed record MemberLost(MemberId Member) : GraphInput;

    /// <summary>This life has to end soon, because the graph's shard moves to another member.</summary>
    public sealed record MoveWanted : GraphInput;

    /// <summary>Time has passed: about every half second.</summary>
    public sealed record Tick : GraphInput;
}

/// <summary>What a <see cref="GraphCoordinator"/> wants done; to be carried out in order.</summary>
public abstract record GraphEffect
{
    private GraphEffect()
    {
    }

    /// <summary>Write an event to the graph's journal, then say <see cref="GraphInput.Persisted"/>.</summary>
    public sealed record Persist(object Event) : GraphEffect;

    /// <summary>Answer whoever asked.</summary>
    public sealed record Reply(ReplyTo To, object Message) : GraphEffect;

    /// <summary>Send to a partition, wherever it lives.</summary>
    public sealed record ToPartition(int Partition, object Message) : GraphEffect;

    /// <summary>Send to a member.</summary>
    /// <param name="OnBehalfOf">Who shall be seen as the sender; null for the coordinator.</param>
    public sealed record ToMember(MemberId Member, object Message, ReplyTo? OnBehalfOf = null) : GraphEffect;

    /// <summary>Say <see cref="GraphInput.MemberLost"/> when the member ends, or has ended.</summary>
    public sealed record Watch(MemberId Member) : GraphEffect;

    /// <summary>The end of the member does not matter any more.</summary>
    public sealed record Unwatch(MemberId Member) : GraphEffect;

    /// <summary>Events before the last <see cref="GraphEvents.CheckpointCommitted"/> or <see cref="GraphEvents.GraphDropped"/> of the
    /// journal are not needed any more.</summary>
    public sealed record DeleteOldEvents : GraphEffect;

    /// <summary>Nothing is going on: end this life when no message is on its way; the next message begins another.</summary>
    public sealed record Passivate : GraphEffect;

    /// <summary>End this life at once; the next one recovers.</summary>
    public sealed record Stop(string Reason) : GraphEffect;

    /// <summary>A line for the log of the process.</summary>
    public sealed record Report(bool IsWarning, string Text) : GraphEffect;
}
