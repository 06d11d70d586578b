using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of numbers (reference, section 4.2).</summary>
internal static class NumberMethods
{
    /// <summary>Powers of ten beyond this are not finite.</summary>
    private const int PlacesMax = 308;

    /// <summary>From here on every double is whole.</summary>
    private const double WholeFrom = 4503599627370496;

    private static readonly Dictionary<string, double> Magnitudes = new(StringComparer.Ordinal)
    {
        ["nearest_ten"] = 10,
        ["nearest_hundred"] = 100,
        ["nearest_thousand"] = 1000,
        ["nearest_million"] = 1_000_000,
    };

    public static NativeTable Table { get; } = new NativeTable("a number")
        .Add("abs", "", "The number without its sign.", static (in call) => Value.Of(Math.Abs(call.Self.Number)))
        .Add("floor", "", "The largest whole number not above this one.",
            static (in call) => Value.Of(Math.Floor(call.Self.Number)))
        .Add("ceil", "", "The smallest whole number not below this one.",
            static (in call) => Value.Of(Math.Ceiling(call.Self.Number)))
        .Add("sqrt", "", "The square root; a negative number raises a ValueError.", SquareRoot)
        .Add("round", "places?", "The nearest number with that many decimals or of a magnitude; halves go away from zero.",
            static (in call) => Rounded(call, static x => Math.Round(x, MidpointRounding.AwayFromZero)))
        .Add("up", "places?", "The next number upwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Math.Ceiling))
        .Add("down", "places?", "The next number downwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Math.Floor))
        .Add("log", "base?", "The natural logarithm, or the one in the given base.", Logarithm)
        .Add("ln", "", "The natural logarithm.", static (in call) => Value.Of(Math.Log(Positive(call))))
        .Add("log2", "", "The logarithm in base 2.", static (in call) => Value.Of(Math.Log2(Positive(call))))
        .Add("log10", "", "The logarithm in base 10.", static (in call) => Value.Of(Math.Log10(Positive(call))))
        .Add("pow", "exponent", "The number raised to a power, as `**`.",
            static (in call) => Value.Of(Math.Pow(call.Self.Number, call.Number(0))))
        .Add("min", "other", "The smaller of both numbers.",
            static (in call) => Value.Of(Math.Min(call.Self.Number, call.Number(0))))
        .Add("max", "other", "The larger of both numbers.",
            static (in call) => Value.Of(Math.Max(call.Self.Number, call.Number(0))))
        .Add("is_integer", "", "Whether the number is whole.",
            static (in call) => Value.Of(double.IsInteger(call.Self.Number)))
        .Add("is_nan", "", "Whether this is NaN, the result of an undefined operation.",
            static (in call) => Value.Of(double.IsNaN(call.Self.Number)))
        .Add("is_infinite", "", "Whether the number is infinite.",
            static (in call) => Value.Of(double.IsInfinity(call.Self.Number)))
        .Add("is_even", "", "Whether the number is a multiple of 2.",
            static (in call) => Value.Of(call.Self.Number % 2 == 0))
        .Add("is_odd", "", "Whether the number is whole and no multiple of 2.",
            static (in call) => Value.Of(Math.Abs(call.Self.Number % 2) == 1))
        .Add("to_int", "", "The whole part.", static (in call) => Value.Of(Math.Truncate(call.Self.Number)))
        .Add("to_time", "", "The instant of so many seconds after 1970-01-01 UTC.", TimeNamespace.OfSeconds)
        .Add("to_char", "", "The character of this code point.", ToCharacter)
        .AddAsync("times", "function", "Calls the function with 0, 1, … up to but excluding this number.", TimesAsync);

    private static Value SquareRoot(in NativeCall call) =>
        call.Self.Number < 0
            ? throw GraphoidException.Library(
                ErrorKind.Value, $"`sqrt`: {NumberText.Format(call.Self.Number)} is negative and has no square root")
            : Value.Of(Math.Sqrt(call.Self.Number));

    private static double Positive(in NativeCall call) =>
        call.Self.Number <= 0
            ? throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: {NumberText.Format(call.Self.Number)} has no logarithm, only positive numbers have")
            : call.Self.Number;

    private static Value Logarithm(in NativeCall call)
    {
        var number = Positive(call);
        if (!call.Has(0))
        {
            return Value.Of(Math.Log(number));
        }

        // The quotient of two natural logarithms misses whole results by a bit: 1000.log(10) would not be 3.
        return call.Number(0) switch
        {
            2 => Value.Of(Math.Log2(number)),
            10 => Value.Of(Math.Log10(number)),
            > 0 and not 1 and var radix => Value.Of(Math.Log(number) / Math.Log(radix)),
            var radix => throw GraphoidException.Library(
                ErrorKind.Value, $"`log`: argument `base` must be positive and not 1, not {NumberText.Format(radix)}"),
        };
    }

    private static Value Rounded(in NativeCall call, Func<double, double> toWhole)
    {
        var number = call.Self.Number;
        if (!call.Has(0))
        {
            return Value.Of(toWhole(number));
        }

        if (call[0].Reference is Symbol magnitude)
        {
            return Value.Of(ToMultiple(number, toWhole, Magnitudes.TryGetValue(magnitude.Name, out var unit)
                ? unit
                : throw Callbacks.UnknownSymbol(call.Entry.Name, "magnitude", magnitude, Magnitudes.Keys)));
        }

        var places = call.Integer(0);
        return Math.Abs((long)places) > PlacesMax
            ? throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: argument `places` must be between -{PlacesMax} and {PlacesMax}, not {places}")
            : Value.Of(places < 0
                ? ToMultiple(number, toWhole, Math.Pow(10, -places))
                : ToDecimals(number, toWhole, Math.Pow(10, places)));
    }

    private static double ToMultiple(double number, Func<double, double> toWhole, double unit) =>
        toWhole(number / unit) * unit;

    private static double ToDecimals(double number, Func<double, double> toWhole, double scale)
    {
        var scaled = number * scale;

        // 1.1 * 10 is a little more than 11: a number that already has so few decimals must not be moved by that.
        return Math.Abs(scaled) < WholeFrom && Math.Round(scaled) / scale != number ? toWhole(scaled) / scale : number;
    }

    private static Value ToCharacter(in NativeCall call)
    {
        var code = Math.Truncate(call.Self.Number);
        return code is >= 0 and <= 0x10FFFF && Rune.IsValid((int)code)
            ? Value.Of(new Rune((int)code).ToString())
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`to_char`: {NumberText.Format(call.Self.Number)} is no code point of a character");
    }

    private static async ValueTask<Value> TimesAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var count = call.Self.Number;
        if (!double.IsFinite(count))
        {
            throw GraphoidException.Library(ErrorKind.Value, $"`times`: {NumberText.Format(count)} is not a number of times");
        }

        for (var i = 0; i < Math.Truncate(count); i++)
        {
            call.Program.CheckCancelled(i);
            var step = call.Program.CallAsync(function, Value.Of(i));
            _ = step.IsCompletedSuccessfully ? step.Result : await step;
        }

        return Value.None;
    }
}
