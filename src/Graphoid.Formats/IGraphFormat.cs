using Graphoid.Formats.Files;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Formats;

/// <summary>One kind of graph file.</summary>
internal interface IGraphFormat
{
    /// <summary>The name programs give it in <c>format:</c>.</summary>
    string Name { get; }

    /// <summary>Endings of its files with the dot, without the one of compression.</summary>
    IReadOnlyList<string> Endings { get; }

    /// <summary>Reads a file into a builder, streaming; returns how many lines were skipped.</summary>
    /// <param name="specification">Says what counts as broken, and whether that is counted instead of failing at the first.</param>
    Task<long> ReadAsync(
        InputFile file, GraphBuilder builder, ImportSpecification specification, ProgressThrottle progress, CancellationToken cancellation);
}
