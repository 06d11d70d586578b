using System.Diagnostics;

namespace Graphoid.Benchmarks.Measurement;

/// <summary>Measures one stage of a run: wall time, and the processor time of the whole process beside it, with that of the
/// processes that it started and that have ended, where the system tells (Linux).</summary>
internal sealed class StageTimer
{
    private readonly Process _process = Process.GetCurrentProcess();
    private long _started;
    private long _allocatedBefore;
    private TimeSpan _processorBefore;

    /// <summary>Elapsed time of the stage.</summary>
    public TimeSpan Wall { get; private set; }

    /// <summary>Processor time of all threads; more than <see cref="Wall"/> when several cores worked.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Bytes allocated on the heap.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The stage begins, with a clean heap.</summary>
    public void Start()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _process.Refresh();
        _allocatedBefore = GC.GetTotalAllocatedBytes();
        _processorBefore = _process.TotalProcessorTime + EndedProcesses();
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>The stage is over.</summary>
    public void Stop()
    {
        Wall = Stopwatch.GetElapsedTime(_started);
        _process.Refresh();
        Processor = _process.TotalProcessorTime + EndedProcesses() - _processorBefore;
        AllocatedBytes = GC.GetTotalAllocatedBytes() - _allocatedBefore;
    }

    /// <summary>User and system time of started processes that have ended: fields 16 and 17 of /proc/self/stat, in ticks of 10 ms.</summary>
    private static TimeSpan EndedProcesses()
    {
        const string Statistics = "/proc/self/stat";
        const int TicksPerSecond = 100;
        if (!File.Exists(Statistics))
        {
            return TimeSpan.Zero;
        }

        // The second field is a name in parentheses that may hold blanks.
        var fields = File.ReadAllText(Statistics).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds((double)(long.Parse(fields[13]) + long.Parse(fields[14])) / TicksPerSecond);
    }
}
