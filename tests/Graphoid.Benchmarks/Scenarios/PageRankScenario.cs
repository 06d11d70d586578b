using System.Globalization;
using Graphoid.Benchmarks.Generators;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>PageRank written as messages between nodes, against a loop written by hand.</summary>
/// <remarks>In the timer: all 21 broadcasts of 10 iterations, one message per edge and iteration. Not in the timer: building the graph,
/// and asking every node for its rank, which the comparison needs. Edges/s = iterations x edges / time.</remarks>
internal sealed class PageRankScenario : IScenario
{
    private const int DefaultScale = 16;

    /// <summary>As in <c>pagerank.gr</c>.</summary>
    private const int Iterations = 10;

    /// <summary>As in <c>pagerank.gr</c>.</summary>
    private const double Damping = 0.85;

    /// <summary>The order of additions may differ, nothing else.</summary>
    private const double DifferenceMax = 1e-12;

    /// <inheritdoc/>
    public string Name => "pagerank";

    /// <inheritdoc/>
    public string Summary => $"messages/s of PageRank (scale {DefaultScale}, edge factor {GraphChoice.EdgeFactor})";

    /// <inheritdoc/>
    public Task RunAsync(Settings settings)
    {
        var edges = GraphChoice.Make(settings.Graph, settings.Scale ?? DefaultScale, settings.Seed);
        Console.WriteLine($"   {edges.Name}: {edges.NodeCount} nodes, {edges.Count} edges");
        var hand = new HandPageRank(edges);
        var expected = hand.Run(Iterations, Damping);
        (string, double)[] work =
        [
            ("edges", (double)Iterations * edges.Count),
            ("messages", ((double)Iterations * edges.Count) + (((2.0 * Iterations) + 1) * edges.NodeCount)),
        ];
        return Harness.MeasureAsync(
            settings,
            [
                new Variant("baseline: hand-written, 1 thread", work[..1], timer => Task.FromResult(RunByHand(hand, timer))),
                .. settings.Partitions.Select(partitions => new Variant(
                    $"pagerank.gr, P={partitions}", work, timer => RunAsync(edges, partitions, expected, timer))),
            ]);
    }

    private static string RunByHand(HandPageRank hand, StageTimer timer)
    {
        timer.Start();
        var ranks = hand.Run(Iterations, Damping);
        timer.Stop();
        return $"highest rank {ranks.Max():g6}";
    }

    private static async Task<string> RunAsync(EdgeSet edges, int partitions, double[] expected, StageTimer timer)
    {
        var bench = new ProgramBench(ProgramText.Read("pagerank.gr"), timer);
        await bench.RunAsync(partitions, builder => AddEdges(builder, edges));
        return $"max abs difference {DifferenceOf(bench.Output, edges, expected):g3}";
    }

    /// <summary>The greatest difference of any node's rank, from lines of id and rank in turn.</summary>
    private static double DifferenceOf(IReadOnlyList<string> output, EdgeSet edges, double[] expected)
    {
        VerificationException.ThrowUnlessEqual("lines of ranks", 2 * edges.NodeCount, output.Count);
        var seen = new HashSet<int>();
        var difference = 0.0;
        for (var i = 0; i < output.Count; i += 2)
        {
            var label = int.Parse(output[i], CultureInfo.InvariantCulture);
            seen.Add(label);
            difference = Math.Max(difference, Math.Abs(expected[label] - double.Parse(output[i + 1], CultureInfo.InvariantCulture)));
        }

        VerificationException.ThrowUnlessEqual("nodes with a rank", edges.NodeCount, seen.Count);
        VerificationException.ThrowUnlessEqual($"ranks agree within {DifferenceMax}", true, difference <= DifferenceMax);
        return difference;
    }

    private static void AddEdges(GraphBuilder builder, EdgeSet edges) =>
        builder.Add(Array.ConvertAll(edges.From, static label => (long)label), Array.ConvertAll(edges.To, static label => (long)label), null, edges.Count);
}
