using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class GraphOperationsTests
{
    /// <summary>Rule: the record is the commit point.</summary>
    [Fact]
    public void Neither_driver_nor_members_hear_of_a_commit_before_the_journal_has_it()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.IsWriting = false;
        stage.CarryOut();
        Assert.Single(stage.Persisted<GraphEvents.OperationCommitted>());
        Assert.Null(stage.Outcome(1));
        Assert.Empty(stage.ToMember<MemberProtocol.End>());
        stage.Write();
        Assert.Equal((OperationEnd.Completed, 1L), (stage.Outcome(1)!.End, stage.Outcome(1)!.Number));
        Assert.All(stage.ToMember<MemberProtocol.End>(), e => Assert.True(e.IsCommit));
    }

    [Fact]
    public void A_failed_operation_is_undone_takes_no_number_and_is_remembered_durably_before_it_is_told()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.IsWriting = false;
        stage.CarryOut(fails: true);
        Assert.All(stage.ToMember<MemberProtocol.End>(), e => Assert.False(e.IsCommit));
        Assert.Null(stage.Outcome(1));
        stage.IsWriting = true;
        stage.Write();
        Assert.Equal(OperationEnd.Failed, stage.Outcome(1)!.End);
        Assert.Equal(0, stage.Core.Number);
        stage.Restart();
        stage.Run(1);
        Assert.Equal(OperationEnd.Failed, stage.Outcome(1)!.End);
    }

    [Fact]
    public void An_attempt_after_a_failed_operation_has_a_stamp_of_its_own()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.CarryOut(fails: true);
        stage.Run(2);
        Assert.Equal([new(1, 1, 1), new(1, 1, 2)], stage.ToMember<MemberProtocol.Begin>().Select(b => b.Stamp).Distinct());
        stage.Tell(GraphStage.RoundDone(new(1, 1, 1), GraphStage.A));
        stage.Tell(GraphStage.RoundDone(new(1, 1, 1), GraphStage.B));
        Assert.Null(stage.Outcome(2));
    }

    [Fact]
    public void One_operation_runs_at_a_time_first_come_first_served()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(2);
        stage.Run(3);
        Assert.Single(stage.ToMember<MemberProtocol.Begin>().DistinctBy(b => b.Stamp));
        stage.CarryOut();
        stage.CarryOut();
        stage.CarryOut();
        Assert.Equal([1, 2, 3], stage.Persisted<GraphEvents.OperationCommitted>().Select(c => c.Id.Number));
    }

    [Fact]
    public void Whoever_repeats_an_operation_gets_the_same_answer_and_it_runs_once()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(1, from: "again");
        stage.CarryOut();
        stage.Run(1, from: "later");
        foreach (var asker in new[] { "driver", "again", "later" })
        {
            Assert.Equal(1, stage.Outcome(1, asker)!.Number);
        }

        Assert.Equal(1, stage.Core.Number);
    }

    [Fact]
    public void An_operation_older_than_what_is_kept_is_neither_run_nor_answered_as_new()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { AnsweredPerSessionMax = 1 });
        stage.Run(1);
        stage.CarryOut();
        stage.Run(2);
        stage.CarryOut();
        stage.Run(1, from: "late");
        Assert.Equal(OperationEnd.Forgotten, stage.Outcome(1, "late")!.End);
        Assert.Equal(2, stage.Core.Number);
    }

    [Fact]
    public void One_more_than_may_wait_is_refused()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { WaitingMax = 2 });
        for (var i = 1; i <= 4; i++)
        {
            stage.Run(i);
        }

        Assert.Null(stage.Outcome(3));
        Assert.Contains("2 operations and reads wait", stage.Outcome(4)!.Reason);
    }

    /// <summary>Rule: a refusal names what was awaited and from whom, and nobody is left hanging.</summary>
    [Fact]
    public void An_operation_that_cannot_begin_in_time_is_told_what_it_waited_for()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Tell(GraphStage.RoundDone(new(1, 1, 1), GraphStage.A));
        stage.Run(2, waitMaxMs: 5000);
        stage.Pass(5);
        Assert.Equal(OperationEnd.Refused, stage.Outcome(2)!.End);
        Assert.Contains("round 0 by b", stage.Outcome(2)!.Reason);
        Assert.Null(stage.Outcome(1));
        stage.Feed(new GraphInput.MemberLost(GraphStage.A));
        stage.Run(3, waitMaxMs: 2000);
        stage.Tell(new PartitionProtocol.PartitionOpened(GraphStage.Graph, 0, 2, GraphStage.A));
        stage.Pass(2);
        Assert.Contains("partitions 1 of 2 are not open in epoch 2", stage.Outcome(3)!.Reason);
    }

    [Fact]
    public void A_lost_attempt_runs_again_in_the_next_epoch_until_its_time_is_up()
    {
        var stage = GraphStage.Opened();
        stage.Run(1, waitMaxMs: 20_000);
        stage.Feed(new GraphInput.MemberLost(GraphStage.B));
        stage.Open();
        Assert.Equal(new OperationStamp(2, 1, 1), stage.ToMember<MemberProtocol.Begin>()[^1].Stamp);
        stage.Feed(new GraphInput.MemberLost(GraphStage.B));
        stage.Pass(21);
        Assert.Contains("an attempt was lost", stage.Outcome(1)!.Reason);
    }

    [Fact]
    public void A_member_lost_while_the_record_is_written_does_not_run_the_operation_again()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.IsWriting = false;
        stage.CarryOut();
        stage.Feed(new GraphInput.MemberLost(GraphStage.B));
        stage.IsWriting = true;
        stage.Write();
        Assert.Equal(OperationEnd.Completed, stage.Outcome(1)!.End);
        stage.Open();
        Assert.True(stage.ToMember<MemberProtocol.Begin>()[^1].IsReplay);
        stage.CarryOut();
        Assert.Equal(1, stage.Core.Number);
    }

    [Fact]
    public void A_waiting_operation_is_taken_back_and_a_running_one_is_undone()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(2);
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(2)), "canceller");
        Assert.Equal(OperationEnd.Cancelled, stage.Outcome(2)!.End);
        Assert.Equal(OperationEnd.Cancelled, stage.Outcome(2, "canceller")!.End);
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(1)));
        Assert.Equal(OperationEnd.Cancelled, stage.Outcome(1)!.End);
        Assert.All(stage.ToMember<MemberProtocol.End>(), e => Assert.False(e.IsCommit));
    }

    [Fact]
    public void What_is_being_committed_cannot_be_taken_back()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.IsWriting = false;
        stage.CarryOut();
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(1)), "canceller");
        stage.Write();
        Assert.Equal(OperationEnd.Completed, stage.Outcome(1, "canceller")!.End);
    }

    [Fact]
    public void An_operation_that_is_taken_back_before_it_arrives_never_runs()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(1)));
        stage.Run(1);
        Assert.Equal(OperationEnd.Cancelled, stage.Outcome(1)!.End);
        Assert.Empty(stage.ToMember<MemberProtocol.Begin>());
    }

    [Fact]
    public void An_operation_whose_contents_are_not_kept_is_refused_and_kept_ones_survive_a_checkpoint()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { CheckpointOperations = 1 });
        var hash = ContentHash.Of([5]);
        stage.Run(1, blobs: [hash]);
        Assert.Equal(OperationEnd.Refused, stage.Outcome(1)!.End);
        stage.Tell(new GraphProtocol.KeepBlob(GraphStage.Graph, hash, [5]));
        Assert.Equal(hash, Assert.Single(stage.Replies<GraphProtocol.BlobKept>()).Hash);
        stage.Run(2, blobs: [hash]);
        stage.CarryOut();
        stage.WriteCheckpoints();
        stage.Journal.RemoveRange(0, stage.Journal.FindLastIndex(e => e is GraphEvents.CheckpointCommitted));
        stage.Restart();
        stage.Tell(new MemberProtocol.NeedBlob(GraphStage.Graph, hash), "member");
        Assert.Equal([5], Assert.Single(stage.Replies<MemberProtocol.Blob>("member")).Content);
    }

    [Fact]
    public void Content_under_a_wrong_hash_is_not_kept()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new GraphProtocol.KeepBlob(GraphStage.Graph, ContentHash.Of([1]), [2]));
        Assert.Single(stage.Replies<GraphProtocol.BlobRefused>());
    }

    [Fact]
    public void A_failed_write_ends_the_life_without_another_word()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.IsWriting = false;
        stage.CarryOut();
        stage.Feed(new GraphInput.PersistFailed("disk full"));
        Assert.Single(stage.Done.OfType<GraphEffect.Stop>());
        stage.Forget();
        stage.Run(2);
        stage.Pass(1);
        Assert.Empty(stage.Done);
    }

    [Fact]
    public void Who_waits_is_told_now_and_then()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(2);
        stage.Pass(2);
        Assert.Equal(["running", "waiting"], stage.Replies<GraphProtocol.OperationProgress>().Select(p => p.State));
    }
}
