using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Clients;

/// <summary>Sends the calls of this process's drivers until they are answered. What to send when is decided by <see cref="CallTable"/>.</summary>
internal sealed class GatewayActor : ReceiveActor, IWithTimers
{
    private readonly IActorRef _region;
    private readonly IActorRef _registry;
    private readonly GatewayDesk _desk;
    private readonly CallTable _table;
    private readonly KeptBlobs _kept;
    private readonly ParcelReceiver _parcels;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<CallKey, Pending> _calls = [];

    // Attempts of reads have numbers of their own, which lead to their call here.
    private readonly Dictionary<long, CallKey> _attempts = [];
    private readonly List<CallEffect> _effects = [];
    private TimeSpan? _wakeAt;

    public GatewayActor(IActorRef region, IActorRef registry, GatewayDesk desk, GatewayOptions options)
    {
        _region = region;
        _registry = registry;
        _desk = desk;
        _table = new CallTable(options.Calls);
        _kept = new KeptBlobs(options.BlobsKnownMax);
        _parcels = new ParcelReceiver(Context);

        Receive<GatewayCall>(Begin);
        Receive<GatewayCancel>(Cancel);
        Receive<Wake>(_ => _wakeAt = null);

        Receive<GraphProtocol.OperationDone>(done => Answer(new CallKey.Operation(done.Id), done));
        Receive<GraphProtocol.OperationProgress>(progress => _table.Alive(new CallKey.Operation(progress.Id), Now));
        Receive<PartitionProtocol.TurnDone>(Answer);
        Receive<GraphProtocol.ReadDone>(Answer);
        Receive<GraphProtocol.CallRefused>(Answer);
        Receive<GraphProtocol.BlobKept>(kept => Answer(new CallKey.Blob(kept.Graph, kept.Hash), kept));
        Receive<GraphProtocol.BlobRefused>(refused => Refuse(new CallKey.Blob(refused.Graph, refused.Hash), refused.Reason));
        Receive<PartitionProtocol.ChunkKept>(kept => Answer(new CallKey.Chunk(kept.Graph, kept.Partition, kept.Index), kept));
        Receive<GraphProtocol.GraphDescription>(found => Answer(new CallKey.Numbered(found.Call), found));
        Receive<GraphProtocol.GraphDropped>(dropped => Answer(new CallKey.Numbered(dropped.Call), dropped));
        Receive<RegistryProtocol.NameFound>(found => Answer(new CallKey.Numbered(found.Call), found));
        Receive<RegistryProtocol.NameBound>(bound => Answer(new CallKey.Numbered(bound.Call), bound));
        Receive<RegistryProtocol.Names>(names => Answer(new CallKey.Numbered(names.Call), names));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        var isHandled = !_parcels.TryTake(message, out var whole) || base.AroundReceive(receive, whole);

        // A timer that comes late is as good as its message: whatever happens, what is due is done.
        _table.Tick(Now, _effects);
        CarryOut();
        WakeWhenDue();
        return isHandled;
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // The calls go with this life of the actor; their callers must not wait for ever.
        _desk.FailAll(GatewayErrors.Gone("the gateway of this process has failed"), isFinal: false);
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _desk.FailAll(GatewayErrors.Gone("this process leaves the cluster"), isFinal: true);
        base.PostStop();
    }

    private void Begin(GatewayCall call)
    {
        if (call.Key is CallKey.Blob blob && _kept.Contains(blob.Graph, blob.Hash))
        {
            call.Waiter.Answer(new GraphProtocol.BlobKept(blob.Graph, blob.Hash));
            return;
        }

        var key = call.Key ?? new CallKey.Numbered(_desk.NextNumber());
        call.Waiter.Key = key;
        if (_calls.TryGetValue(key, out var pending))
        {
            // The same content, or the same operation, twice at a time is one call with two who wait.
            pending.Waiters.Add(call.Waiter);
            return;
        }

        _calls.Add(key, new Pending(call, Now));
        if (!_table.TryBegin(key, call.Plan, Now, _effects))
        {
            Close(key)!.Fail(GatewayErrors.TooMany(call.What, _table.Count));
        }
    }

    private void Cancel(GatewayCancel cancel)
    {
        if (cancel.Waiter.Key is not { } key || !_calls.TryGetValue(key, out var pending) || !pending.Waiters.Contains(cancel.Waiter))
        {
            return;
        }

        if (pending.Waiters.Count > 1)
        {
            pending.Waiters.Remove(cancel.Waiter);
            cancel.Waiter.Cancel();
            return;
        }

        _table.Cancel(key, Now, _effects);
    }

    private void Answer(PartitionProtocol.TurnDone done)
    {
        var key = new CallKey.Turn(done.Id);
        if (done.IsUnavailable)
        {
            _table.Declined(key, Now);
        }
        else
        {
            Answer(key, done);
        }
    }

