using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>A program that runs in this process.</summary>
/// <param name="print">Takes the lines that it prints; null: they go to stdout.</param>
internal sealed class ProgramRun(
    ToolRun run, IGraphRuntime graphs, IReadOnlyList<string> arguments, Action<string>? print = null) : IProgramHost
{
    /// <inheritdoc/>
    public IGraphRuntime Graphs => graphs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => arguments;

    /// <inheritdoc/>
    public CancellationToken Cancellation => run.Cancellation;

    /// <inheritdoc/>
    public TimeSpan? TimeMax { get; init; }

    /// <inheritdoc/>
    public ISourceFiles Sources { get; } = new DiskSources();

    /// <inheritdoc/>
    public void Print(string line)
    {
        if (print is null)
        {
            run.Print(line);
        }
        else
        {
            print(line);
        }
    }

    /// <inheritdoc/>
    public void Log(string line) => run.WriteError(line + "\n");

    /// <inheritdoc/>
    public void Flush() => run.Flush();

    /// <inheritdoc/>
    public IProgramSignals Signals => run.Signals;

    /// <inheritdoc/>
    public void Prompt(string text) => run.Prompt(text);

    /// <inheritdoc/>
    public Task<string?> ReadLineAsync() => StandardInput.ReadLineAsync();

    /// <summary>Runs the program to its end.</summary>
    /// <returns>The exit code of the process.</returns>
    public Task<int> ExecuteAsync(GraphoidProgram program) => run.ExecuteAsync(() => program.RunAsync(this));
}
