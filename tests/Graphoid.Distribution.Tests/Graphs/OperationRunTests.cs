using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class OperationRunTests
{
    private static readonly GraphId Graph = new("g");
    private static readonly OperationStamp Stamp = new(1, 5, 1);
    private static readonly MemberId A = new("a");
    private static readonly MemberId B = new("b");

    [Fact]
    public void A_wave_ends_when_a_round_sends_nothing_with_the_effects_in_order_of_round_and_member()
    {
        var run = Begin(OperationKind.Wave);
        Assert.Equal(4, run.TakeSends().Length);
        run.Take(Done(B, 0) with { Effects = [2] });
        run.Take(Done(A, 0) with { Sent = 1, SentTo = [new Traffic(B, 1, 1)], Effects = [1] });
        Assert.Equal([0, 1], Rounds(run).Select(r => r.Expected.Length));
        run.Take(Done(A, 1));
        run.Take(Done(B, 1) with { Effects = [3] });
        Assert.Equal(OperationEnd.Completed, run.Outcome!.End);
        Assert.Equal([1, 2, 3], run.Outcome.Parts.Select(p => (int)p[0]));
        Assert.Equal((5, 2), (run.Outcome.Number, run.Outcome.Rounds));
    }

    [Fact]
    public void Changes_of_all_members_are_carried_out_in_message_order_also_before_the_commit()
    {
        var run = Begin(OperationKind.Wave);
        run.TakeSends();
        run.Take(Done(A, 0) with { Changes = [Change(3, 0), Change(9, 1)] });
        run.Take(Done(B, 0) with { Changes = [Change(3, 1), Change(1, 7)] });
        var apply = run.TakeSends().Select(s => (MemberProtocol.ApplyChanges)s.Message).ToArray();
        Assert.Equal(2, apply.Length);
        Assert.Equal([(1, 7), (3, 0), (3, 1), (9, 1)], apply[0].Changes.Select(c => ((int)c.Sender, c.Order)));
        run.Take(Applied(A, 0) with { EdgeCount = 4 });
        Assert.False(run.IsOver);
        run.Take(Applied(B, 0) with { EdgeCount = 3 });
        Assert.Equal(7, run.Outcome!.EdgeCount);
    }

    /// <summary>Rule: as on one machine, a message to a node that is only now created counts before it is known whether it finds it.</summary>
    [Fact]
    public void Deferred_messages_start_another_round_whether_or_not_they_find_their_node()
    {
        var run = Begin(OperationKind.Wave);
        run.TakeSends();
        run.Take(Done(A, 0) with { Deferred = 1 });
        run.Take(Done(B, 0));
        run.TakeSends();
        run.Take(Applied(A, 0));
        run.Take(Applied(B, 0));
        Assert.Equal([1, 1], Rounds(run).Select(r => r.Index));
    }

    [Fact]
    public void What_a_member_may_expect_is_what_was_sent_in_the_round_and_behind_the_changes()
    {
        var run = Begin(OperationKind.Wave);
        run.TakeSends();
        run.Take(Done(A, 0) with { Sent = 3, Deferred = 2, SentTo = [new Traffic(B, 3, 2)] });
        run.Take(Done(B, 0));
        run.TakeSends();
        run.Take(Applied(A, 0) with { Sent = 2, SentTo = [new Traffic(B, 2, 1)] });
        run.Take(Applied(B, 0) with { Sent = 1, SentTo = [new Traffic(A, 1, 1)] });
        var rounds = Rounds(run);
        Assert.Equal([new Traffic(B, 1, 1)], rounds[0].Expected);
        Assert.Equal([new Traffic(A, 5, 3)], rounds[1].Expected);
    }

    [Fact]
    public void The_first_failure_in_message_order_is_the_operation_s_and_changes_are_not_carried_out()
    {
        var run = Begin(OperationKind.Wave);
        run.TakeSends();
        run.Take(Failed(A, 0, sender: 8) with { Failure = [1], Changes = [Change(1, 1)] });
        run.Take(Failed(B, 0, sender: 2) with { Failure = [2] });
        Assert.Equal(OperationEnd.Failed, run.Outcome!.End);
        Assert.Equal([2], run.Outcome.Failure);
        Assert.Equal((0L, 2L), (run.Outcome.Number, run.Outcome.FailedNodes));
        Assert.Empty(run.TakeSends());
    }

    [Fact]
    public void Failures_that_are_skipped_are_counted_only()
    {
        var run = Begin(OperationKind.WaveSkippingFailures);
        run.Take(Failed(A, 0, sender: 8));
        run.Take(Done(B, 0));
        Assert.Equal((OperationEnd.Completed, 1L), (run.Outcome!.End, run.Outcome.FailedNodes));
    }

    [Fact]
    public void A_cascade_that_does_not_come_to_rest_is_endless()
    {
        var run = Begin(OperationKind.Wave, roundsMax: 2);
        for (var round = 0; round < 2; round++)
        {
            run.Take(Done(A, round) with { Sent = 1 });
            run.Take(Done(B, round));
        }

        Assert.Equal((OperationEnd.Endless, 2), (run.Outcome!.End, run.Outcome.Rounds));
    }

    [Fact]
    public void Suspended_handlers_are_released_when_nothing_is_on_its_way()
    {
        var run = Begin(OperationKind.Turns);
        run.TakeSends();
        run.Take(Done(A, 0) with { Suspended = 1 });
        run.Take(Done(B, 0));
        Assert.All(Rounds(run), r => Assert.True(r.IsRelease));
    }

    [Fact]
    public void The_predicate_that_failed_on_the_lowest_node_fails_the_operation_before_any_round()
    {
        var run = Begin(OperationKind.Wave, hasSelection: true);
        Assert.All(run.TakeSends(), s => Assert.IsType<MemberProtocol.Begin>(s.Message));
        run.Take(new MemberProtocol.Selected(Graph, Stamp, A, 7, [7]));
        run.Take(new MemberProtocol.Selected(Graph, Stamp, B, 3, [3]));
        Assert.Equal([3], run.Outcome!.Failure);
    }

    [Fact]
    public void Rounds_start_when_all_members_have_selected()
    {
        var run = Begin(OperationKind.Wave, hasSelection: true);
        run.TakeSends();
        run.Take(new MemberProtocol.Selected(Graph, Stamp, A, -1, null));
        Assert.Empty(run.TakeSends());
        run.Take(new MemberProtocol.Selected(Graph, Stamp, B, -1, null));
        Assert.Equal(2, Rounds(run).Length);
    }

    [Fact]
    public void A_change_has_no_rounds_and_fails_when_a_member_cannot_carry_it_out()
    {
        var run = Begin(OperationKind.Change);
        Assert.Equal(2, run.TakeSends().Length);
        run.Take(Done(A, 0));
        run.Take(Failed(B, 0, sender: 0) with { Failure = [9] });
        Assert.Equal((OperationEnd.Failed, 9), (run.Outcome!.End, run.Outcome.Failure![0]));
    }

    [Fact]
    public void Answers_that_come_twice_or_for_another_round_or_from_strangers_change_nothing()
    {
        var run = Begin(OperationKind.Wave);
        Assert.True(run.Take(Done(A, 0) with { Sent = 1 }));
        Assert.False(run.Take(Done(A, 0) with { Sent = 5 }));
        Assert.False(run.Take(Done(B, 1)));
        Assert.False(run.Take(Done(new MemberId("c"), 0)));
        Assert.False(run.Take(Applied(B, 0)));
        Assert.Equal([B], run.Awaited);
    }

    private static OperationRun Begin(OperationKind kind, bool hasSelection = false, int roundsMax = 10)
    {
        var operation = new GraphOperation(kind, [], [], hasSelection, roundsMax, 0, 0);
        var run = new OperationRun(Graph, Stamp, operation, [A, B], [1, 1], [0, 0], isReplay: false, PlantedBug.None);
        run.Begin();
        return run;
    }

    private static MemberProtocol.Round[] Rounds(OperationRun run) => [.. run.TakeSends().Select(s => (MemberProtocol.Round)s.Message)];

    private static OrderedChange Change(long sender, int order) => new(sender, order, []);

    private static MemberProtocol.RoundDone Done(MemberId member, int round) =>
        new(Graph, Stamp, round, member, 0, 0, 0, 0, false, 0, 0, 0, null, [], [], [], 1, 0);

    private static MemberProtocol.RoundDone Failed(MemberId member, int round, long sender) =>
        Done(member, round) with { HasFailure = true, FailureSender = sender, FailedNodes = 1 };

    private static MemberProtocol.ChangesApplied Applied(MemberId member, int round) => new(Graph, Stamp, round, member, 0, [], 1, 0);
}
