using System.Globalization;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>The lines of <c>graph.trace(true)</c>, for the log: what a superstep did, and on a cluster where.</summary>
internal static class WaveTraceText
{
    /// <summary>Logs a superstep that has just ended.</summary>
    public static void Log(IProgramHost host, IGraphData graph, IReadOnlyList<WaveTrace> traces, TimeSpan elapsed)
    {
        var partitions = traces.SelectMany(trace => trace.Partitions).OrderBy(partition => partition.Partition).ToList();
        var rounds = traces.Max(trace => trace.Rounds);
        var busy = partitions.Select(partition => $"{graph.PartitionNames[partition.Partition]} {Milliseconds(partition.Busy)}");
        host.Log(
            $"trace: {graph.Name ?? "graph"}: {Count(rounds, "round")}, {Count(partitions.Sum(p => p.Messages), "message")}, "
            + $"{Milliseconds(elapsed)} ({string.Join(", ", busy)})");
        foreach (var trace in traces.Where(trace => trace.Member is not null))
        {
            host.Log(
                $"trace:   {trace.Member}: {string.Join(", ", trace.Partitions.Select(p => graph.PartitionNames[p.Partition]))}; "
                + $"{Count(trace.Partitions.Sum(p => p.Messages), "message")}; to other members "
                + $"{Count(trace.MessagesAway, "message")} in {Count(trace.BytesAway, "byte")}");
        }
    }

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N1} ms");
}
