using System.Runtime.InteropServices;
using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Commands;

/// <summary>One run of a command that takes a while: its output, its signals, and how it ends.</summary>
/// <remarks>The first Ctrl+C cancels what runs, which then ends in its own time; the second one kills the process.</remarks>
internal sealed class ToolRun : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ProgramOutput _output;
    private readonly TerminalProgress? _progress;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _exitCodeAfterCancel = ExitCodes.Cancelled;

    /// <summary>Prepares a run; from now on Ctrl+C is heard.</summary>
    public ToolRun(TerminalProgress? progress)
    {
        _progress = progress;
        _output = new ProgramOutput(onFailure: _cancellation.Cancel);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, ExitCodes.Cancelled));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, ExitCodes.Terminated));
    }

    /// <summary>Signals that a program listens to; those do not cancel.</summary>
    public ToolSignals Signals { get; } = new();

    /// <summary>Cancelled by Ctrl+C, by the system, and when nobody reads the output.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Writes everything out that was printed so far.</summary>
    public void Flush() => _output.Flush();

    /// <summary>Writes one line of output.</summary>
    public void Print(string line)
    {
        _progress?.Erase();
        _output.WriteLine(line);
    }

    /// <summary>Writes a question at once, without ending its line.</summary>
    public void Prompt(string text)
    {
        _progress?.Erase();
        _output.Write(text);
        _output.Flush();
    }

    /// <summary>Runs something to its end, which also tells the exit code when all went well with signals and output.</summary>
    /// <returns>The exit code of the process.</returns>
    public async Task<int> ExecuteAsync(Func<Task<int>> body)
    {
        try
        {
            var exitCode = await body();
            _output.Flush();
            return _output.Failure is null ? exitCode : OutputFailed(_output.Failure);
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

    /// <summary>Writes to stderr behind everything that was printed before.</summary>
    public void WriteError(string text)
    {
        _output.Flush();
        _progress?.Erase();
        StandardError.Write(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        Signals.Dispose();
        _output.Dispose();
        _cancellation.Dispose();
    }

    private void Cancel(PosixSignalContext signal, int exitCode)
    {
        if (_cancellation.IsCancellationRequested)
        {
            return;
        }

        if (Signals.Raise(signal.Signal))
        {
            signal.Cancel = true;
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
}
