using System.Text;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;
using static Graphoid.Distribution.Tests.Partitions.PartitionSample;

namespace Graphoid.Distribution.Tests.Partitions;

/// <summary>Design 8: a partition journals a turn's effect with group commit before the reply leaves, and applies a repeated turn once.</summary>
public sealed class TurnTests
{
    [Fact]
    public void A_turn_is_answered_after_it_is_journaled()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 4).Run(Turn(1));
        Assert.Empty(sample.Replies);
        sample.WriteAll();
        Assert.Equal("1", TextOf(Assert.Single(sample.Answers())));
        var record = Assert.IsType<PartitionEvents.TurnsCommitted>(sample.Journal[^1].Record);
        Assert.Equal((1, 4), (record.Epoch, record.Number));
    }

    [Fact]
    public void Turns_that_come_while_a_record_is_written_share_the_next_one()
    {
        var sample = new PartitionSample(new PartitionLimits { RecordTurns = 3 }).OpenFully(1, grant: 0);
        for (var number = 1; number <= 6; number++)
        {
            sample.Run(Turn(number));
        }

        Assert.Equal(4, sample.Host.Ran.Count);
        sample.WriteAll();
        Assert.Equal([1, 3, 2], sample.Journal.Skip(1).Select(each => ((PartitionEvents.TurnsCommitted)each.Record).Turns.Length));
        Assert.Equal(Enumerable.Range(1, 6), sample.Answers().Select(done => (int)done.Id.Number));
    }

    [Fact]
    public void A_turn_that_only_reads_waits_for_the_turns_it_has_seen()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1)).Run(Turn(2, "?"));
        Assert.Empty(sample.Replies);
        sample.WriteAll();
        Assert.Equal(["1", "1"], sample.Answers().Select(TextOf));
        Assert.Single(sample.Run(Turn(3, "?")).Journal.Select(each => each.Record).OfType<PartitionEvents.TurnsCommitted>());
        Assert.Equal(3, sample.Replies.Count);
    }

    [Fact]
    public void An_old_grant_that_is_repeated_after_its_leave_was_returned_runs_no_turns()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 4);
        sample.Do(log => log.Revoke(new TurnsRevoked(Graph, 0, 1, 1), sample.Now));
        Assert.Equal(1, Assert.Single(sample.Told.OfType<TurnsReturned>()).Leave);

        sample.Run(Turn(1)).Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 4, 1), sample.Now));
        Assert.Empty(sample.Host.Ran);

        sample.Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 5, 2), sample.Now)).WriteAll();
        Assert.Equal(5, Assert.IsType<PartitionEvents.TurnsCommitted>(sample.Journal[^1].Record).Number);
        Assert.Single(sample.Answers());
    }

    [Fact]
    public void A_turn_that_does_more_is_handed_back_at_once()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1, "send"));
        Assert.True(Assert.Single(sample.Answers()).NeedsOperation);
        Assert.Equal(0, sample.PendingWrites);
    }

    [Fact]
    public void A_repeated_turn_is_run_once_whether_it_waits_is_written_or_answered_and_in_the_next_life()
    {
        var sample = new PartitionSample().OpenFully(1).Run(Turn(1), "one").Run(Turn(1), "two");
        sample.Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 0, 1), default)).Run(Turn(1), "three").WriteAll().Run(Turn(1), "four");
        sample.Crash().Run(Turn(1), "five");
        Assert.Equal(["one", "two", "three", "four", "five"], sample.Replies.Select(reply => (string)reply.Asker));
        Assert.All(sample.Answers(), done => Assert.Equal("1", TextOf(done)));
        Assert.Single(sample.Host.Ran);
    }

    [Fact]
    public void A_turn_older_than_the_window_is_refused()
    {
        var sample = new PartitionSample(new PartitionLimits { WindowTurns = 2 }).OpenFully(1, grant: 0);
        sample.Run(Turn(1)).Run(Turn(2)).Run(Turn(3)).WriteAll().Run(Turn(1)).Run(Turn(2));
        Assert.Contains("so late", sample.Answers()[^2].Refusal);
        Assert.Null(sample.Answers()[^1].Refusal);
        Assert.Equal(3, sample.Host.Ran.Count);
    }

    [Fact]
    public void Leave_is_asked_for_once_and_again_after_a_while()
    {
        var sample = new PartitionSample().OpenFully(1).Run(Turn(1)).Run(Turn(2));
        Assert.Single(sample.Told.OfType<TurnsWanted>());
        sample.Now = sample.Log.WakeAt!.Value;
        sample.Do(log => log.Tick(sample.Now));
        Assert.Equal(2, sample.Told.OfType<TurnsWanted>().Count());
    }

    [Fact]
    public void A_turn_for_a_closed_partition_wakes_the_graph()
    {
        var sample = new PartitionSample().Run(Turn(1));
        Assert.Equal(new TurnsWanted(Graph, 0, 0), Assert.Single(sample.Told));
        sample.OpenFully(1, grant: 0).WriteAll();
        Assert.Single(sample.Answers());
    }

    [Fact]
    public void One_turn_too_many_is_unavailable()
    {
        var sample = new PartitionSample(new PartitionLimits { QueueTurns = 2 }).Run(Turn(1)).Run(Turn(2)).Run(Turn(3));
        Assert.Equal((3, true), (Assert.Single(sample.Answers()).Id.Number, sample.Answers()[0].IsUnavailable));
    }

    [Fact]
    public void Leave_goes_back_when_everything_is_journaled_and_turns_go_on_in_order_afterwards()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 3).Run(Turn(1)).Run(Turn(2));
        sample.Do(log => log.Revoke(new TurnsRevoked(Graph, 0, 1, 1), default)).Run(Turn(3));
        Assert.DoesNotContain(sample.Told, told => told is TurnsReturned or TurnsWanted);
        sample.WriteAll();
        Assert.Equal([new TurnsReturned(Graph, 0, 1, 1), new TurnsWanted(Graph, 0, 1)], sample.Told.Skip(1));
        Assert.Equal(2, sample.Host.Ran.Count);
        sample.Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 4, 2), default)).WriteAll();
        Assert.Equal([3L, 3L, 4L], sample.Journal.Skip(1).Select(each => ((PartitionEvents.TurnsCommitted)each.Record).Number));
    }

    [Fact]
    public void Leave_of_another_epoch_is_none()
    {
        var sample = new PartitionSample().OpenFully(2).Run(Turn(1));
        sample.Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 0, 1), default));
        Assert.Empty(sample.Host.Ran);
    }

    [Fact]
    public void A_turn_waits_for_the_program_it_refers_to()
    {
        var hash = ContentHash.Of("program"u8);
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1, "+1", "a", hash)).Run(Turn(2));
        Assert.Empty(sample.Host.Ran);
        Assert.Equal(new MemberProtocol.NeedBlob(Graph, hash), sample.Told[^1]);
        sample.Do(log => log.Blob(new MemberProtocol.Blob(Graph, hash, [1]), default)).WriteAll();
        Assert.Equal([1L, 2L], sample.Answers().Select(done => done.Id.Number));
    }

    [Fact]
    public void An_unknown_program_refuses_the_turn_and_a_late_one_makes_it_unavailable()
    {
        var (unknown, late) = (ContentHash.Of("unknown"u8), ContentHash.Of("late"u8));
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1, "+1", "a", unknown)).Run(Turn(2, "+1", "a", late));
        sample.Do(log => log.Blob(new MemberProtocol.Blob(Graph, unknown, null), default));
        Assert.Contains("does not have the program", Assert.Single(sample.Answers()).Refusal);
        sample.Now = new PartitionLimits().BlobWait;
        sample.Do(log => log.Tick(sample.Now));
        Assert.True(sample.Answers()[^1].IsUnavailable);
        Assert.Empty(sample.Host.Ran);
    }

    [Fact]
    public void What_waits_when_the_life_ends_is_unavailable_and_what_was_run_gets_no_answer()
    {
        var sample = new PartitionSample(new PartitionLimits { RecordTurns = 1 }).OpenFully(1, grant: 0);
        sample.Run(Turn(1)).Run(Turn(2)).Run(Turn(3)).Do(log => log.Close()).Run(Turn(1));
        Assert.Equal((3L, true), (Assert.Single(sample.Answers()).Id.Number, sample.Answers()[0].IsUnavailable));
    }

    [Fact]
    public void A_checkpoint_keeps_state_and_window_and_deletes_the_rest_once_it_is_committed()
    {
        var sample = new PartitionSample(new PartitionLimits { RecordBytes = 100 }).OpenFully(1, grant: 0);
        sample.Run(Turn(1)).Run(Turn(2)).Run(Turn(3)).WriteAll().Do(log => log.Revoke(new TurnsRevoked(Graph, 0, 1, 1), default));
        Checkpoint(sample, 1, 5, "x", "y");
        Assert.Equal(new CheckpointWritten(Graph, 0, 1, 5, 2), sample.Told[^1]);
        sample.Do(log => log.Grant(new TurnsGranted(Graph, 0, 1, 5, 2), default)).Run(Turn(4)).WriteAll();
        sample.Do(log => log.Commit(new CheckpointCommitted(Graph, 0, 1, 5)));
        Assert.DoesNotContain(sample.Journal, each => each.Record is PartitionEvents.EpochStarted);

        sample.Crash().Open(2, 5);
        Assert.Equal(["x", "y"], sample.Deposit.Chunks.Select(Encoding.UTF8.GetString));
        Assert.Equal((5, 4), (Assert.Single(sample.Deposit.Turns).Number, sample.Deposit.Turns[0].Turn.Id.Number));
        sample.Replies.Clear();
        sample.Run(Turn(1)).Run(Turn(4));
        Assert.Equal(["1", "1111"], sample.Answers().Select(TextOf));
    }

    [Fact]
    public void An_uncommitted_checkpoint_is_of_no_use_to_the_next_epoch()
    {
        var sample = new PartitionSample().OpenFully(1, grant: 0).Run(Turn(1)).WriteAll();
        sample.Do(log => log.Revoke(new TurnsRevoked(Graph, 0, 1, 1), default));
        Checkpoint(sample, 1, 5, "x");
        sample.Crash().Open(2);
        Assert.Empty(sample.Deposit.Chunks);
        Assert.Single(sample.Deposit.Turns);
    }

    [Fact]
    public void Memory_of_answered_turns_is_the_same_after_a_checkpoint_and_bounded_in_every_direction()
    {
        var limits = new PartitionLimits { WindowTurns = 3, WindowBytes = 1000, Sessions = 5, RecordBytes = 200 };
        var random = new Random(7);
        var live = new AnsweredTurns(limits);
        for (var step = 0; step < 500; step++)
        {
            live.Add(new OperationId(new Guid(random.Next(8), 0, 0, new byte[8]), step), new byte[random.Next(100)]);
            if (step % 50 == 0)
            {
                var restored = new AnsweredTurns(limits);
                restored.Restore(live.ToRecords(1));
                for (var each = 0; each < 20; each++)
                {
                    var id = new OperationId(new Guid(random.Next(8), 0, 0, new byte[8]), 1000 + step + each);
                    live.Add(id, [1]);
                    restored.Add(id, [1]);
                }

                Assert.Equal(
                    live.ToRecords(1).SelectMany(record => record.Sessions), restored.ToRecords(1).SelectMany(record => record.Sessions));
                Assert.Equal(
                    Answered(live), Answered(restored));
            }
        }

        Assert.InRange(live.Count, 1, 15);
    }

    private static IEnumerable<(OperationId, int)> Answered(AnsweredTurns turns) =>
        turns.ToRecords(1).SelectMany(record => record.Answered).Select(turn => (turn.Id, turn.Outcome.Length));

    private static void Checkpoint(PartitionSample sample, long epoch, long number, params string[] parts)
    {
        for (var index = 0; index < parts.Length; index++)
        {
            var (at, content) = (index, Encoding.UTF8.GetBytes(parts[index]));
            sample.Do(log => log.KeepPart(epoch, number, at, at == parts.Length - 1, content, default)).WriteAll();
        }

        Assert.Equal(parts.Length, sample.Others.OfType<PartitionEffect.PartKept>().Count());
    }
}
