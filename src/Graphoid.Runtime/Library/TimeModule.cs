using System.Globalization;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Helper module <c>time</c> (library reference, section 14): its times are seconds since 1970-01-01 UTC.</summary>
internal static class TimeModule
{
    /// <summary>Beyond this many seconds a number holds no whole days any more.</summary>
    private const double SecondsMax = 9e15;

    public static NativeTable Table { get; } = TimeNamespace.AddConstructors(new HostMembers("time", new NativeTable("`time`"))
        .Add(HostPermissions.Clock, "now", "", "Seconds since 1970-01-01 UTC, with a fraction.",
            static (in call) => Value.Of(Clock.NowFor(call.Program).ToSeconds()), inHandlers: true)
        .Add(HostPermissions.Clock, "today", "", "Midnight of the present day.", static (in _) => Value.Of(Clock.Today().ToSeconds()))
        .Table)
        .Add("from_date", "year, month, day", "Midnight of a date; a day outside of its month rolls over.",
            static (in call) => Midnight(DaysOfDate(call)))
        .Add("format", "timestamp, format_type?", "As text: `:date`, `:long`, or `:datetime`, which is the rule.", Format)
        .Add("timestamp_to_date", "timestamp", "Year, month and day as a map.", ToDate)
        .Add("day_of_week", "timestamp", "The day of the week: 0 is Monday, 6 is Sunday.",
            static (in call) => Value.Of(Calendar.WeekdayOf(DaysOf(call))))
        .Add("is_weekday", "timestamp", "Whether it is Monday to Friday.", static (in call) => Value.Of(Calendar.WeekdayOf(DaysOf(call)) < 5))
        .Add("is_weekend", "timestamp", "Whether it is Saturday or Sunday.",
            static (in call) => Value.Of(Calendar.WeekdayOf(DaysOf(call)) >= 5))
        .Add("start_of_week", "timestamp", "Midnight of the Monday of that week.", StartOfWeek)
        .Add("end_of_month", "timestamp", "Midnight of the last day of that month.", EndOfMonth)
        .Add("add_months", "timestamp, months_to_add", "Midnight of the same day so many months later, or of the month's last day.", AddMonths)
        .Add("skip_weekends", "timestamp", "Midnight of that day, or of the following Monday.", SkipWeekends)
        .Add("is_leap_year", "year", "Whether the year has a 29 February.", static (in call) => Value.Of(Calendar.IsLeap(call.Integer(0))))
        .Add("days_in_month_for_year", "year, month", "Number of days of a month.",
            static (in call) => Value.Of(Calendar.DaysOf(call.Integer(0), Month(call))))
        .Add("days_since_epoch", "year, month, day", "Whole days since 1970-01-01.", static (in call) => Value.Of(DaysOfDate(call)));

    /// <summary>Members that are values.</summary>
    public static IReadOnlyDictionary<string, Value> Constants { get; } = new Dictionary<string, Value>(StringComparer.Ordinal)
    {
        ["SECONDS_PER_DAY"] = Value.Of(Calendar.SecondsPerDay),
        ["SECONDS_PER_HOUR"] = Value.Of(Calendar.SecondsPerHour),
        ["SECONDS_PER_MINUTE"] = Value.Of(Calendar.SecondsPerMinute),
        ["DAYS_IN_MONTH"] = Value.Of(new ListValue([.. Calendar.DaysInMonth.Select(days => Value.Of(days))])).Share(),
    };

    private static Value Midnight(long days) => Value.Of((double)days * Calendar.SecondsPerDay);

    private static double Timestamp(in NativeCall call)
    {
        var seconds = call[0].Reference is TimeValue time ? time.ToSeconds() : call.Number(0);
        return Math.Abs(seconds) <= SecondsMax
            ? seconds
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`{call.Entry.Name}`: argument `timestamp` is no time: {NumberText.Format(seconds)}");
    }

    private static long DaysOf(in NativeCall call) => (long)Math.Floor(Timestamp(call) / Calendar.SecondsPerDay);

    private static int Month(in NativeCall call) =>
        call.Integer(1) is >= 1 and <= 12 and var month
            ? month
            : throw GraphoidException.Library(
                ErrorKind.Runtime, $"`{call.Entry.Name}`: argument `month` must be between 1 and 12, not {call.Integer(1)}");

    private static long DaysOfDate(in NativeCall call) => Calendar.DaysSinceEpoch(call.Integer(0), Month(call), call.Integer(2));

    private static Value Format(in NativeCall call)
    {
        var seconds = (long)Math.Floor(Timestamp(call));
        var (days, rest) = Calendar.FloorDivide(seconds, Calendar.SecondsPerDay);
        var (year, month, day) = Calendar.DateOf(days);
        var date = string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}");
        return Value.Of((call.Has(1) ? call[1].Reference as Symbol : null)?.Name switch
        {
            "date" => date,
            "long" => string.Create(
                CultureInfo.InvariantCulture, $"{DateTimeFormatInfo.InvariantInfo.GetMonthName(month)} {day}, {year}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{date}T{rest / Calendar.SecondsPerHour:D2}:{rest / Calendar.SecondsPerMinute % 60:D2}:{rest % 60:D2}Z"),
        });
    }

    private static Value ToDate(in NativeCall call)
    {
        var (year, month, day) = Calendar.DateOf(DaysOf(call));
        var map = new MapValue();
        map.Set("year", Value.Of((double)year));
        map.Set("month", Value.Of(month));
        map.Set("day", Value.Of(day));
        return Value.Of(map);
    }

    private static Value StartOfWeek(in NativeCall call)
    {
        var days = DaysOf(call);
        return Midnight(days - Calendar.WeekdayOf(days));
    }

    private static Value EndOfMonth(in NativeCall call)
    {
        var (year, month, _) = Calendar.DateOf(DaysOf(call));
        return Midnight(Calendar.DaysSinceEpoch(year, month, Calendar.DaysOf(year, month)));
    }

    private static Value AddMonths(in NativeCall call)
    {
        var (year, month, day) = Calendar.DateOf(DaysOf(call));
        var (newYear, newMonth) = Calendar.FloorDivide((year * 12) + month - 1 + call.Integer(1), 12);
        var next = (int)newMonth + 1;
        return Midnight(Calendar.DaysSinceEpoch(newYear, next, Math.Min(day, Calendar.DaysOf(newYear, next))));
    }

    private static Value SkipWeekends(in NativeCall call)
    {
        var days = DaysOf(call);
        var weekday = Calendar.WeekdayOf(days);
        return Midnight(weekday < 5 ? days : days + 7 - weekday);
    }
}
