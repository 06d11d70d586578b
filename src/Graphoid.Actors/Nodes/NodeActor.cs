using Akka.Actor;
using Akka.Cluster.Sharding;
using Graphoid.Actors.Partitions;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Nodes;
using Graphoid.Distribution.Placement;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Actors.Nodes;

/// <summary>A node that is addressed by itself: carries out what its <see cref="NodeMailbox"/> decides.</summary>
/// <remarks>An entity of the region of graphs, on demand: it holds messages only, the node's state is with its partition.</remarks>
public sealed class NodeActor : UntypedActor, IWithTimers
{
    private readonly IActorRef _region;
    private readonly NodeMailbox _mailbox;
    private readonly ParcelReceiver _parcels = new(Context);
    private TimeSpan? _wakeAt;

    /// <summary>The actor of a node.</summary>
    /// <param name="region">The region of graphs.</param>
    public NodeActor(IActorRef region, NodeLimits? limits = null)
    {
        _region = region;
        _mailbox = new NodeMailbox(limits);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <summary>How to make the actor of a node.</summary>
    public static Props Props(IActorRef region, NodeLimits? limits = null) =>
        Akka.Actor.Props.Create(() => new NodeActor(region, limits));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
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
            case RunTurn turn:
                _mailbox.Accept(turn, Sender, Now);
                break;
            case TurnDone done:
                _mailbox.Done(done, Now);
                break;
            case HandOff:
                _mailbox.Stop(Now);
                break;
            case Tick:
                _wakeAt = null;
                _mailbox.Tick(Now);
                break;
            default:
                Unhandled(message);
                return;
        }

        CarryOut();
    }

    private void CarryOut()
    {
        foreach (var effect in _mailbox.TakeEffects())
        {
            switch (effect)
            {
                case NodeEffect.ToPartition send:
                    ParcelSender.Tell(
                        _region, new ShardingEnvelope(ShardRule.PartitionEntity(send.Turn.Graph, send.Turn.Partition), send.Turn), Self);
                    break;
                case NodeEffect.Reply reply:
                    Replies.Tell((IActorRef)reply.Asker, reply.Done, Self);
                    break;
                case NodeEffect.Passivate:
                    Context.Parent.Tell(new Passivate(HandOff.Instance));
                    break;
                case NodeEffect.Stop:
                    Context.Stop(Self);
                    break;
            }
        }

        if (_mailbox.WakeAt is { } wakeAt && wakeAt != _wakeAt)
        {
            _wakeAt = wakeAt;
            var delay = wakeAt - Now;
            Timers.StartSingleTimer(nameof(Tick), Tick.Instance, delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1));
        }
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
