using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Graphs;
using Graphoid.Actors.Partitions;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Graphs;

/// <summary>The shell only: that effects are carried out. What is decided is tested with the coordinator.</summary>
public sealed class GraphActorTests : TestKit
{
    private static readonly MemberId Home = new("akka.tcp://graphoid@home:1");

    private static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.test.single-expect-default = 20s
        akka.persistence.journal {
          plugin = "akka.persistence.journal.breaking"
          breaking {
            class = "Graphoid.Actors.Tests.Graphs.BreakingJournal, Graphoid.Actors.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }
        """);

    private readonly GraphId _graph = new(Guid.NewGuid().ToString("N"));
    private readonly TestProbe _region;
    private readonly TestProbe _partition;
    private readonly TestProbe _member;

    public GraphActorTests()
        : base(Settings)
    {
        _region = CreateTestProbe();
        _partition = CreateTestProbe();
        _member = CreateTestProbe();
    }

    private GraphSpec Spec => new(_graph, "g", ["only"], "hash", null, IsDirected: true, IsDurable: true);

    [Fact]
    public void A_graph_is_described_once_its_partitions_are_open_and_put_together()
    {
        var graph = Start();
        Open(graph, 1, 0);
        var description = ExpectMsg<GraphProtocol.GraphDescription>();
        Assert.Equal([Home], description.Places);
        Assert.Equal(3, description.NodeCount);
    }

    [Fact]
    public void The_next_life_runs_the_log_again_and_answers_a_repeated_operation_from_it()
    {
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        var run = Change(1);
        graph.Tell(run);
        CarryOut(graph, isReplay: false);
        Assert.Equal(OperationEnd.Completed, Answer().Outcome.End);
        Assert.True(_member.ExpectMsg<MemberProtocol.End>().IsCommit);
        End(graph);

        graph = Start();
        Open(graph, 2, 0);
        CarryOut(graph, isReplay: true);
        Assert.True(_member.ExpectMsg<MemberProtocol.End>().IsCommit);
        graph.Tell(run);
        Assert.Equal(1, Answer().Outcome.Number);
    }

    [Fact]
    public void Behind_a_checkpoint_the_next_life_has_nothing_to_run_again()
    {
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        var run = Change(1);
        graph.Tell(run);
        CarryOut(graph, isReplay: false);
        Answer();
        _member.ExpectMsg<MemberProtocol.End>();
        graph.Tell(new PartitionProtocol.CheckpointWanted(_graph, 0, 1));
        Assert.Equal(1, _member.ExpectMsg<MemberProtocol.WriteCheckpoint>().Number);
        graph.Tell(new PartitionProtocol.CheckpointWritten(_graph, 0, 1, 1, 10));
        Assert.Equal(1, _partition.ExpectMsg<PartitionProtocol.CheckpointCommitted>().Number);
        End(graph);

        graph = Start();
        Open(graph, 2, 1);
        graph.Tell(run);
        Assert.Equal(1, Answer().Outcome.Number);
        _member.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Rule: hand-over happens between operations, behind a checkpoint. The region holds back everything for the shard
    /// that moves, so none of it goes that way.</summary>
    [Fact]
    public void A_graph_that_moves_needs_the_region_for_nothing()
    {
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        graph.Tell(new PartitionProtocol.TurnsWanted(_graph, 0, 1), _partition);
        var granted = _partition.ExpectMsg<PartitionProtocol.TurnsGranted>();
        graph.Tell(Change(1));
        _partition.ExpectMsg<PartitionProtocol.TurnsRevoked>();
        Watch(graph);
        graph.Tell(HandOff.Instance);
        graph.Tell(new PartitionProtocol.LeaveWanted(_graph, 0, 1), _partition);
        graph.Tell(new PartitionProtocol.TurnsReturned(_graph, 0, 1, granted.Leave), _partition);
        Assert.Equal(1, _member.ExpectMsg<MemberProtocol.Dissolve>().Epoch);
        _partition.ExpectMsg<PartitionProtocol.LeaveGranted>();
        FishForMessage(m => m is Terminated);
    }

    [Fact]
    public void An_operation_in_parcels_keeps_its_place_also_while_the_journal_is_read()
    {
        // A second life: the journal knows the graph, so what comes meanwhile waits and is not refused.
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        End(graph);
        graph = Start();
        var (large, small) = (Change(1), Change(2));
        large = large with { Operation = large.Operation with { Content = new byte[ParcelLimits.WholeBytesMax] } };
        foreach (var part in ParcelSender.PartsOf(large).Append(small))
        {
            graph.Tell(part);
        }

        Open(graph, 2, 0);
        Assert.Equal(large.Operation.Content, CarryOut(graph, isReplay: false).Operation.Content);
        Assert.Equal(1, Answer().Id.Number);
        _member.ExpectMsg<MemberProtocol.End>();
        CarryOut(graph, isReplay: false);
        Assert.Equal(2, Answer().Id.Number);
    }

    [Fact]
    public void The_end_of_a_member_opens_the_graph_in_another_epoch()
    {
        var graph = Start();
        Open(graph, 1, 0);
        Sys.Stop(_member.Ref);
        Assert.Equal(2, ThroughRegion<PartitionProtocol.OpenPartition>().Epoch);
    }

    [Fact]
    public void A_read_is_answered_by_the_member_to_whoever_asked()
    {
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        graph.Tell(new GraphProtocol.ReadGraph(_graph, 7, 0, [1]));
        _member.ExpectMsg<MemberProtocol.Read>();
        Assert.Equal(TestActor, _member.Sender);
    }

    [Fact]
    public void A_journal_that_fails_ends_the_life_and_nobody_is_told_that_the_operation_is_done()
    {
        var graph = Start();
        Open(graph, 1, 0);
        ExpectMsg<GraphProtocol.GraphDescription>();
        Watch(graph);
        BreakingJournal.Broken[graph.Path.Name] = true;
        graph.Tell(Change(1));
        CarryOut(graph, isReplay: false);
        FishForMessage(m => m is Terminated || (m is GraphProtocol.OperationDone ? throw new InvalidOperationException("told") : false));
    }

    private IActorRef Start()
    {
        var entity = ShardRule.GraphEntity(_graph);
        var graph = Sys.ActorOf(
            GraphActor.PropsFor(entity, _region.Ref, _ => _member.Ref, new GraphCoordinatorOptions(), "1"), Uri.EscapeDataString(entity));
        graph.Tell(new GraphProtocol.CreateGraph(1, Spec, AwaitsImport: false));
        return graph;
    }

    private void End(IActorRef graph)
    {
        Watch(graph);
        Sys.Stop(graph);
        FishForMessage(m => m is Terminated);
    }

    private void Open(IActorRef graph, long epoch, long checkpoint)
    {
        var open = ThroughRegion<PartitionProtocol.OpenPartition>();
        Assert.Equal((epoch, checkpoint), (open.Epoch, open.Checkpoint));
        graph.Tell(new PartitionProtocol.PartitionOpened(_graph, 0, epoch, Home), _partition);
        _member.ExpectMsg<MemberProtocol.Assemble>();
        graph.Tell(new MemberProtocol.Assembled(_graph, epoch, Home, 3, 0));
    }

    private MemberProtocol.Begin CarryOut(IActorRef graph, bool isReplay)
    {
        var begin = _member.ExpectMsg<MemberProtocol.Begin>();
        Assert.Equal(isReplay, begin.IsReplay);
        graph.Tell(new MemberProtocol.RoundDone(
            _graph, begin.Stamp, 0, Home, 0, 0, 0, 0, false, 0, 0, 0, null, [], [], [], 3, 0));
        return begin;
    }

    private GraphProtocol.RunOperation Change(long number) => new(
        _graph, new OperationId(Guid.Empty, number), new GraphOperation(OperationKind.Change, [], [], false, 1, 0, 0), 60_000);

    private GraphProtocol.OperationDone Answer() =>
        (GraphProtocol.OperationDone)FishForMessage(m => m is GraphProtocol.OperationDone);

    /// <summary>What the region has been asked to pass on; an unanswered opening may have been repeated.</summary>
    private T ThroughRegion<T>() => (T)((ShardingEnvelope)_region.FishForMessage(m => m is ShardingEnvelope { Message: T })).Message;
}
