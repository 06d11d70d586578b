using System.Diagnostics;

namespace Graphoid.Benchmarks.Measurement;

/// <summary>Measures one stage of a run: wall time, and the processor time of the whole process beside it.</summary>
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
        _processorBefore = _process.TotalProcessorTime;
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>The stage is over.</summary>
    public void Stop()
    {
        Wall = Stopwatch.GetElapsedTime(_started);
        _process.Refresh();
        Processor = _process.TotalProcessorTime - _processorBefore;
        AllocatedBytes = GC.GetTotalAllocatedBytes() - _allocatedBefore;
    }
}
