using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>approx</c> (library reference, section 5): whether two numbers are nearly equal.</summary>
internal static class ApproxModule
{
    public static NativeTable Table { get; } = new NativeTable("`approx`")
        .Add("equal|eq|within", "a, b, tolerance, mode?",
            "Whether two numbers differ by less than a tolerance: absolute, `:relative`, or of times `:seconds` to `:days`.", AreNearlyEqual);

    private static Value AreNearlyEqual(in NativeCall call)
    {
        var tolerance = call.Number(2);
        var mode = (call.Has(3) ? call[3].Reference as Symbol : null)?.Name;
        var unit = mode switch
        {
            "seconds" => 1,
            "minutes" => Calendar.SecondsPerMinute,
            "hours" => Calendar.SecondsPerHour,
            "days" => Calendar.SecondsPerDay,
            _ => 0,
        };
        if (unit > 0)
        {
            return Value.Of(Math.Abs(Seconds(call, 0) - Seconds(call, 1)) / unit < tolerance);
        }

        var (a, b) = (call.Number(0), call.Number(1));
        var scale = mode == "relative" ? Math.Max(Math.Abs(a), Math.Abs(b)) : 0;
        return Value.Of(Math.Abs(a - b) / (scale == 0 ? 1 : scale) < tolerance);
    }

    private static double Seconds(in NativeCall call, int index) =>
        call[index].Reference is TimeValue time ? time.ToSeconds() : call.Number(index);
}
