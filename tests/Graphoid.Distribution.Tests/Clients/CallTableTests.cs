using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Clients;

public sealed class CallTableTests
{
    private static readonly CallKey Key = new CallKey.Operation(new OperationId(Guid.Empty, 1));
    private static readonly CallPlan Operation = new(Seconds(30), Seconds(10), CallCancellation.IsSent);
    private static readonly CallPlan Turn = new(Seconds(30), TimeSpan.Zero, CallCancellation.WaitsOn);
    private static readonly CallPlan Read = new(Seconds(30), TimeSpan.Zero, CallCancellation.EndsAtOnce);

    private readonly CallTable _table = new(CallSettings.Default with { PendingMax = 3 });
    private readonly List<CallEffect> _effects = [];
    private readonly List<double> _sentAt = [];

    [Fact]
    public void A_call_is_sent_at_once_and_then_at_growing_intervals_up_to_the_longest()
    {
        Begin(Operation);

        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 12.5, 17.5], SentUntil(20));
    }

    [Fact]
    public void An_answered_call_is_not_sent_again_and_a_second_answer_is_late()
    {
        Begin(Operation);

        Assert.True(_table.Answered(Key));
        Assert.False(_table.Answered(Key));
        Assert.Null(_table.NextDue);
        Assert.Equal([0], SentUntil(100));
    }

    [Fact]
    public void Without_an_answer_it_is_unknown_whether_an_operation_took_effect()
    {
        Begin(Operation);

        SentUntil(39.9);
        Assert.True(_table.IsPending(Key));
        SentUntil(40);

        Assert.Equal(new CallEffect.Finish(Key, CallEnd.Unknown), _effects[^1]);
        Assert.False(_table.IsPending(Key));
    }

    [Fact]
    public void A_later_sending_leaves_less_time_to_begin_but_never_none()
    {
        Begin(Operation);
        SentUntil(39);

        var left = _effects.OfType<CallEffect.Send>().Select(send => send.Left.TotalSeconds).ToArray();

        Assert.Equal([30, 29.5, 28.5, 26.5, 22.5, 17.5, 12.5, 7.5, 5, 5, 5], left);
    }

    [Fact]
    public void Signs_of_life_keep_a_call_waiting_and_silence_ends_it()
    {
        Begin(Operation);
        for (var at = 10; at <= 300; at += 10)
        {
            SentUntil(at);
            _table.Alive(Key, Seconds(at));
        }

        SentUntil(359);
        Assert.True(_table.IsPending(Key));
        SentUntil(360);
        Assert.Equal(new CallEffect.Finish(Key, CallEnd.Unknown), _effects[^1]);
    }

    [Fact]
    public void A_declined_turn_is_sent_again_after_a_short_pause()
    {
        Begin(Turn);
        _table.Declined(Key, Seconds(0.1));
        Assert.Equal([0, 0.6], SentUntil(0.7));
        _table.Declined(Key, Seconds(0.8));

        Assert.Equal([0, 0.6, 1.3], SentUntil(1.3));
    }

    [Fact]
    public void A_turn_that_was_always_declined_never_began()
    {
        Begin(Turn);
        for (var at = 0.1; at < 30; at += 0.1)
        {
            _table.Declined(Key, Seconds(at));
            Tick(at);
        }

        Tick(30);

        Assert.Equal(new CallEffect.Finish(Key, CallEnd.NeverBegan), _effects[^1]);
    }

    [Fact]
    public void A_turn_with_one_sending_unaccounted_for_may_have_taken_effect()
    {
        Begin(Turn);
        SentUntil(0.6);
        _table.Declined(Key, Seconds(0.7));
        SentUntil(30);

        Assert.Equal(new CallEffect.Finish(Key, CallEnd.Unknown), _effects[^1]);
    }

    [Fact]
    public void Taking_back_an_operation_is_sent_until_it_is_answered()
    {
        Begin(Operation);
        _effects.Clear();

        _table.Cancel(Key, Seconds(0.2), _effects);
        SentUntil(2);
        _table.Cancel(Key, Seconds(2), _effects);

        Assert.Equal(Enumerable.Repeat(new CallEffect.SendCancel(Key), 3), _effects);
        Assert.True(_table.Answered(Key));
    }

    [Fact]
    public void The_answer_to_taking_back_is_awaited_for_a_bounded_time_whatever_signs_of_life_there_are()
    {
        Begin(Operation);
        _table.Alive(Key, Seconds(1));
        _table.Cancel(Key, Seconds(2), _effects);
        _table.Alive(Key, Seconds(20));

        SentUntil(31.9);
        Assert.True(_table.IsPending(Key));
        SentUntil(32);
        Assert.Equal(new CallEffect.Finish(Key, CallEnd.Unknown), _effects[^1]);
    }

    [Fact]
    public void Taking_back_a_read_ends_it_at_once()
    {
        Begin(Read);

        _table.Cancel(Key, Seconds(1), _effects);

        Assert.Equal(new CallEffect.Finish(Key, CallEnd.Cancelled), _effects[^1]);
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Taking_back_a_turn_waits_for_its_answer_within_its_deadline()
    {
        Begin(Turn);

        _table.Cancel(Key, Seconds(20), _effects);

        Assert.True(_table.IsPending(Key));
        Tick(29.9);
        Assert.True(_table.IsPending(Key));
        Tick(30);
        Assert.False(_table.IsPending(Key));
    }

    [Fact]
    public void One_call_too_many_is_refused_and_nothing_of_it_is_sent()
    {
        for (var call = 1; call <= 3; call++)
        {
            Assert.True(_table.TryBegin(new CallKey.Numbered(call), Read, TimeSpan.Zero, _effects));
        }

        Assert.False(_table.TryBegin(new CallKey.Numbered(4), Read, TimeSpan.Zero, _effects));
        Assert.Equal(3, _effects.Count);
        _table.Answered(new CallKey.Numbered(2));
        Assert.True(_table.TryBegin(new CallKey.Numbered(4), Read, TimeSpan.Zero, _effects));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Begin(CallPlan plan) => Assert.True(_table.TryBegin(Key, plan, TimeSpan.Zero, _effects));

    private void Tick(double at) => _table.Tick(Seconds(at), _effects);

    /// <summary>Ticks exactly when something is due; when the call has been sent so far, in seconds.</summary>
    private double[] SentUntil(double end)
    {
        while (_table.NextDue is { } due && due <= Seconds(end))
        {
            var before = _effects.Count;
            _table.Tick(due, _effects);
            _sentAt.AddRange(_effects.Skip(before).OfType<CallEffect.Send>().Select(_ => due.TotalSeconds));
        }

        return [0, .. _sentAt];
    }
}
