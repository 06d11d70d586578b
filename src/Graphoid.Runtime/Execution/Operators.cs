using Graphoid.Language.Syntax;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Operators on values of any type; the machine handles two numbers itself (reference, sections 2.4 and 3.4).</summary>
internal static partial class Operators
{
    private static readonly string[] Signs =
    [
        "or", "and", "==", "!=", "=~", "!~", "<", "<=", ">", ">=", "in", "not in", "|", "^", "&", "<<", ">>", "+", "-", "*",
        "/", "//", "%", "**",
    ];

    public static Value Apply(BinaryOperator op, Value left, Value right) => op switch
    {
        BinaryOperator.Add => Add(left, right),
        BinaryOperator.Subtract when left.Reference is TimeValue time => TimeArithmetic.Subtract(time, right) ?? throw Mismatch(op, left, right),
        BinaryOperator.Multiply => Multiply(left, right),
        BinaryOperator.Subtract or BinaryOperator.Divide or BinaryOperator.IntegerDivide or BinaryOperator.Remainder
            or BinaryOperator.Power => Arithmetic(op, left, right),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            Compare(op, left, right),
        BinaryOperator.Equal => Value.Of(ValueEquality.AreEqual(left, right)),
        BinaryOperator.NotEqual => Value.Of(!ValueEquality.AreEqual(left, right)),
        BinaryOperator.In => Value.Of(Contains(right, left)),
        BinaryOperator.NotIn => Value.Of(!Contains(right, left)),
        BinaryOperator.Matches => Value.Of(Matches(left, right)),
        BinaryOperator.NotMatches => Value.Of(!Matches(left, right)),
        BinaryOperator.BitOr or BinaryOperator.BitXor or BinaryOperator.BitAnd or BinaryOperator.ShiftLeft
            or BinaryOperator.ShiftRight => BitOperation(op, left, right),
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };

