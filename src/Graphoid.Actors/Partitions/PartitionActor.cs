using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Graphoid.Actors.Journals;
using Graphoid.Actors.Members;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Actors.Partitions;

/// <summary>A partition of a graph: carries out what <see cref="PartitionLog"/> decides. See there for the protocol.</summary>
/// <remarks>An entity of the region of graphs; its journal stands under its entity id. Ends itself on every failure of the journal:
/// the next life begins with what is really stored.</remarks>
public sealed class PartitionActor : UntypedPersistentActor, IWithTimers
{
    private readonly GraphId _graph;
    private readonly int _partition;
    private readonly ICanTell _region;
    private readonly ICanTell _members;
    private readonly PartitionLog _log;
    private readonly ParcelReceiver _parcels = new(Context);
    private readonly ILoggingAdapter _logger = Context.GetLogger();
    private IActorRef _member = ActorRefs.Nobody;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private long _askedEpoch;
    private TimeSpan? _wakeAt;

    /// <summary>The actor of a partition.</summary>
    /// <param name="region">The region of graphs.</param>
    /// <param name="members">The members' actor of this process.</param>
    public PartitionActor(GraphId graph, int partition, ICanTell region, ICanTell members, PartitionLimits? limits = null)
    {
        _graph = graph;
        _partition = partition;
        _region = region;
        _members = members;
        _log = new PartitionLog(graph, partition, limits);
        PersistenceId = ShardRule.PartitionEntity(graph, partition);

        // There are no snapshots, only records: the journal is the one place to delete from and to read.
        SnapshotPluginId = "akka.persistence.no-snapshot-store";
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <summary>How to make the actor of a partition.</summary>
    public static Props Props(GraphId graph, int partition, ICanTell region, ICanTell members, PartitionLimits? limits = null) =>
        Akka.Actor.Props.Create(() => new PartitionActor(graph, partition, region, members, limits));

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        // While the journal is read messages are set aside, and lost when it cannot be read; the graph must hear of that with the
        // epoch it asked for.
        if (message is OpenPartition open)
        {
            _askedEpoch = Math.Max(_askedEpoch, open.Epoch);
        }

        return base.AroundReceive(receive, message);
    }

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        if (message is not (RecoveryCompleted or SnapshotOffer))
        {
            _log.Recover(LastSequenceNr, message);
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        if (_parcels.TryTake(message, out var whole))
        {
            Handle(whole);
        }
    }

