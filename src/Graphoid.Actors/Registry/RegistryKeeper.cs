using Akka.Actor;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Registry;

/// <summary>Keeps the registry of names alive: starts it again when its journal fails, and answers in its place why it cannot when the
/// journal is damaged.</summary>
/// <remarks>Who asks while the registry is down for another reason gets no answer, and asks again.</remarks>
internal sealed class RegistryKeeper : UntypedActor, IWithTimers
{
    /// <summary>Questions remembered while the journal is read; those beyond are repeated by who asked.</summary>
    private const int AskedMax = 1024;

    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private readonly Props _props;
    private readonly List<(IGraphoidMessage Question, IActorRef Asker)> _asked = [];
    private IActorRef? _registry;
    private bool _isReady;
    private string? _damage;
    private TimeSpan _pause = PauseMin;

    public RegistryKeeper(Props registry) => _props = registry;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Start();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Ready:
                (_isReady, _damage, _pause) = (true, null, PauseMin);
                _asked.Clear();
                break;
            case Damaged damaged:
                _damage = damaged.Reason;
                _asked.ForEach(asked => Refuse(asked.Question, asked.Asker));
                break;
            case Terminated:
                (_registry, _isReady) = (null, false);
                _asked.Clear();
                Timers.StartSingleTimer(nameof(StartAgain), StartAgain.Instance, _pause);
                _pause = _pause * 2 < PauseMax ? _pause * 2 : PauseMax;
                break;
            case StartAgain:
                Start();
                break;
            case IGraphoidMessage question when _registry is not null:
                if (!_isReady && _asked.Count < AskedMax)
                {
                    _asked.Add((question, Sender));
                }

                _registry.Forward(question);
                break;
            case IGraphoidMessage question when _damage is not null:
                Refuse(question, Sender);
                break;
        }
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Start() => _registry = Context.Watch(Context.ActorOf(_props, "registry"));

    private void Refuse(IGraphoidMessage question, IActorRef asker)
    {
        long? call = question switch
        {
            RegistryProtocol.FindName find => find.Call,
            RegistryProtocol.ListNames list => list.Call,
            RegistryProtocol.BindName bind => bind.Call,
            RegistryProtocol.UnbindName unbind => unbind.Call,
            _ => null,
        };
        if (call is { } number)
        {
            asker.Tell(new GraphProtocol.CallRefused(number, $"the names of graphs cannot be read: {_damage}"), Self);
        }
    }

    /// <summary>The registry has read its journal.</summary>
    internal sealed class Ready : INoSerializationVerificationNeeded;

    /// <summary>The registry cannot read its journal, and will not be able to.</summary>
    internal sealed record Damaged(string Reason) : INoSerializationVerificationNeeded;

    private sealed class StartAgain : INoSerializationVerificationNeeded
    {
        public static StartAgain Instance { get; } = new();
    }
}
