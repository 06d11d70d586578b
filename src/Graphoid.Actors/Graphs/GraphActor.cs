using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Graphoid.Actors.Journals;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Actors.Partitions;
using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Graphs;

/// <summary>The coordinator of one graph, an entity <c>g/{graph}</c> of the region: gives a <see cref="GraphCoordinator"/> what
/// arrives and carries out what it decides.</summary>
/// <remarks>Events are written without holding messages up; the coordinator decides what has to wait for them. A failed write ends
/// this life, as another one may be writing; a journal that cannot be read ends it too, and who has asked meanwhile is told. In both
/// cases the next message begins another life, which recovers. Must not be passivated for being idle: that members live does not show in
/// messages.</remarks>
public sealed class GraphActor : UntypedPersistentActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Questions remembered while the journal is read; who sent more hears of it when they repeat them.</summary>
    private const int AskedMax = 1000;

    private readonly IActorRef _region;
    private readonly Func<MemberId, IActorRef> _members;
    private readonly GraphId _graph;
    private readonly GraphCoordinator _coordinator;
    private readonly Dictionary<MemberId, IActorRef> _watched = [];
    private readonly ParcelReceiver _parcels = new(Context);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<(object Message, IActorRef From)> _asked = [];
    private long _keptFrom;

    /// <summary>Who has told us to be a partition. What is for an open one goes straight there: the region holds back what is for a
    /// shard that moves, and a partition must hear of all that in order to move.</summary>
    private readonly Dictionary<int, IActorRef> _partitions = [];

    /// <summary>For <see cref="PropsFor"/>, which explains.</summary>
    public GraphActor(
        string entityId, IActorRef region, Func<MemberId, IActorRef> members, GraphCoordinatorOptions options, string engine)
    {
        if (!ShardRule.TryParse(entityId, out var kind, out _graph, out _, out _) || kind != EntityKind.Graph)
        {
            throw new ArgumentException($"'{entityId}' is not the entity of a graph", nameof(entityId));
        }

        PersistenceId = entityId;
        _region = region;
        _members = members;
        _coordinator = new GraphCoordinator(_graph, options, engine);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    /// <param name="entityId">As <see cref="ShardRule.GraphEntity"/> makes it; the persistence id too.</param>
    /// <param name="region">The region of graphs, where partitions are.</param>
    /// <param name="members">The actor of a member that takes its <see cref="MemberProtocol"/>.</param>
    /// <param name="engine">Version of the engine on the members, see <see cref="GraphCoordinator"/>.</param>
    public static Props PropsFor(
        string entityId, IActorRef region, Func<MemberId, IActorRef> members, GraphCoordinatorOptions options, string engine) =>
        Props.Create(() => new GraphActor(entityId, region, members, options, engine));

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        // While the journal is read messages are set aside, and lost when it cannot be read; who asked must hear of that.
        if (IsRecovering && message is IGraphoidMessage && _asked.Count < AskedMax)
        {
            _asked.Add((message, Sender));
        }

        return base.AroundReceive(receive, message);
    }

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                _asked.Clear();
                _asked.TrimExcess();
                Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TickInterval);
                Feed(new GraphInput.Recovered());
                break;
            case SnapshotOffer:
                // The coordinator writes its checkpoints as events, in order with the others.
                break;
            default:
                Note(message);
                _coordinator.Apply(message);
                break;
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
        switch (message)
        {
            case Tick:
                Feed(new GraphInput.Tick());
                break;
            case HandOff:
                Feed(new GraphInput.MoveWanted());
                break;
            case MemberGone gone:
                if (_watched.Remove(gone.Member))
                {
                    Feed(new GraphInput.MemberLost(gone.Member));
                }

                break;
            case DeleteMessagesSuccess:
                break;
            case DeleteMessagesFailure failure:
                _log.Warning(failure.Cause, "graph {0}: old records are not deleted; the next checkpoint tries again", _graph);
                break;
            default:
                Locate(message);
                Feed(new GraphInput.Received(message, new ReplyTo(Sender)));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        // The base stops the actor; the coordinator says so in the log.
        Feed(new GraphInput.PersistFailed(cause.Message));
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Feed(new GraphInput.PersistFailed(cause.Message));

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (JournalDamage.Find(reason) is not { } damage)
        {
            // A database that does not answer is not a damaged journal: who waits asks again, and another life tries again.
            _log.Error(reason, "graph {0}: its journal does not answer, so it is not open; the next request tries again", _graph);
            return;
        }

        Feed(new GraphInput.Unreadable(damage));
        foreach (var (asked, from) in _asked)
        {
            Feed(new GraphInput.Received(asked, new ReplyTo(from)));
        }
    }

    private void Feed(GraphInput input)
    {
        var now = (long)Context.System.Scheduler.MonotonicClock.TotalMilliseconds;
        foreach (var effect in _coordinator.Handle(input, now))
        {
            CarryOut(effect);
        }
    }

    private void CarryOut(GraphEffect effect)
    {
        switch (effect)
        {
            case GraphEffect.Persist e:
                PersistAsync(e.Event, Persisted);
                break;
            case GraphEffect.Reply e:
                Replies.Tell((IActorRef)e.To.Token!, e.Message, Self);
                break;
            case GraphEffect.ToPartition e:
                ToPartition(e);
                break;
            case GraphEffect.ToMember e:
                ToMember(e);
                break;
            case GraphEffect.Watch e:
                var member = _members(e.Member);
                _watched[e.Member] = member;
                Context.WatchWith(member, new MemberGone(e.Member));
                break;
            case GraphEffect.Unwatch e:
                if (_watched.Remove(e.Member, out var known))
                {
                    Context.Unwatch(known);
                }

                break;
            case GraphEffect.DeleteOldEvents:
                DeleteMessages(_keptFrom - 1);
                break;
            case GraphEffect.Passivate:
                Context.Parent.Tell(new Passivate(PoisonPill.Instance));
                break;
            case GraphEffect.Stop:
                Context.Stop(Self);
                break;
            case GraphEffect.Report e:
                if (e.IsWarning)
                {
                    _log.Warning("{0}", e.Text);
                }
                else
                {
                    _log.Info("{0}", e.Text);
                }

                break;
        }
    }

    private void Locate(object message)
    {
        switch (message)
        {
            case PartitionProtocol.PartitionOpened opened:
                _partitions[opened.Partition] = Sender;
                break;
            case PartitionProtocol.LeaveWanted wanted:
                _partitions[wanted.Partition] = Sender;
                break;
            case PartitionProtocol.PartitionClosed closed when _partitions.GetValueOrDefault(closed.Partition)?.Equals(Sender) == true:
                _partitions.Remove(closed.Partition);
                break;
        }
    }

    private void ToPartition(GraphEffect.ToPartition effect)
    {
        var isForAnyLife = effect.Message is PartitionProtocol.OpenPartition or PartitionProtocol.DropPartition;
        if (!isForAnyLife && _partitions.TryGetValue(effect.Partition, out var partition))
        {
            partition.Tell(effect.Message, Self);
        }
        else
        {
            _region.Tell(new ShardingEnvelope(ShardRule.PartitionEntity(_graph, effect.Partition), effect.Message), Self);
        }
    }

    private void ToMember(GraphEffect.ToMember effect)
    {
        try
        {
            ParcelSender.Tell(_members(effect.Member), effect.Message, (IActorRef?)effect.OnBehalfOf?.Token ?? Self);
        }
        catch (SerializationException unsendable) when (EpochOf(effect.Message) is { } epoch)
        {
            // As if the member had said that it cannot go on. Told and not fed: the other effects of this input come first.
            Self.Tell(new MemberProtocol.MemberFailed(_graph, epoch, effect.Member, unsendable.Message));
        }
    }

    /// <summary>The epoch of a message that may have any size.</summary>
    private static long? EpochOf(object message) => message switch
    {
        MemberProtocol.Begin begin => begin.Stamp.Epoch,
        MemberProtocol.ApplyChanges apply => apply.Stamp.Epoch,
        _ => null,
    };

    private void Persisted(object graphEvent)
    {
        Note(graphEvent);
        Feed(new GraphInput.Persisted(graphEvent));
    }

    /// <summary>Where in the journal the last event stands that makes everything before it superfluous.</summary>
    private void Note(object graphEvent)
    {
        if (graphEvent is GraphEvents.CheckpointCommitted or GraphEvents.GraphDropped)
        {
            _keptFrom = LastSequenceNr;
        }
    }

    private sealed class Tick : INotInfluenceReceiveTimeout
    {
        public static readonly Tick Instance = new();
    }

    private sealed record MemberGone(MemberId Member) : INoSerializationVerificationNeeded;
}
