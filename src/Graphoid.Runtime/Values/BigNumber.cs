using System.Globalization;
using System.Numerics;

namespace Graphoid.Runtime.Values;

/// <summary>A bignum: a whole number without rounding, or a decimal fraction of 34 significant digits (reference, section 3.4).</summary>
/// <remarks>
/// The value is <see cref="Unscaled"/> / 10^<see cref="Scale"/>. Whole numbers are exact up to <see cref="BitsMax"/>; a
/// fraction is rounded, half away from zero, to as many digits as IEEE 754-2008 gives a decimal128, but never left of the
/// point. Immutable.
/// </remarks>
public sealed class BigNumber : ObjectValue, IStructurallyEqual
{
    /// <summary>Largest size of a whole number in bits; one past it raises a ValueError, so that <c>9 ** 9 ** 9</c> ends at once.</summary>
    public const int BitsMax = 1 << 18;

    /// <summary>Decimal digits of the largest whole number, for messages.</summary>
    public const int DigitsMax = 78_913;

    /// <summary>Significant digits of a fraction.</summary>
    public const int FractionDigits = 34;

    /// <summary>Digits behind the point; what is smaller is 0, as in decimal128.</summary>
    private const int ScaleMax = 6176;

    /// <summary>Texts longer than this are no finite double.</summary>
    private const int DoubleDigitsMax = 400;

    private static readonly double BitsPerDigit = Math.Log2(10);

    private BigNumber(BigInteger unscaled, int scale)
    {
        Unscaled = unscaled;
        Scale = scale;
    }

    /// <summary>0.</summary>
    public static BigNumber Zero { get; } = new(BigInteger.Zero, 0);

    /// <summary>1.</summary>
    public static BigNumber One { get; } = new(BigInteger.One, 0);

    /// <summary>All digits as a whole number.</summary>
    public BigInteger Unscaled { get; }

