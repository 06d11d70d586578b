using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Durations that programs give in milliseconds.</summary>
internal static class Durations
{
    /// <summary>What timers can tell at most, about 49 days.</summary>
    private const double MillisecondsMax = uint.MaxValue - 1;

    /// <summary>Whole milliseconds from 0 on; what is longer than timers can tell means the longest they can.</summary>
    public static TimeSpan Of(string where, Value value)
    {
        if (!value.IsNumber)
        {
            throw GraphoidException.WrongType(where, "num", value);
        }

        if (double.IsNaN(value.Number) || double.IsInfinity(value.Number))
        {
            throw GraphoidException.Library(ErrorKind.Value, $"{where} must be a finite number of milliseconds");
        }

        return value.Number >= 0
            ? TimeSpan.FromMilliseconds(Math.Min(Math.Truncate(value.Number), MillisecondsMax))
            : throw GraphoidException.Library(
                ErrorKind.Runtime, $"{where} must not be negative, got {NumberText.Format(value.Number)}", help: "for example `500ms`");
    }
}