    private void Handle(object message)
    {
        var now = Now;
        switch (message)
        {
            case RunTurn turn:
                _log.Run(turn, Sender, now);
                break;
            case TurnsGranted granted:
                // The grant and the end of the operation before it come by different ways; turns run behind both.
                _members.Tell(new LocalProtocol.Settle(granted), Self);
                break;
            case LocalProtocol.Settled settled:
                _log.Grant(settled.Granted, now);
                break;
            case TurnsRevoked revoked:
                _log.Revoke(revoked, now);
                break;
            case MemberProtocol.Blob blob:
                _log.Blob(blob, now);
                break;
            case OpenPartition open:
                Follow(ref _coordinator, Sender);
                _log.Open(open, now);
                break;
            case LocalProtocol.Deposited deposited when deposited.Graph == _graph:
                Follow(ref _member, Sender);
                _log.Deposited(deposited.Epoch, deposited.Host, deposited.Member, now);
                break;
            case LocalProtocol.DepositRefused refused when refused.Graph == _graph:
                _log.DepositRefused(refused.Epoch, refused.Reason);
                break;
            case LocalProtocol.CheckpointPart part when part.Graph == _graph:
                _log.KeepPart(part.Epoch, part.Number, part.Index, part.IsLast, part.Content, now);
                break;
            case CheckpointCommitted committed:
                _log.Commit(committed);
                break;
            case LoadChunk chunk:
                _log.Load(chunk, Sender, now);
                break;
            case DropPartition drop:
                _log.Drop(drop, Sender);
                break;
            case LeaveGranted granted:
                _log.LeaveGranted(granted);
                break;
            case HandOff:
                _log.HandOff(now);
                break;
            case Tick:
                _wakeAt = null;
                _log.Tick(now);
                break;
            case DeleteMessagesSuccess deleted:
                _log.Deleted(deleted.ToSequenceNr);
                break;
            case DeleteMessagesFailure failure:
                _logger.Warning(failure.Cause, "{0}: records up to {1} are not deleted", PersistenceId, failure.ToSequenceNr);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_member):
                Context.Stop(Self);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_coordinator):
                _coordinator = ActorRefs.Nobody;
                _log.GraphEnded();
                break;
            default:
                Unhandled(message);
                break;
        }

        CarryOut();
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _logger.Error(reason, "{0}: the journal cannot be read", PersistenceId);

        // A database that does not answer is not a damaged journal: the graph asks again, and another life tries again.
        if (_askedEpoch > 0 && JournalDamage.Find(reason) is { } damage)
        {
            ToGraph(new PartitionUnreadable(
                _graph,
                _partition,
                _askedEpoch,
                $"partition {_partition} cannot be opened: its journal cannot be read: {damage}"));
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _logger.Error(cause, "{0}: record {1} is not written, this life ends", PersistenceId, sequenceNr);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The turns of this record are in the member's memory and nowhere else.
        _logger.Error(cause, "{0}: record {1} is rejected, this life ends", PersistenceId, sequenceNr);
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _log.Close();
        CarryOut();
        base.PostStop();
    }

    private void CarryOut()
    {
        foreach (var effect in _log.TakeEffects())
        {
            CarryOut(effect);
        }

        if (_log.WakeAt is { } wakeAt && wakeAt != _wakeAt)
        {
            _wakeAt = wakeAt;
            var delay = wakeAt - Now;
            Timers.StartSingleTimer(nameof(Tick), Tick.Instance, delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1));
        }
    }

    private void CarryOut(PartitionEffect effect)
    {
        switch (effect)
        {
            case PartitionEffect.Persist persist:
                // Async: turns go on while the record before is being written. The handlers come in the order of the records.
                PersistAsync(persist.Record, _ =>
                {
                    _log.Persisted(LastSequenceNr, Now);
                    CarryOut();
                });
                break;
            case PartitionEffect.Reply reply:
                Replies.Tell((IActorRef)reply.Asker, reply.Message, Self);
                break;
            case PartitionEffect.ToGraph toGraph:
                ToGraph(toGraph.Message);
                break;
            case PartitionEffect.Deposit deposit:
                _members.Tell(
                    new LocalProtocol.Deposit(
                        deposit.Spec, deposit.Epoch, _partition, deposit.Checkpoint, deposit.Chunks, deposit.Turns),
                    Self);
                break;
            case PartitionEffect.PartKept kept:
                _member.Tell(new LocalProtocol.CheckpointPartKept(_graph, kept.Epoch, _partition, kept.Number, kept.Index), Self);
                break;
            case PartitionEffect.Withdraw withdraw:
                _members.Tell(new LocalProtocol.Withdraw(_graph, withdraw.Epoch, _partition), Self);
                break;
            case PartitionEffect.DeleteUpTo delete:
                DeleteMessages(delete.Sequence);
                break;
            case PartitionEffect.StartAgain again:
                _logger.Info("{0} stops: epoch {1} starts", PersistenceId, again.With.Epoch);

                // The shard keeps what comes from now on for the next life, this message too.
                Context.Parent.Tell(new Passivate(PoisonPill.Instance));
                _region.Tell(new ShardingEnvelope(PersistenceId, again.With), Sender);
                Context.Stop(Self);
                break;
            case PartitionEffect.Stop stop:
                _logger.Info("{0} stops: {1}", PersistenceId, stop.Reason);
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>Straight to the coordinator that has opened the partition: the region holds back what is for a shard that moves, and
    /// the coordinator needs its answers in order to move. When it has ended the region starts the next one.</summary>
    private void ToGraph(object message)
    {
        if (_coordinator.IsNobody())
        {
            _region.Tell(new ShardingEnvelope(ShardRule.GraphEntity(_graph), message), Self);
        }
        else
        {
            _coordinator.Tell(message, Self);
        }
    }

    private static void Follow(ref IActorRef followed, IActorRef next)
    {
        if (!followed.Equals(next))
        {
            Context.Unwatch(followed);
            followed = Context.Watch(next);
        }
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
