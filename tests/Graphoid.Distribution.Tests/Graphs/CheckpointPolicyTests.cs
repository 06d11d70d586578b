using Graphoid.Distribution.Graphs;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class CheckpointPolicyTests
{
    private readonly CheckpointPolicy _policy = new(new GraphCoordinatorOptions
    {
        CheckpointOperations = 3,
        CheckpointLogBytes = 100,
        CheckpointReplayTime = TimeSpan.FromSeconds(10),
    });

    [Fact]
    public void A_checkpoint_is_due_after_many_operations()
    {
        _policy.Committed(1);
        _policy.Committed(1);
        Assert.False(_policy.IsDue);
        _policy.Committed(1);
        Assert.True(_policy.IsDue);
        _policy.Written();
        Assert.False(_policy.IsDue);
    }

    [Fact]
    public void A_checkpoint_is_due_after_many_bytes()
    {
        _policy.Committed(100);
        Assert.True(_policy.IsDue);
    }

    [Fact]
    public void A_checkpoint_is_due_when_running_the_log_again_would_take_long_compared_with_writing_one()
    {
        _policy.Committed(1);
        _policy.Ran(TimeSpan.FromSeconds(11));
        Assert.True(_policy.IsDue);
        _policy.Took(TimeSpan.FromSeconds(5));
        Assert.False(_policy.IsDue);
        _policy.Ran(TimeSpan.FromSeconds(10));
        Assert.True(_policy.IsDue);
        _policy.Replaying();
        Assert.False(_policy.IsDue);
    }

    [Fact]
    public void A_checkpoint_is_due_on_request()
    {
        _policy.Request();
        Assert.True(_policy.IsDue);
    }
}
