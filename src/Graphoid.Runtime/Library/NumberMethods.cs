using System.Text;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Execution;
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
        .Add("round", "places|n?", "The nearest number with that many decimals or of a magnitude; halves go away from zero.",
            static (in call) => Rounded(call, static x => Math.Round(x, MidpointRounding.AwayFromZero)))
        .Add("up", "places|n?", "The next number upwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Math.Ceiling))
        .Add("down", "places|n?", "The next number downwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Math.Floor))
        .Add("log", "base?", "The natural logarithm, or the one in the given base.", Logarithm)
        .Add("ln", "", "The natural logarithm.", static (in call) => Value.Of(Math.Log(Positive(call))))
        .Add("log2", "", "The logarithm in base 2.", static (in call) => Value.Of(Math.Log2(Positive(call))))
        .Add("log10", "", "The logarithm in base 10.", static (in call) => Value.Of(Math.Log10(Positive(call))))
        .Add("pow", "exponent|e", "The number raised to a power, as `**`.",
            Power)
        .Add("min", "other|b", "The smaller of both numbers.", static (in call) => Extreme(call, largest: false))
        .Add("max", "other|b", "The larger of both numbers.", static (in call) => Extreme(call, largest: true))
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
        .AddAsync("times", "function|fn", "Calls the function with 0, 1, … up to but excluding this number.", TimesAsync);

    private static Value SquareRoot(in NativeCall call) =>
        call.Self.Number < 0
            ? throw NoSquareRoot(call.Self)
            : Value.Of(Math.Sqrt(call.Self.Number));

    internal static GraphoidException NoSquareRoot(Value number) => GraphoidException.Library(
        ErrorKind.Value, $"`sqrt`: {ValueText.Display(number)} is negative and has no square root");

    internal static GraphoidException NoLogarithm(in NativeCall call) => GraphoidException.Library(
        ErrorKind.Value,
        $"`{call.Entry.Name}`: {ValueText.Display(call.Self)} has no logarithm, only positive numbers have");

    private static double Positive(in NativeCall call) =>
        call.Self.Number <= 0 ? throw NoLogarithm(call) : call.Self.Number;

    /// <summary>As <c>**</c>.</summary>
    internal static Value Power(in NativeCall call) =>
        Operators.Arithmetic(BinaryOperator.Power, call.Self, Numeric(call, 0));

    /// <summary>The smaller or larger one of receiver and argument; NaN when one is.</summary>
    internal static Value Extreme(in NativeCall call, bool largest)
    {
        var other = Numeric(call, 0);
        return Numbers.Compare(call.Self, other) is { } order
            ? (largest ? order >= 0 : order <= 0) ? call.Self : other
            : Value.Of(double.NaN);
    }

    /// <summary>A num or bignum argument.</summary>
    private static Value Numeric(in NativeCall call, int index) =>
        Numbers.IsNumeric(call[index]) ? call[index] : throw ArgumentChecks.Wrong(call.Entry, index, "num", call[index]);

    private static Value Logarithm(in NativeCall call)
    {
        var number = Positive(call);
        if (!call.Has(0))
        {
            return Value.Of(Math.Log(number));
        }

        // The quotient of two natural logarithms misses whole results by a bit: 1000.log(10) would not be 3.
        return Value.Of(LogarithmBase(call) switch
        {
            2 => Math.Log2(number),
            10 => Math.Log10(number),
            var radix => Math.Log(number) / Math.Log(radix),
        });
    }

    /// <summary>The base given as first argument.</summary>
    internal static double LogarithmBase(in NativeCall call) =>
        call.Number(0) is > 0 and not 1 and var radix
            ? radix
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`log`: argument `base` must be positive and not 1, not {NumberText.Format(call.Number(0))}");

    /// <summary>The decimals to round to: an argument, or minus the power of ten of a magnitude.</summary>
    internal static int Places(in NativeCall call)
    {
        if (!call.Has(0))
        {
            return 0;
        }

        if (call[0].Reference is Symbol magnitude)
        {
            return -(int)Math.Log10(UnitOf(call, magnitude));
        }

        var places = call.Integer(0);
        return Math.Abs((long)places) <= PlacesMax
            ? places
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: argument `places` must be between -{PlacesMax} and {PlacesMax}, not {places}");
    }

    private static double UnitOf(in NativeCall call, Symbol magnitude) => Magnitudes.TryGetValue(magnitude.Name, out var unit)
        ? unit
        : throw Callbacks.UnknownSymbol(call.Entry.Name, "magnitude", magnitude, Magnitudes.Keys);

    private static Value Rounded(in NativeCall call, Func<double, double> toWhole)
    {
        var number = call.Self.Number;
        if (!call.Has(0))
        {
            return Value.Of(toWhole(number));
        }

        if (call[0].Reference is Symbol magnitude)
        {
            return Value.Of(ToMultiple(number, toWhole, UnitOf(call, magnitude)));
        }

        return Value.Of(ToPlaces(number, toWhole, Places(call)));
    }

    /// <summary>A number with so many decimals, a negative count for tens, hundreds and so on.</summary>
    internal static double ToPlaces(double number, Func<double, double> toWhole, int places) => places < 0
        ? ToMultiple(number, toWhole, Math.Pow(10, -places))
        : ToDecimals(number, toWhole, Math.Pow(10, places));

    /// <summary>The nearest number with so many decimals; halves go away from zero.</summary>
    internal static double Round(double number, int places) =>
        ToPlaces(number, static x => Math.Round(x, MidpointRounding.AwayFromZero), places);

    private static double ToMultiple(double number, Func<double, double> toWhole, double unit) =>
        toWhole(number / unit) * unit;

    private static double ToDecimals(double number, Func<double, double> toWhole, double scale)
    {
        var scaled = number * scale;

        // 1.1 * 10 is a little more than 11: a number that already has so few decimals must not be moved by that.
        return Math.Abs(scaled) < WholeFrom && Math.Round(scaled) / scale != number ? toWhole(scaled) / scale : number;
    }

    internal static Value ToCharacter(in NativeCall call)
    {
        var code = Math.Truncate(Numbers.ToDouble(call.Self));
        return code is >= 0 and <= 0x10FFFF && Rune.IsValid((int)code)
            ? Value.Of(new Rune((int)code).ToString())
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`to_char`: {ValueText.Display(call.Self)} is no code point of a character");
    }

    internal static async ValueTask<Value> TimesAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var count = Numbers.ToDouble(call.Self);
        if (!double.IsFinite(count))
        {
            throw GraphoidException.Library(ErrorKind.Value, $"`times`: {NumberText.Format(count)} is not a number of times");
        }

        for (var i = 0L; i < Math.Truncate(count); i++)
        {
            call.Program.CheckCancelled((int)i);
            var step = call.Program.CallAsync(function, Value.Of(i));
            _ = step.IsCompletedSuccessfully ? step.Result : await step;
        }

        return Value.None;
    }
}
