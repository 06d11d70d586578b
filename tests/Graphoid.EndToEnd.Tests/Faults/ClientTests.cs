using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>The member that runs a client's program is killed: the client does not claim to know what became of it. More rounds: set
/// GRAPHOID_FAULT_ROUNDS to their number.</summary>
[Trait("Category", "EndToEnd")]
[Collection(FaultClusterCollection.Name)]
public sealed class ClientTests(FaultCluster cluster, ITestOutputHelper output)
{
    private const int RoundsByDefault = 1;

    [LongRunFact]
    public async Task A_client_whose_member_is_killed_says_that_the_outcome_is_unknown()
    {
        var times = new FaultTimes(output, "own member killed");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, async () =>
            {
                var random = new Random(round);
                var victim = random.Next(3);
                var other = FaultCluster.AnyBut(victim, random);
                var before = await cluster.LookAsync(other);

                using var program = cluster.Start(CounterPrograms.Tick(int.MaxValue), victim);
                await program.LinesAsync(random.Next(1, 40));
                await Chance.PauseAsync(random, TimeSpan.FromMilliseconds(50));
                var killedAt = WatchedRun.Now;
                await cluster.KillAsync(victim);
                var end = await program.EndAsync();
                var toldAfter = WatchedRun.Now - killedAt;

                Assert.Equal(1, end.ExitCode);
                Assert.EndsWith("[GR4010]", end.FirstErrorLine, StringComparison.Ordinal);
                var printed = end.Output.TrimEnd('\n').Split('\n');
                Assert.Equal(before.Ticked(printed.Length), printed);

                // Lines that were on their way are lost with the member: what is printed has happened, and perhaps some more.
                var happened = (await cluster.LookAsync(other)).BroadcastsSince(before);
                times.Add(
                    round, WatchedRun.Now - killedAt, $"the client knew after {toldAfter.TotalSeconds:0.0} s; {happened - printed.Length} broadcasts more than it was told");
                Assert.True(happened >= printed.Length, $"{printed.Length} broadcasts were told to the client, and {happened} have happened");
            });
        }

        times.SumUp();
    }
}
