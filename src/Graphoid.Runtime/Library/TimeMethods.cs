using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of instants (reference, section 4.8); everything is UTC.</summary>
internal static class TimeMethods
{
    public static NativeTable Table { get; } = new NativeTable("a time")
        .Add("year", "", "The year.", static (in call) => Value.Of(Self(call).Year))
        .Add("month", "", "The month, 1 to 12.", static (in call) => Value.Of(Self(call).Month))
        .Add("day", "", "The day of the month.", static (in call) => Value.Of(Self(call).Day))
        .Add("hour", "", "The hour, 0 to 23.", static (in call) => Value.Of(Self(call).Hour))
        .Add("minute", "", "The minute, 0 to 59.", static (in call) => Value.Of(Self(call).Minute))
        .Add("second", "", "The whole second, 0 to 59.", static (in call) => Value.Of(Self(call).Second))
        .Add("time_numbers", "", "All of these, the day of the week (0 is Sunday) and the day of the year, as a map.", Numbers);

    private static DateTime Self(in NativeCall call) => ((TimeValue)call.Self.Reference!).Utc;

    private static Value Numbers(in NativeCall call)
    {
        var utc = Self(call);
        var map = new MapValue(8);
        map.Set("year", Value.Of(utc.Year));
        map.Set("month", Value.Of(utc.Month));
        map.Set("day", Value.Of(utc.Day));
        map.Set("hour", Value.Of(utc.Hour));
        map.Set("minute", Value.Of(utc.Minute));
        map.Set("second", Value.Of(utc.Second));
        map.Set("weekday", Value.Of((int)utc.DayOfWeek));
        map.Set("day_of_year", Value.Of(utc.DayOfYear));
        return Value.Of(map);
    }
}
