using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary><c>+</c> and <c>-</c> on instants (reference, section 4.8).</summary>
internal static class TimeArithmetic
{
    /// <summary>An instant and a number of seconds.</summary>
    public static Value Add(TimeValue time, double seconds) =>
        time.Plus(seconds) is { } sum
            ? Value.Of(sum)
            : throw new GraphoidException(
                ErrorKind.Value,
                $"{time.Display} and {NumberText.Format(seconds)} seconds give no time: times are in the years 1 to 9999");

    /// <summary>The seconds between two instants, or an instant so many seconds earlier; null for other operands.</summary>
    public static Value? Subtract(TimeValue time, Value right) =>
        right.IsNumber ? Add(time, -right.Number)
        : right.Reference is TimeValue other ? Value.Of(time.SecondsSince(other))
        : null;
}
