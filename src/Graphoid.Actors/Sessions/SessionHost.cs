using System.Diagnostics;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Sessions;

/// <summary>What a session's program sees of the world: its output goes to the client.</summary>
/// <remarks>Threads: the program's own. <see cref="Print"/> holds it while the client reads too slowly.</remarks>
internal sealed class SessionHost(
    IReadOnlyList<string> arguments, OutputBuffer output, CancellationToken cancellation) : IProgramHost
{
    /// <inheritdoc/>
    public required IGraphRuntime Graphs { get; init; }

    /// <summary>Changes every line of the log on its way out, or null.</summary>
    public Func<string, string>? LogRewrite { get; init; }

    /// <inheritdoc/>
    public ISourceFiles? Sources { get; init; }

    /// <inheritdoc/>
    public IProgramSignals? Signals { get; init; }

    /// <inheritdoc/>
    public TimeSpan? TimeMax { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => arguments;

    /// <inheritdoc/>
    public CancellationToken Cancellation => cancellation;

    /// <inheritdoc/>
    public void Print(string line) => output.Write(line, isLog: false);

    /// <inheritdoc/>
    public void Log(string line) => output.Write(LogRewrite is null ? line : LogRewrite(line), isLog: true);
}

/// <summary>Tells the session how far an import is, a few times a second at most.</summary>
internal sealed class SessionProgress(Action<SessionProtocol.ImportProgressed> tell) : IProgress<ImportProgress>
{
    private static readonly long Interval = Stopwatch.Frequency / 5;
    private long _next = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Report(ImportProgress value)
    {
        var now = Stopwatch.GetTimestamp();
        var next = Volatile.Read(ref _next);
        if (now >= next && Interlocked.CompareExchange(ref _next, now + Interval, next) == next)
        {
            tell(new SessionProtocol.ImportProgressed(value.Bytes, value.BytesTotal, value.Edges));
        }
    }
}
