using System.Diagnostics;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>math</c> (library reference, section 4). What numbers have as a method is that method.</summary>
internal static class MathModule
{
    /// <summary>Members that are values; they may be called too.</summary>
    public static IReadOnlyDictionary<string, Value> Constants { get; } = new Dictionary<string, Value>(StringComparer.Ordinal)
    {
        ["pi"] = Value.Of(Math.PI),
        ["e"] = Value.Of(Math.E),
        ["tau"] = Value.Of(Math.Tau),
        ["phi"] = Value.Of(ConstantsModule.GoldenRatio),
        ["infinity"] = Value.Of(double.PositiveInfinity),
        ["nan"] = Value.Of(double.NaN),
    };

    public static NativeTable Table { get; } = Build();

    private static NativeTable Build()
    {
        var table = new NativeTable("`math`");
        foreach (var (name, value) in Constants)
        {
            table.Add(name, "", "A constant.", (in _) => value);
        }

        AddMethods(table);
        AddFunctions(table);
        AddWholeNumbers(table);
        return table;
    }

    private static void AddMethods(NativeTable table) => table
        .Add("abs", "x", "The number without its sign.", Method("abs"))
        .Add("pow", "base, exponent", "The number raised to a power, as `**`.", Method("pow"))
        .Add("sqrt", "x", "The square root; a negative number raises a ValueError.", Method("sqrt"))
        .Add("log", "x, base?", "The natural logarithm, or the one in the given base.", Method("log"))
        .Add("log10", "x", "The logarithm in base 10.", Method("log10"))
        .Add("log2", "x", "The logarithm in base 2.", Method("log2"))
        .Add("ceil", "x", "The smallest whole number not below this one.", Method("ceil"))
        .Add("floor", "x", "The largest whole number not above this one.", Method("floor"))
        .Add("trunc", "x", "The whole part.", Method("to_int"))
        .Add("round", "x, decimals?", "The nearest number with that many decimals; halves go away from zero.", Method("round"))
        .Add("is_nan", "x", "Whether this is NaN.", Method("is_nan"))
        .Add("is_infinite", "x", "Whether the number is infinite.", Method("is_infinite"));

    private static void AddFunctions(NativeTable table) => table
        .Add("max", "a, b?, more...", "The largest of two or more numbers or strings, or of a list.",
            static (in call) => Extreme(call, static order => order > 0))
        .Add("min", "a, b?, more...", "The smallest of two or more numbers or strings, or of a list.",
            static (in call) => Extreme(call, static order => order < 0))
        .Add("exp", "x", "e raised to a power.", static (in call) => Value.Of(Math.Exp(call.Number(0))))
        .Add("sin", "x", "The sine of an angle in radians.", static (in call) => Value.Of(Math.Sin(call.Number(0))))
        .Add("cos", "x", "The cosine of an angle in radians.", static (in call) => Value.Of(Math.Cos(call.Number(0))))
        .Add("tan", "x", "The tangent of an angle in radians.", static (in call) => Value.Of(Math.Tan(call.Number(0))))
        .Add("asin", "x", "The angle of a sine.", static (in call) => Value.Of(Math.Asin(SineOrCosine(call))))
        .Add("acos", "x", "The angle of a cosine.", static (in call) => Value.Of(Math.Acos(SineOrCosine(call))))
        .Add("atan", "x", "The angle of a tangent.", static (in call) => Value.Of(Math.Atan(call.Number(0))))
        .Add("atan2", "y, x", "The angle of a point.", static (in call) => Value.Of(Math.Atan2(call.Number(0), call.Number(1))))
        .Add("sinh", "x", "The hyperbolic sine.", static (in call) => Value.Of(Math.Sinh(call.Number(0))))
        .Add("cosh", "x", "The hyperbolic cosine.", static (in call) => Value.Of(Math.Cosh(call.Number(0))))
        .Add("tanh", "x", "The hyperbolic tangent.", static (in call) => Value.Of(Math.Tanh(call.Number(0))))
        .Add("degrees", "r", "Radians as degrees.", static (in call) => Value.Of(call.Number(0) * (180 / Math.PI)))
        .Add("radians", "d", "Degrees as radians.", static (in call) => Value.Of(call.Number(0) * (Math.PI / 180)))
        .Add("clamp", "value, min, max", "The number, or the bound that it lies beyond.",
            static (in call) => Value.Of(Math.Min(Math.Max(call.Number(0), call.Number(1)), call.Number(2))))
        .Add("sign", "x", "-1, 0 or 1.", static (in call) => Value.Of(call.Number(0) switch { > 0 => 1, < 0 => -1, _ => 0 }));

    private static void AddWholeNumbers(NativeTable table) => table
        .Add("gcd", "a, b", "The greatest common divisor of two whole numbers.", WholeNumbers.GreatestCommonDivisor)
        .Add("lcm", "a, b", "The least common multiple of two whole numbers.", WholeNumbers.LeastCommonMultiple)
        .Add("factorial", "n", "The product of the whole numbers from 1 to n.", WholeNumbers.Factorial);

    /// <summary>A function that is a method of its first argument, a number.</summary>
    private static NativeBody Method(string name) => (in call) =>
    {
        var number = call.Number(0);
        return MethodTables.For(call[0].Kind).Find(name) is { Body: { } body } method
            ? body(new NativeCall(method, call[0], call.Arguments[1..], false, call.Program))
            : NumberMethods.Table.Find(name) is { } ofNumber
                ? ofNumber.Body!(new NativeCall(ofNumber, Value.Of(number), call.Arguments[1..], false, call.Program))
                : throw new UnreachableException(name);
    };

    private static double SineOrCosine(in NativeCall call) =>
        call.Number(0) is not (< -1 or > 1) and var x
            ? x
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`{call.Entry.Name}`: {NumberText.Format(call.Number(0))} is not between -1 and 1");

    private static Value Extreme(in NativeCall call, Func<int, bool> isBetter)
    {
        if (!call.Has(1))
        {
            return ArgumentChecks.AsList(call[0]) is { } list
                ? Best(call.Entry, list.Items, isBetter)
                : throw GraphoidException.Library(
                    ErrorKind.Runtime,
                    $"`{call.Entry.Name}` expects 2 arguments or one list, got 1",
                    RuntimeErrorIds.WrongArgumentCount);
        }

        return Best(call.Entry, call.Arguments, isBetter);
    }

    /// <summary>The best of all; of equal ones the last, as of two equal arguments the second.</summary>
    private static Value Best(NativeEntry entry, ReadOnlySpan<Value> values, Func<int, bool> isBetter)
    {
        if (values.IsEmpty)
        {
            return Value.None;
        }

        var best = values[0];
        if (values.Length == 1 && !Numbers.IsNumeric(best))
        {
            ArgumentChecks.Text(entry, 0, best);
        }

        for (var i = 1; i < values.Length; i++)
        {
            best = isBetter(Ordering.Compare(entry.Name, best, values[i])) ? best : values[i];
        }

        return best.Share();
    }
}
