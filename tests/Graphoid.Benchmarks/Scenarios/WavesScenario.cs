using System.Globalization;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Broadcasts to a handler that does nothing: what a wave costs by itself.</summary>
/// <remarks>In the timer: ten broadcasts from a program, each a complete wave with its commit. Not in the timer: building the graph,
/// one broadcast before, which makes the nodes' behaviour instances, and a request afterwards, which shows that every node is
/// reached. The nodes have no edges.
/// The baseline is one thread that calls an empty method for every node, which is not inlined.</remarks>
internal sealed class WavesScenario : IScenario
{
    private const int DefaultScale = 20;

    /// <summary>As many as <c>waves.gr</c> broadcasts.</summary>
    private const int Waves = 10;

    /// <inheritdoc/>
    public string Name => "waves";

    /// <inheritdoc/>
    public string Summary => $"waves/s of an empty handler over 2^{DefaultScale} nodes";

    /// <inheritdoc/>
    public Task RunAsync(Settings settings)
    {
        var nodes = 1 << (settings.Scale ?? DefaultScale);
        (string, double)[] work = [("waves", Waves), ("messages", (double)Waves * nodes)];
        return Harness.MeasureAsync(
            settings,
            [
                new Variant("baseline: empty calls, 1 thread", work, timer => Task.FromResult(CallNothing(nodes, timer))),
                .. settings.Partitions.Select(partitions =>
                    new Variant($"waves.gr, P={partitions}", work, timer => RunAsync(nodes, partitions, timer))),
            ]);
    }

    private static async Task<string> RunAsync(int nodes, int partitions, StageTimer timer)
    {
        var bench = new ProgramBench(ProgramText.Read("waves.gr"), timer);
        await bench.RunAsync(partitions, builder => AddNodes(builder, nodes));
        VerificationException.ThrowUnlessEqual("nodes that answer", nodes.ToString(CultureInfo.InvariantCulture), bench.Output[0]);
        return $"{nodes} nodes, all of them answer";
    }

    private static void AddNodes(GraphBuilder builder, int nodes)
    {
        for (var node = 0; node < nodes; node++)
        {
            builder.AddNode(NodeKey.Of(node));
        }
    }

    private static string CallNothing(int nodes, StageTimer timer)
    {
        Action<int> handler = static _ => { };
        timer.Start();
        for (var wave = 0; wave < Waves; wave++)
        {
            for (var node = 0; node < nodes; node++)
            {
                handler(node);
            }
        }

        timer.Stop();
        return $"{nodes} nodes";
    }
}
