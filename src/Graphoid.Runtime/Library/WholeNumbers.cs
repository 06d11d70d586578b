using System.Numerics;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Functions of <c>math</c> on whole numbers.</summary>
internal static class WholeNumbers
{
    /// <summary>Larger factorials have no use and take long.</summary>
    private const int FactorialMax = 10_000;

    public static Value GreatestCommonDivisor(in NativeCall call) =>
        Result(BigInteger.GreatestCommonDivisor(Whole(call, 0), Whole(call, 1)));

    public static Value LeastCommonMultiple(in NativeCall call)
    {
        var (a, b) = (BigInteger.Abs(Whole(call, 0)), BigInteger.Abs(Whole(call, 1)));
        return Result(a.IsZero || b.IsZero ? BigInteger.Zero : a / BigInteger.GreatestCommonDivisor(a, b) * b);
    }

    public static Value Factorial(in NativeCall call)
    {
        var n = Whole(call, 0);
        if (n < 0 || n > FactorialMax)
        {
            throw GraphoidException.Library(
                ErrorKind.Value, $"`{call.Entry.Name}`: argument `n` must be between 0 and {FactorialMax}, not {n}");
        }

        var product = BigInteger.One;
        for (var factor = 2; factor <= n; factor++)
        {
            product *= factor;
        }

        return Result(product);
    }

    private static BigInteger Whole(in NativeCall call, int index)
    {
        if (call[index].Reference is BigNumber { IsWhole: true } big)
        {
            return big.Unscaled;
        }

        var number = call.Number(index);
        return call[index].IsNumber && double.IsInteger(number)
            ? new BigInteger(number)
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: {ArgumentChecks.Describe(call.Entry, index)} must be a whole number, not {ValueText.Display(call[index])}");
    }

    private static Value Result(BigInteger number) => Numbers.Of(number);
}
