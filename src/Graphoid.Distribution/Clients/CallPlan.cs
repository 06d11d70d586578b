namespace Graphoid.Distribution.Clients;

/// <summary>What taking back a call means.</summary>
public enum CallCancellation
{
    /// <summary>Nothing is lost when nobody waits any more: the call ends at once.</summary>
    EndsAtOnce,

    /// <summary>The receiver is asked to take it back, and its answer is awaited for a while.</summary>
    IsSent,

    /// <summary>It cannot be taken back; the answer is awaited for a while.</summary>
    WaitsOn,
}

/// <summary>How long a call waits, and what taking it back means.</summary>
/// <param name="WaitMax">Time to the answer; for an operation, time in which it has to begin.</param>
/// <param name="AnswerGrace">Time on top of <paramref name="WaitMax"/> in which the receiver's own refusal may arrive.</param>
public readonly record struct CallPlan(TimeSpan WaitMax, TimeSpan AnswerGrace, CallCancellation Cancellation);

/// <summary>Times and bounds of calls.</summary>
/// <param name="ResendMin">First pause before a call without answer is sent again; doubles each time.</param>
/// <param name="ResendMax">Longest such pause.</param>
/// <param name="SilenceMax">A call whose receiver has shown signs of life waits on for as long as they keep coming within this time.</param>
/// <param name="CancelWaitMax">How long the answer to a call that was taken back is awaited.</param>
/// <param name="PendingMax">Calls at a time; one more is refused.</param>
public sealed record CallSettings(
    TimeSpan ResendMin, TimeSpan ResendMax, TimeSpan SilenceMax, TimeSpan CancelWaitMax, int PendingMax)
{
    /// <summary>Half a second to five, a minute of silence, half a minute after taking back, ten thousand calls.</summary>
    public static CallSettings Default { get; } = new(
        TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), 10_000);
}

/// <summary>How a call ends that is not answered.</summary>
public enum CallEnd
{
    /// <summary>Everything that was sent came back untouched: nothing has happened and nothing will.</summary>
    NeverBegan,

    /// <summary>Something that was sent has not been answered: it may have taken effect, or may do so yet.</summary>
    Unknown,

    /// <summary>The caller does not wait any more.</summary>
    Cancelled,
}

/// <summary>What is to be done about a call.</summary>
public abstract record CallEffect(CallKey Key)
{
    /// <summary>Send it, for the first time or again.</summary>
    /// <param name="Attempt">From 1.</param>
    /// <param name="Left">For operations: the time in which it still may begin.</param>
    public sealed record Send(CallKey Key, int Attempt, TimeSpan Left) : CallEffect(Key);

    /// <summary>Ask the receiver to take it back.</summary>
    public sealed record SendCancel(CallKey Key) : CallEffect(Key);

    /// <summary>It is over without an answer.</summary>
    public sealed record Finish(CallKey Key, CallEnd End) : CallEffect(Key);
}
