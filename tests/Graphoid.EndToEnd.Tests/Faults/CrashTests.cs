using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>One of three members is killed, programs run on another one: they go on, and their answers are those of a run without a fault.
/// More rounds: set GRAPHOID_FAULT_ROUNDS to their number.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CrashTests(FaultCluster cluster, ITestOutputHelper output) : IClassFixture<FaultCluster>
{
    private const int RoundsByDefault = 1;

    [LongRunFact]
    public async Task A_member_is_killed_between_broadcasts()
    {
        var times = new FaultTimes(output, "killed between broadcasts");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, async () =>
            {
                var random = new Random(round);
                var client = random.Next(3);
                var victim = FaultCluster.AnyBut(client, random);
                var before = await cluster.LookAsync(client);
                var leads = await cluster.CoordinatorAsync() == victim;

                var killedAt = WatchedRun.Now;
                await cluster.KillAsync(victim);
                using var program = cluster.Start(CounterPrograms.Tick(3), client);
                var end = await program.EndAsync();

                AssertTicked(end, before, 3);
                times.Add(round, program.Lines[0].At - killedAt, About(client, victim, leads));
                Assert.Equal(3, (await cluster.LookAsync(client)).BroadcastsSince(before));
            });
        }

        times.SumUp();
    }

    [Fact]
    public async Task A_member_is_killed_in_the_middle_of_a_broadcast()
    {
        var times = new FaultTimes(output, "killed in the middle of a broadcast");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, async () =>
            {
                var random = new Random(round);
                var client = random.Next(3);
                var victim = FaultCluster.AnyBut(client, random);
                var before = await cluster.LookAsync(client);
                var leads = await cluster.CoordinatorAsync() == victim;

                var killedAt = TimeSpan.Zero;
                var runs = 0;
                ToolResult end;
                TimeSpan endedAt;
                do
                {
                    // Where in the broadcast is left to chance; should it have ended before, the next one is in the middle of its rounds.
                    using var program = cluster.Start(CounterPrograms.Walk, client);
                    runs++;
                    await program.LinesAsync(1);
                    await Chance.PauseAsync(random, TimeSpan.FromSeconds(1));
                    if (program.Lines.Length == 1)
                    {
                        killedAt = WatchedRun.Now;
                        await cluster.KillAsync(victim);
                    }

                    end = await program.EndAsync();
                    endedAt = program.Lines[^1].At;
                }
                while (killedAt == TimeSpan.Zero && runs < 5);

                Assert.True(killedAt > TimeSpan.Zero, $"{runs} broadcasts were over at once");
                Assert.Equal(new ToolResult(0, "began\nended\n", ""), end);
                times.Add(round, endedAt - killedAt, About(client, victim, leads));
                Assert.Equal(runs * CounterPrograms.WalkSteps, (await cluster.LookAsync(client)).BroadcastsSince(before));
            });
        }

        times.SumUp();
    }

    [Fact]
    public async Task The_member_that_leads_the_graph_is_killed_during_a_run_of_broadcasts()
    {
        const int Ticks = 60;
        var times = new FaultTimes(output, "coordinator killed");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, async () =>
            {
                var random = new Random(round);
                var before = await cluster.LookAsync(via: random.Next(3));
                var victim = await cluster.CoordinatorAsync();
                var client = FaultCluster.AnyBut(victim, random);

                using var program = cluster.Start(CounterPrograms.Tick(Ticks), client);
                await program.LinesAsync(random.Next(1, Ticks / 2));
                var killedAt = WatchedRun.Now;
                await cluster.KillAsync(victim);
                var end = await program.EndAsync();

                AssertTicked(end, before, Ticks);
                times.Add(round, program.LongestSilenceSince(killedAt), About(client, victim, leads: true));
                Assert.Equal(Ticks, (await cluster.LookAsync(client)).BroadcastsSince(before));
            });
        }

        times.SumUp();
    }

    /// <summary>Every broadcast shows in the answer behind it, once and at every counter.</summary>
    internal static void AssertTicked(ToolResult end, Counters before, int ticks)
    {
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(before.Ticked(ticks), end.Output.TrimEnd('\n').Split('\n'));
    }

    /// <summary>Who took part in a round.</summary>
    internal static string About(int client, int victim, bool leads) =>
        $"client on {client}, gone is {victim}{(leads ? ", which leads the graph" : "")}";
}
