using System.Collections.Concurrent;
using System.Threading.Channels;
using Graphoid.Formats.Files;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats.EdgeLists;

/// <summary>Reads one edge list into a builder with all cores, in the order of the file.</summary>
/// <remarks>
/// <code>
/// one task            one task a chunk       the caller's task
/// read, decompress -> parse               -> number the ids, keep the edges
///        ^              (in parallel)        (in file order)  |
///        +------------------- chunks, used again ------------+
/// </code>
/// The queue holds the parse tasks in file order and is bounded, so memory does not depend on the file and reading waits for the
/// builder. Everything that goes wrong travels through the queue: the error that comes first in the file is the one that is
/// raised, whichever chunk was parsed first. When <see cref="ReadAsync"/> is over, so are all its tasks.
/// </remarks>
internal sealed class EdgeListReader(
    InputFile file, GraphBuilder builder, ProgressThrottle progress, EdgeListLimits limits, bool skipBad, bool isWeighted = false)
{
    private readonly EdgeListParser _parser = new(limits.LineBytesMax, skipBad, isWeighted);
    private readonly ConcurrentBag<EdgeListChunk> _free = [];

    /// <summary>Reads the file to its end; returns how many lines were skipped.</summary>
    /// <exception cref="GraphoidException">ParseError for the first broken line; FileError when reading fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at between chunks.</exception>
    public async Task<long> ReadAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var parses = Channel.CreateBounded<Task<EdgeListChunk>>(
            new BoundedChannelOptions(limits.ChunksAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadChunksAsync(parses.Writer, stop.Token), CancellationToken.None);
        try
        {
            return await BuildAsync(parses.Reader, cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
            while (parses.Reader.TryRead(out var parse))
            {
                await ((Task)parse).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Never throws: what goes wrong completes the queue.</summary>
    private async Task ReadChunksAsync(ChannelWriter<Task<EdgeListChunk>> parses, CancellationToken stop)
    {
        Exception? failure = null;
        try
        {
            var source = new EdgeListSource(file, limits);
            while (await parses.WaitToWriteAsync(stop))
            {
                var chunk = _free.TryTake(out var used) ? used : new EdgeListChunk();
                if (!source.TryFill(chunk))
                {
                    break;
                }

                // The only writer, so there still is room: a parse that runs is always in the queue.
                parses.TryWrite(Task.Run(() => Parse(chunk), CancellationToken.None));
            }
        }
        catch (Exception error)
        {
            failure = error;
        }

        parses.Complete(failure);
    }

    private EdgeListChunk Parse(EdgeListChunk chunk)
    {
        _parser.Parse(chunk);
        return chunk;
    }

    private async Task<long> BuildAsync(ChannelReader<Task<EdgeListChunk>> parses, CancellationToken cancellation)
    {
        var (lines, skipped) = (0L, 0L);
        await foreach (var parse in parses.ReadAllAsync(CancellationToken.None))
        {
            var chunk = await parse;
            cancellation.ThrowIfCancellationRequested();
            if (chunk.Broken is { } broken)
            {
                throw broken.ToException(file.Path, lines + broken.Line);
            }

            chunk.AddTo(builder);
            lines += chunk.LineCount;
            skipped += chunk.SkippedLines;
            progress.Report(new ImportProgress(chunk.FileBytes, file.BytesTotal, builder.AddedEdgeCount));
            chunk.Reset();
            _free.Add(chunk);
        }

        progress.Finish(new ImportProgress(file.BytesRead, file.BytesTotal, builder.AddedEdgeCount));
        return skipped;
    }
}
