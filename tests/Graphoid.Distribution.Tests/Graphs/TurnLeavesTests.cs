using Graphoid.Distribution.Graphs;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class TurnLeavesTests
{
    private readonly TurnLeaves _leaves = new();

    [Fact]
    public void Leave_is_held_until_that_very_leave_is_returned()
    {
        _leaves.Want(3);
        var (partition, leave) = Assert.Single(_leaves.Grant());
        Assert.Equal(3, partition);
        Assert.Equal([(3, leave)], _leaves.Revoke());
        Assert.False(_leaves.Returned(3, leave - 1));
        Assert.True(_leaves.IsAnyHeld);
        Assert.True(_leaves.Returned(3, leave));
        Assert.False(_leaves.IsAnyHeld);
    }

    /// <summary>Rule: the answer to a repeated revocation does not end the next leave.</summary>
    [Fact]
    public void A_late_return_of_an_earlier_leave_changes_nothing()
    {
        _leaves.Want(0);
        var first = _leaves.Grant()[0].Leave;
        _leaves.Revoke();
        _leaves.Returned(0, first);
        _leaves.Want(0);
        _leaves.Grant();
        Assert.False(_leaves.Returned(0, first));
        Assert.True(_leaves.IsAnyHeld);
    }

    [Fact]
    public void Who_has_leave_and_asks_again_is_told_the_same_leave_unless_it_is_to_come_back()
    {
        _leaves.Want(0);
        var first = _leaves.Grant();
        _leaves.Want(0);
        Assert.Equal(first, _leaves.Grant());
        _leaves.Want(0);
        _leaves.Revoke();
        Assert.False(_leaves.IsAnyWanted);
        Assert.Empty(_leaves.Grant());
        _leaves.Returned(0, first[0].Leave);
        Assert.NotEqual(first, _leaves.Grant());
    }
}
