using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The time of day for programs.</summary>
internal static class Clock
{
    /// <summary>Now, in microseconds: as many as a number of seconds can hold, so that both forms convert without loss.</summary>
    public static TimeValue Now()
    {
        var now = DateTimeOffset.UtcNow;
        return TimeValue.Of(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)));
    }

    /// <summary>Now as the running code sees it: in a wave its start, on every member and also when it is run again.</summary>
    public static TimeValue NowFor(IProgramCalls program) =>
        ((Machine)program).Activation is { Run.Wave: { IsSingleTurn: false } wave } ? wave.Origin.StartedAt : Now();

    /// <summary>Midnight of the present day, UTC.</summary>
    public static TimeValue Today() => TimeValue.Of(new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero));
}
