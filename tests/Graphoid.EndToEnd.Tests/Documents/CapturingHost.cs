using System.Text;
using Graphoid.Formats;
using Graphoid.Runtime.Host;

namespace Graphoid.EndToEnd.Tests.Documents;

/// <summary>Runs programs in this process and keeps what they print.</summary>
internal sealed class CapturingHost : IProgramHost
{
    private readonly StringBuilder _printed = new();

    /// <summary>Everything printed so far.</summary>
    public string Printed => _printed.ToString();

    /// <inheritdoc/>
    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 2, Files = new GraphFiles() });

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => [];

    /// <inheritdoc/>
    public CancellationToken Cancellation => CancellationToken.None;

    /// <inheritdoc/>
    public void Print(string line) => _printed.Append(line).Append('\n');

    /// <inheritdoc/>
    public void Log(string line)
    {
        // Pages show what programs print, not what is said about the run.
    }
}
