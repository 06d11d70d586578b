using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The namespaces <c>list</c> and <c>string</c>: functions that make values (standard library, section 14).</summary>
public static class Constructors
{
    /// <summary>The namespace <c>list</c>.</summary>
    public static NativeTable List { get; } = new NativeTable("`list`")
        .AddAsync("generate", "start|a, end|b, step|fn",
            "The numbers from start to end, both included, by a step; or what a function gives for the whole ones of them.",
            GenerateListAsync)
        .Add("upto", "n", "The numbers 0, 1, … up to and including the last.",
            static (in call) => Value.Of(new ListValue(Numbers(call.Entry, 0, Whole(call.Entry, 0, call[0]), 1))));

    /// <summary>The namespace <c>string</c>.</summary>
    public static NativeTable String { get; } = new NativeTable("`string`")
        .Add("generate", "start|s|from, end|n|to", "A text a number of times in a row; or the characters between two, both included.",
            GenerateString);

    private static async ValueTask<Value> GenerateListAsync(NativeAsyncCall call)
    {
        if (call[2].Kind != ValueKind.Function)
        {
            var step = call.Number(2);
            return Value.Of(new ListValue(Numbers(call.Entry, Finite(call, 0), Finite(call, 1), step)));
        }

        var numbers = Numbers(call.Entry, Whole(call.Entry, 0, call[0]), Whole(call.Entry, 1, call[1]), 1);
        return Value.Of(new ListValue(
            await ElementCalls.AnswersAsync(call.Program, call[2], Elements.Of(Value.Of(new ListValue(numbers)))).ConfigureAwait(false)));
    }

    private static double Finite(NativeAsyncCall call, int index) => RequireFinite(call.Entry, index, call.Number(index));

    private static double Whole(NativeEntry entry, int index, Value value) =>
        Math.Truncate(RequireFinite(entry, index, ArgumentChecks.Number(entry, index, value)));

    private static double RequireFinite(NativeEntry entry, int index, double number) =>
        double.IsFinite(number)
            ? number
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{entry.Name}`: {ArgumentChecks.Describe(entry, index)} must be a finite number,"
                + $" not {NumberText.Format(number)}");

    private static Value[] Numbers(NativeEntry entry, double start, double end, double step)
    {
        if (step == 0)
        {
            throw GraphoidException.Library(ErrorKind.Runtime, $"`{entry.Name}`: argument `step` must not be 0");
        }

        RequireFinite(entry, entry.Parameters.Count - 1, step);
        var count = Math.Floor((end - start) / step) + 1;
        if (count > SizeLimits.ElementsMax)
        {
            throw GraphoidException.Library(
                ErrorKind.Value, $"`{entry.Name}`: one call makes a list of at most {SizeLimits.ElementsMax} elements");
        }

        var numbers = new Value[(int)Math.Max(0, count)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Value.Of(start + (i * step));
        }

        return numbers;
    }

    private static Value GenerateString(in NativeCall call)
    {
        var text = call.Text(0);
        if (call[1].Reference is null or BigNumber)
        {
            var count = call.Integer(1);
            return count < 0
                ? throw GraphoidException.Library(ErrorKind.Runtime, $"`generate`: a text cannot be repeated {count} times")
                : Value.Of(TextRepetition.Of(call.Entry, text, count));
        }

        var from = SingleCharacter(text);
        var to = SingleCharacter(call.Text(1));
        var step = from <= to ? 1 : -1;
        var result = new StringBuilder();
        for (var code = from; code != to + step; code += step)
        {
            if (Rune.IsValid(code))
            {
                result.Append(new Rune(code).ToString());
            }
        }

        return Value.Of(result.ToString());
    }

    private static int SingleCharacter(string text) =>
        ScalarText.Length(text) == 1
            ? ScalarText.CodePointAt(text, 0)
            : throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`generate`: a character range needs exactly one character on each side, not \"{text}\"");
}
