using Graphoid.Benchmarks.Measurement;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.Benchmarks.Programs;

/// <summary>Runs a program to its end and keeps what it prints: to prepare, to verify, or as one of several clients.</summary>
internal sealed class PlainRun : IProgramHost
{
    private readonly GraphoidProgram _program;
    private readonly List<string> _output = [];
    private IGraphRuntime? _graphs;

    /// <summary>Reads the program; runs nothing.</summary>
    public PlainRun(string text)
    {
        _program = GraphoidProgram.Load(new SourceText("client.gr", text));
        if (!_program.IsRunnable)
        {
            throw new VerificationException($"the program has errors:\n{DiagnosticRenderer.ToText(_program.Diagnostics)}");
        }
    }

    /// <inheritdoc/>
    public IGraphRuntime Graphs => _graphs!;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => [];

    /// <inheritdoc/>
    public CancellationToken Cancellation => CancellationToken.None;

    /// <inheritdoc/>
    public void Print(string line) => _output.Add(line);

    /// <inheritdoc/>
    public void Log(string line) => Console.WriteLine($"   log: {line}");

    /// <summary>Runs it once, on a runtime that ends with it.</summary>
    /// <returns>The lines it printed.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IGraphRuntime graphs)
    {
        _graphs = graphs;
        await _program.RunAsync(this);
        return _output;
    }
}
