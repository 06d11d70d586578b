using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The receiver and arguments of one call of a built-in.</summary>
/// <remarks>Arguments are bound to the entry's parameters: one value per parameter in order, <see cref="Value.Undefined"/>
/// where an optional one is missing, rest arguments behind.</remarks>
public readonly ref struct NativeCall
{
    /// <summary>A call of <paramref name="entry"/>.</summary>
    public NativeCall(
        NativeEntry entry,
        Value self,
        ReadOnlySpan<Value> arguments,
        bool ownsSelf = false,
        IProgramCalls? program = null)
    {
        Program = program!;
        Entry = entry;
        Self = self;
        Arguments = arguments;
        OwnsSelf = ownsSelf;
    }

    /// <summary>What is called.</summary>
    public NativeEntry Entry { get; }

    /// <summary>The receiver; <see cref="Value.Undefined"/> for functions.</summary>
    public Value Self { get; }

    /// <summary>One per parameter, then rest arguments.</summary>
    public ReadOnlySpan<Value> Arguments { get; }

    /// <summary>The running program.</summary>
    public IProgramCalls Program { get; }

    /// <summary>The call is a bang call on a receiver with a single owner: it may be changed in place and returned.</summary>
    public bool OwnsSelf { get; }

    /// <summary>The argument at a position.</summary>
    public Value this[int index] => Arguments[index];

    /// <summary>Whether an optional argument was given.</summary>
    public bool Has(int index) => index < Arguments.Length && !Arguments[index].IsUndefined;

    /// <summary>The arguments of the rest parameter.</summary>
    public ReadOnlySpan<Value> Rest => Arguments[Math.Min(Arguments.Length, Entry.ParameterCount - 1)..];

    /// <summary>A number argument.</summary>
    public double Number(int index) => ArgumentChecks.Number(Entry, index, this[index]);

    /// <summary>A number argument used as a count or index: truncated toward zero.</summary>
    public int Integer(int index) => ArgumentChecks.Integer(Entry, index, this[index]);

    /// <summary>A string argument; node handles count as their id.</summary>
    public string Text(int index) => ArgumentChecks.Text(Entry, index, this[index]);

    /// <summary>The receiver as a list; ranges are lists too.</summary>
    public ListValue SelfList => ArgumentChecks.AsList(Self)!;

    /// <summary>A list argument.</summary>
    public ListValue List(int index) => ArgumentChecks.List(Entry, index, this[index]);

    /// <summary>A map argument.</summary>
    public MapValue Map(int index) => ArgumentChecks.Map(Entry, index, this[index]);

    /// <summary>A callable argument.</summary>
    public Value Function(int index) => ArgumentChecks.Function(Entry, index, this[index]);
}

/// <summary>A call of a built-in that may call back into the program or wait.</summary>
/// <param name="Entry">What is called.</param>
/// <param name="Self">The receiver; <see cref="Value.Undefined"/> for functions.</param>
/// <param name="Arguments">As in <see cref="NativeCall"/>.</param>
/// <param name="Program">The running program, for calling back.</param>
public sealed record NativeAsyncCall(NativeEntry Entry, Value Self, Value[] Arguments, IProgramCalls Program)
{
    /// <summary>The argument at a position.</summary>
    public Value this[int index] => Arguments[index];

    /// <summary>Whether an optional argument was given.</summary>
    public bool Has(int index) => index < Arguments.Length && !Arguments[index].IsUndefined;

    /// <summary>The arguments of the rest parameter.</summary>
    public ReadOnlySpan<Value> Rest => Arguments.AsSpan(Math.Min(Arguments.Length, Entry.ParameterCount - 1));

    /// <summary>A number argument.</summary>
    public double Number(int index) => ArgumentChecks.Number(Entry, index, this[index]);

    /// <summary>A number argument used as a count or index.</summary>
    public int Integer(int index) => ArgumentChecks.Integer(Entry, index, this[index]);

    /// <summary>A string argument; node handles count as their id.</summary>
    public string Text(int index) => ArgumentChecks.Text(Entry, index, this[index]);

    /// <summary>The receiver as a list.</summary>
    public ListValue SelfList => ArgumentChecks.AsList(Self)!;

    /// <summary>A list argument.</summary>
    public ListValue List(int index) => ArgumentChecks.List(Entry, index, this[index]);

    /// <summary>A map argument.</summary>
    public MapValue Map(int index) => ArgumentChecks.Map(Entry, index, this[index]);

    /// <summary>A callable argument.</summary>
    public Value Function(int index) => ArgumentChecks.Function(Entry, index, this[index]);
}

/// <summary>What a built-in may ask of the program that called it.</summary>
public interface IProgramCalls
{
    /// <summary>Calls a function value as a callback: surplus arguments are dropped, missing ones are none.</summary>
    ValueTask<Value> CallAsync(Value function, ReadOnlySpan<Value> arguments);

    /// <summary>Calls a function for the element whose turn it is and, as long as the answers come at once, for those behind it;
    /// all answers but the last are noted in <paramref name="calls"/>.</summary>
    /// <returns>The answer of the element whose turn it then is.</returns>
    ValueTask<Value> CallNext(Value function, ElementCalls calls)
    {
        var arguments = new Value[calls.ArgumentCount];
        calls.CopyArgumentsTo(arguments);
        return CallAsync(function, arguments);
    }

    /// <summary>Cancelled when the run is to end.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>What the program's directives say where the call stands (reference, section 6.7).</summary>
    ProgramSettings Settings { get; }
}

/// <summary>Checks of argument types with the messages users see (stdlib.md 1.1).</summary>
public static class ArgumentChecks
{
    public static double Number(NativeEntry entry, int index, Value value) =>
        value.IsNumber ? value.Number
        : value.Reference is BigNumber big ? big.ToDouble()
        : throw Wrong(entry, index, "num", value);

    public static int Integer(NativeEntry entry, int index, Value value)
    {
        var number = Number(entry, index, value);
        return double.IsFinite(number)
            ? (int)Math.Clamp(Math.Truncate(number), int.MinValue, int.MaxValue)
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`{entry.Name}`: {Describe(entry, index)} must be a finite number, not {NumberText.Format(number)}");
    }

    public static string Text(NativeEntry entry, int index, Value value) => value.Reference switch
    {
        string text => text,
        IIdentified handle => handle.IdText,
        _ => throw Wrong(entry, index, "string", value),
    };

    public static ListValue List(NativeEntry entry, int index, Value value) => AsList(value) ?? throw Wrong(entry, index, "list", value);

    public static MapValue Map(NativeEntry entry, int index, Value value) =>
        value.Reference as MapValue ?? throw Wrong(entry, index, "map", value);

    public static Value Function(NativeEntry entry, int index, Value value) =>
        value.Kind == ValueKind.Function ? value : throw Wrong(entry, index, "function", value);

    /// <summary>The value as a list, or null; a range is a list, and an edge reads as one.</summary>
    public static ListValue? AsList(Value value) => value.Reference switch
    {
        ListValue list => list,
        RangeValue range => range.ToList(),
        Graphs.EdgeHandle edge => edge.ToList(),
        _ => null,
    };

    /// <summary>"argument `name`" for messages.</summary>
    public static string Describe(NativeEntry entry, int index) =>
        index < entry.Parameters.Count ? $"argument `{entry.Parameters[index].Name}`" : $"argument {index + 1}";

    /// <summary>The error for an argument of the wrong type.</summary>
    public static GraphoidException Wrong(NativeEntry entry, int index, string expected, Value actual) =>
        GraphoidException.WrongType($"`{entry.Name}`: {Describe(entry, index)}", expected, actual);
}
