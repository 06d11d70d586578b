using Graphoid.Distribution.Partitions;
using static Graphoid.Distribution.Protocols.PartitionProtocol;
using static Graphoid.Distribution.Tests.Partitions.PartitionSample;

namespace Graphoid.Distribution.Tests.Partitions;

/// <summary>Design 6: every incarnation of a partition first persists its epoch. Design 8: recovery starts at a checkpoint.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void The_epoch_is_journaled_before_the_state_is_deposited()
    {
        var sample = new PartitionSample();
        sample.Do(log => log.Open(new OpenPartition(sample.Spec(), 0, 1, 0), default));
        Assert.Empty(sample.Others);
        sample.WriteOne();
        Assert.Equal(1, sample.Deposit.Epoch);
        Assert.Empty(sample.Told);
        sample.Do(log => log.Deposited(1, sample.Host, new("m1"), default));
        Assert.Equal(new PartitionOpened(Graph, 0, 1, new("m1")), Assert.Single(sample.Told));
    }

    [Fact]
    public void A_repeated_opening_is_answered_again_and_an_older_one_is_not()
    {
        var sample = new PartitionSample().OpenFully(3);
        sample.Open(3).Open(2);
        Assert.Equal(2, sample.Told.OfType<PartitionOpened>().Count());
        Assert.Equal(2, sample.Told.Count);
    }

    [Fact]
    public void A_newer_epoch_ends_the_life_and_tells_the_graph()
    {
        var sample = new PartitionSample().OpenFully(1).Open(2);
        Assert.True(sample.IsStopped);
        Assert.Contains(new PartitionClosed(Graph, 0, 1), sample.Told);
        Assert.Contains(new PartitionEffect.Withdraw(1), sample.Others);
        sample.Crash().OpenFully(2);
        Assert.Contains(new PartitionOpened(Graph, 0, 2, new("m1")), sample.Told);
    }

    [Fact]
    public void A_later_life_does_not_pass_for_the_one_that_was_opened()
    {
        var sample = new PartitionSample().OpenFully(1).Crash();
        sample.Told.Clear();
        sample.Open(1);
        sample.Do(log => log.Revoke(new TurnsRevoked(Graph, 0, 1, 1), default));
        Assert.Equal([new PartitionClosed(Graph, 0, 1), new PartitionClosed(Graph, 0, 1)], sample.Told);
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_is_reported_in_words()
    {
        var sample = new PartitionSample().Open(1, 7);
        var told = Assert.IsType<PartitionUnreadable>(Assert.Single(sample.Told));
        Assert.Equal("partition `north` cannot be opened: the state after operation 7 is not stored", told.Reason);
        Assert.Empty(sample.Others);
    }

    [Fact]
    public void Parts_of_an_import_are_kept_once_in_order_and_deposited()
    {
        var sample = new PartitionSample();
        Load(sample, 0).WriteAll();
        Load(sample, 2).WriteAll();
        Load(sample, 0).WriteAll();
        Load(sample, 1, isLast: true);
        Assert.Equal([0, 0], Kept(sample));
        sample.WriteAll();
        Assert.Equal([0, 0, 1], Kept(sample));
        Assert.Equal(2, sample.Journal.Count);
        sample.Crash().Open(1);
        Assert.Equal([[0], [1]], sample.Deposit.Chunks);
        Assert.Equal(0, sample.Deposit.Checkpoint);
    }

    [Fact]
    public void An_import_without_its_end_cannot_be_opened()
    {
        var sample = new PartitionSample();
        Load(sample, 0).WriteAll().Open(1);
        var told = Assert.IsType<PartitionUnreadable>(Assert.Single(sample.Told));
        Assert.Equal(
            "partition `north` cannot be opened: of what was imported only the first 1 parts are stored, the end is missing", told.Reason);
    }

    [Fact]
    public void More_parts_of_an_import_than_may_be_in_flight_are_ignored()
    {
        var sample = new PartitionSample(new PartitionLimits { ChunksInFlight = 2 });
        for (var index = 0; index < 3; index++)
        {
            Load(sample, index);
        }

        Assert.Equal(2, sample.PendingWrites);
    }

    [Fact]
    public void A_state_that_the_member_refuses_is_reported_each_time_the_graph_asks()
    {
        var sample = new PartitionSample().Open(1);
        sample.Do(log => log.DepositRefused(1, "it was written by a newer version")).Open(1);
        Assert.Equal(2, sample.Told.OfType<PartitionUnreadable>().Count(told => told.Reason.EndsWith("newer version")));
    }

    [Fact]
    public void A_silent_member_is_given_the_state_again_after_a_while()
    {
        var sample = new PartitionSample().Open(1).Open(1);
        Assert.Single(sample.Others);
        sample.Now = new PartitionLimits().DepositAgain;
        sample.Open(1);
        Assert.Equal(2, sample.Others.Count);
    }

    [Fact]
    public void A_record_of_another_kind_makes_the_journal_unreadable() =>
        Assert.Throws<InvalidDataException>(() => new PartitionLog(Graph, 0).Recover(1, "rubbish"));

    [Fact]
    public void Without_durability_a_partition_goes_back_inside_of_its_life()
    {
        var sample = new PartitionSample(isDurable: false).OpenFully(1, grant: 0).Run(Turn(1)).OpenFully(2);
        Assert.Empty(sample.Journal);
        Assert.False(sample.IsStopped);
        Assert.Equal(Id(1), Assert.Single(sample.Deposit.Turns).Turn.Id);
        Assert.Equal(new PartitionOpened(Graph, 0, 2, new("m1")), sample.Told[^1]);
    }

    [Fact]
    public void Without_durability_memory_is_bounded_and_going_back_ends_with_it()
    {
        var sample = new PartitionSample(new PartitionLimits { MemoryBytes = 100 }, isDurable: false).OpenFully(1, grant: 0);
        sample.Run(Turn(1)).Run(Turn(2)).Open(2);
        Assert.Contains("kept in memory only", Assert.IsType<PartitionUnreadable>(sample.Told[^1]).Reason);
    }

    [Fact]
    public void A_partition_that_is_to_move_asks_the_graph_and_stops_when_it_may()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1)).Run(Turn(2));
        sample.Do(log => log.HandOff(default));
        Assert.Contains(new LeaveWanted(Graph, 0, 1), sample.Told);
        sample.Do(log => log.LeaveGranted(new LeaveGranted(Graph, 0, 1)));
        Assert.False(sample.IsStopped);
        sample.WriteAll();
        Assert.True(sample.IsStopped);
        Assert.Equal(["1", "11"], sample.Answers().Select(TextOf));
    }

    [Fact]
    public void A_graph_that_does_not_answer_holds_up_a_move_for_a_bounded_time()
    {
        var sample = new PartitionSample().OpenFully(1).Do(log => log.HandOff(default));
        sample.Now = sample.Log.WakeAt!.Value;
        sample.Do(log => log.Tick(sample.Now));
        Assert.Equal(2, sample.Told.OfType<LeaveWanted>().Count());
        sample.Now = new PartitionLimits().LeaveWait;
        sample.Do(log => log.Tick(sample.Now));
        Assert.True(sample.IsStopped);
    }

    [Fact]
    public void A_dropped_partition_has_no_records()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1));
        sample.Do(log => log.Drop(new DropPartition(Graph, 0), "graph"));
        Assert.DoesNotContain(sample.Replies, reply => reply.Message is PartitionDropped);
        sample.WriteAll();
        Assert.Contains(sample.Replies, reply => reply.Message is PartitionDropped);
        Assert.Empty(sample.Journal);
        Assert.True(sample.IsStopped);
    }

    private static PartitionSample Load(PartitionSample sample, int index, bool isLast = false) =>
        sample.Do(log => log.Load(new LoadChunk(Graph, 0, index, isLast, [(byte)index], true), "importer", default));

    private static IEnumerable<int> Kept(PartitionSample sample) =>
        sample.Replies.Select(reply => reply.Message).OfType<ChunkKept>().Select(kept => kept.Index);
}
