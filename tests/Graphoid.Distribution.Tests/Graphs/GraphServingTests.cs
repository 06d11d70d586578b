using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class GraphServingTests
{
    [Fact]
    public void Turns_have_leave_while_nothing_runs_and_an_operation_waits_until_all_of_it_is_back()
    {
        var stage = GraphStage.Opened();
        Want(stage, 0);
        Want(stage, 1);
        var granted = stage.ToPartition<PartitionProtocol.TurnsGranted>();
        Assert.Equal([0, 1], granted.Select(g => g.Partition));
        stage.Run(1);
        Assert.Equal([0, 1], stage.ToPartition<PartitionProtocol.TurnsRevoked>().Select(g => g.Partition));
        Return(stage, granted[0]);
        Assert.Empty(stage.ToMember<MemberProtocol.Begin>());
        stage.Pass(1);
        Assert.Equal(1, stage.ToPartition<PartitionProtocol.TurnsRevoked>()[^1].Partition);
        Return(stage, granted[1]);
        Assert.NotEmpty(stage.ToMember<MemberProtocol.Begin>());
    }

    [Fact]
    public void Leave_asked_for_during_an_operation_is_granted_before_the_next_one()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(2);
        Want(stage, 1);
        Assert.Empty(stage.ToPartition<PartitionProtocol.TurnsGranted>());
        stage.CarryOut();
        var granted = Assert.Single(stage.ToPartition<PartitionProtocol.TurnsGranted>());
        Assert.Equal(1, granted.Number);
        Assert.Single(stage.ToPartition<PartitionProtocol.TurnsRevoked>());
        Want(stage, 1);
        Return(stage, granted);
        Assert.Single(stage.ToPartition<PartitionProtocol.TurnsGranted>());
        Assert.Equal(2, stage.ToMember<MemberProtocol.Begin>()[^1].Stamp.Number);
    }

    [Fact]
    public void A_read_goes_to_its_member_on_behalf_of_the_reader_and_waits_behind_operations_only()
    {
        var stage = GraphStage.Opened();
        Read(stage, 1, 1);
        Read(stage, 2, -1);
        Assert.Equal(
            [(GraphStage.B, 1L, 1), (GraphStage.A, 2L, 2), (GraphStage.B, 2L, 2)],
            Reads(stage).Select(r => (r.Member, ((MemberProtocol.Read)r.Message).Call, ((MemberProtocol.Read)r.Message).Members)));
        Assert.All(Reads(stage), r => Assert.Equal("driver", r.OnBehalfOf!.Value.Token));
        stage.Forget();
        stage.Run(1);
        Read(stage, 3, 0);
        Assert.Empty(Reads(stage));
        stage.CarryOut();
        Assert.Equal(1, ((MemberProtocol.Read)Assert.Single(Reads(stage)).Message).Number);
    }

    [Fact]
    public void A_read_of_a_partition_that_does_not_exist_or_that_waits_too_long_is_refused()
    {
        var stage = GraphStage.Opened();
        Read(stage, 1, 2);
        Assert.Single(stage.Replies<GraphProtocol.CallRefused>());
        stage.Run(1);
        Read(stage, 2, 0);
        stage.Pass(60);
        Assert.Equal(2, stage.Replies<GraphProtocol.CallRefused>()[^1].Call);
    }

    /// <summary>Rule: a partition moves between operations, behind a checkpoint, and takes the epoch with it.</summary>
    [Fact]
    public void A_partition_that_wants_to_move_goes_behind_a_checkpoint_and_the_graph_opens_anew()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Tell(new PartitionProtocol.LeaveWanted(GraphStage.Graph, 1, 1));
        stage.Run(2);
        Assert.Empty(stage.ToPartition<PartitionProtocol.LeaveGranted>());
        stage.CarryOut();
        Assert.Equal(2, stage.ToMember<MemberProtocol.WriteCheckpoint>().Length);
        stage.WriteCheckpoints();
        Assert.Equal(1, stage.Core.Checkpoint);
        Assert.Equal(1, Assert.Single(stage.ToPartition<PartitionProtocol.LeaveGranted>()).Partition);
        Assert.Equal(GraphPhase.Leaving, stage.Core.Phase);
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 1, 1));
        Assert.All(stage.ToPartition<PartitionProtocol.OpenPartition>(), o => Assert.Equal((2, 1), (o.Epoch, o.Checkpoint)));
        stage.Open();
        Assert.Equal(2, stage.ToMember<MemberProtocol.Begin>()[^1].Stamp.Number);
    }

    /// <summary>Rule: hand-over happens between operations only, behind a checkpoint; nobody waits for a coordinator that is gone.</summary>
    [Fact]
    public void A_graph_that_moves_ends_what_runs_and_takes_a_checkpoint_before_it_goes()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Feed(new GraphInput.MoveWanted());
        stage.Run(2);
        stage.Tell(new PartitionProtocol.LeaveWanted(GraphStage.Graph, 1, 1));
        Assert.Empty(stage.Done.OfType<GraphEffect.Stop>());
        stage.CarryOut();
        Assert.Equal(1, stage.Outcome(1)!.Number);
        Assert.Empty(stage.Done.OfType<GraphEffect.Stop>());
        stage.WriteCheckpoints();
        Assert.Equal(1, stage.Core.Checkpoint);
        Assert.Equal(1, Assert.Single(stage.ToPartition<PartitionProtocol.LeaveGranted>()).Partition);
        Assert.Equal(2, stage.ToMember<MemberProtocol.Dissolve>().Length);
        Assert.Single(stage.Done.OfType<GraphEffect.Stop>());
        Assert.Null(stage.Outcome(2));
    }

    [Fact]
    public void A_graph_that_moves_gives_up_what_takes_too_long_and_the_next_life_does_it_again()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { MoveWaitMax = TimeSpan.FromSeconds(3) });
        stage.Run(1);
        stage.Feed(new GraphInput.MoveWanted());
        stage.Pass(2.9);
        Assert.Empty(stage.Done.OfType<GraphEffect.Stop>());
        stage.Pass(0.2);
        Assert.Single(stage.Done.OfType<GraphEffect.Stop>());
        stage.Restart();
        stage.Run(1);
        stage.Open();
        stage.CarryOut();
        Assert.Equal(1, stage.Outcome(1)!.Number);
    }

    [Fact]
    public void A_graph_that_is_being_opened_moves_at_once()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 0, 1));
        Assert.Equal(GraphPhase.Opening, stage.Core.Phase);
        stage.Feed(new GraphInput.MoveWanted());
        Assert.Single(stage.Done.OfType<GraphEffect.Stop>());
    }

    [Fact]
    public void Without_a_new_operation_a_partition_may_move_at_once()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new PartitionProtocol.LeaveWanted(GraphStage.Graph, 0, 1));
        stage.Tell(new PartitionProtocol.LeaveWanted(GraphStage.Graph, 1, 1));
        Assert.Equal(2, stage.ToPartition<PartitionProtocol.LeaveGranted>().Length);
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 1, 1));
        Assert.Equal(1, stage.Core.Epoch);
        stage.Tell(new PartitionProtocol.PartitionClosed(GraphStage.Graph, 0, 1));
        Assert.Equal(2, stage.Core.Epoch);
    }

    [Fact]
    public void A_partition_of_an_earlier_epoch_may_move_at_once()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Tell(new PartitionProtocol.LeaveWanted(GraphStage.Graph, 1, 0));
        Assert.Equal(0, Assert.Single(stage.ToPartition<PartitionProtocol.LeaveGranted>()).Epoch);
    }

    /// <summary>Rule: the record of a checkpoint replaces all before it, so it must not overtake any of that.</summary>
    [Fact]
    public void A_checkpoint_is_committed_when_all_partitions_have_written_and_no_record_is_on_its_way()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { CheckpointOperations = 1 });
        stage.Run(1);
        stage.CarryOut();
        stage.Tell(new PartitionProtocol.CheckpointWritten(GraphStage.Graph, 0, 1, 1, 1));
        stage.Tell(new PartitionProtocol.CheckpointWritten(GraphStage.Graph, 0, 1, 1, 1));
        Assert.Empty(stage.Persisted<GraphEvents.CheckpointCommitted>());
        stage.IsWriting = false;
        stage.Tell(new GraphProtocol.CancelOperation(GraphStage.Graph, GraphStage.Id(9)));
        stage.Tell(new PartitionProtocol.CheckpointWritten(GraphStage.Graph, 1, 1, 1, 1));
        Assert.Empty(stage.Persisted<GraphEvents.CheckpointCommitted>());
        stage.Write();
        Assert.Equal([1, 9], Assert.Single(stage.Persisted<GraphEvents.CheckpointCommitted>()).Answered.Select(a => a.Id.Number));
        Assert.Single(stage.Done.OfType<GraphEffect.DeleteOldEvents>());
        Assert.Equal(2, stage.ToPartition<PartitionProtocol.CheckpointCommitted>().Length);
    }

    [Fact]
    public void A_life_that_recovers_from_a_checkpoint_alone_knows_what_the_former_knew()
    {
        var stage = GraphStage.Opened(options: new GraphCoordinatorOptions { CheckpointOperations = 1 });
        stage.Run(1);
        stage.CarryOut();
        stage.WriteCheckpoints();
        stage.Journal.RemoveRange(0, stage.Journal.FindLastIndex(e => e is GraphEvents.CheckpointCommitted));
        stage.Restart();
        Assert.Equal((1L, 1L, 2L), (stage.Core.Number, stage.Core.Checkpoint, stage.Core.Epoch));
        stage.Run(1);
        Assert.Equal(1, stage.Outcome(1)!.Number);
    }

    [Fact]
    public void A_partition_with_a_long_journal_gets_a_checkpoint()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new PartitionProtocol.CheckpointWanted(GraphStage.Graph, 0, 1));
        Assert.Equal(2, stage.ToMember<MemberProtocol.WriteCheckpoint>().Length);
    }

    private static void Want(GraphStage stage, int partition) =>
        stage.Tell(new PartitionProtocol.TurnsWanted(GraphStage.Graph, partition, stage.Core.Epoch));

    private static void Return(GraphStage stage, PartitionProtocol.TurnsGranted granted) =>
        stage.Tell(new PartitionProtocol.TurnsReturned(GraphStage.Graph, granted.Partition, granted.Epoch, granted.Leave));

    private static void Read(GraphStage stage, long call, int partition) =>
        stage.Tell(new GraphProtocol.ReadGraph(GraphStage.Graph, call, partition, []));

    private static GraphEffect.ToMember[] Reads(GraphStage stage) =>
        [.. stage.Done.OfType<GraphEffect.ToMember>().Where(e => e.Message is MemberProtocol.Read)];
}
