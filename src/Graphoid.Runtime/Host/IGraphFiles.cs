using Graphoid.Runtime.Partitions;

namespace Graphoid.Runtime.Host;

/// <summary>Reads graph files into partitions; implemented by the formats, so that the runtime knows none of them.</summary>
public interface IGraphFiles
{
    /// <summary>Reads a file, streaming.</summary>
    /// <exception cref="Values.GraphoidException">FileError for a file that cannot be read; ParseError with file and line for a broken one.</exception>
    Task<ImportedGraph> ReadAsync(
        ImportSpecification specification,
        int partitions,
        IPartitioner partitioner,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation);
}

/// <summary>A graph that was read, not registered anywhere yet.</summary>
/// <param name="SkippedLines">Lines left out because <c>skip_bad</c> was set.</param>
public sealed record ImportedGraph(PartitionedGraph Graph, long SkippedLines);

/// <summary>How far an import is.</summary>
/// <param name="Bytes">Bytes of the file read so far, compressed ones where it is compressed.</param>
/// <param name="BytesTotal">Size of the file.</param>
/// <param name="Edges">Edges read so far.</param>
public readonly record struct ImportProgress(long Bytes, long BytesTotal, long Edges);
