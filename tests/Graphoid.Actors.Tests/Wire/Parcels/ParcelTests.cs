using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Wire;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Wire.Parcels;

/// <summary>Large messages between two systems on loopback.</summary>
public sealed class ParcelTests : TestKit
{
    private const string Remoting = """
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0, maximum-frame-size = 4194304b }

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public ParcelTests()
        : base(ConfigurationFactory.ParseString(Remoting + WireSettings.Hocon))
    {
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(ParcelLimits.WholeBytesMax - 200)]
    [InlineData(ParcelLimits.WholeBytesMax + 1)]
    [InlineData(3_000_000)]
    public async Task A_message_of_any_size_arrives_from_another_process(int bytes)
    {
        var content = Content(bytes);
        Sys.ActorOf(Props.Create(() => new Receiver(TestActor)), "receiver");
        var far = ActorSystem.Create("far", ConfigurationFactory.ParseString(Remoting + WireSettings.Hocon));
        try
        {
            var address = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
            var target = await far.ActorSelection($"{address}/user/receiver").ResolveOne(Patience);

            ParcelSender.Tell(target, new SessionProtocol.FileChunk(7, true, content), ActorRefs.NoSender);

            var arrived = await ExpectMsgAsync<SessionProtocol.FileChunk>(Patience);
            Assert.Equal(content, arrived.Content);
        }
        finally
        {
            await far.Terminate();
        }
    }

    [Fact]
    public async Task A_small_message_does_not_overtake_a_large_one_of_its_sender()
    {
        Sys.ActorOf(Props.Create(() => new Receiver(TestActor)), "receiver");
        var far = ActorSystem.Create("far", ConfigurationFactory.ParseString(Remoting + WireSettings.Hocon));
        try
        {
            var address = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
            var target = await far.ActorSelection($"{address}/user/receiver").ResolveOne(Patience);

            for (var index = 0; index < 8; index++)
            {
                var bytes = index % 2 == 0 ? ParcelLimits.WholeBytesMax + 1 : 10;
                ParcelSender.Tell(target, new SessionProtocol.FileChunk(index, false, new byte[bytes]), ActorRefs.NoSender);
            }

            for (var index = 0; index < 8; index++)
            {
                Assert.Equal(index, (await ExpectMsgAsync<SessionProtocol.FileChunk>(Patience)).Index);
            }
        }
        finally
        {
            await far.Terminate();
        }
    }

    [Fact]
    public async Task An_outcome_that_is_too_large_is_answered_without_its_content()
    {
        Sys.ActorOf(Props.Create(() => new Receiver(TestActor)), "receiver");
        var far = ActorSystem.Create("far", ConfigurationFactory.ParseString(Remoting + WireSettings.Hocon));
        try
        {
            var address = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
            var target = await far.ActorSelection($"{address}/user/receiver").ResolveOne(Patience);
            var outcome = new OperationOutcome(OperationEnd.Completed, 7, [new byte[ParcelLimits.MessageBytesMax]], null, 0, 1, 2, 3, null);

            Replies.Tell(target, new GraphProtocol.OperationDone(new OperationId(Guid.Empty, 1), outcome), ActorRefs.Nobody);

            var answer = (await ExpectMsgAsync<GraphProtocol.OperationDone>(Patience)).Outcome;
            Assert.Equal((OperationEnd.Forgotten, 7), (answer.End, answer.Number));
            Assert.Contains("has been carried out", answer.Reason, StringComparison.Ordinal);
        }
        finally
        {
            await far.Terminate();
        }
    }

    [Fact]
    public async Task An_envelope_is_split_into_envelopes_for_the_same_entity()
    {
        var whole = new SessionProtocol.FileChunk(1, false, Content(ParcelLimits.WholeBytesMax + 1));

        ParcelSender.Tell(TestActor, new ShardingEnvelope("p/g/1", whole), ActorRefs.NoSender);

        var count = (ParcelLimits.WholeBytesMax / ParcelLimits.ParcelBytesMax) + 1;
        for (var index = 0; index < count; index++)
        {
            var envelope = await ExpectMsgAsync<ShardingEnvelope>();
            Assert.Equal("p/g/1", envelope.EntityId);
            Assert.Equal((index, count), (((ParcelProtocol.Parcel)envelope.Message).Index, ((ParcelProtocol.Parcel)envelope.Message).Count));
        }
    }

    [Fact]
    public async Task A_small_message_and_one_to_this_process_are_left_alone()
    {
        var small = new ShardingEnvelope("p/g/1", new SessionProtocol.FileChunk(1, false, Content(10)));
        var large = new SessionProtocol.FileChunk(1, false, Content(ParcelLimits.WholeBytesMax + 1));

        ParcelSender.Tell(TestActor, small, ActorRefs.NoSender);
        ParcelSender.Tell(TestActor, large, ActorRefs.NoSender);

        Assert.Same(small, await ExpectMsgAsync<ShardingEnvelope>());
        Assert.Same(large, await ExpectMsgAsync<SessionProtocol.FileChunk>());
    }

    [Fact]
    public async Task A_message_in_parcels_can_be_stashed_and_keeps_its_sender()
    {
        var stashing = Sys.ActorOf(Props.Create(() => new Stashing()));
        var large = new SessionProtocol.FileChunk(3, false, Content(ParcelLimits.WholeBytesMax + 1));

        foreach (var part in ParcelSender.PartsOf(large))
        {
            stashing.Tell(part, TestActor);
        }

        stashing.Tell("asleep?", TestActor);
        await ExpectMsgAsync("asleep");
        stashing.Tell("asleep?", TestActor);
        await ExpectMsgAsync("asleep");
        stashing.Tell("wake", TestActor);

        Assert.Equal(3, (await ExpectMsgAsync<SessionProtocol.OutputSeen>()).Index);
    }

    [Fact]
    public async Task Parcels_with_anything_else_inside_are_dropped()
    {
        var receiver = Sys.ActorOf(Props.Create(() => new Receiver(TestActor)));
        var inner = new ParcelProtocol.Parcel(Guid.NewGuid(), 0, 1, "s.chunk1", [1]);

        receiver.Tell(new ParcelProtocol.Parcel(Guid.NewGuid(), 0, 1, "s.chunk1", [1, 2, 3]));
        receiver.Tell(new ParcelProtocol.Parcel(Guid.NewGuid(), 0, 1, "System.Object", [1, 2, 3]));
        receiver.Tell(new ParcelProtocol.Parcel(Guid.NewGuid(), 0, 1, "w.parcel1", WireTable.ByManifest["w.parcel1"].Write(inner)));
        receiver.Tell(new SessionProtocol.OutputSeen(9));

        Assert.Equal(9, (await ExpectMsgAsync<SessionProtocol.OutputSeen>()).Index);
    }

    [Fact]
    public void A_message_beyond_the_limit_is_the_senders_error()
    {
        var far = Sys.Provider().ResolveActorRef("akka.tcp://far@127.0.0.1:1/user/x");
        var huge = new SessionProtocol.FileChunk(1, false, new byte[ParcelLimits.MessageBytesMax + 1]);

        var refused = Assert.Throws<SerializationException>(() => ParcelSender.Tell(far, huge, ActorRefs.NoSender));

        Assert.Contains("SessionProtocol.FileChunk", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Content(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return content;
    }

    private sealed class Receiver : ReceiveActor
    {
        private readonly ParcelReceiver _parcels;

        public Receiver(IActorRef seen)
        {
            _parcels = new ParcelReceiver(Context);
            ReceiveAny(message =>
            {
                if (_parcels.TryTake(message, out var whole))
                {
                    seen.Forward(whole);
                }
            });
        }
    }

    private sealed class Stashing : ReceiveActor, IWithStash
    {
        private readonly ParcelReceiver _parcels;

        public Stashing()
        {
            _parcels = new ParcelReceiver(Context);
            Become(Asleep);
        }

        public IStash Stash { get; set; } = null!;

        protected override bool AroundReceive(Receive receive, object message) =>
            _parcels.Consumes(message) || base.AroundReceive(receive, message);

        private void Asleep()
        {
            Receive<SessionProtocol.FileChunk>(_ => Stash.Stash());
            Receive<string>(text => text == "asleep?", _ => Sender.Tell("asleep"));
            Receive<string>(text => text == "wake", _ =>
            {
                Become(Awake);
                Stash.UnstashAll();
            });
        }

        private void Awake() => Receive<SessionProtocol.FileChunk>(chunk => Sender.Tell(new SessionProtocol.OutputSeen(chunk.Index)));
    }
}

/// <summary>Shorthands for what Akka hides behind its extended interface.</summary>
internal static class ActorSystemExtensions
{
    public static IActorRefProvider Provider(this ActorSystem system) => ((ExtendedActorSystem)system).Provider;
}
