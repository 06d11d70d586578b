using System.Threading.Channels;
using Akka.Actor;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>A client or member of the test's own: sends what the test says, and keeps what comes.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Channel<(object Message, IActorRef Sender)> _inbox = Channel.CreateUnbounded<(object, IActorRef)>();

    public Probe(ActorSystem system, string? name = null) =>
        Ref = system.ActorOf(Props.Create(() => new Listener(_inbox.Writer)), name);

    /// <summary>What others see of it.</summary>
    public IActorRef Ref { get; }

    /// <summary>The next message of a type; others before it are passed over.</summary>
    public async Task<(T Message, IActorRef Sender)> ExpectAsync<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var (message, sender) = await _inbox.Reader.ReadAsync(patience.Token);
            if (message is T expected)
            {
                return (expected, sender);
            }
        }
    }

    /// <summary>Sends in its own name.</summary>
    public void Tell(IActorRef to, object message) => to.Tell(message, Ref);

    private sealed class Listener : ReceiveActor
    {
        public Listener(ChannelWriter<(object, IActorRef)> inbox) => ReceiveAny(message => inbox.TryWrite((message, Sender)));
    }
}
