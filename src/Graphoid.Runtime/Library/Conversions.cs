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
        BigNumber big => Value.Of(big.ToDouble()),
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

    /// <summary>A value as a bignum, or <c>none</c> when it is no number: text is read, containers give their size.</summary>
    /// <exception cref="GraphoidException">An infinity or NaN.</exception>
    public static Value ToBigNumber(Value value)
    {
        if (value.Reference is string or IIdentified)
        {
            return BigNumber.Parse(ValueText.Display(value)) is { } read ? Value.Of(read) : Value.None;
        }

        var number = value.Reference is BigNumber ? value : ToNumber(value);
        return !number.IsNumber ? number
            : double.IsFinite(number.Number) ? Value.Of(BigNumber.Of(number.Number))
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`to_bignum`: {NumberText.Format(number.Number)} is no number that a bignum can hold");
    }

    /// <summary>Whether a num can hold what the value is as a number.</summary>
    public static bool FitsInNumber(Value value) => value.Reference switch
    {
        BigNumber big => big.FitsInNumber,
        string or IIdentified => BigNumber.Parse(ValueText.Display(value)) is { FitsInNumber: true },
        _ => ToNumber(value).IsNumber,
    };

    // The framework also reads words such as "nan"; in data they mean a missing number, so a digit is required.
    private static Value Parse(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : Value.None;
}
