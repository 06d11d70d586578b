using System.Numerics;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Arithmetic and bits: on nums, and on bignums where a whole result does not fit a num (reference, section 3.4).</summary>
internal static partial class Operators
{
    /// <summary>Bits of the operands of bit operators.</summary>
    private const int BitCount = 64;

    /// <summary>One of <c>+ - * / // % **</c> on two numbers.</summary>
    /// <exception cref="GraphoidException">A TypeError when one operand is no number.</exception>
    public static Value Arithmetic(BinaryOperator op, Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            var result = OnDoubles(op, left.Number, right.Number);
            return Math.Abs(result) < Numbers.SafeMax ? Value.Of(result) : Promoted(op, left.Number, right.Number, result);
        }

        if (!Numbers.IsNumeric(left) || !Numbers.IsNumeric(right))
        {
            throw Mismatch(op, left, right);
        }

        // An infinity or NaN stays what it is.
        return IsNotFinite(left) || IsNotFinite(right)
            ? Value.Of(OnDoubles(op, Numbers.ToDouble(left), Numbers.ToDouble(right)))
            : OnBigNumbers(op, Numbers.ToBig(left), Numbers.ToBig(right));
    }

    public static Value Negate(Value value) => value.Reference switch
    {
        null => Value.Of(-value.Number),
        BigNumber big => Value.Of(-big),
        _ => throw new GraphoidException(
            ErrorKind.Type, $"`-` needs a num, got {ValueText.TypeName(value)}", RuntimeErrorIds.OperatorTypes),
    };

    public static Value Complement(Value value) => Numbers.IsNumeric(value)
        ? Numbers.Of(~(BigInteger)Bits(value))
        : throw new GraphoidException(
            ErrorKind.Type, $"`~` needs a num, got {ValueText.TypeName(value)}", RuntimeErrorIds.OperatorTypes);

    /// <summary>The whole part of a number as a signed integer of 64 bits; bits beyond are cut off.</summary>
    internal static long Bits(Value value) => value.Reference switch
    {
        BigNumber big => unchecked((long)(ulong)(big.Truncated & ulong.MaxValue)),
        _ when Math.Abs(value.Number) < long.MaxValue => (long)value.Number,
        _ when double.IsFinite(value.Number) => unchecked((long)(ulong)(new BigInteger(value.Number) & ulong.MaxValue)),
        _ => 0,
    };

    /// <summary>The distance of a shift: 0 to 64, further ones do the same as 64.</summary>
    internal static int Distance(BinaryOperator op, Value value)
    {
        var distance = Numbers.ToDouble(value);
        return distance >= 0
            ? (int)Math.Min(distance, BitCount)
            : throw new GraphoidException(
                ErrorKind.Value, $"`{Signs[(int)op]}` cannot shift by {ValueText.Display(value)}", RuntimeErrorIds.BadArgument);
    }

    /// <summary>The remainder by a divisor that is not 0; whole numbers that fit take the short way.</summary>
    internal static double RemainderOf(double left, double right)
    {
        var (a, b) = ((int)left, (int)right);
        return a == left && b == right && b > 0 ? a % b : left % right;
    }

    internal static double OnDoubles(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? throw ByZero() : left / right,
        BinaryOperator.IntegerDivide => right == 0 ? throw ByZero() : Math.Truncate(left / right),
        BinaryOperator.Remainder => right == 0 ? throw ByZero() : RemainderOf(left, right),
        _ => Math.Pow(left, right),
    };

    internal static Value OnBigNumbers(BinaryOperator op, BigNumber left, BigNumber right) => op switch
    {
        BinaryOperator.Add => Value.Of(left + right),
        BinaryOperator.Subtract => Value.Of(left - right),
        BinaryOperator.Multiply => Value.Of(left * right),
        BinaryOperator.Divide => right.Sign == 0 ? throw ByZero() : Value.Of(left / right),
        BinaryOperator.IntegerDivide => right.Sign == 0 ? throw ByZero() : Value.Of(BigNumber.DivideWhole(left, right)),
        BinaryOperator.Remainder => right.Sign == 0 ? throw ByZero() : Value.Of(left % right),
        _ => Power(left, right),
    };

    private static bool IsNotFinite(Value value) => value.IsNumber && !double.IsFinite(value.Number);

    /// <summary>A result that a double may have rounded: exact when both operands are.</summary>
    private static Value Promoted(BinaryOperator op, double left, double right, double result)
    {
        if (op is not (BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Power)
            || !Numbers.IsSafe(left) || !Numbers.IsSafe(right) || (op == BinaryOperator.Power && right < 0))
        {
            return Value.Of(result);
        }

        var (a, b) = (new BigInteger(left), new BigInteger(right));
        return op switch
        {
            BinaryOperator.Add => Numbers.Of(a + b),
            BinaryOperator.Subtract => Numbers.Of(a - b),
            BinaryOperator.Multiply => Numbers.Of(a * b),
            _ => Numbers.Of(BigNumber.Power(BigNumber.Of(a), b).Unscaled),
        };
    }

    /// <summary>A root, too, is a power: it has no exact value, so doubles do.</summary>
    private static Value Power(BigNumber number, BigNumber exponent)
    {
        if (!exponent.IsWhole)
        {
            return Value.Of(Math.Pow(number.ToDouble(), exponent.ToDouble()));
        }

        return number.Sign == 0 && exponent.Sign < 0 ? throw ByZero() : Value.Of(BigNumber.Power(number, exponent.Unscaled));
    }

    private static Value BitOperation(BinaryOperator op, Value left, Value right)
    {
        if (!Numbers.IsNumeric(left) || !Numbers.IsNumeric(right))
        {
            throw Mismatch(op, left, right);
        }

        var bits = Bits(left);
        return Numbers.Of(op switch
        {
            BinaryOperator.BitOr => bits | Bits(right),
            BinaryOperator.BitXor => bits ^ Bits(right),
            BinaryOperator.BitAnd => bits & Bits(right),
            BinaryOperator.ShiftLeft => Distance(op, right) is < BitCount and var left64 ? bits << left64 : 0,
            _ => bits >> Math.Min(Distance(op, right), BitCount - 1),
        });
    }
}
