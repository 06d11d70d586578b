using Graphoid.Benchmarks.Measurement;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Benchmarks.Programs;

/// <summary>Runs a program over a generated graph and measures the stage between two of its lines of output.</summary>
/// <remarks>The program loads the graph <see cref="GraphName"/>, prints <see cref="StartLine"/> before what is to be measured and
/// <see cref="StopLine"/> after it; everything it prints later is kept for verification.</remarks>
internal sealed class ProgramBench(string text, StageTimer timer) : IProgramHost
{
    /// <summary>The name programs load the graph by.</summary>
    public const string GraphName = "benchmark";

    /// <summary>Printed by the program when the measured stage begins.</summary>
    public const string StartLine = "start";

    /// <summary>Printed by the program when the measured stage is over.</summary>
    public const string StopLine = "stop";

    private readonly List<string> _output = [];
    private bool _isStopped;
    private IGraphRuntime? _graphs;

    /// <summary>What the program printed after the measured stage.</summary>
    public IReadOnlyList<string> Output => _output;

    /// <inheritdoc/>
    public IGraphRuntime Graphs => _graphs!;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => [];

    /// <inheritdoc/>
    public CancellationToken Cancellation => CancellationToken.None;

    /// <inheritdoc/>
    public void Print(string line)
    {
        if (_isStopped)
        {
            _output.Add(line);
        }
        else if (line == StopLine)
        {
            timer.Stop();
            _isStopped = true;
        }
        else if (line == StartLine)
        {
            timer.Start();
        }
    }

    /// <inheritdoc/>
    public void Log(string line) => Console.WriteLine($"   log: {line}");

    /// <summary>Runs the program once with so many partitions.</summary>
    public Task RunAsync(int partitions, Action<GraphBuilder> fill) => RunAsync(new LocalRuntime(new LocalRuntimeOptions
    {
        DefaultPartitions = partitions,
        Files = new GeneratedGraphFiles(fill),
        Sources = new Dictionary<string, ImportSpecification>
        {
            [GraphName] = new(GraphName, GraphName, null, IsDirected: true, partitions, SkipBad: false),
        },
    }));

    /// <summary>Runs the program once on a runtime that knows the graph.</summary>
    public async Task RunAsync(IGraphRuntime graphs)
    {
        _graphs = graphs;
        var program = GraphoidProgram.Load(new SourceText("benchmark.gr", text));
        if (!program.IsRunnable)
        {
            throw new VerificationException($"the program has errors:\n{DiagnosticRenderer.ToText(program.Diagnostics)}");
        }

        await program.RunAsync(this);
        VerificationException.ThrowUnlessEqual("the measured stage ended", true, _isStopped);
    }
}
