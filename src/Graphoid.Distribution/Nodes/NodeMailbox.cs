using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Nodes;

/// <summary>The mailbox of one node that is addressed by itself: messages are handled one by one in the order of their arrival.</summary>
/// <remarks>
/// One message at a time is at the partition, and is sent again under the same id until it is answered: through restarts and moves of
/// the partition. That it takes effect once is the partition's doing (its window of answered turns), so the mailbox keeps nothing
/// beyond its own life. What it has accepted it does not lose while it lives; when the process dies, drivers repeat.
/// <para>Not thread safe; the owning actor calls it and carries out <see cref="TakeEffects"/> after each call. Times are of any clock
/// that does not go back.</para>
/// </remarks>
public sealed class NodeMailbox(NodeLimits? limits = null)
{
    private readonly NodeLimits _limits = limits ?? new NodeLimits();
    private readonly LinkedList<Waiting> _queue = new();
    private readonly Dictionary<OperationId, Waiting> _byId = [];
    private List<NodeEffect> _effects = [];
    private long _bytes;
    private TimeSpan _idleSince;
    private TimeSpan? _repeatAt;
    private TimeSpan _repeatAfter;
    private bool _isPassivating;
    private TimeSpan? _stopBy;
    private bool _isStopped;

    /// <summary>Messages that wait, the one in flight included.</summary>
    public int Count => _queue.Count;

    /// <summary>When <see cref="Tick"/> has something to do; null for never.</summary>
    public TimeSpan? WakeAt
    {
        get
        {
            TimeSpan? idle = _queue.Count == 0 && !_isPassivating ? _idleSince + _limits.IdleWait : null;
            TimeSpan?[] times = [_repeatAt, _stopBy, idle];
            return _isStopped ? null : times.Min();
        }
    }

    /// <summary>What is to be done since the last call, in order.</summary>
    public IReadOnlyList<NodeEffect> TakeEffects()
    {
        var effects = _effects;
        _effects = [];
        return effects;
    }

    /// <summary>Takes in a message. A repeated one is not queued twice; its asker is answered as well.</summary>
    public void Accept(RunTurn turn, object asker, TimeSpan now)
    {
        if (_byId.TryGetValue(turn.Id, out var known))
        {
            known.AddAsker(asker, _limits.AskersPerTurn);
        }
        else if (_isStopped || _queue.Count >= _limits.Turns || _bytes + turn.Content.Length > _limits.Bytes)
        {
            Emit(new NodeEffect.Reply(asker, Unavailable(turn.Id)));
        }
        else
        {
            var waiting = new Waiting(turn, asker);
            _byId.Add(turn.Id, waiting);
            _queue.AddLast(waiting);
            _bytes += turn.Content.Length;
            SendHead(now);
        }
    }

    /// <summary>The partition has answered. Answers to anything but the message in flight are late repetitions.</summary>
    public void Done(TurnDone done, TimeSpan now)
    {
        if (_isStopped || _queue.First?.Value is not { } head || head.Message.Id != done.Id || !head.WasSent)
        {
            return;
        }

        if (!done.IsUnavailable)
        {
            AnswerHead(done, now);
            return;
        }

        head.UnavailableSince ??= now;
        if (now - head.UnavailableSince >= _limits.UnavailableWait)
        {
            AnswerHead(done, now);
        }
        else
        {
            // Not at once: the partition is on its way, or has no room.
            _repeatAt = now + _repeatAfter;
        }
    }

    /// <summary>Time passes: the message in flight is sent again, an idle node ends.</summary>
    public void Tick(TimeSpan now)
    {
        if (_isStopped)
        {
            return;
        }

        if (_stopBy <= now)
        {
            GiveUp();
        }
        else if (_repeatAt <= now)
        {
            _repeatAfter = Min(_repeatAfter * 2, _limits.RepeatMax);
            Send(now);
        }
        else if (_queue.Count == 0 && !_isPassivating && now >= _idleSince + _limits.IdleWait)
        {
            _isPassivating = true;
            Emit(new NodeEffect.Passivate());
        }
    }

    /// <summary>The shard wants the actor to end: it does when everything accepted is answered, or after <see cref="NodeLimits.StopWait"/>.</summary>
    public void Stop(TimeSpan now)
    {
        _stopBy ??= now + _limits.StopWait;
        StopWhenEmpty();
    }

    private void SendHead(TimeSpan now)
    {
        if (_queue.First?.Value is { WasSent: false })
        {
            _repeatAfter = _limits.RepeatMin;
            Send(now);
        }
    }

    private void Send(TimeSpan now)
    {
        var head = _queue.First!.Value;
        head.WasSent = true;
        _repeatAt = now + _repeatAfter;
        Emit(new NodeEffect.ToPartition(head.Message));
    }

    private void AnswerHead(TurnDone done, TimeSpan now)
    {
        var head = _queue.First!.Value;
        Remove(head);
        head.Askers.ForEach(asker => Emit(new NodeEffect.Reply(asker, done)));
        _repeatAt = null;
        _idleSince = now;
        SendHead(now);
        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_stopBy is not null && _queue.Count == 0 && !_isStopped)
        {
            _isStopped = true;
            Emit(new NodeEffect.Stop());
        }
    }

    /// <summary>What never went to the partition is known not to have happened; of the message in flight nothing can be said.</summary>
    private void GiveUp()
    {
        foreach (var waiting in _queue.Where(waiting => !waiting.WasSent))
        {
            waiting.Askers.ForEach(asker => Emit(new NodeEffect.Reply(asker, Unavailable(waiting.Message.Id))));
        }

        _queue.Clear();
        _byId.Clear();
        StopWhenEmpty();
    }

    private void Remove(Waiting waiting)
    {
        _queue.Remove(waiting);
        _byId.Remove(waiting.Message.Id);
        _bytes -= waiting.Message.Content.Length;
    }

    private void Emit(NodeEffect effect) => _effects.Add(effect);

    private static TurnDone Unavailable(OperationId id) => new(id, false, true, []);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed class Waiting(RunTurn message, object asker) : WaitingTurn(message, asker)
    {
        public bool WasSent { get; set; }

        public TimeSpan? UnavailableSince { get; set; }
    }
}
