using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class GraphOpeningTests
{
    [Fact]
    public void Nothing_is_sent_in_an_epoch_before_the_epoch_is_durable()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.IsWriting = false;
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 0, 1, GraphStage.A));
        stage.Forget();
        stage.Feed(new GraphInput.MemberLost(GraphStage.A));
        Assert.Equal(2, Assert.Single(stage.Persisted<GraphEvents.EpochStarted>()).Epoch);
        Assert.Empty(stage.ToPartition<PartitionProtocol.OpenPartition>());
        stage.Write();
        Assert.All(stage.ToPartition<PartitionProtocol.OpenPartition>(), o => Assert.Equal(2, o.Epoch));
    }

    [Fact]
    public void Only_partitions_that_have_not_answered_are_asked_again()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 0, 1, GraphStage.A));
        stage.Forget();
        stage.Pass(1);
        Assert.Equal(1, Assert.Single(stage.ToPartition<PartitionProtocol.OpenPartition>()).Partition);
    }

    [Fact]
    public void What_belongs_to_an_earlier_epoch_changes_nothing()
    {
        var stage = GraphStage.Opened();
        stage.Feed(new GraphInput.MemberLost(GraphStage.A));
        stage.Forget();
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 0, 1, GraphStage.A));
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 1, 1, GraphStage.A));
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 1, 1));
        stage.Tell(new MemberProtocol.MemberFailed(GraphStage.Graph, 1, GraphStage.B, "late"));
        Assert.Empty(stage.ToMember<MemberProtocol.Assemble>());
        Assert.Equal((GraphPhase.Opening, 2L), (stage.Core.Phase, stage.Core.Epoch));
    }

    [Fact]
    public void Silence_opens_the_graph_anew_and_the_next_opening_may_take_twice_as_long()
    {
        var stage = GraphStage.Opened();
        stage.Feed(new GraphInput.MemberLost(GraphStage.A));
        stage.Pass(29);
        Assert.Equal(2, stage.Core.Epoch);
        stage.Pass(2);
        stage.Pass(1);
        Assert.Equal(3, stage.Core.Epoch);
        stage.Pass(58);
        Assert.Equal(3, stage.Core.Epoch);
        stage.Pass(3);
        stage.Pass(1);
        Assert.Equal(4, stage.Core.Epoch);
    }

    [Fact]
    public void Openings_that_fail_at_once_are_paused()
    {
        var stage = GraphStage.Opened();
        for (var i = 0; i < 5; i++)
        {
            stage.OpenPartitions();
            stage.Tell(new MemberProtocol.MemberFailed(GraphStage.Graph, stage.Core.Epoch, GraphStage.A, "out of memory"));
        }

        Assert.Equal(GraphPhase.Starting, stage.Core.Phase);
        var epoch = stage.Core.Epoch;
        stage.Pass(5);
        Assert.Equal(epoch + 1, stage.Core.Epoch);
    }

    [Fact]
    public void The_log_behind_the_last_checkpoint_is_run_again_in_order_before_anything_else()
    {
        var stage = GraphStage.Opened();
        for (var i = 1; i <= 2; i++)
        {
            stage.Run(i);
            stage.CarryOut();
        }

        stage.Restart();
        stage.Run(3);
        stage.Open();
        var begun = Assert.Single(stage.ToMember<MemberProtocol.Begin>().DistinctBy(b => b.Stamp));
        Assert.Equal((2L, 1L, true), (begun.Stamp.Epoch, begun.Stamp.Number, begun.IsReplay));
        stage.CarryOut();
        stage.CarryOut();
        var last = stage.ToMember<MemberProtocol.Begin>()[^1];
        Assert.Equal((3L, false), (last.Stamp.Number, last.IsReplay));
    }

    [Fact]
    public void An_operation_that_comes_out_differently_makes_the_graph_unreadable()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.CarryOut();
        stage.Restart();
        stage.Open();
        stage.CarryOut(fails: true);
        Assert.Equal(GraphPhase.Unreadable, stage.Core.Phase);
        stage.Run(2);
        Assert.Contains("does not come out as it did", stage.Outcome(2)!.Reason);
    }

    [Fact]
    public void Another_engine_does_not_run_the_log_again()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.CarryOut();
        stage.Restart(engine: "2");
        stage.Open();
        Assert.Equal(GraphPhase.Unreadable, stage.Core.Phase);
    }

    [Fact]
    public void A_log_that_cannot_be_read_makes_every_call_refused_with_its_reason()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Unreadable("of a newer version"));
        stage.Forget();
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.Tell(new GraphProtocol.DescribeGraph(2, GraphStage.Graph));
        stage.Tell(new GraphProtocol.CompleteImport(3, GraphStage.Graph));
        stage.Tell(new GraphProtocol.ReadGraph(GraphStage.Graph, 4, -1, []));
        stage.Tell(new GraphProtocol.DropGraph(5, GraphStage.Graph));
        stage.Tell(new GraphProtocol.KeepBlob(GraphStage.Graph, ContentHash.Of([1]), [1]));

        Assert.Equal(GraphPhase.Unreadable, stage.Core.Phase);
        var refused = stage.Replies<GraphProtocol.CallRefused>();
        Assert.Equal([1, 2, 3, 4, 5], refused.Select(reply => reply.Call));
        Assert.All(refused, reply => Assert.Equal("its journal cannot be read: of a newer version", reply.Reason));
        Assert.Single(stage.Replies<GraphProtocol.BlobRefused>());
        Assert.All(stage.Done, effect => Assert.IsType<GraphEffect.Reply>(effect));
    }

    /// <summary>It may be a repetition of one that took effect, so "nothing has happened" would be a guess.</summary>
    [Fact]
    public void Without_the_log_nobody_claims_to_know_what_became_of_an_operation()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Unreadable("of a newer version"));
        stage.Run(1);
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(2)));

        foreach (var number in new[] { 1, 2 })
        {
            var outcome = stage.Outcome(number)!;
            Assert.Equal(OperationEnd.Forgotten, outcome.End);
            Assert.EndsWith("whether the operation took effect before is not known", outcome.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_partition_that_cannot_be_read_makes_everything_refused_with_its_reason()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.Run(1);
        stage.Tell(new PartitionProtocol.PartitionUnreadable(GraphStage.Graph, 1, 1, "of a newer version"));
        Assert.Contains("of a newer version", stage.Outcome(1)!.Reason);
        Assert.Contains("of a newer version", Assert.Single(stage.Replies<GraphProtocol.CallRefused>()).Reason);
        stage.Forget();
        stage.Pass(30);
        Assert.Empty(stage.ToPartition<PartitionProtocol.OpenPartition>());
    }

    [Fact]
    public void A_graph_in_memory_writes_nothing_and_is_gone_with_a_member()
    {
        var stage = GraphStage.Opened(isDurable: false);
        stage.Run(1);
        stage.CarryOut();
        Assert.Equal(OperationEnd.Completed, stage.Outcome(1)!.End);
        stage.Run(2);
        stage.Feed(new GraphInput.MemberLost(GraphStage.B));
        Assert.Empty(stage.Journal);
        Assert.Equal(GraphPhase.Lost, stage.Core.Phase);
        Assert.Contains("kept in memory only", stage.Outcome(2)!.Reason);
        Assert.Contains("lost member b", stage.Outcome(2)!.Reason);
        stage.Tell(new GraphProtocol.ReadGraph(GraphStage.Graph, 5, 0, []));
        Assert.Contains("kept in memory only", stage.Replies<GraphProtocol.CallRefused>()[^1].Reason);
    }

    [Fact]
    public void Members_are_watched_from_their_first_partition_until_they_have_none()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.Open();
        Assert.Equal(GraphStage.Members, stage.Done.OfType<GraphEffect.Watch>().Select(w => w.Member));
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 1, 1));
        stage.Forget();
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 0, 2, GraphStage.A));
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 1, 2, GraphStage.A));
        Assert.Equal([GraphStage.B], stage.Done.OfType<GraphEffect.Unwatch>().Select(w => w.Member));
    }
}
