using System.Globalization;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Conversions between types (reference, section 3.8).</summary>
public static class Conversions
{
    /// <summary>A value as a number, or <c>none</c> when it is not one: text is read, containers give their size.</summary>
    public static Value ToNumber(Value value) => value.Reference switch
    {
        null => value,
        string text => Parse(text),
        NoneValue => Value.Of(0),
        BoolValue => Value.Of(value.Number),
        ListValue list => Value.Of(list.Count),
        RangeValue range => Value.Of(range.Count),
        MapValue map => Value.Of(map.Count),
        TimeValue time => Value.Of(time.ToSeconds()),
        IIdentified handle => Parse(handle.IdText),
        _ => Value.None,
    };

    // The framework also reads words such as "nan"; in data they mean a missing number, so a digit is required.
    private static Value Parse(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : Value.None;
}
