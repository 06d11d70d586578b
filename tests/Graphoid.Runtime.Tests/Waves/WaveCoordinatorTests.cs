using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Waves;

public sealed class WaveCoordinatorTests
{
    private static readonly RoundReport Quiet = new(0, 0, 0, null);

    [Fact]
    public void A_round_that_sends_nothing_and_suspends_nobody_commits()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Fail);
        Assert.Equal(WaveAction.Commit, coordinator.RoundEnded([Quiet, Quiet]));
        Assert.Equal(0, coordinator.Round);
    }

    [Fact]
    public void One_message_anywhere_starts_another_round()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Fail);
        Assert.Equal(WaveAction.Deliver, coordinator.RoundEnded([Quiet, Quiet with { Sent = 1 }]));
        Assert.Equal(1, coordinator.Round);
        Assert.Equal(WaveAction.Commit, coordinator.RoundEnded([Quiet, Quiet]));
    }

    [Fact]
    public void Suspended_handlers_are_released_only_when_no_message_is_left()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Fail);
        Assert.Equal(WaveAction.Deliver, coordinator.RoundEnded([new RoundReport(3, 2, 0, null)]));
        Assert.Equal(WaveAction.ReleaseSuspended, coordinator.RoundEnded([new RoundReport(0, 2, 0, null)]));
        Assert.Equal(WaveAction.Commit, coordinator.RoundEnded([Quiet]));
    }

    [Fact]
    public void A_failure_aborts_although_messages_are_left()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Fail);
        var failed = new RoundReport(5, 0, 1, new MessageOrder(2, 0, 4));
        Assert.Equal(WaveAction.Abort, coordinator.RoundEnded([Quiet with { Sent = 7 }, failed]));
        Assert.Equal(1, coordinator.FirstFailedPartition);
        Assert.False(coordinator.IsEndless);
    }

    [Fact]
    public void The_first_failure_is_first_in_message_order_not_in_partition_order()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Fail);
        coordinator.RoundEnded(
        [
            new RoundReport(0, 0, 2, new MessageOrder(7, 0, 1)),
            new RoundReport(0, 0, 3, new MessageOrder(3, 4, 9)),
            new RoundReport(0, 0, 1, new MessageOrder(3, 5, 0)),
        ]);
        Assert.Equal(1, coordinator.FirstFailedPartition);
        Assert.Equal(6, coordinator.FailedNodes);
    }

    [Fact]
    public void Skipping_failures_goes_on()
    {
        var coordinator = new WaveCoordinator(10, HandlerErrorPolicy.Skip);
        var failed = new RoundReport(1, 0, 1, new MessageOrder(0, 0, 0));
        Assert.Equal(WaveAction.Deliver, coordinator.RoundEnded([failed]));
        Assert.Equal(WaveAction.Commit, coordinator.RoundEnded([Quiet]));
    }

    [Fact]
    public void The_round_limit_ends_an_endless_cascade()
    {
        var coordinator = new WaveCoordinator(3, HandlerErrorPolicy.Skip);
        var busy = Quiet with { Sent = 1 };
        Assert.Equal(WaveAction.Deliver, coordinator.RoundEnded([busy]));
        Assert.Equal(WaveAction.Deliver, coordinator.RoundEnded([busy]));
        Assert.Equal(WaveAction.Abort, coordinator.RoundEnded([busy]));
        Assert.True(coordinator.IsEndless);
        Assert.Equal(2, coordinator.Round);
    }

    [Fact]
    public void The_driver_sorts_before_all_nodes()
    {
        var driver = new MessageOrder(-1, 9, 9);
        var node = new MessageOrder(0, 0, 0);
        Assert.True(driver < node);
        Assert.True(new MessageOrder(1, 2, 3) < new MessageOrder(1, 2, 4));
        Assert.True(new MessageOrder(1, 3, 0) > new MessageOrder(1, 2, 9));
    }
}
