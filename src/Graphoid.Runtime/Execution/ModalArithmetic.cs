using System.Numerics;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Operators in files with directives: arithmetic as the settings in force have it (reference, sections 3.4 and 3.6).</summary>
internal static class ModalArithmetic
{
    private const int LongBits = 64;
    private const int IntBits = 32;

    /// <summary>An infix operator.</summary>
    public static Value Apply(BinaryOperator op, Value left, Value right, ProgramSettings settings)
    {
        if (!settings.ChangesArithmetic || op is < BinaryOperator.BitOr || IsText(op, left, right))
        {
            return Operators.Apply(op, left, right);
        }

        if (left.IsNone || right.IsNone)
        {
            switch (settings)
            {
                case { NoneHandling: NoneHandling.Propagate }:
                    return Value.None;
                case { NoneHandling: NoneHandling.Skip }:
                    return left.IsNone ? right : left;
                case { ConvertsNone: true }:
                    left = left.IsNone ? Value.Of(0) : left;
                    right = right.IsNone ? Value.Of(0) : right;
                    break;
            }
        }

        if (settings.CoercesTypes)
        {
            (left, right) = (Coerced(left), Coerced(right));
        }

        return !Numbers.IsNumeric(left) || !Numbers.IsNumeric(right) ? Operators.Apply(op, left, right)
            : settings.IsUnsigned || settings.Is32Bit ? InBits(op, left, right, settings)
            : settings.IsHighPrecision ? High(op, left, right)
            : Operators.Apply(op, left, right);
    }

    /// <summary>Element-wise forms in files with directives.</summary>
    public static Value ElementWise(BinaryOperator op, Value left, Value right, ProgramSettings settings) =>
        settings.ChangesArithmetic
            ? Operators.ElementWise(op, left, right, (a, b) => Apply(op, a, b, settings))
            : Operators.ElementWise(op, left, right);

    /// <summary>A prefix operator.</summary>
    public static Value Apply(UnaryOperator op, Value value, ProgramSettings settings)
    {
        if (value.IsNone && settings.NoneHandling != NoneHandling.Error)
        {
            return value;
        }

        value = value.IsNone && settings.ConvertsNone ? Value.Of(0) : settings.CoercesTypes ? Coerced(value) : value;
        var result = op == UnaryOperator.Negate ? Operators.Negate(value) : Operators.Complement(value);
        return settings.IsUnsigned || settings.Is32Bit ? Wrapped(ToWhole(result), settings)
            : settings.IsHighPrecision && IsFinite(result) ? Value.Of(Numbers.ToBig(result))
            : result;
    }

    /// <summary>A value that is assigned: nums lose what the settings do not keep.</summary>
    public static Value Assigned(Value value, ProgramSettings settings) => value.Reference switch
    {
        null when settings.IsInteger => Value.Of(Math.Truncate(value.Number)),
        null when settings.Decimals is { } places => Value.Of(NumberMethods.Round(value.Number, places)),
        BigNumber big when settings.IsInteger => Value.Of(BigNumber.Of(big.Truncated)),
        BigNumber big when settings.Decimals is { } places => Value.Of(big.Rounded(places, BigNumber.RoundedQuotient)),
        _ => value,
    };

    /// <summary>Texts and containers have operators of their own.</summary>
    private static bool IsText(BinaryOperator op, Value left, Value right) => op switch
    {
        BinaryOperator.Add => left.Reference is string or IIdentified or ContainerValue or RangeValue
            || right.Reference is string or IIdentified or ContainerValue or RangeValue,
        BinaryOperator.Multiply => left.Reference is string or ContainerValue or RangeValue,
        _ => false,
    };

    private static Value Coerced(Value value) =>
        value.Reference is string or BoolValue && Conversions.ToNumber(value) is { IsNumber: true } number ? number : value;

    private static bool IsFinite(Value value) => !value.IsNumber || double.IsFinite(value.Number);

    private static Value High(BinaryOperator op, Value left, Value right) =>
        op is >= BinaryOperator.Add and <= BinaryOperator.Power && IsFinite(left) && IsFinite(right)
            ? Operators.OnBigNumbers(op, Numbers.ToBig(left), Numbers.ToBig(right))
            : Operators.Apply(op, left, right);

    /// <summary>Whole arithmetic that wraps; only <c>/</c> keeps its fraction.</summary>
    private static Value InBits(BinaryOperator op, Value left, Value right, ProgramSettings settings)
    {
        var (a, b) = (Narrowed(ToWhole(left), settings), Narrowed(ToWhole(right), settings));
        switch (op)
        {
            case BinaryOperator.Divide:
                return Operators.Apply(op, Numbers.Of(a), Numbers.Of(b));
            case BinaryOperator.IntegerDivide or BinaryOperator.Remainder when b.IsZero:
                return Operators.Apply(op, Value.Of(0), Value.Of(0));
            case BinaryOperator.Power when b.Sign < 0:
                return Operators.Apply(op, Numbers.Of(a), Numbers.Of(b));
        }

        var bits = settings.Is32Bit ? IntBits : LongBits;
        return Wrapped(
            op switch
            {
                BinaryOperator.Add => a + b,
                BinaryOperator.Subtract => a - b,
                BinaryOperator.Multiply => a * b,
                BinaryOperator.IntegerDivide => BigInteger.Divide(a, b),
                BinaryOperator.Remainder => BigInteger.Remainder(a, b),
                BinaryOperator.Power => BigInteger.ModPow(a, b, BigInteger.One << bits),
                BinaryOperator.BitOr => a | b,
                BinaryOperator.BitXor => a ^ b,
                BinaryOperator.BitAnd => a & b,
                BinaryOperator.ShiftLeft => a << Operators.Distance(op, right),
                _ => a >> Operators.Distance(op, right),
            },
            settings);
    }

    private static BigInteger ToWhole(Value value) => value.Reference is BigNumber big ? big.Truncated
        : double.IsFinite(value.Number) ? new BigInteger(Math.Truncate(value.Number))
        : BigInteger.Zero;

    private static Value Wrapped(BigInteger value, ProgramSettings settings) => Numbers.Of(Narrowed(value, settings));

    /// <summary>The lowest bits, read as signed or unsigned.</summary>
    private static BigInteger Narrowed(BigInteger value, ProgramSettings settings)
    {
        var size = BigInteger.One << (settings.Is32Bit ? IntBits : LongBits);
        var lowest = value & (size - 1);
        return settings.IsUnsigned || lowest < size >> 1 ? lowest : lowest - size;
    }
}