    private void Answer(GraphProtocol.ReadDone done)
    {
        if (!_attempts.TryGetValue(done.Call, out var key))
        {
            return;
        }

        if (_calls[key].Gather.Take(done) is { } all)
        {
            Answer(key, all);
        }
        else
        {
            _table.Alive(key, Now);
        }
    }

    private void Answer(GraphProtocol.CallRefused refused)
    {
        var key = _attempts.GetValueOrDefault(refused.Call) ?? new CallKey.Numbered(refused.Call);
        Refuse(key, refused.Reason);
    }

    private void Refuse(CallKey key, string reason)
    {
        if (Close(key) is { } pending)
        {
            pending.Fail(GatewayErrors.Refused(pending.Call.What, reason));
        }
    }

    private void Answer(CallKey key, object answer)
    {
        // A number alone could be answered by anything.
        if (!_calls.TryGetValue(key, out var pending) || pending.Call.Answer != answer.GetType())
        {
            return;
        }

        Note(key, answer);
        Close(key)!.Answer(answer);
    }

    private void Note(CallKey key, object answer)
    {
        switch (answer)
        {
            case GraphProtocol.BlobKept kept:
                _kept.Add(kept.Graph, kept.Hash);
                break;
            case GraphProtocol.OperationDone { Outcome.End: OperationEnd.Refused } when _calls[key].Call.TakesBack is GraphProtocol.CancelOperation of:
                // Perhaps for want of content that it lost; it costs little to send that again.
                _kept.Forget(of.Graph);
                break;
        }
    }

    private void CarryOut()
    {
        for (var index = 0; index < _effects.Count; index++)
        {
            var effect = _effects[index];
            if (!_calls.TryGetValue(effect.Key, out var pending))
            {
                // An earlier effect of this round has ended it: it could not be sent.
                continue;
            }

            switch (effect)
            {
                case CallEffect.Send send:
                    Send(send, pending);
                    break;
                case CallEffect.SendCancel:
                    Send(effect.Key, pending, pending.Call.TakesBack!);
                    break;
                case CallEffect.Finish finish:
                    Finish(finish, pending);
                    break;
            }
        }

        _effects.Clear();
    }

    private void Send(CallEffect.Send send, Pending pending)
    {
        var number = (send.Key as CallKey.Numbered)?.Call ?? 0;
        if (pending.IsRead)
        {
            number = send.Attempt == 1 ? number : _desk.NextNumber();
            _attempts[number] = send.Key;
            if (pending.Gather.Begin(number) is { } closed)
            {
                _attempts.Remove(closed);
            }
        }

        Send(send.Key, pending, pending.Call.Compose(number, send.Left));
    }

    private void Send(CallKey key, Pending pending, IGraphoidMessage message)
    {
        try
        {
            if (pending.Call.Entity is { } entity)
            {
                ParcelSender.Tell(_region, new ShardingEnvelope(entity, message), Self);
            }
            else
            {
                _registry.Tell(message, Self);
            }
        }
        catch (SerializationException unsendable)
        {
            // Too large or incomplete: the caller's mistake, and no other call's concern.
            _log.Warning(unsendable, "A call cannot be sent.");
            _table.Answered(key);
            Close(key)!.Fail(GatewayErrors.Refused(pending.Call.What, unsendable.Message));
        }
    }

    private void Finish(CallEffect.Finish finish, Pending pending)
    {
        Close(finish.Key);
        if (finish.End == CallEnd.Cancelled)
        {
            pending.Waiters.ForEach(waiter => waiter.Cancel());
            return;
        }

        var (answers, members) = pending.Gather.Furthest;
        pending.Fail(GatewayErrors.Ended(
            finish.End, pending.Call.Plan, pending.Call.What, Now - pending.BeganAt, members == 0 ? null : $"{answers} of {members} members did"));
    }

    private Pending? Close(CallKey key)
    {
        _table.Answered(key);
        if (!_calls.Remove(key, out var pending))
        {
            return null;
        }

        foreach (var number in pending.Gather.Calls)
        {
            _attempts.Remove(number);
        }

        return pending;
    }

    private void WakeWhenDue()
    {
        if (_table.NextDue is { } due && (_wakeAt is not { } set || due < set))
        {
            _wakeAt = due;
            var delay = due - Now;
            Timers.StartSingleTimer(Wake.Key, Wake.Instance, delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        }
    }

    private sealed class Pending(GatewayCall call, TimeSpan now)
    {
        public GatewayCall Call { get; } = call;

        public TimeSpan BeganAt { get; } = now;

        public bool IsRead { get; } = call.Answer == typeof(GraphProtocol.ReadDone[]);

        public List<CallWaiter> Waiters { get; } = [call.Waiter];

        public AnswerGather Gather { get; } = new();

        public void Answer(object answer) => Waiters.ForEach(waiter => waiter.Answer(answer));

        public void Fail(Exception error) => Waiters.ForEach(waiter => waiter.Fail(error));
    }

    private sealed class Wake
    {
        public const string Key = "due";

        public static Wake Instance { get; } = new();
    }
}
