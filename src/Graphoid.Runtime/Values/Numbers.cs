using System.Numerics;

namespace Graphoid.Runtime.Values;

/// <summary>What nums and bignums have in common.</summary>
public static class Numbers
{
    /// <summary>2^53: whole doubles up to here are exact, and sums and products that stay below are, too.</summary>
    public const double SafeMax = 9007199254740992;

    private static readonly BigInteger SafeMaxBig = new(SafeMax);

    /// <summary>Whether a num is whole and within ±2^53.</summary>
    public static bool IsSafe(double number) => Math.Abs(number) <= SafeMax && number == Math.Truncate(number);

    /// <summary>Whether a num holds a whole number without rounding, and so do its neighbours.</summary>
    public static bool IsSafe(BigInteger number) => BigInteger.Abs(number) <= SafeMaxBig;

    /// <summary>Whether a value is a num or a bignum.</summary>
    public static bool IsNumeric(Value value) => value.Reference is null or BigNumber;

    /// <summary>A whole number: a num when it is within ±2^53, else a bignum.</summary>
    public static Value Of(BigInteger whole) => IsSafe(whole) ? Value.Of((double)(long)whole) : Value.Of(BigNumber.Of(whole));

    /// <summary>A num or bignum as the nearest double; NaN for other values.</summary>
    public static double ToDouble(Value value) => value.Reference switch
    {
        null => value.Number,
        BigNumber big => big.ToDouble(),
        _ => double.NaN,
    };

    /// <summary>The order of two numbers; null when one of them is NaN.</summary>
    public static int? Compare(Value left, Value right)
    {
        if ((left.Reference is null && !double.IsFinite(left.Number)) || (right.Reference is null && !double.IsFinite(right.Number)))
        {
            var (a, b) = (Bound(left), Bound(right));
            return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
        }

        return left.Reference is null && right.Reference is null
            ? left.Number.CompareTo(right.Number)
            : ToBig(left).CompareTo(ToBig(right));
    }

    /// <summary>A finite num, or a bignum, as a bignum.</summary>
    public static BigNumber ToBig(Value value) => value.Reference as BigNumber ?? BigNumber.Of(value.Number);

    /// <summary>An infinity or NaN as it is, any bignum as something finite.</summary>
    private static double Bound(Value value) => value.Reference is null ? value.Number : 0;
}
