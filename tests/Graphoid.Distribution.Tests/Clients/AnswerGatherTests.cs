using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Clients;

public sealed class AnswerGatherTests
{
    private readonly AnswerGather _gather = new();

    [Fact]
    public void All_answers_come_in_order_of_the_members()
    {
        _gather.Begin(1);

        Assert.Null(_gather.Take(From("b", 1, of: 3)));
        Assert.Null(_gather.Take(From("c", 1, of: 3)));
        Assert.Equal((2, 3), _gather.Furthest);

        Assert.Equal(["a", "b", "c"], _gather.Take(From("a", 1, of: 3))!.Select(answer => answer.Member.Address));
    }

    [Fact]
    public void A_repeated_answer_counts_once()
    {
        _gather.Begin(1);

        Assert.Null(_gather.Take(From("a", 1, of: 2)));
        Assert.Null(_gather.Take(From("a", 1, of: 2)));
        Assert.NotNull(_gather.Take(From("b", 1, of: 2)));
    }

    [Fact]
    public void Answers_to_different_attempts_are_never_mixed()
    {
        // Between the attempts c took over partitions of b: a of the first and c of the second would miss some.
        _gather.Begin(1);
        _gather.Take(From("a", 1, of: 2));
        _gather.Begin(2);

        Assert.Null(_gather.Take(From("c", 2, of: 2)));
        Assert.Equal(["a", "c"], _gather.Take(From("a", 2, of: 2))!.Select(answer => answer.Member.Address));
    }

    [Fact]
    public void Slow_answers_to_an_earlier_attempt_still_count()
    {
        _gather.Begin(1);
        _gather.Begin(2);

        Assert.NotNull(_gather.Take(From("a", 1, of: 1)));
    }

    [Fact]
    public void Only_the_last_attempts_stay_open()
    {
        Assert.Null(_gather.Begin(1));
        Assert.Null(_gather.Begin(2));
        Assert.Null(_gather.Begin(3));
        Assert.Equal(1, _gather.Begin(4));

        Assert.Null(_gather.Take(From("a", 1, of: 1)));
        Assert.Equal([2L, 3, 4], _gather.Calls);
    }

    private static GraphProtocol.ReadDone From(string member, long call, int of) => new(call, new MemberId(member), of, [], null);
}
