using Graphoid.Formats.EdgeLists;
using Graphoid.Formats.Files;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats;

/// <summary>Reads graph files of every format this build knows; the format is named, or told by the file's ending.</summary>
/// <remarks>A new format is one class beside the others and one entry of the table here.
/// Threads: reads nothing but its arguments, so one instance serves any number of imports at a time.</remarks>
public sealed class GraphFiles : IGraphFiles
{
    private static readonly IGraphFormat[] Formats = [new EdgeListFormat()];

    /// <summary>Names of the formats, as <c>format:</c> takes them.</summary>
    public static IReadOnlyList<string> FormatNames { get; } = [.. Formats.Select(static format => format.Name)];

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The import was cancelled; nothing of it is left.</exception>
    public Task<ImportedGraph> ReadAsync(
        ImportSpecification specification,
        int partitions,
        IPartitioner partitioner,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(partitioner);

        return ReadInBackgroundAsync(specification, partitions, partitioner, progress, cancellation);
    }

    private static async Task<ImportedGraph> ReadInBackgroundAsync(
        ImportSpecification specification,
        int partitions,
        IPartitioner partitioner,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        // Reading, decompressing and numbering ids keep a thread busy; it must not be the caller's.
        var imported = await Task.Run(
            () => ReadAndBuildAsync(specification, partitions, partitioner, progress, cancellation), cancellation);

        // Else the caller would go on inside the stack that holds the builder, and keep its tables as long as it runs.
        await Task.Yield();
        return imported;
    }

    private static async Task<ImportedGraph> ReadAndBuildAsync(
        ImportSpecification specification,
        int partitions,
        IPartitioner partitioner,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        // A wrong name is wrong whatever the file is; a wrong ending matters only if there is a file.
        var named = specification.Format is { } name ? FormatNamed(name) : null;
        using var file = InputFile.Open(specification.Path);
        var format = named ?? FormatOf(specification.Path);
        var builder = new GraphBuilder(partitions, partitioner, specification.IsDirected);
        var reports = new ProgressThrottle(progress, TimeProvider.System);
        var skipped = await format.ReadAsync(file, builder, specification, reports, cancellation);
        return new ImportedGraph(builder.Build(cancellation: cancellation), skipped);
    }

    private static IGraphFormat FormatNamed(string name) =>
        Array.Find(Formats, format => format.Name == name) ?? throw GraphoidException.Library(
            ErrorKind.Config,
            $"there is no graph file format `{name}`; the formats are {Known()}",
            RuntimeErrorIds.BadConfiguration,
            NearMiss.Suggest(name, FormatNames));

    private static IGraphFormat FormatOf(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(InputFile.GzipEnding, StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^InputFile.GzipEnding.Length];
        }

        var ending = Path.GetExtension(name);
        return Array.Find(Formats, format => format.Endings.Contains(ending, StringComparer.OrdinalIgnoreCase))
            ?? throw GraphoidException.Library(
                ErrorKind.Config,
                $"cannot tell the format of `{path}` by its ending; the formats are {Known()}",
                RuntimeErrorIds.BadConfiguration,
                NearMiss.Suggest(ending, Formats.SelectMany(static format => format.Endings))
                    ?? $"name the format, as in `{{ format: \"{Formats[0].Name}\" }}`");
    }

    private static string Known() => string.Join(", ", Formats.Select(static format =>
        $"`{format.Name}` ({string.Join(" ", format.Endings)}, each also with {InputFile.GzipEnding})"));
}
