namespace Graphoid.Runtime.Library;

/// <summary>The proleptic Gregorian calendar for any year.</summary>
internal static class Calendar
{
    public const int SecondsPerDay = 86_400;
    public const int SecondsPerHour = 3600;
    public const int SecondsPerMinute = 60;

    /// <summary>Days of 400 years, after which the calendar repeats.</summary>
    private const int DaysPerEra = 146_097;

    /// <summary>Days from 0000-03-01 to 1970-01-01.</summary>
    private const int DaysToEpoch = 719_468;

    /// <summary>Days of the months of a common year.</summary>
    public static IReadOnlyList<int> DaysInMonth { get; } = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Whether the year has a 29 February.</summary>
    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>Days of a month, 1 to 12.</summary>
    public static int DaysOf(long year, int month) => month == 2 && IsLeap(year) ? 29 : DaysInMonth[month - 1];

    /// <summary>Whether there is such a day in the years 1 to 9999.</summary>
    public static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DaysOf(year, month);

    /// <summary>Days from 1970-01-01 to a day, which may lie outside of its month.</summary>
    /// <remarks>Years begin in March here, so that the leap day comes last.</remarks>
    public static long DaysSinceEpoch(long year, int month, long day)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var (era, yearOfEra) = FloorDivide(shifted, 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - DaysToEpoch;
    }

    /// <summary>The date of a number of days since 1970-01-01.</summary>
    public static (long Year, int Month, int Day) DateOf(long days)
    {
        var (era, dayOfEra) = FloorDivide(days + DaysToEpoch, DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        var month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>The day of the week, 0 for Monday.</summary>
    public static int WeekdayOf(long days) => (int)FloorDivide(days + 3, 7).Remainder;

    /// <summary>Quotient rounded down and the rest, which is never negative.</summary>
    public static (long Quotient, long Remainder) FloorDivide(long number, long divisor)
    {
        var (quotient, rest) = Math.DivRem(number, divisor);
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest);
    }
}
