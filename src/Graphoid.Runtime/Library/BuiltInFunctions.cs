using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Functions that are there without an import (reference, section 4.10).</summary>
internal static class BuiltInFunctions
{
    public static NativeTable Table { get; } = AddErrors(PatternMethods.AddConstructors(new NativeTable("the language"))
        .Add("print", "values...", "Prints the display forms, joined by blanks, as one line.", Print)
        .Add("log", "values...", "Writes one line to the log of the host.", Log)
        .Add("range", "from|a|n, to|b?, step?", "The numbers from 0 or `from` up to but excluding the end.", Range)
        .Add("get_errors", "", "The errors that `error_mode: :collect` has stored, oldest first.",
            static (in call) => Value.Of(new ListValue([.. ((Machine)call.Program).CollectedErrors.Select(Value.Of)])))
        .Add("clear_errors", "", "Forgets the stored errors.", ClearErrors)
        .AddAsync("exec", "path", "Runs another file as a program of its own and yields what it printed.", ProgramFunctions.ExecAsync)
        .AddAsync("length", "value|x", "Number of elements or characters.", c => Method(c, "length"))
        .AddAsync("string", "value|x", "The value as text.", c => Method(c, "to_string"))
        .AddAsync("num", "value|x", "The value as a number.", c => Method(c, "to_num"))
        .Add("int", "value|x", "The number without its fraction.", Int)).OnlyLooking();

    private static NativeTable AddErrors(NativeTable table)
    {
        foreach (var kind in ErrorKind.Constructors)
        {
            table.Add(kind.Name, "message|m", $"A {kind.Name} to raise.", (in NativeCall c) =>
                Value.Of(new ErrorValue(kind, ValueText.Display(c[0]))));
        }

        return table;
    }

    /// <summary>A string that spells a number counts as that number, as in <c>num(x)</c>.</summary>
    private static Value Int(in NativeCall call)
    {
        var value = call[0].Reference is string ? Conversions.ToNumber(call[0]) : call[0];
        return value.Reference is BigNumber big ? Numbers.Of(big.Truncated)
            : value.IsNumber ? Value.Of(Math.Truncate(value.Number))
            : Value.Of(Math.Truncate(call.Number(0)));
    }

    private static Value ClearErrors(in NativeCall call)
    {
        ((Machine)call.Program).ClearErrors();
        return Value.None;
    }

    private static string Line(ReadOnlySpan<Value> values) =>
        string.Join(' ', values.ToArray().Select(ValueText.Display));

    private static Value Print(in NativeCall call) => Write(call, EffectKind.Print);

    private static Value Log(in NativeCall call) => Write(call, EffectKind.Log);

    /// <summary>Handlers run out of order and may run again, so their lines are held until they may show.</summary>
    private static Value Write(in NativeCall call, EffectKind kind)
    {
        var machine = (Machine)call.Program;
        var line = Line(call.Arguments);
        if (machine.Activation is { IsReader: false } activation)
        {
            activation.Run.Hold(activation, kind, line);
        }
        else if (kind == EffectKind.Print)
        {
            machine.Program.Host.Print(line);
        }
        else
        {
            machine.Program.Host.Log(line);
        }

        return Value.None;
    }

    private static Value Range(in NativeCall call) => Value.Of(RangeValue.Exclusive(
        call.Has(1) ? call.Number(0) : 0,
        call.Has(1) ? call.Number(1) : call.Number(0),
        call.Has(2) ? call.Number(2) : 1));

    private static ValueTask<Value> Method(NativeAsyncCall call, string name)
    {
        var entry = MethodTables.Find(call[0].Kind, name) ?? throw GraphoidException.WrongType($"`{call.Entry.Name}`", "a value with " + name, call[0]);
        if (entry.AsyncBody is { } waiting)
        {
            return waiting(new NativeAsyncCall(entry, call[0], [], call.Program));
        }

        var native = new NativeCall(entry, call[0], [], false, call.Program);
        return entry.TaskBody is { } task ? task(native) : new ValueTask<Value>(entry.Body!(native));
    }
}
