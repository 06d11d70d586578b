using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>A run with members in its own process is killed: what it had printed has happened, and nothing by halves. More rounds: set
/// GRAPHOID_FAULT_ROUNDS to their number.</summary>
[Trait("Category", "EndToEnd")]
public sealed class EmbeddedKillTests(ITestOutputHelper output) : IDisposable
{
    private const int RoundsByDefault = 2;
    private const int Nodes = 40;

    private readonly Workspace _workspace = new Workspace()
        .With("make.gr", $$"""
            graph Counter {
                count = 0

                fn on_message(msg) {
                    match msg {
                        :tick  => { count = count + 1 }
                        :count => { return count }
                    }
                }
            }

            g = distributed.create("counters", { behavior: Counter, partitions: 4 })
            for i in range({{Nodes}}) { g.add_node(i) }
            print("made")

            """)
        .With("tick.gr", CounterPrograms.Tick(1_000_000))
        .With("look.gr", CounterPrograms.Look);

    [Fact]
    public async Task A_killed_run_leaves_the_last_broadcast_it_has_printed_or_the_next_one()
    {
        Assert.Equal(new ToolResult(0, "made\n", ""), await _workspace.RunAsync("run", "make.gr"));
        var before = await LookAsync();
        foreach (var round in FaultRounds.OrJust(RoundsByDefault))
        {
            var random = new Random(round);
            using var program = WatchedRun.Start(_workspace.Folder, "run", "tick.gr");

            // Every fourth run is killed while it starts, or opens what the one before has left.
            var line = round % 4 == 2 ? 0 : random.Next(1, 60);
            await program.LinesAsync(line);
            await Chance.PauseAsync(random, TimeSpan.FromMilliseconds(line == 0 ? 2500 : 30));
            await program.KillAsync();

            var printed = program.Lines;
            Assert.Equal(before.Ticked(printed.Length), printed.Select(each => each.Text));

            var after = await LookAsync();
            var happened = after.BroadcastsSince(before);
            output.WriteLine($"round {round}: killed after {printed.Length} lines, {happened} broadcasts have happened, the counters stand at {after[0]}");
            Assert.InRange(happened, printed.Length, printed.Length + 1);
            before = after;
        }
    }

    private async Task<Counters> LookAsync()
    {
        var look = await _workspace.RunAsync("run", "look.gr");
        Assert.Equal((0, ""), (look.ExitCode, look.Error));
        return new Counters(look.Output);
    }

    public void Dispose() => _workspace.Dispose();
}
