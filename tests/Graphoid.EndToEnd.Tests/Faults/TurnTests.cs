using System.Globalization;
using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Clients increment single counters while a member is killed and started again: what was acknowledged is there, once. In a long
/// run (GRAPHOID_FAULT_ROUNDS) there are 10,000 requests a round.</summary>
[Trait("Category", "EndToEnd")]
[Collection(FaultClusterCollection.Name)]
public sealed class TurnTests(FaultCluster cluster, ITestOutputHelper output)
{
    private const int RoundsByDefault = 1;
    private const int Clients = 8;

    [Fact]
    public async Task Every_counter_equals_its_acknowledged_increments_and_at_most_the_unknown_ones()
    {
        var requests = FaultRounds.IsLong ? 1250 : 250;
        var times = new FaultTimes(output, "turns of eight clients");
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            await cluster.RoundAsync(output, () => RoundAsync(round, requests, times));
        }

        times.SumUp();
    }

    private async Task RoundAsync(int round, int requests, FaultTimes times)
    {
        var random = new Random(round);
        var victim = random.Next(3);
        var others = new[] { (victim + 1) % 3, (victim + 2) % 3 };
        var before = await cluster.LookAsync(others[0]);

        var clients = new WatchedRun[Clients];
        try
        {
            for (var client = 0; client < Clients; client++)
            {
                clients[client] = cluster.Start(CounterPrograms.Turns(requests, random.Next(CounterPrograms.Nodes)), others[client % 2]);
                if (client % 2 == 1)
                {
                    // Eight processes that start at once have nothing left for the members.
                    await clients[client].LinesAsync(1);
                }
            }

            await clients[^1].LinesAsync(random.Next(2, requests / 50));
            var killedAt = WatchedRun.Now;
            await cluster.KillAsync(victim);
            if (random.Next(2) == 0)
            {
                // Otherwise it comes back before the others have put it out.
                await Task.WhenAll(clients.Select(client => client.LinesAsync(client.Lines.Length + 2)));
            }

            await cluster.WholeAsync();
            var ends = await Task.WhenAll(clients.Select(client => client.EndAsync()));

            Assert.All(ends, end => Assert.Equal((0, ""), (end.ExitCode, end.Error)));
            var done = SumOf(ends, line: ^2);
            var unknown = SumOf(ends, line: ^1);
            Assert.Equal(requests * Clients, done.Sum() + unknown.Sum());
            times.Add(
                round,
                clients.Max(client => client.LongestSilenceSince(killedAt)),
                string.Create(CultureInfo.InvariantCulture, $"{done.Sum()} acknowledged, {unknown.Sum()} unknown"));

            var after = await cluster.LookAsync(others[0]);
            Assert.Equal(CounterPrograms.Nodes, after.Length);
            Assert.All(Enumerable.Range(0, after.Length), counter => Assert.InRange(
                after[counter] - before[counter], done[counter], done[counter] + unknown[counter]));
        }
        finally
        {
            foreach (var client in clients)
            {
                client?.Dispose();
            }
        }
    }

    /// <summary>The lists that the clients have printed in one of their last lines, added up.</summary>
    private static int[] SumOf(IEnumerable<ToolResult> ends, Index line)
    {
        var sum = new int[CounterPrograms.Nodes];
        foreach (var list in ends.Select(end => new Counters(end.Output.TrimEnd('\n').Split('\n')[line])))
        {
            Assert.Equal(sum.Length, list.Length);
            for (var counter = 0; counter < sum.Length; counter++)
            {
                sum[counter] += list[counter];
            }
        }

        return sum;
    }
}
