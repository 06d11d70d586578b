using System.Runtime.InteropServices;
using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Commands;

/// <summary>One run of a program: its output, its signals, and how it ends.</summary>
/// <remarks>The first Ctrl+C cancels the program, which then ends in its own time; the second one kills the process.</remarks>
internal sealed class ProgramRun : IProgramHost, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ProgramOutput _output;
    private readonly TerminalProgress? _progress;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _exitCodeAfterCancel = ExitCodes.Cancelled;

    /// <summary>Prepares a run; from now on Ctrl+C is heard.</summary>
    public ProgramRun(IGraphRuntime graphs, IReadOnlyList<string> arguments, TerminalProgress? progress)
    {
        Graphs = graphs;
        Arguments = arguments;
        _progress = progress;
        _output = new ProgramOutput(onFailure: _cancellation.Cancel);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, ExitCodes.Cancelled));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, ExitCodes.Terminated));
    }

    /// <inheritdoc/>
    public IGraphRuntime Graphs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments { get; }

    /// <inheritdoc/>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <inheritdoc/>
    public void Print(string line)
    {
        _progress?.Erase();
        _output.WriteLine(line);
    }

    /// <inheritdoc/>
    public void Log(string line) => WriteError(line + "\n");

    /// <summary>Runs the program to its end.</summary>
    /// <returns>The exit code of the process.</returns>
    public async Task<int> ExecuteAsync(GraphoidProgram program)
    {
        try
        {
            await program.RunAsync(this);
            _output.Flush();
            return _output.Failure is null ? ExitCodes.Success : OutputFailed(_output.Failure);
        }
        catch (GraphoidException uncaught) when (!_cancellation.IsCancellationRequested)
        {
            WriteError(ErrorReport.Of(uncaught.Error));
            return ExitCodes.Failure;
        }
        catch (Exception ending) when (
            _cancellation.IsCancellationRequested && ending is OperationCanceledException or GraphoidException)
        {
            _output.Flush();
            if (_output.Failure is { } failure)
            {
                return OutputFailed(failure);
            }

            WriteError("cancelled\n");
            return _exitCodeAfterCancel;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _output.Dispose();
        _cancellation.Dispose();
    }

    private void Cancel(PosixSignalContext signal, int exitCode)
    {
        if (_cancellation.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        _exitCodeAfterCancel = exitCode;
        _cancellation.Cancel();
    }

    private int OutputFailed(OutputFailure failure)
    {
        if (failure.ReaderIsGone)
        {
            return ExitCodes.OutputClosed;
        }

        WriteError(ErrorReport.Of(new ErrorValue(
            ErrorKind.IO, $"the output cannot be written: {failure.Reason}", ToolErrorIds.UnwritableOutput)));
        return ExitCodes.Failure;
    }

    /// <summary>Writes to stderr behind everything that was printed before.</summary>
    private void WriteError(string text)
    {
        _output.Flush();
        _progress?.Erase();
        StandardError.Write(text);
    }
}
