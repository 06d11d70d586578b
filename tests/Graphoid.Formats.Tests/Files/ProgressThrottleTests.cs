using Graphoid.Formats.Files;
using Graphoid.Runtime.Host;

namespace Graphoid.Formats.Tests.Files;

[Trait("Category", "Unit")]
public sealed class ProgressThrottleTests
{
    [Fact]
    public void Reports_that_follow_too_fast_are_left_out_but_for_the_last()
    {
        var clock = new HandClock();
        var seen = new List<long>();
        var throttle = new ProgressThrottle(new Recorder(seen), clock);
        for (var edges = 0; edges < 1000; edges++)
        {
            throttle.Report(new ImportProgress(0, 0, edges));
            clock.Milliseconds++;
        }

        throttle.Finish(new ImportProgress(0, 0, 1000));
        Assert.Equal([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000], seen);
    }

    [Fact]
    public void Nobody_needs_to_listen()
    {
        var clock = new HandClock();
        var throttle = new ProgressThrottle(null, clock);
        clock.Milliseconds = 1000;
        throttle.Report(default);
        throttle.Finish(default);
    }

    private sealed class Recorder(List<long> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen.Add(value.Edges);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
