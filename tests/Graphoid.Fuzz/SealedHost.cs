using System.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.Fuzz;

/// <summary>A host that permits nothing and keeps what is printed.</summary>
internal sealed class SealedHost(CancellationToken cancellation) : IProgramHost
{
    /// <summary>Letters kept; a program that prints more is compared by its beginning.</summary>
    private const int LettersMax = 200_000;

    private readonly StringBuilder _output = new();

    public string Output => _output.ToString();

    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 2 });

    public IReadOnlyList<string> Arguments => [];

    public CancellationToken Cancellation => cancellation;

    public HostPermissions Withheld => HostPermissions.All;

    public void Print(string line)
    {
        if (_output.Length < LettersMax)
        {
            _output.Append(line).Append('\n');
        }
    }

    public void Log(string line)
    {
    }
}
