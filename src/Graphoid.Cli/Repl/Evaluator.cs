using System.Runtime.InteropServices;
using Graphoid.Cli.Rendering;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Interactive;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Repl;

/// <summary>Runs texts in the session: Ctrl+C cancels what runs and keeps the session, errors are shown.</summary>
/// <remarks>A second Ctrl+C, while the first still takes effect, kills the process.</remarks>
internal sealed class Evaluator(InteractiveSession session, ProgramOutput output, bool isInteractive)
{
    /// <summary>Runs a text.</summary>
    /// <param name="name">What messages call it, or null for its number.</param>
    /// <returns>What came of it; null after an error, which was shown, or Ctrl+C.</returns>
    public async Task<Evaluation?> RunAsync(string text, string? name)
    {
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            if (!cancellation.IsCancellationRequested)
            {
                signal.Cancel = true;
                cancellation.Cancel();
            }
        });
        try
        {
            var done = await session.EvaluateAsync(text, name, cancellation.Token);
            if (!done.HasRun)
            {
                Complain(DiagnosticRenderer.ToText(done.Diagnostics));
                return null;
            }

            output.Flush();
            return done;
        }
        catch (Exception ending) when (cancellation.IsCancellationRequested && ending is OperationCanceledException or GraphoidException)
        {
            WasCancelled = true;
            Complain("cancelled\n");
            return null;
        }
        catch (GraphoidException uncaught)
        {
            Complain(ErrorReport.Of(uncaught.Error));
            return null;
        }
    }

    /// <summary>Whether Ctrl+C ended an evaluation.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>Shows a result under the name that it has in the session.</summary>
    public void Show(Evaluation done)
    {
        if (done.ResultNumber == 0)
        {
            return;
        }

        var text = ResultText.Of(done.Value, isInteractive ? Math.Max(20, Console.WindowWidth) : 120);
        var between = text.Contains('\n') ? "\n" : " ";
        output.Write(isInteractive ? $"_{done.ResultNumber} ={between}{text}\n" : text + "\n");
    }

    /// <summary>Shows what went wrong, behind everything that was printed before.</summary>
    public void Complain(string text)
    {
        output.Flush();
        StandardError.Write(text);
    }
}
