using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>The host of a program that another one runs with <c>exec</c>: what it prints is kept.</summary>
internal sealed class ExecHost : IProgramHost
{
    /// <summary>Programs that run each other; one that runs itself would go on for ever.</summary>
    private const int DepthMax = 50;

    /// <summary>Letters of output that are kept.</summary>
    private const int LettersMax = 64 * 1024 * 1024;

    private readonly IProgramHost _host;
    private readonly StringBuilder _output = new();
    private readonly int _depth;

    /// <summary>A host that has kept nothing.</summary>
    /// <param name="host">That of the program that calls <c>exec</c>.</param>
    public ExecHost(IProgramHost host)
    {
        _host = host;
        _depth = (host is SerialHost serial ? serial.Inner : host) is ExecHost outer ? outer._depth + 1 : 1;
        if (_depth > DepthMax)
        {
            throw new GraphoidException(
                ErrorKind.Runtime, $"programs run each other deeper than {DepthMax}", RuntimeErrorIds.TooDeep, "does `exec` run itself?");
        }
    }

    /// <summary>What was printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <inheritdoc/>
    public IGraphRuntime Graphs => _host.Graphs;

    /// <inheritdoc/>
    public ISourceFiles? Sources => _host.Sources;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => _host.Arguments;

    /// <inheritdoc/>
    public CancellationToken Cancellation => _host.Cancellation;

    /// <inheritdoc/>
    public TimeProvider Clock => _host.Clock;

    /// <inheritdoc/>
    public IProgramSignals? Signals => _host.Signals;

    /// <inheritdoc/>
    public HostPermissions Withheld => _host.Withheld;

    /// <inheritdoc/>
    public void Prompt(string text) => _host.Prompt(text);

    /// <inheritdoc/>
    public Task<string?> ReadLineAsync() => _host.ReadLineAsync();

    /// <inheritdoc/>
    public void Print(string line)
    {
        lock (_output)
        {
            if (_output.Length + line.Length > LettersMax)
            {
                throw GraphoidException.Library(ErrorKind.Runtime, $"`exec`: the program prints more than {LettersMax} letters");
            }

            _output.Append(line).Append('\n');
        }
    }

    /// <inheritdoc/>
    public void Log(string line) => _host.Log(line);

    /// <inheritdoc/>
    public void Flush() => _host.Flush();
}