    /// <summary>Element-wise forms: two lists of equal length, or a list and a scalar on either side.</summary>
    /// <param name="apply">The operator on elements, when it is not the plain one.</param>
    public static Value ElementWise(BinaryOperator op, Value left, Value right, Func<Value, Value, Value>? apply = null)
    {
        var a = ArgumentChecks.AsList(left);
        var b = ArgumentChecks.AsList(right);
        if (a is null && b is null)
        {
            throw new GraphoidException(
                ErrorKind.Type, $"`.{Signs[(int)op]}` needs a list on at least one side", RuntimeErrorIds.OperatorTypes);
        }

        if (a is not null && b is not null && a.Count != b.Count)
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"`.{Signs[(int)op]}` needs lists of equal length, got {a.Count} and {b.Count}",
                RuntimeErrorIds.OperatorTypes);
        }

        var result = new Value[a?.Count ?? b!.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y) = (a is null ? left : a[i], b is null ? right : b[i]);
            result[i] = apply is null ? Apply(op, x, y) : apply(x, y);
        }

        return Value.Of(new ListValue(result));
    }

    private static GraphoidException ByZero() => new(new ErrorValue(ErrorKind.Runtime, "Division by zero", RuntimeErrorIds.DivisionByZero)
    {
        Label = "the right side is 0 here",
        Help = "check that the divisor is not 0 first",
    });

    private static Value Add(Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Arithmetic(BinaryOperator.Add, left, right);
        }

        if (left.Held is string or GrowingText)
        {
            return GrowingText.Join(left.Held, right.Reference as string ?? ValueText.Display(right));
        }

        return (left.Reference, right.Reference) switch
        {
            (_, string b) => GrowingText.Join(ValueText.Display(left), b),
            (IIdentified a, IIdentified b) => Value.Of(a.IdText + b.IdText),
            (ListValue or RangeValue, ListValue or RangeValue) => Join(ArgumentChecks.AsList(left)!, ArgumentChecks.AsList(right)!),
            (MapValue a, MapValue b) => Merge(a, b),
            (TimeValue a, null) => TimeArithmetic.Add(a, right.Number),
            _ => Arithmetic(BinaryOperator.Add, left, right),
        };
    }

    private static Value Join(ListValue left, ListValue right)
    {
        if (right.Count == 1)
        {
            return Value.Of(left.Append(right[0]));
        }

        var items = new Value[SizeLimits.Elements((long)left.Count + right.Count)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = i < left.Count ? left[i] : right[i - left.Count];
        }

        return Value.Of(new ListValue(items));
    }

    private static Value Merge(MapValue left, MapValue right)
    {
        var merged = left.Copy();
        foreach (var (key, value) in right.Entries)
        {
            merged.Set(key, value);
        }

        return Value.Of(merged);
    }

    private static Value Multiply(Value left, Value right)
    {
        if (left.Reference is not (string or ListValue or RangeValue) || !Numbers.IsNumeric(right))
        {
            return Arithmetic(BinaryOperator.Multiply, left, right);
        }

        right = Value.Of(Numbers.ToDouble(right));

        var times = right.Number is >= 0 and <= SizeLimits.TextMax ? (int)right.Number : throw TooOften(left, right);
        switch (left.Reference)
        {
            case string text:
                if ((long)text.Length * times > SizeLimits.TextMax)
                {
                    throw TooOften(left, right);
                }

                MemoryBudget.Reserve((long)text.Length * times * sizeof(char));
                return Value.Of(string.Concat(Enumerable.Repeat(text, times)));
            default:
                var list = ArgumentChecks.AsList(left)!;
                if ((long)list.Count * times > SizeLimits.ElementsMax)
                {
                    throw TooOften(left, right);
                }

                var items = new Value[SizeLimits.Elements((long)list.Count * times)];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = list[i % list.Count];
                }

                return Value.Of(new ListValue(items));
        }
    }

    private static GraphoidException TooOften(Value repeated, Value times)
    {
        var limit = repeated.Reference is string ? $"{SizeLimits.TextMax} characters" : $"{SizeLimits.ElementsMax} elements";
        return new(ErrorKind.Value, $"cannot repeat {ValueText.Display(times)} times: the result must have 0 to {limit}");
    }

    private static Value Compare(BinaryOperator op, Value left, Value right)
    {
        int order;
        if (left.IsNumber && right.IsNumber)
        {
            return Value.Of(op switch
            {
                BinaryOperator.Less => left.Number < right.Number,
                BinaryOperator.LessOrEqual => left.Number <= right.Number,
                BinaryOperator.Greater => left.Number > right.Number,
                _ => left.Number >= right.Number,
            });
        }

        if (TextOf(left) is { } a && TextOf(right) is { } b)
        {
            order = ScalarText.Compare(a, b);
        }
        else if (Numbers.IsNumeric(left) && Numbers.IsNumeric(right))
        {
            if (Numbers.Compare(left, right) is not { } ordered)
            {
                return Value.False;
            }

            order = ordered;
        }
        else if (left.Reference is TimeValue earlier && right.Reference is TimeValue later)
        {
            order = earlier.CompareTo(later);
        }
        else
        {
            throw Mismatch(op, left, right);
        }

        return Value.Of(op switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private static string? TextOf(Value value) => value.Reference as string ?? (value.Reference as IIdentified)?.IdText;

    private static bool Contains(Value container, Value item)
    {
        switch (container.Reference)
        {
            case ListValue or RangeValue:
                foreach (var candidate in ArgumentChecks.AsList(container)!.Items)
                {
                    if (ValueEquality.AreEqual(candidate, item))
                    {
                        return true;
                    }
                }

                return false;
            case MapValue map:
                return map.ContainsKey(item);
            case string text when TextOf(item) is { } part:
                return text.Contains(part, StringComparison.Ordinal);
            default:
                throw Mismatch(BinaryOperator.In, item, container);
        }
    }

    private static bool Matches(Value left, Value right) => (TextOf(left), right.Reference) switch
    {
        ({ } text, RegexValue regex) => regex.For(text).IsMatch(text),
        ({ } text, string pattern) => new RegexValue(pattern, string.Empty).For(text).IsMatch(text),
        _ => throw Mismatch(BinaryOperator.Matches, left, right),
    };

    private static GraphoidException Mismatch(BinaryOperator op, Value left, Value right) => new(new ErrorValue(
        ErrorKind.Type,
        $"`{Signs[(int)op]}` does not fit {ValueText.TypeName(left)} and {ValueText.TypeName(right)}",
        RuntimeErrorIds.OperatorTypes)
    {
        Help = (left.Reference, right.Reference) switch
        {
            (string, _) when right.IsNumber => "`to_num()` makes a num of a string",
            (_, string) when left.IsNumber => "`to_num()` makes a num of a string",
            _ => left.IsNone || right.IsNone ? "one side is none here" : null,
        },
    });
}
