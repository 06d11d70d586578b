using Graphoid.Runtime.Host;

namespace Graphoid.Conformance.Tests;

/// <summary>A host that keeps what the program prints and logs.</summary>
internal sealed class RecordingHost(IGraphRuntime graphs, CancellationToken cancellation) : IProgramHost
{
    private readonly Lock _lock = new();

    /// <summary>What programs see as their command line, in every setting.</summary>
    public static IReadOnlyList<string> ProgramArguments { get; } = ["tool", "program.gr"];

    public List<string> Output { get; } = [];

    public List<string> LogLines { get; } = [];

    public IGraphRuntime Graphs => graphs;

    public IReadOnlyList<string> Arguments => ProgramArguments;

    public ISourceFiles Sources { get; } = new DiskSources(ConformanceProgram.Folder);

    public CancellationToken Cancellation => cancellation;

    public void Print(string line)
    {
        lock (_lock)
        {
            Output.AddRange(line.Split('\n'));
        }
    }

    public void Log(string line)
    {
        lock (_lock)
        {
            LogLines.Add(line);
        }
    }
}
