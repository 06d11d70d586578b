using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Nodes;
using Graphoid.Actors.Partitions;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Nodes;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Actors.Tests.Nodes;

/// <summary>The shell around <see cref="NodeMailbox"/>: partition, askers and the shard are reached.</summary>
public sealed class NodeActorTests : TestKit
{
    private static readonly GraphId Graph = new("g");
    private readonly TestProbe _region;

    public NodeActorTests()
        : base("akka.loglevel = WARNING") => _region = CreateTestProbe();

    [Fact]
    public async Task A_message_goes_to_the_partition_until_it_is_answered()
    {
        var node = Sys.ActorOf(NodeActor.Props(_region.Ref));
        node.Tell(Turn(1));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var envelope = await _region.ExpectMsgAsync<ShardingEnvelope>();
            Assert.Equal("p/g/2", envelope.EntityId);
            Assert.Equal(Turn(1).Id, Assert.IsType<RunTurn>(envelope.Message).Id);
        }

        _region.Reply(new TurnDone(Turn(1).Id, false, false, [7]));
        Assert.Equal([7], (await ExpectMsgAsync<TurnDone>()).Outcome);
    }

    [Fact]
    public async Task A_large_message_comes_and_goes_in_parcels()
    {
        var node = Sys.ActorOf(NodeActor.Props(_region.Ref));
        var large = Turn(1) with { Content = new byte[ParcelLimits.WholeBytesMax] };
        var parts = ParcelSender.PartsOf(large).ToArray();
        foreach (var part in parts)
        {
            node.Tell(part);
        }

        for (var index = 0; index < parts.Length; index++)
        {
            var envelope = await _region.ExpectMsgAsync<ShardingEnvelope>();
            Assert.Equal("p/g/2", envelope.EntityId);
            Assert.Equal(index, Assert.IsType<ParcelProtocol.Parcel>(envelope.Message).Index);
        }
    }

    [Fact]
    public async Task An_idle_node_asks_its_shard_for_its_end()
    {
        var shard = CreateTestProbe();
        var node = shard.ChildActorOf(NodeActor.Props(_region.Ref, new NodeLimits { IdleWait = TimeSpan.FromMilliseconds(20) }));
        node.Tell(Turn(1));
        await _region.ExpectMsgAsync<ShardingEnvelope>();
        _region.Reply(new TurnDone(Turn(1).Id, false, false, []));
        Watch(node);
        Assert.Same(HandOff.Instance, (await shard.ExpectMsgAsync<Passivate>()).StopMessage);
        node.Tell(HandOff.Instance);
        await ExpectMsgAsync<TurnDone>();
        await ExpectTerminatedAsync(node);
    }

    private static RunTurn Turn(long number) => new(Graph, 2, "n/g/2/a", new OperationId(Guid.Empty, number), [1], [2], []);
}
