using Graphoid.Benchmarks.Generators;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Formats;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Imports a generated graph from an edge list, plain and compressed, and weighs it.</summary>
/// <remarks>In the timer: opening, reading, parsing, numbering ids, building partitions. Not in the timer: generating, writing the
/// file (it comes from the file cache afterwards), verifying. Every imported graph is compared with the generated one: nodes,
/// edges, and a checksum over all edges. The baseline is one thread that reads the plain file, finds the numbers in it and
/// does nothing with them but the same checksum.</remarks>
internal sealed class ImportScenario : IScenario
{
    private const int DefaultScale = 20;

    /// <inheritdoc/>
    public string Name => "import";

    /// <inheritdoc/>
    public string Summary => $"edges/s and bytes per node and edge of an edge list (scale {DefaultScale}, edge factor {GraphChoice.EdgeFactor})";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        var edges = GraphChoice.Make(settings.Graph, settings.Scale ?? DefaultScale, settings.Seed);
        Console.WriteLine($"   {edges.Name}: {edges.NodeCount} nodes, {edges.Count} edges");
        var folder = Directory.CreateTempSubdirectory("graphoid-import-");
        try
        {
            var plain = Path.Combine(folder.FullName, "graph.txt");
            var gzip = plain + ".gz";
            var plainBytes = EdgeListFile.Write(plain, edges);
            var gzipBytes = EdgeListFile.Write(gzip, edges);
            Console.WriteLine($"   plain {Harness.Quantity(plainBytes)}B, gzip {Harness.Quantity(gzipBytes)}B");
            var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
            (string, double)[] work = [("edges", edges.Count), ("text bytes", plainBytes)];
            await Harness.MeasureAsync(
                settings,
                [
                    new Variant("baseline: numbers only, 1 thread", work, timer => Task.FromResult(FindNumbers(plain, edges, timer))),
                    .. settings.Partitions.Select(partitions => new Variant(
                        $"plain, P={partitions}", work, timer => ImportAsync(plain, partitions, edges, heapBefore, timer))),
                    new Variant(
                        $"gzip, P={settings.Partitions[0]}",
                        work,
                        timer => ImportAsync(gzip, settings.Partitions[0], edges, heapBefore, timer)),
                ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> ImportAsync(string path, int partitions, EdgeSet edges, long heapBefore, StageTimer timer)
    {
        timer.Start();
        var imported = await new GraphFiles().ReadAsync(
            new ImportSpecification("graph", path, null, IsDirected: true, partitions, SkipBad: false),
            partitions,
            HashPartitioner.Instance,
            progress: null,
            CancellationToken.None);
        timer.Stop();
        var graph = imported.Graph;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
        Verify(graph, edges);
        var report = graph.Report();
        return $"{report.BytesPerNode:0.0} bytes/node, {report.BytesPerEdge:0.00} bytes/edge, report {Harness.Quantity(report.TotalBytes)}B "
            + $"(ghosts {Harness.Quantity(report.GhostBytes)}B), heap {Harness.Quantity(heap)}B";
    }

    private static void Verify(PartitionedGraph graph, EdgeSet edges)
    {
        VerificationException.ThrowUnlessEqual("nodes", edges.NodeCount, graph.NodeCount);
        VerificationException.ThrowUnlessEqual("edges", edges.Count, graph.EdgeCount);
        var checksum = 0UL;
        for (var index = 0; index < graph.PartitionCount; index++)
        {
            var partition = graph[index];
            for (var row = 0; row < partition.RowCount; row++)
            {
                var from = partition.KeyOf(row).Number;
                foreach (var edge in partition.OutEdges(row))
                {
                    checksum += EdgeSet.ChecksumOf(from, graph.KeyOf(edge.Target).Number);
                }
            }
        }

        VerificationException.ThrowUnlessEqual("edge checksum", edges.Checksum, checksum);
    }

    private static string FindNumbers(string path, EdgeSet edges, StageTimer timer)
    {
        timer.Start();
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 18];
        var (checksum, from, number) = (0UL, 0L, 0L);
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            foreach (var letter in buffer.AsSpan(0, count))
            {
                switch (letter)
                {
                    case (byte)'\t':
                        from = number;
                        number = 0;
                        break;
                    case (byte)'\n':
                        checksum += EdgeSet.ChecksumOf(from, number);
                        number = 0;
                        break;
                    default:
                        number = (number * 10) + letter - '0';
                        break;
                }
            }
        }

        timer.Stop();
        VerificationException.ThrowUnlessEqual("edge checksum of the file", edges.Checksum, checksum);
        return "checksum agrees";
    }
}
