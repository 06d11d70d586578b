using System.Globalization;
using System.Text.RegularExpressions;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The namespace <c>time</c>: functions that make instants (reference, section 4.8; library reference, section 14).</summary>
internal static partial class TimeNamespace
{
    public static NativeTable Table { get; } = AddConstructors(new HostMembers("time", new NativeTable("`time`"))
        .Add(HostPermissions.Clock, "now", "", "The present instant.", static (in call) => Value.Of(Clock.NowFor(call.Program)), inHandlers: true)
        .Add(HostPermissions.Clock, "today", "", "Midnight of the present day, UTC.", static (in _) => Value.Of(Clock.Today()))
        .Table);

    /// <summary>Adds the functions that the helper module <c>time</c> has too.</summary>
    public static NativeTable AddConstructors(NativeTable table) => table
        .Add("from_numbers", "y, mo, d, h?, mi?, s?", "The instant of a date and a time of day in UTC, midnight without.", OfNumbers)
        .Add("from_string", "s", "The instant that an RFC 3339 text names, such as 2025-01-15T14:30:45Z.", OfText)
        .Add("from_timestamp", "sec", "The instant of so many seconds after 1970-01-01 UTC.", OfSeconds);

    /// <summary>The instant of a number of seconds: the first argument, or the receiver where there is none.</summary>
    public static Value OfSeconds(in NativeCall call)
    {
        var seconds = call.Arguments.IsEmpty ? call.Self.Number : call.Number(0);
        return TimeValue.OfSeconds(seconds) is { } time
            ? Value.Of(time)
            : throw Invalid(call, $"timestamp {NumberText.Format(seconds)}: times are in the years 1 to 9999");
    }

    private static Value OfNumbers(in NativeCall call)
    {
        var (year, month, day) = (call.Integer(0), call.Integer(1), call.Integer(2));
        var (hour, minute, second) = (call.Has(3) ? call.Integer(3) : 0, call.Has(4) ? call.Integer(4) : 0, call.Has(5) ? call.Number(5) : 0);
        if (!Calendar.IsDate(year, month, day) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is not (>= 0 and < 60))
        {
            throw Invalid(call, string.Create(
                CultureInfo.InvariantCulture, $"date or time {year}-{month}-{day} {hour}:{minute}:{NumberText.Format(second)}"));
        }

        var whole = Calendar.DaysSinceEpoch(year, month, day) * Calendar.SecondsPerDay
            + (hour * Calendar.SecondsPerHour) + (minute * Calendar.SecondsPerMinute);
        return Value.Of(TimeValue.Of(whole, 0)!.Plus(second)!);
    }

    private static Value OfText(in NativeCall call)
    {
        var text = call.Text(0);
        var match = Rfc3339().Match(text);
        if (!match.Success)
        {
            throw Invalid(call, $"time \"{text}\": expected date, `T`, time and an offset, such as 2025-01-15T14:30:45Z");
        }

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        var offset = match.Groups["sign"].Success
            ? (match.Groups["sign"].ValueSpan[0] == '-' ? -1 : 1) * ((Part("oh") * Calendar.SecondsPerHour) + (Part("om") * Calendar.SecondsPerMinute))
            : 0;
        var isPossible = Calendar.IsDate(year, month, day) && hour < 24 && minute < 60 && second < 60
            && Math.Abs(offset) < Calendar.SecondsPerDay && (!match.Groups["om"].Success || Part("om") < 60);
        var seconds = isPossible
            ? (Calendar.DaysSinceEpoch(year, month, day) * Calendar.SecondsPerDay)
                + (hour * Calendar.SecondsPerHour) + (minute * Calendar.SecondsPerMinute) + second - offset
            : 0;
        var fraction = match.Groups["fraction"].Value.PadRight(9, '0')[..9];
        return isPossible && TimeValue.Of(seconds, int.Parse(fraction, CultureInfo.InvariantCulture)) is { } time
            ? Value.Of(time)
            : throw Invalid(call, $"time \"{text}\"");
    }

    private static GraphoidException Invalid(in NativeCall call, string what) =>
        GraphoidException.Library(ErrorKind.Runtime, $"`{call.Entry.Name}`: Invalid {what}");

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
        + @"(\.(?<fraction>[0-9]+))?([Zz]|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2}))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();
}
