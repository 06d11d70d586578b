using Akka.Actor;
using Akka.Configuration;
using Graphoid.Actors.Sessions;
using Graphoid.Actors.Wire;
using Graphoid.Formats;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>A member as far as sessions can see one: an actor system on the loopback with a door.</summary>
internal sealed class SessionMember : IAsyncDisposable
{
    private readonly ActorSystem _system;

    /// <param name="change">Other settings than the usual ones, or null.</param>
    /// <param name="asDoor">What stands at the door's place instead of one, or null.</param>
    public SessionMember(Func<DoorSettings, DoorSettings>? change = null, Func<ActorSystem, Probe>? asDoor = null)
    {
        _system = ActorSystem.Create(SessionLimits.SystemName, ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = remote
              coordinated-shutdown.run-by-actor-system-terminate = off
              remote.dot-netty.tcp {
                hostname = 127.0.0.1
                port = 0
              }
            }
            """).WithFallback(Serialization));
        var settings = new DoorSettings(context => Runtime = new WatchedRuntime(new LocalRuntimeOptions
        {
            DefaultPartitions = context.Partitions ?? 2,
            Files = new GraphFiles(),
            Progress = context.Progress,
        }))
        {
            Timings = Timings,
            UploadDirectory = UploadDirectory,
        };
        Probe = asDoor?.Invoke(_system);
        Door = Probe?.Ref ?? _system.ActorOf(DoorActor.PropsOf(change is null ? settings : change(settings)), SessionLimits.DoorName);
    }

    /// <summary>Long enough for a busy machine, short enough for a test.</summary>
    public static SessionTimings Timings { get; } = new()
    {
        AliveInterval = TimeSpan.FromMilliseconds(200),
        MemberSilenceMax = TimeSpan.FromSeconds(5),
        ClientSilenceMax = TimeSpan.FromSeconds(5),
    };

    /// <summary>The serializers of both sides.</summary>
    public static Config Serialization { get; } = ConfigurationFactory.ParseString(WireSettings.Hocon);

    /// <summary>Its folder for files on their way.</summary>
    public string UploadDirectory { get; } = Path.Combine(Directory.CreateTempSubdirectory("graphoid-").FullName, "uploads");

    /// <summary>What stands at the door's place, or null.</summary>
    public Probe? Probe { get; }

    /// <summary>Its door.</summary>
    public IActorRef Door { get; }

    /// <summary>The system, for messages that no client would send.</summary>
    public ActorSystem System => _system;

    /// <summary>The runtime of the session that was started last.</summary>
    public WatchedRuntime? Runtime { get; private set; }

    /// <summary>Where it listens.</summary>
    public SessionClientOptions Address => new("localhost", ((ExtendedActorSystem)_system).Provider.DefaultAddress.Port!.Value)
    {
        Serialization = Serialization,
        Timings = Timings,
    };

    /// <summary>Lets a client in.</summary>
    public Task<SessionClient> ConnectAsync() => SessionClient.ConnectAsync(Address, CancellationToken.None);

    /// <summary>Waits until no session is left: a client knows of the end a moment before its session is gone.</summary>
    public async Task UntilIdleAsync()
    {
        while (((ActorRefWithCell)Door).Children.Any())
        {
            await Task.Yield();
        }
    }

    /// <summary>Disappears without a word to anybody.</summary>
    public Task DieAsync() => _system.Terminate();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DieAsync();
        Directory.Delete(Path.GetDirectoryName(UploadDirectory)!, recursive: true);
    }
}
