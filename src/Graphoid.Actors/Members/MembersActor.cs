using Akka.Actor;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Members;

/// <summary>The process' door for members' messages: one <see cref="MemberActor"/> per graph, made at its first message.</summary>
internal sealed class MembersActor : UntypedActor
{
    private readonly Dictionary<GraphId, IActorRef> _members = [];
    private readonly ParcelReceiver _parcels = new(Context);
    private readonly MemberDirectory _directory;

    public MembersActor(MemberDirectory directory) => _directory = directory;

    /// <summary>How to make one.</summary>
    public static Props Props(MemberDirectory directory) => Akka.Actor.Props.Create(() => new MembersActor(directory));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

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
            case LocalProtocol.Deposit deposit:
                MemberOf(deposit.Spec.Id).Forward(message);
                break;
            case MemberProtocol.Assemble assemble:
                MemberOf(assemble.Spec.Id).Forward(message);
                break;
            case Terminated ended:
                foreach (var (graph, member) in _members.Where(m => m.Value.Equals(ended.ActorRef)).ToList())
                {
                    _members.Remove(graph);
                }

                break;
            default:
                // A message for a graph that is not open here belongs to an epoch that is over.
                if (MemberRoutes.GraphOf(message) is { } id && _members.TryGetValue(id, out var open))
                {
                    open.Forward(message);
                }
                else if (message is MemberProtocol.Directory or MemberProtocol.Batch && MemberRoutes.GraphOf(message) is { } early)
                {
                    MemberOf(early).Forward(message);
                }

                break;
        }
    }

    private IActorRef MemberOf(GraphId graph)
    {
        if (!_members.TryGetValue(graph, out var member))
        {
            member = Context.ActorOf(MemberActor.Props(graph, _directory));
            Context.Watch(member);
            _members.Add(graph, member);
        }

        return member;
    }
}

/// <summary>Finds the members' actors of all processes.</summary>
/// <param name="Self">This process.</param>
/// <param name="MembersAt">The members' actor of a process.</param>
internal sealed record MemberDirectory(MemberId Self, Func<MemberId, IActorRef> MembersAt)
{
    /// <summary>The directory of an actor system that takes part in a cluster.</summary>
    public static MemberDirectory Of(ActorSystem system)
    {
        var provider = (Akka.Remote.IRemoteActorRefProvider)((ExtendedActorSystem)system).Provider;
        return new MemberDirectory(
            new MemberId(provider.DefaultAddress.ToString()),
            member => provider.ResolveActorRef($"{member.Address}/user/{LocalProtocol.MembersName}"));
    }
}

/// <summary>Which graph a message is about.</summary>
internal static class MemberRoutes
{
    /// <summary>The graph, or null for a message that is no member's.</summary>
    public static GraphId? GraphOf(object message) => message switch
    {
        MemberProtocol.Directory m => m.Graph,
        MemberProtocol.Begin m => m.Graph,
        MemberProtocol.Round m => m.Graph,
        MemberProtocol.ApplyChanges m => m.Graph,
        MemberProtocol.End m => m.Graph,
        MemberProtocol.Batch m => m.Graph,
        MemberProtocol.Credit m => m.Graph,
        MemberProtocol.Ask m => m.Graph,
        MemberProtocol.Answer m => m.Graph,
        MemberProtocol.Blob m => m.Graph,
        MemberProtocol.WriteCheckpoint m => m.Graph,
        MemberProtocol.Read m => m.Graph,
        MemberProtocol.Dissolve m => m.Graph,
        LocalProtocol.CheckpointPartKept m => m.Graph,
        LocalProtocol.Withdraw m => m.Graph,
        LocalProtocol.Settle m => m.Granted.Graph,
        _ => null,
    };
}
