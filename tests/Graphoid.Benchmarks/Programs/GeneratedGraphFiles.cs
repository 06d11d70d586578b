using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Programs;

/// <summary>Gives programs a generated graph where they would import a file, so that no text is in the measurement.</summary>
internal sealed class GeneratedGraphFiles(Action<GraphBuilder> fill) : IGraphFiles
{
    /// <inheritdoc/>
    public Task<ImportedGraph> ReadAsync(
        ImportSpecification specification,
        int partitions,
        IPartitioner partitioner,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        var builder = new GraphBuilder(partitions, partitioner, specification.IsDirected);
        fill(builder);
        return Task.FromResult(new ImportedGraph(builder.Build(cancellation: cancellation), SkippedLines: 0));
    }
}
