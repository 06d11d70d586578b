using System.Globalization;
using Graphoid.Benchmarks.Members;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Broadcasts to few nodes that do nothing: what an operation on a cluster costs by itself.</summary>
/// <remarks>In the timer: broadcasts from a program, one after the other, each with its record in the log where the graph is durable.
/// Not in the timer: starting members, building the graph, one broadcast before, and a request afterwards that every node answers.
/// The baseline is the same program in this process without members.</remarks>
internal sealed class WaveOverheadScenario : IScenario
{
    private const int Nodes = 100;
    private const int Partitions = 12;
    private const int Waves = 500;
    private const int LocalWaves = 5000;

    /// <inheritdoc/>
    public string Name => "wave-overhead";

    /// <inheritdoc/>
    public string Summary => $"broadcasts/s to {Nodes} nodes that do nothing, on 1 and 3 members";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        var clusters = new List<BenchMembers>();
        try
        {
            var variants = new List<Variant>
            {
                new("baseline: the same without members", Work(LocalWaves), RunLocallyAsync),
            };
            foreach (var count in new[] { 1, 3 })
            {
                foreach (var isDurable in new[] { true, false })
                {
                    var members = await BenchMembers.StartAsync(count);
                    clusters.Add(members);
                    await members.CreateAsync(ProgramBench.GraphName, Partitions, isDurable);
                    await members.RunAsync(ProgramText.Read("counter.gr"));
                    variants.Add(new Variant(
                        $"{count} member{(count == 1 ? "" : "s")}, {(isDurable ? "durable" : "memory")}",
                        Work(Waves),
                        timer => RunAsync(members, timer)));
                }
            }

            await Harness.MeasureAsync(settings, variants);
        }
        finally
        {
            foreach (var members in clusters)
            {
                await members.DisposeAsync();
            }
        }
    }

    private static (string, double)[] Work(int waves) => [("broadcasts", waves)];

    private static async Task<string> RunAsync(BenchMembers members, StageTimer timer)
    {
        await using var runtime = members.NewRuntime();
        var bench = new ProgramBench(Text(Waves), timer);
        await bench.RunAsync(runtime);
        return Verify(bench, timer, Waves);
    }

    private static async Task<string> RunLocallyAsync(StageTimer timer)
    {
        var bench = new ProgramBench(Text(LocalWaves), timer);
        await bench.RunAsync(Partitions, AddNodes);
        return Verify(bench, timer, LocalWaves);
    }

    private static string Text(int waves) =>
        ProgramText.Read("broadcasts.gr").Replace("COUNT", waves.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static void AddNodes(GraphBuilder builder)
    {
        for (var node = 0; node < Nodes; node++)
        {
            builder.AddNode(NodeKey.Of(node));
        }
    }

    private static string Verify(ProgramBench bench, StageTimer timer, int waves)
    {
        VerificationException.ThrowUnlessEqual("nodes that answer", Nodes.ToString(CultureInfo.InvariantCulture), bench.Output[0]);
        return $"{Nodes} nodes answer, {timer.Wall.TotalMilliseconds / waves:0.000} ms a broadcast";
    }
}
