using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Hosting;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>Nothing that is not a known message is ever built from what arrives (design 6).</summary>
[Collection(MembersCollection.Name)]
public sealed class SerializationTests
{
    [Fact]
    public async Task JSON_of_a_peer_that_is_not_strict_is_refused_and_the_connection_lives()
    {
        await using var members = await TestMembers.StartAsync(new MembersSetup
        {
            Count = 1,
            Actors = (builder, _) => builder.WithActors((system, _) => system.ActorOf(Props.Create(() => new Echo()), "echo")),
        });
        using var stranger = ActorSystem.Create("graphoid", ConfigurationFactory.ParseString("""
            akka { actor.provider = remote, loglevel = OFF, stdout-loglevel = OFF
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
            """));
        var echo = await stranger.ActorSelection($"{members.First.Id.Address}/user/echo").ResolveOne(TimeSpan.FromSeconds(20));
        Assert.Equal("hello", await echo.Ask<object>("hello", TimeSpan.FromSeconds(20)));

        await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<object>(new Unknown("x"), TimeSpan.FromSeconds(2)));

        Assert.Equal("still here", await echo.Ask<object>("still here", TimeSpan.FromSeconds(20)));
        await stranger.Terminate();
    }

    [Fact]
    public async Task A_message_without_a_serializer_does_not_leave_the_member()
    {
        await using var members = await TestMembers.StartAsync(1);

        Assert.ThrowsAny<Exception>(() => members.First.System.Serialization.FindSerializerFor(new Unknown("x")));
        Assert.Equal(MemberStatus.Up, Cluster.Get(members.First.System).SelfMember.Status);
    }

    [Fact]
    public async Task A_member_writes_the_records_of_Graphoid_with_its_own_serializer()
    {
        await using var members = await TestMembers.StartAsync(1);

        Assert.IsType<GraphoidSerializer>(members.First.System.Serialization.FindSerializerFor(new SessionProtocol.OutputSeen(1)));
    }

    private sealed record Unknown(string Text);

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message is string ? message : "built " + message.GetType()));
    }
}
