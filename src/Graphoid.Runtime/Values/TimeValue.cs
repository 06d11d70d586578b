using System.Globalization;

namespace Graphoid.Runtime.Values;

/// <summary>An instant (reference, section 4.8): whole seconds since 1970-01-01 UTC and nanoseconds, in the years 1 to 9999.</summary>
public sealed class TimeValue : ObjectValue, IStructurallyEqual
{
    /// <summary>Nanoseconds of a second.</summary>
    public const int NanosecondsPerSecond = 1_000_000_000;

    private const int NanosecondsPerTick = 100;

    private static readonly long SecondsMin = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long SecondsMax = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private TimeValue(long seconds, int nanoseconds)
    {
        Seconds = seconds;
        Nanoseconds = nanoseconds;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Time;

    /// <summary>Whole seconds since 1970-01-01 UTC, rounded down.</summary>
    public long Seconds { get; }

    /// <summary>Nanoseconds after the whole second.</summary>
    public int Nanoseconds { get; }

    /// <summary>Date and time of day in UTC without the fraction of a second.</summary>
    public DateTime Utc => DateTimeOffset.FromUnixTimeSeconds(Seconds).UtcDateTime;

    /// <inheritdoc/>
    public override string Display => Utc.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction() + "+00:00";

    /// <inheritdoc/>
    public int StructuralHash => HashCode.Combine(Seconds, Nanoseconds);

    /// <summary>The instant of so many seconds and nanoseconds after 1970-01-01 UTC, or null outside the years 1 to 9999.</summary>
    public static TimeValue? Of(long seconds, int nanoseconds) =>
        seconds >= SecondsMin && seconds <= SecondsMax && nanoseconds is >= 0 and < NanosecondsPerSecond
            ? new TimeValue(seconds, nanoseconds)
            : null;

    /// <summary>The instant of a number of seconds, or null where there is none.</summary>
    /// <remarks>The number is taken as it prints, so 0.1 is a tenth although no double is.</remarks>
    public static TimeValue? OfSeconds(double seconds) => Split(seconds) is { } parts ? Of(parts.Seconds, parts.Nanoseconds) : null;

    /// <summary>The instant of a date and time of day of the platform.</summary>
    public static TimeValue Of(DateTimeOffset moment)
    {
        var ticks = moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return rest < 0
            ? new TimeValue(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * NanosecondsPerTick)
            : new TimeValue(seconds, (int)rest * NanosecondsPerTick);
    }

    /// <summary>Seconds since 1970-01-01 UTC with a fraction.</summary>
    public double ToSeconds() => Seconds + (Nanoseconds / (double)NanosecondsPerSecond);

    /// <summary>Seconds from another instant to this one.</summary>
    public double SecondsSince(TimeValue other) =>
        Seconds - other.Seconds + ((Nanoseconds - other.Nanoseconds) / (double)NanosecondsPerSecond);

    /// <summary>The instant so many seconds later, or null where there is none.</summary>
    public TimeValue? Plus(double seconds)
    {
        if (Split(seconds) is not { } distance)
        {
            return null;
        }

        var nanoseconds = Nanoseconds + distance.Nanoseconds;
        return Of(Seconds + distance.Seconds + (nanoseconds / NanosecondsPerSecond), nanoseconds % NanosecondsPerSecond);
    }

    /// <summary>Which of two instants is the later one.</summary>
    public int CompareTo(TimeValue other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds)
        : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public bool EqualsStructurally(ObjectValue other) =>
        other is TimeValue time && time.Seconds == Seconds && time.Nanoseconds == Nanoseconds;

    /// <summary>Whole seconds, rounded down, and nanoseconds; null beyond the distance of any two instants.</summary>
    private static (long Seconds, int Nanoseconds)? Split(double seconds)
    {
        if (!(Math.Abs(seconds) <= SecondsMax - SecondsMin))
        {
            return null;
        }

        var exact = decimal.Parse(NumberText.Format(seconds), CultureInfo.InvariantCulture);
        var whole = decimal.Floor(exact);
        var nanoseconds = (int)decimal.Round((exact - whole) * NanosecondsPerSecond);
        return nanoseconds == NanosecondsPerSecond ? ((long)whole + 1, 0) : ((long)whole, nanoseconds);
    }

    private string Fraction() => Nanoseconds switch
    {
        0 => string.Empty,
        var n when n % 1_000_000 == 0 => $".{n / 1_000_000:D3}",
        var n when n % 1_000 == 0 => $".{n / 1_000:D6}",
        var n => $".{n:D9}",
    };
}
