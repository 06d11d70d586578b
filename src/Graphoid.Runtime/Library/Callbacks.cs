using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Short forms of calling back into the program.</summary>
internal static class Callbacks
{
    /// <summary>Loops look for cancellation once in this many elements, a power of two.</summary>
    private const int CancellationInterval = 1024;

    /// <summary>Calls with one argument.</summary>
    public static ValueTask<Value> CallAsync(this IProgramCalls program, Value function, Value argument) =>
        program.CallAsync(function, new ReadOnlySpan<Value>(in argument));

    /// <summary>Calls with two arguments.</summary>
    public static ValueTask<Value> CallAsync(this IProgramCalls program, Value function, Value first, Value second) =>
        program.CallAsync(function, [first, second]);

    /// <summary>Ends the loop when the run is to end.</summary>
    public static void CheckCancelled(this IProgramCalls program, int round)
    {
        if ((round & (CancellationInterval - 1)) == 0)
        {
            program.Cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The error for a symbol that a method does not know.</summary>
    public static GraphoidException UnknownSymbol(string method, string what, Symbol symbol, IEnumerable<string> known) =>
        GraphoidException.Library(
            ErrorKind.Runtime,
            $"`{method}`: unknown {what} `:{symbol.Name}`",
            help: NearMiss.Suggest(symbol.Name, known)
                ?? "known are " + string.Join(", ", known.Select(name => ":" + name)));
}

/// <summary>A condition on elements, given as a function or as one of a few symbols.</summary>
internal readonly struct ElementTest
{
    private static readonly Dictionary<string, Func<double, bool>> Named = new(StringComparer.Ordinal)
    {
        ["even"] = static x => x % 2 == 0,
        ["odd"] = static x => Math.Abs(x % 2) == 1,
        ["positive"] = static x => x > 0,
        ["negative"] = static x => x < 0,
        ["zero"] = static x => x == 0,
    };

    private readonly NativeAsyncCall _call;
    private readonly Value _function;
    private readonly Func<double, bool>? _named;

    private ElementTest(NativeAsyncCall call, Value function, Func<double, bool>? named)
    {
        _call = call;
        _function = function;
        _named = named;
    }

    /// <summary>The test given as an argument.</summary>
    public static ElementTest Of(NativeAsyncCall call, int argument) =>
        call[argument].Reference is Symbol symbol
            ? new(call, default, Named.GetValueOrDefault(symbol.Name)
                ?? throw Callbacks.UnknownSymbol(call.Entry.Name, "predicate", symbol, Named.Keys))
            : new(call, call.Function(argument), null);

    /// <summary>Whether each element passes; values whose truth is meant.</summary>
    public async ValueTask<Value[]> AnswersAsync(Elements items)
    {
        if (_named is null)
        {
            return await ElementCalls.AnswersAsync(_call.Program, _function, items).ConfigureAwait(false);
        }

        var answers = new Value[SizeLimits.Elements(items.Count)];
        for (var i = 0; i < answers.Length; i++)
        {
            _call.Program.CheckCancelled(i);
            answers[i] = Value.Of(Holds(items[i], i));
        }

        return answers;
    }

    /// <summary>The index of the first element for which the test gives <paramref name="sought"/>, or -1.</summary>
    public ValueTask<int> FirstIndexAsync(Elements items, bool sought)
    {
        if (_named is null)
        {
            return ElementCalls.FirstIndexAsync(_call.Program, _function, items, sought);
        }

        for (var i = 0; i < items.Count; i++)
        {
            _call.Program.CheckCancelled(i);
            if (Holds(items[i], i) == sought)
            {
                return new(i);
            }
        }

        return new(-1);
    }

    private bool Holds(Value item, int index) => item.IsNumber ? _named!(item.Number)
        : item.Reference is BigNumber big ? _named!(Residue(big))
        : throw GraphoidException.WrongType($"`{_call.Entry.Name}`: element {index}", "num", item);

    /// <summary>A num of the same sign that is even, odd or zero when the bignum is.</summary>
    private static double Residue(BigNumber number) =>
        number.IsWhole ? number.Sign * (number.Unscaled.IsEven ? 2 : 1) : number.ToDouble();
}

/// <summary>A change of elements, given as a function or as one of a few symbols.</summary>
internal readonly struct ElementTransform
{
    private static readonly Dictionary<string, NamedTransform> Named = new(StringComparer.Ordinal)
    {
        ["double"] = OnNumber(static x => Operators.Arithmetic(BinaryOperator.Multiply, x, Value.Of(2))),
        ["square"] = OnNumber(static x => Operators.Arithmetic(BinaryOperator.Multiply, x, x)),
        ["negate"] = OnNumber(Operators.Negate),
        ["increment"] = OnNumber(static x => Operators.Arithmetic(BinaryOperator.Add, x, Value.Of(1))),
        ["decrement"] = OnNumber(static x => Operators.Arithmetic(BinaryOperator.Subtract, x, Value.Of(1))),
        ["upper"] = OnText(static s => s.ToUpperInvariant()),
        ["lower"] = OnText(static s => s.ToLowerInvariant()),
        ["trim"] = OnText(static s => s.Trim()),
        ["reverse"] = OnText(ScalarText.Reverse),
        ["to_string"] = new("any value", static x => Value.Of(ValueText.ToText(x))),
        ["to_num"] = new("any value", Conversions.ToNumber),
        ["to_bool"] = new("any value", static x => Value.Of(x.IsTruthy)),
    };

    private readonly NativeAsyncCall _call;
    private readonly Value _function;
    private readonly NamedTransform? _named;

    private ElementTransform(NativeAsyncCall call, Value function, NamedTransform? named)
    {
        _call = call;
        _function = function;
        _named = named;
    }

    /// <summary>The transform given as an argument.</summary>
    public static ElementTransform Of(NativeAsyncCall call, int argument) =>
        call[argument].Reference is Symbol symbol
            ? new(call, default, Named.GetValueOrDefault(symbol.Name)
                ?? throw Callbacks.UnknownSymbol(call.Entry.Name, "transform", symbol, Named.Keys))
            : new(call, call.Function(argument), null);

    /// <summary>The elements' images.</summary>
    public async ValueTask<Value[]> ImagesAsync(Elements items)
    {
        if (_named is null)
        {
            return await ElementCalls.AnswersAsync(_call.Program, _function, items).ConfigureAwait(false);
        }

        var images = new Value[SizeLimits.Elements(items.Count)];
        for (var i = 0; i < images.Length; i++)
        {
            _call.Program.CheckCancelled(i);
            images[i] = _named.Apply(items[i]);
            if (images[i].IsUndefined)
            {
                throw GraphoidException.WrongType($"`{_call.Entry.Name}`: element {i}", _named.Expected, items[i]);
            }
        }

        return images;
    }

    private static NamedTransform OnNumber(Func<Value, Value> apply) =>
        new("num", x => Numbers.IsNumeric(x) ? apply(x) : Value.Undefined);

    private static NamedTransform OnText(Func<string, string> apply) =>
        new("string", x => x.Reference is string text ? Value.Of(apply(text)) : Value.Undefined);

    /// <param name="Expected">The type name for messages.</param>
    /// <param name="Apply">Gives <see cref="Value.Undefined"/> for a value of another type.</param>
    private sealed record NamedTransform(string Expected, Func<Value, Value> Apply);
}
