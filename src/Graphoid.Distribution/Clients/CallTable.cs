namespace Graphoid.Distribution.Clients;

/// <summary>Calls that wait for their answers: when each is sent again, and when it is given up. Pure: the caller brings the time.</summary>
/// <remarks>
/// <code>
///   TryBegin -> Send ... Send (0.5 s, 1 s, 2 s ... 5 s apart)
///     Answered          ends it; every further answer is late and means nothing
///     Declined          it came back untouched: sent again after a short pause
///     Alive             its receiver works on it: the deadline moves
///     Cancel            EndsAtOnce | IsSent: SendCancel ... SendCancel | WaitsOn
///     deadline          NeverBegan when everything sent has been declined, else Unknown
/// </code>
/// <para>Messages get lost on the way there and on the way back, so every call is sent until it is answered. That it takes
/// effect once is the receiver's part: operations and turns carry the same id every time, everything else can be repeated. The network
/// loses but does not copy; so as many calls declined as sent means that none is left on its way.</para>
/// <para>Threads: the owning actor only. Cost: the logarithm of the number of calls.</para>
/// </remarks>
public sealed class CallTable(CallSettings settings)
{
    private readonly Dictionary<CallKey, Pending> _pending = [];

    // An entry counts while its mark is the call's current one; the others are passed over when their time comes.
    private readonly PriorityQueue<(CallKey Key, long Mark), TimeSpan> _due = new();
    private long _lastMark;

    /// <summary>Calls that wait.</summary>
    public int Count => _pending.Count;

    /// <summary>When <see cref="Tick"/> has something to do; null when nothing waits.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            while (_due.TryPeek(out var entry, out var at))
            {
                if (_pending.TryGetValue(entry.Key, out var call) && call.Mark == entry.Mark)
                {
                    return at;
                }

                _due.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Whether the call waits for its answer.</summary>
    public bool IsPending(CallKey key) => _pending.ContainsKey(key);

    /// <summary>Starts a call that is not pending; false when there are too many.</summary>
    public bool TryBegin(CallKey key, CallPlan plan, TimeSpan now, ICollection<CallEffect> effects)
    {
        if (_pending.Count >= settings.PendingMax)
        {
            return false;
        }

        var call = new Pending(plan, now, settings.ResendMin);
        _pending.Add(key, call);
        Send(key, call, now, effects);
        return true;
    }

    /// <summary>The answer is there; false when nobody waits for it any more.</summary>
    public bool Answered(CallKey key) => _pending.Remove(key);

    /// <summary>The receiver could not begin now and has done nothing.</summary>
    public void Declined(CallKey key, TimeSpan now)
    {
        if (_pending.TryGetValue(key, out var call))
        {
            call.Unanswered = Math.Max(0, call.Unanswered - 1);
            if (call.Unanswered == 0)
            {
                call.SendAt = now + settings.ResendMin;
                Schedule(key, call);
            }
        }
    }

    /// <summary>The receiver works on it or has it in its queue.</summary>
    public void Alive(CallKey key, TimeSpan now)
    {
        if (_pending.TryGetValue(key, out var call) && !call.IsCancelled)
        {
            call.DeadlineAt = Max(call.DeadlineAt, now + settings.SilenceMax);
            call.Pause = settings.ResendMax;
            call.SendAt = Max(call.SendAt, now + settings.ResendMax);
            Schedule(key, call);
        }
    }

    /// <summary>The caller takes it back.</summary>
    public void Cancel(CallKey key, TimeSpan now, ICollection<CallEffect> effects)
    {
        if (!_pending.TryGetValue(key, out var call) || call.IsCancelled)
        {
            return;
        }

        call.IsCancelled = true;
        call.DeadlineAt = call.Plan.Cancellation == CallCancellation.IsSent
            ? now + settings.CancelWaitMax
            : Min(call.DeadlineAt, now + settings.CancelWaitMax);
        switch (call.Plan.Cancellation)
        {
            case CallCancellation.EndsAtOnce:
                Finish(key, CallEnd.Cancelled, effects);
                break;
            case CallCancellation.IsSent:
                call.Pause = settings.ResendMin;
                Send(key, call, now, effects);
                break;
            default:
                Schedule(key, call);
                break;
        }
    }

    /// <summary>Does what is due: sends again, gives up.</summary>
    public void Tick(TimeSpan now, ICollection<CallEffect> effects)
    {
        while (NextDue is { } due && due <= now)
        {
            var key = _due.Dequeue().Key;
            var call = _pending[key];
            if (now >= call.DeadlineAt)
            {
                Finish(key, call.Unanswered == 0 ? CallEnd.NeverBegan : CallEnd.Unknown, effects);
            }
            else if (call.Unanswered == 0 && call.DeadlineAt - now < settings.ResendMin)
            {
                // Sent now, its answer might miss the deadline, and a clear end would become an open one.
                call.SendAt = call.DeadlineAt;
                Schedule(key, call);
            }
            else
            {
                Send(key, call, now, effects);
            }
        }
    }

    private void Send(CallKey key, Pending call, TimeSpan now, ICollection<CallEffect> effects)
    {
        if (call is { IsCancelled: true, Plan.Cancellation: CallCancellation.IsSent })
        {
            effects.Add(new CallEffect.SendCancel(key));
        }
        else
        {
            call.Unanswered++;
            effects.Add(new CallEffect.Send(key, ++call.Attempts, Left(call, now)));
        }

        call.SendAt = now + call.Pause;
        call.Pause = Min(call.Pause + call.Pause, settings.ResendMax);
        Schedule(key, call);
    }

    /// <summary>A receiver that hears of the call for the first time late, or again after it was moved, gets half of the grace.</summary>
    private static TimeSpan Left(Pending call, TimeSpan now) => Max(call.BeginBy - now, Min(call.Plan.AnswerGrace / 2, call.Plan.WaitMax));

    private void Finish(CallKey key, CallEnd end, ICollection<CallEffect> effects)
    {
        _pending.Remove(key);
        effects.Add(new CallEffect.Finish(key, end));
    }

    private void Schedule(CallKey key, Pending call)
    {
        call.Mark = ++_lastMark;
        _due.Enqueue((key, call.Mark), Min(call.SendAt, call.DeadlineAt));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Pending(CallPlan plan, TimeSpan now, TimeSpan pause)
    {
        public CallPlan Plan { get; } = plan;

        public TimeSpan BeginBy { get; } = now + plan.WaitMax;

        public TimeSpan DeadlineAt { get; set; } = now + plan.WaitMax + plan.AnswerGrace;

        public TimeSpan SendAt { get; set; }

        public TimeSpan Pause { get; set; } = pause;

        public int Attempts { get; set; }

        /// <summary>How many of those sent have not been declined.</summary>
        public int Unanswered { get; set; }

        public bool IsCancelled { get; set; }

        public long Mark { get; set; }
    }
}
