using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>Two systems on loopback, of which the sender is lax. Design rule: only known messages are ever deserialised.</summary>
public sealed class JsonRefusalTests : TestKit
{
    private const string Remoting = """
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        """;

    public JsonRefusalTests()
        : base(ConfigurationFactory.ParseString(Remoting + "\n" + WireSettings.Hocon))
    {
    }

    /// <summary>A type that nobody has bound; a lax system sends it as JSON.</summary>
    public sealed record Unbound(string Text);

    [Fact]
    public async Task JSON_is_dropped_and_the_connection_lives()
    {
        var lax = ActorSystem.Create("lax", ConfigurationFactory.ParseString(Remoting + """

            akka.actor {
              serializers.graphoid = "Graphoid.Actors.Wire.GraphoidSerializer, Graphoid.Actors"
              serialization-bindings { "Graphoid.Distribution.Protocols.IGraphoidMessage, Graphoid.Distribution" = graphoid }
            }
            """));
        try
        {
            var address = ((ExtendedActorSystem)Sys).Provider.DefaultAddress;
            var target = await lax
                .ActorSelection($"{address}{TestActor.Path.ToStringWithoutAddress()}")
                .ResolveOne(TimeSpan.FromSeconds(20));

            target.Tell(new SessionProtocol.MoreChunks(1));
            target.Tell(new Unbound("let me in"));
            target.Tell(new object[] { "a list of anything" });
            target.Tell(new SessionProtocol.MoreChunks(2));

            var within = TimeSpan.FromSeconds(20);
            Assert.Equal(1, (await ExpectMsgAsync<SessionProtocol.MoreChunks>(within)).Chunks);
            Assert.Equal(2, (await ExpectMsgAsync<SessionProtocol.MoreChunks>(within)).Chunks);
        }
        finally
        {
            await lax.Terminate();
        }
    }

    [Fact]
    public void A_strict_system_does_not_even_write_it()
    {
        Assert.ThrowsAny<Exception>(() => Sys.Serialization.FindSerializerFor(new Unbound("out")).ToBinary(new Unbound("out")));
    }
}