    /// <summary>How many of them stand behind the point; the last one is not 0.</summary>
    public int Scale { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.BigNumber;

    /// <inheritdoc/>
    public override bool IsTruthy => !Unscaled.IsZero;

    /// <summary>Whether there is no fraction.</summary>
    public bool IsWhole => Scale == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Unscaled.Sign;

    /// <summary>Whether a num holds the same value, whole numbers within ±2^53.</summary>
    public bool FitsInNumber => IsWhole ? Numbers.IsSafe(Unscaled) : Of(ToDouble()).CompareTo(this) == 0;

    /// <inheritdoc/>
    public override string Display
    {
        get
        {
            var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
            var sign = Unscaled.Sign < 0 ? "-" : string.Empty;
            if (Scale == 0)
            {
                return sign + digits;
            }

            digits = digits.PadLeft(Scale + 1, '0');
            return $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
        }
    }

    /// <inheritdoc/>
    public int StructuralHash =>
        ToDouble() is var number && double.IsFinite(number) && Of(number).CompareTo(this) == 0
            ? ValueEquality.HashOf(Value.Of(number))
            : HashCode.Combine(Unscaled, Scale);

    /// <summary>A whole number.</summary>
    /// <exception cref="GraphoidException">It is larger than <see cref="BitsMax"/>.</exception>
    public static BigNumber Of(BigInteger whole) => whole.GetBitLength() <= BitsMax ? new BigNumber(whole, 0) : throw TooLarge();

    /// <summary>A finite double: a whole one exactly, a fraction by the digits it is shown with.</summary>
    public static BigNumber Of(double number) =>
        double.IsInteger(number) ? new BigNumber(new BigInteger(number), 0) : Parse(NumberText.Format(number))!;

    /// <summary>A decimal number of given digits, brought into its one form.</summary>
    /// <exception cref="GraphoidException">It is larger than <see cref="BitsMax"/>.</exception>
    public static BigNumber Of(BigInteger unscaled, int scale)
    {
        if (scale > 0)
        {
            var surplus = Math.Min(scale, Math.Max(DigitsOf(unscaled) - FractionDigits, scale - ScaleMax));
            if (surplus > 0)
            {
                unscaled = RoundedQuotient(unscaled, BigInteger.Pow(10, surplus));
                scale -= surplus;
            }

            (unscaled, scale) = WithoutTrailingZeros(unscaled, scale);
        }
        else if (scale < 0)
        {
            return Of(unscaled * PowerOfTen(-scale));
        }

        return scale == 0 ? Of(unscaled) : new BigNumber(unscaled, scale);
    }

    /// <summary>The number that a text shows, such as <c>-12.5</c> or <c>1e40</c>; null when it shows none or one too large.</summary>
    public static BigNumber? Parse(string text)
    {
        text = text.Trim();
        var exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(
            text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return null;
        }

        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (digits.Length > DigitsMax || digits.Trim('+', '-').Contains('.', StringComparison.Ordinal)
            || !digits.AsSpan().ContainsAnyInRange('0', '9')
            || Math.Abs((long)exponent) > DigitsMax
            || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unscaled))
        {
            return null;
        }

        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        return unscaled.GetBitLength() + (Math.Max(0, -scale) * BitsPerDigit) > BitsMax ? null : Of(unscaled, scale);
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble() =>
        DigitsOf(Unscaled) - Scale > DoubleDigitsMax
            ? Unscaled.Sign * double.PositiveInfinity
            : double.Parse(Display, CultureInfo.InvariantCulture);

    /// <summary>The whole part.</summary>
    public BigInteger Truncated => Scale == 0 ? Unscaled : Unscaled / BigInteger.Pow(10, Scale);

    /// <summary>Orders by value.</summary>
    public int CompareTo(BigNumber other)
    {
        if (Scale == other.Scale)
        {
            return Unscaled.CompareTo(other.Unscaled);
        }

        var (left, right, _) = Aligned(this, other);
        return left.CompareTo(right);
    }

    /// <inheritdoc/>
    public bool EqualsStructurally(ObjectValue other) => other is BigNumber number && CompareTo(number) == 0;

    public static BigNumber operator +(BigNumber left, BigNumber right)
    {
        var (a, b, scale) = Aligned(left, right);
        return Of(a + b, scale);
    }

    public static BigNumber operator -(BigNumber left, BigNumber right)
    {
        var (a, b, scale) = Aligned(left, right);
        return Of(a - b, scale);
    }

    public static BigNumber operator -(BigNumber value) => new(-value.Unscaled, value.Scale);

    public static BigNumber operator *(BigNumber left, BigNumber right) =>
        Of(left.Unscaled * right.Unscaled, left.Scale + right.Scale);

    /// <summary>The quotient: a whole one exactly, another one to the digits of a fraction.</summary>
    public static BigNumber operator /(BigNumber left, BigNumber right)
    {
        var (a, b, _) = Aligned(left, right);
        var shift = Math.Max(0, FractionDigits + 2 - (DigitsOf(a) - DigitsOf(b)));
        return Of(RoundedQuotient(a * BigInteger.Pow(10, shift), b), shift);
    }

    /// <summary>The remainder; its sign is that of the dividend.</summary>
    public static BigNumber operator %(BigNumber left, BigNumber right)
    {
        var (a, b, scale) = Aligned(left, right);
        return Of(BigInteger.Remainder(a, b), scale);
    }

    /// <summary>The quotient without its fraction.</summary>
    public static BigNumber DivideWhole(BigNumber left, BigNumber right)
    {
        var (a, b, _) = Aligned(left, right);
        return Of(BigInteger.Divide(a, b));
    }

    /// <summary>A power with a whole exponent.</summary>
    /// <exception cref="GraphoidException">The result is larger than <see cref="BitsMax"/>; this costs nothing.</exception>
    public static BigNumber Power(BigNumber number, BigInteger exponent)
    {
        if (exponent.Sign < 0)
        {
            return One / Power(number, -exponent);
        }

        if (number.IsWhole && (number.Unscaled.IsZero || BigInteger.Abs(number.Unscaled).IsOne))
        {
            return exponent.IsZero || (number.Sign < 0 && exponent.IsEven) ? One : number;
        }

        var bits = Math.Abs(BigInteger.Log(BigInteger.Abs(number.Unscaled), 2) - (number.Scale * BitsPerDigit));
        if (exponent > BitsMax * 64L || (double)exponent * bits > BitsMax + 1)
        {
            throw TooLarge();
        }

        if (number.IsWhole)
        {
            return Of(BigInteger.Pow(number.Unscaled, (int)exponent));
        }

        var (result, factor) = (One, number);
        for (var rest = (long)exponent; rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? result * factor : result;
            factor = rest > 1 ? factor * factor : factor;
        }

        return result;
    }

    /// <summary>The square root of a number that is not negative.</summary>
    public BigNumber SquareRoot()
    {
        var scale = Math.Max((Scale + 1) / 2, FractionDigits + 1 - ((DigitsOf(Unscaled) - Scale) / 2));
        return Of(IntegerRoot(Unscaled * BigInteger.Pow(10, (2 * scale) - Scale)), scale);
    }

    /// <summary>The nearest number of so many decimals, a negative count for tens, hundreds and so on.</summary>
    /// <param name="toWhole">Rounds the quotient of two whole numbers, the second one positive.</param>
    public BigNumber Rounded(int places, Func<BigInteger, BigInteger, BigInteger> toWhole)
    {
        if (places >= Scale)
        {
            return this;
        }

        return Of(toWhole(Unscaled, PowerOfTen(Scale - places)), places);
    }

    /// <summary>A quotient rounded half away from zero; the divisor may have any sign.</summary>
    internal static BigInteger RoundedQuotient(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor)
            ? quotient + (dividend.Sign * divisor.Sign)
            : quotient;
    }

    /// <summary>Number of decimal digits; 1 for 0.</summary>
    internal static int DigitsOf(BigInteger value)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero)
        {
            return 1;
        }

        var least = (int)((value.GetBitLength() - 1) / BitsPerDigit);
        return value >= BigInteger.Pow(10, least + 1) ? least + 2 : value >= BigInteger.Pow(10, least) ? least + 1 : least;
    }

    internal static GraphoidException TooLarge() => GraphoidException.Library(
        ErrorKind.Value,
        $"the result is too large: a bignum has at most {DigitsMax} digits",
        help: "to go on with rounded numbers, which end at Infinity, start from a fraction or call `.to_num()`");

    private static BigInteger PowerOfTen(int exponent) =>
        exponent <= DigitsMax + ScaleMax ? BigInteger.Pow(10, exponent) : throw TooLarge();

    private static (BigInteger Left, BigInteger Right, int Scale) Aligned(BigNumber left, BigNumber right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return (At(left, scale), At(right, scale), scale);
    }

    private static BigInteger At(BigNumber number, int scale) =>
        number.Scale == scale ? number.Unscaled : number.Unscaled * BigInteger.Pow(10, scale - number.Scale);

    private static (BigInteger Unscaled, int Scale) WithoutTrailingZeros(BigInteger unscaled, int scale)
    {
        while (scale > 0)
        {
            var shorter = BigInteger.DivRem(unscaled, 10, out var last);
            if (!last.IsZero)
            {
                break;
            }

            (unscaled, scale) = (shorter, scale - 1);
        }

        return (unscaled, scale);
    }

    /// <summary>Newton's iteration from above, which ends at the floor of the root.</summary>
    private static BigInteger IntegerRoot(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
