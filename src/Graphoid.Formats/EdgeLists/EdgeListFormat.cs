using Graphoid.Formats.Files;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Formats.EdgeLists;

/// <summary>Edge lists, the plainest of graph files: one edge a line.</summary>
/// <remarks>
/// A line is two ids and perhaps a weight, separated by tabs or blanks; numbers that follow (counts, times) are passed over.
/// Lines that are empty or begin with <c>#</c> or <c>%</c> say nothing. The text is UTF-8, with or without a byte order mark,
/// and lines end with LF or CR LF.
/// Ids are what stands between the blanks: quotes are part of them, and <c>007</c> is another node than <c>7</c>.
/// </remarks>
internal sealed class EdgeListFormat : IGraphFormat
{
    /// <inheritdoc/>
    public string Name => "edges";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".edges", ".edgelist", ".el", ".tsv", ".txt"];

    /// <inheritdoc/>
    public Task<long> ReadAsync(
        InputFile file, GraphBuilder builder, ImportSpecification specification, ProgressThrottle progress, CancellationToken cancellation) =>
        new EdgeListReader(file, builder, progress, new EdgeListLimits(), specification.SkipBad, specification.IsWeighted).ReadAsync(cancellation);
}
