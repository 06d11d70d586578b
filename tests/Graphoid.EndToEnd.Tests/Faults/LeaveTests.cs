using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>One of three members leaves in order while a program on another one broadcasts. More rounds: set GRAPHOID_FAULT_ROUNDS to
/// their number.</summary>
[Trait("Category", "EndToEnd")]
[Collection(FaultClusterCollection.Name)]
public sealed class LeaveTests(FaultCluster cluster, ITestOutputHelper output)
{
    private const int RoundsByDefault = 1;

    [UnixFact]
    public async Task A_member_leaves_during_a_run_of_broadcasts()
    {
        const int Ticks = 100;
        var times = new FaultTimes(output, "leaves during broadcasts");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, async () =>
            {
                var random = new Random(round);
                var client = random.Next(3);
                var victim = FaultCluster.AnyBut(client, random);
                var before = await cluster.LookAsync(client);
                var leads = await cluster.CoordinatorAsync() == victim;

                using var program = cluster.Start(CounterPrograms.Tick(Ticks), client);
                await program.LinesAsync(random.Next(1, Ticks / 4));
                var toldAt = WatchedRun.Now;
                var left = await cluster.LeaveAsync(victim);
                var leftAfter = WatchedRun.Now - toldAt;
                var end = await program.EndAsync();

                CrashTests.AssertTicked(end, before, Ticks);
                Assert.Equal(0, left.ExitCode);
                times.Add(
                    round,
                    program.LongestSilenceSince(toldAt),
                    $"{CrashTests.About(client, victim, leads)}, it has ended after {leftAfter.TotalSeconds:0.0} s, the program "
                    + $"{(program.Lines[^1].At - toldAt).TotalSeconds:0.0} s");
                Assert.Equal(Ticks, (await cluster.LookAsync(client)).BroadcastsSince(before));
            });
        }

        times.SumUp();
    }
}
