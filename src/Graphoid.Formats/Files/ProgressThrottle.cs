using Graphoid.Runtime.Host;

namespace Graphoid.Formats.Files;

/// <summary>Lets through so few reports of progress that a terminal can show them all.</summary>
/// <remarks>Threads: called by the thread that builds the graph.</remarks>
internal sealed class ProgressThrottle(IProgress<ImportProgress>? progress, TimeProvider clock)
{
    /// <summary>Ten reports a second: more look no smoother.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _last = clock.GetTimestamp();

    /// <summary>Passes a report on unless the last one is younger than <see cref="Interval"/>.</summary>
    public void Report(ImportProgress state)
    {
        if (progress is not null && clock.GetElapsedTime(_last) >= Interval)
        {
            _last = clock.GetTimestamp();
            progress.Report(state);
        }
    }

    /// <summary>Passes the last report on in any case.</summary>
    public void Finish(ImportProgress state) => progress?.Report(state);
}
