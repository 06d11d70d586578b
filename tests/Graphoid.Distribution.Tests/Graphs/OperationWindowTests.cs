using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class OperationWindowTests
{
    private static readonly GraphCoordinatorOptions Small = new()
    {
        AnsweredPerSessionMax = 3,
        SessionsMax = 2,
        ForgottenSessionsMax = 4,
        AnsweredBytesMax = 10_000,
    };

    private readonly OperationWindow _window = new(Small);

    [Fact]
    public void An_answered_operation_is_found_with_its_outcome()
    {
        _window.Add(Id(1, 1), Done(7));
        Assert.Equal(WindowAnswer.Answered, _window.Find(Id(1, 1), out var outcome));
        Assert.Equal(7, outcome!.Number);
        Assert.Equal(WindowAnswer.New, _window.Find(Id(1, 2), out _));
        Assert.Equal(WindowAnswer.New, _window.Find(Id(2, 1), out _));
    }

    /// <summary>Rule: an operation older than the window is never taken for new.</summary>
    [Fact]
    public void Beyond_the_window_of_a_session_operations_count_as_forgotten()
    {
        for (var i = 1; i <= 5; i++)
        {
            _window.Add(Id(1, i), Done(i));
        }

        Assert.Equal(WindowAnswer.Forgotten, _window.Find(Id(1, 1), out _));
        Assert.Equal(WindowAnswer.Forgotten, _window.Find(Id(1, 2), out _));
        Assert.Equal(WindowAnswer.Answered, _window.Find(Id(1, 3), out _));
        Assert.Equal(WindowAnswer.New, _window.Find(Id(1, 6), out _));
    }

    [Fact]
    public void The_session_that_was_silent_for_longest_is_forgotten_as_a_whole()
    {
        _window.Add(Id(1, 4), Done(1));
        _window.Add(Id(2, 1), Done(2));
        _window.Add(Id(1, 5), Done(3));
        _window.Add(Id(3, 1), Done(4));
        Assert.Equal(WindowAnswer.Forgotten, _window.Find(Id(2, 1), out _));
        Assert.Equal(WindowAnswer.Answered, _window.Find(Id(1, 4), out _));
        Assert.Equal(WindowAnswer.Answered, _window.Find(Id(3, 1), out _));
    }

    [Fact]
    public void Outcomes_are_kept_up_to_a_number_of_bytes_but_the_last_one_always()
    {
        _window.Add(Id(1, 1), Done(1, bytes: 6000));
        _window.Add(Id(1, 2), Done(2, bytes: 6000));
        Assert.Equal(WindowAnswer.Forgotten, _window.Find(Id(1, 1), out _));
        _window.Add(Id(1, 3), Done(3, bytes: 60_000));
        Assert.Equal(WindowAnswer.Answered, _window.Find(Id(1, 3), out _));
        Assert.Single(_window.Kept());
    }

    /// <summary>Rule: a recovered window equals the lost one, whatever is added next.</summary>
    [Fact]
    public void A_restored_window_goes_on_like_the_one_it_was_made_from()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            _window.Add(Id(random.Next(1, 6), random.Next(1, 40)), Done(round, random.Next(0, 3000)));
            var restored = new OperationWindow(Small);
            restored.Restore(_window.Kept(), _window.Forgotten());
            for (var session = 1; session < 6; session++)
            {
                for (var number = 1; number < 40; number++)
                {
                    Assert.Equal(_window.Find(Id(session, number), out _), restored.Find(Id(session, number), out _));
                }
            }

            Assert.Equal(_window.Kept().Select(a => a.Id), restored.Kept().Select(a => a.Id));
            Assert.Equal(_window.Forgotten(), restored.Forgotten());
        }
    }

    private static OperationId Id(int session, long number) => new(new Guid(session, 0, 0, new byte[8]), number);

    private static OperationOutcome Done(long number, int bytes = 0) =>
        new(OperationEnd.Completed, number, [new byte[bytes]], null, 0, 1, 0, 0, null);
}
