using Graphoid.Hosting.Options;

namespace Graphoid.Testing.Support;

/// <summary>Settings with which members find each other, and notice a crash, in a few seconds. Too nervous for anything but tests.</summary>
public static class FastMembers
{
    /// <summary>What has no option of ours.</summary>
    public const string Hocon = """
        akka.cluster {
          periodic-tasks-initial-delay = 100ms
          gossip-interval = 100ms
          leader-actions-interval = 100ms
          unreachable-nodes-reaper-interval = 100ms
          retry-unsuccessful-join-after = 500ms
          failure-detector.expected-response-after = 200ms
          sharding { retry-interval = 100ms, rebalance-interval = 1s, waiting-for-state-timeout = 500ms
            coordinator-failure-backoff = 300ms, shard-failure-backoff = 300ms, entity-restart-backoff = 300ms
            distributed-data { gossip-interval = 200ms, notify-subscribers-interval = 50ms } }
          distributed-data { gossip-interval = 200ms, notify-subscribers-interval = 50ms }
          singleton.hand-over-retry-interval = 100ms
          singleton-proxy.singleton-identification-interval = 100ms
        }
        akka.remote { retry-gate-closed-for = 500ms, flush-wait-on-shutdown = 200ms }
        # A test crashes a member by ending its actor system, without leaving.
        akka.coordinated-shutdown.run-by-actor-system-terminate = off

        """;

    /// <summary>Makes options fast.</summary>
    public static void Apply(GraphoidOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        options.FailureDetection.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        options.FailureDetection.AcceptablePause = TimeSpan.FromMilliseconds(1500);
        options.FailureDetection.StableAfter = TimeSpan.FromSeconds(1);
        options.Start.SeedTimeout = TimeSpan.FromMilliseconds(500);
        options.Start.Timeout = Eventually.Patience;
        options.Shutdown.HandOverTimeout = TimeSpan.FromSeconds(10);
        options.Shutdown.LeaveTimeout = TimeSpan.FromSeconds(5);
        options.LogLevel = "OFF";
        options.Hocon = Hocon + options.Hocon;
    }
}
