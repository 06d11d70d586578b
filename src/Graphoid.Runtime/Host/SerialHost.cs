namespace Graphoid.Runtime.Host;

/// <summary>The host as a program with tasks sees it: lines of several flows come one after the other, and none comes behind the
/// program's end.</summary>
internal sealed class SerialHost(IProgramHost host) : IProgramHost
{
    private readonly Lock _lock = new();
    private bool _isOver;

    /// <summary>The host itself.</summary>
    public IProgramHost Inner => host;

    /// <inheritdoc/>
    public IGraphRuntime Graphs => host.Graphs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => host.Arguments;

    /// <inheritdoc/>
    public CancellationToken Cancellation => host.Cancellation;

    /// <inheritdoc/>
    public TimeProvider Clock => host.Clock;

    /// <inheritdoc/>
    public TimeSpan? TimeMax => host.TimeMax;

    /// <inheritdoc/>
    public IProgramSignals? Signals => host.Signals;

    /// <inheritdoc/>
    public ISourceFiles? Sources => host.Sources;

    /// <inheritdoc/>
    public HostPermissions Withheld => host.Withheld;

    /// <inheritdoc/>
    public void Prompt(string text)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                host.Prompt(text);
            }
        }
    }

    /// <inheritdoc/>
    public Task<string?> ReadLineAsync() => host.ReadLineAsync();

    /// <inheritdoc/>
    public void Print(string line)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                host.Print(line);
            }
        }
    }

    /// <inheritdoc/>
    public void Log(string line)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                host.Log(line);
            }
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_lock)
        {
            host.Flush();
        }
    }

    /// <summary>Lets no line through any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
        }
    }
}
