using System.Numerics;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of bignums: those of nums, without rounding where the result is whole (reference, section 4.2).</summary>
internal static class BigNumberMethods
{
    public static NativeTable Table { get; } = new NativeTable("a bignum")
        .Add("abs", "", "The number without its sign.", static (in call) => Value.Of(Self(call).Sign < 0 ? -Self(call) : Self(call)))
        .Add("floor", "", "The largest whole number not above this one.",
            static (in call) => Value.Of(Self(call).Rounded(0, Floor)))
        .Add("ceil", "", "The smallest whole number not below this one.",
            static (in call) => Value.Of(Self(call).Rounded(0, Ceiling)))
        .Add("sqrt", "", "The square root; a negative number raises a ValueError.", SquareRoot)
        .Add("round", "places|n?", "The nearest number with that many decimals or of a magnitude; halves go away from zero.",
            static (in call) => Rounded(call, BigNumber.RoundedQuotient))
        .Add("up", "places|n?", "The next number upwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Ceiling))
        .Add("down", "places|n?", "The next number downwards with that many decimals, or of a magnitude.",
            static (in call) => Rounded(call, Floor))
        .Add("log", "base?", "The natural logarithm, or the one in the given base.",
            static (in call) => Value.Of(Logarithm(call, call.Has(0) ? NumberMethods.LogarithmBase(call) : Math.E)))
        .Add("ln", "", "The natural logarithm.", static (in call) => Value.Of(Logarithm(call, Math.E)))
        .Add("log2", "", "The logarithm in base 2.", static (in call) => Value.Of(Logarithm(call, 2)))
        .Add("log10", "", "The logarithm in base 10.", static (in call) => Value.Of(Logarithm(call, 10)))
        .Add("pow", "exponent|e", "The number raised to a power, as `**`.", NumberMethods.Power)
        .Add("min", "other|b", "The smaller of both numbers.", static (in call) => NumberMethods.Extreme(call, largest: false))
        .Add("max", "other|b", "The larger of both numbers.", static (in call) => NumberMethods.Extreme(call, largest: true))
        .Add("is_integer", "", "Whether the number is whole.", static (in call) => Value.Of(Self(call).IsWhole))
        .Add("is_nan", "", "Whether this is NaN; a bignum never is.", static (in _) => Value.False)
        .Add("is_infinite", "", "Whether the number is infinite; a bignum never is.", static (in _) => Value.False)
        .Add("is_even", "", "Whether the number is a multiple of 2.",
            static (in call) => Value.Of(Self(call) is { IsWhole: true, Unscaled.IsEven: true }))
        .Add("is_odd", "", "Whether the number is whole and no multiple of 2.",
            static (in call) => Value.Of(Self(call) is { IsWhole: true, Unscaled.IsEven: false }))
        .Add("to_int", "", "The whole part, as a num when it is within ±2^53.",
            static (in call) => Numbers.Of(Self(call).Truncated))
        .Add("to_char", "", "The character of this code point.", NumberMethods.ToCharacter)
        .AddAsync("times", "function|fn", "Calls the function with 0, 1, … up to but excluding this number.",
            NumberMethods.TimesAsync);

    private static BigNumber Self(in NativeCall call) => (BigNumber)call.Self.Reference!;

    private static Value SquareRoot(in NativeCall call) => Self(call).Sign >= 0
        ? Value.Of(Self(call).SquareRoot())
        : throw NumberMethods.NoSquareRoot(call.Self);

    private static double Logarithm(in NativeCall call, double radix)
    {
        var number = Self(call);
        if (number.Sign <= 0)
        {
            throw NumberMethods.NoLogarithm(call);
        }

        return radix switch
        {
            10 => BigInteger.Log10(number.Unscaled) - number.Scale,
            Math.E => BigInteger.Log(number.Unscaled) - (number.Scale * Math.Log(10)),
            _ => (BigInteger.Log(number.Unscaled) - (number.Scale * Math.Log(10))) / Math.Log(radix),
        };
    }

    private static Value Rounded(in NativeCall call, Func<BigInteger, BigInteger, BigInteger> toWhole) =>
        Value.Of(Self(call).Rounded(NumberMethods.Places(call), toWhole));

    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static BigInteger Ceiling(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign > 0 ? quotient + 1 : quotient;
    }
}
