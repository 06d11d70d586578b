using System.Text;
using Graphoid.Distribution.Protocols;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Sessions;

/// <summary>What a session does, outside of any actor: runs a program or reads a file, and says how it ended.</summary>
internal static class SessionWork
{
    private delegate Task<SessionProtocol.Ended> Body(IGraphRuntime graphs);

    /// <summary>Runs a program to its end; never throws.</summary>
    /// <param name="upload">The path of its text here, if it does not stand in the request.</param>
    public static Task<SessionProtocol.Ended> RunAsync(
        SessionProtocol.RunProgram run,
        Task<string> upload,
        DoorSettings settings,
        SessionProgress progress,
        OutputBuffer output,
        SessionSignals signals,
        CancellationToken cancellation) =>
        EndOfAsync(
            () => settings.Runtime(new SessionContext(run.Session, run.Partitions, progress)),
            async graphs =>
            {
                var (text, files) = run.IsStreamed
                    ? TextsIn(run, await File.ReadAllBytesAsync(await upload.WaitAsync(cancellation), cancellation))
                    : (run.Text, run.FileTexts ?? []);
                var program = GraphoidProgram.Load(new SourceText(run.Path, text));
                if (!program.IsRunnable)
                {
                    // Clients check before they send; this is a client of another kind.
                    return new SessionProtocol.Ended(false, DiagnosticRenderer.ToText(program.Diagnostics), 0, 0);
                }

                var host = new SessionHost(run.Arguments, output, cancellation)
                {
                    Graphs = graphs,
                    Signals = signals,
                    Sources = new SentTexts(run.WorkingDirectory ?? "/", (run.FilePaths ?? []).Zip(files, (path, file) => new ProgramText(path, file))),
                    TimeMax = run.MillisecondsMax > 0 ? TimeSpan.FromMilliseconds(run.MillisecondsMax) : null,
                };
                var exitCode = await program.RunAsync(host);
                return new SessionProtocol.Ended(false, null, 0, 0, ExitCode: exitCode);
            },
            output,
            cancellation);

    /// <summary>Waits for the file and reads it into a graph; never throws.</summary>
    /// <param name="upload">The path of the whole file here.</param>
    public static Task<SessionProtocol.Ended> ImportAsync(
        SessionProtocol.ImportFile import,
        Task<string> upload,
        DoorSettings settings,
        SessionProgress progress,
        OutputBuffer output,
        CancellationToken cancellation) =>
        EndOfAsync(
            () => settings.Runtime(new SessionContext(import.Session, import.Partitions, progress)),
            async graphs =>
            {
                var path = await upload.WaitAsync(cancellation);
                string AsTheClientNamesIt(string text) => text.Replace(path, import.FileName, StringComparison.Ordinal);
                var host = new SessionHost([], output, cancellation) { Graphs = graphs, LogRewrite = AsTheClientNamesIt };
                var caller = new GraphCaller(null, new ProgramInstance(host, GraphoidProgram.Load(new SourceText("import", "")).Code));
                var file = new ImportSpecification(
                    import.Name, path, Format: null, import.IsDirected, import.Partitions, import.SkipBad)
                {
                    IsWeighted = import.IsWeighted,
                };
                try
                {
                    var graph = await graphs.ImportAsync(caller, file);
                    return new SessionProtocol.Ended(
                        false, null, await graph.Data!.CountNodesAsync(caller), await graph.Data.CountEdgesAsync(caller));
                }
                catch (GraphoidException failure) when (failure.Message.Contains(path, StringComparison.Ordinal))
                {
                    var error = failure.Error;
                    throw new GraphoidException(error.ErrorKind, AsTheClientNamesIt(error.Message), error.Id, error.Help);
                }
            },
            output,
            cancellation);

    /// <summary>Takes what was streamed apart: the program's text, and behind it those of its files.</summary>
    private static (string Text, string[] Files) TextsIn(SessionProtocol.RunProgram run, byte[] streamed)
    {
        int[] sizes = run.FileBytes ?? [];
        var at = streamed.LongLength - sizes.Sum(size => (long)size);
        if (at < 0 || sizes.Any(size => size < 0))
        {
            throw new GraphoidException(
                ErrorKind.File, "the files of the program did not arrive whole", RuntimeErrorIds.TransferFailed, "it can be repeated");
        }

        var start = (int)at;
        var files = new string[sizes.Length];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = Encoding.UTF8.GetString(streamed, start, sizes[i]);
            start += sizes[i];
        }

        return (Encoding.UTF8.GetString(streamed, 0, (int)at), files);
    }

    private static async Task<SessionProtocol.Ended> EndOfAsync(
        Func<IGraphRuntime> newRuntime, Body body, OutputBuffer output, CancellationToken cancellation)
    {
        try
        {
            var graphs = newRuntime();
            try
            {
                return await body(graphs);
            }
            finally
            {
                await DisposeAsync(graphs);
            }
        }
        catch (Exception ending) when (
            cancellation.IsCancellationRequested && ending is OperationCanceledException or GraphoidException)
        {
            return new SessionProtocol.Ended(true, null, 0, 0);
        }
        catch (GraphoidException uncaught)
        {
            return Failed(ErrorReport.Of(uncaught.Error), isInternal: false, output);
        }
        catch (Exception crash)
        {
            return Failed(crash.ToString(), isInternal: true, output);
        }
    }

    private static async ValueTask DisposeAsync(IGraphRuntime graphs)
    {
        switch (graphs)
        {
            case IAsyncDisposable some:
                await some.DisposeAsync();
                break;
            case IDisposable some:
                some.Dispose();
                break;
        }
    }

    /// <summary>A report that is too long for one message becomes the end of the log.</summary>
    private static SessionProtocol.Ended Failed(string report, bool isInternal, OutputBuffer output)
    {
        if (report.Length <= SessionLimits.OutputLetters)
        {
            return new SessionProtocol.Ended(false, report, 0, 0, isInternal);
        }

        output.Write(report.TrimEnd('\n'), isLog: true);
        return new SessionProtocol.Ended(false, "", 0, 0, isInternal);
    }
}
