using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

/// <summary>A program whose functions are written in C#.</summary>
internal sealed class TestProgram(bool isWaiting = false, CancellationToken cancellation = default) : IProgramCalls
{
    public CancellationToken Cancellation => cancellation;

    public ProgramSettings Settings => ProgramSettings.Default;

    /// <summary>How many calls came back.</summary>
    public int Calls { get; private set; }

    public ValueTask<Value> CallAsync(Value function, ReadOnlySpan<Value> arguments)
    {
        Calls++;
        var (body, copy) = (((TestFunction)function.Reference!).Body, arguments.ToArray());
        return isWaiting ? AfterWaitingAsync(body, copy) : new(body(copy));
    }

    private static async ValueTask<Value> AfterWaitingAsync(Func<Value[], Value> body, Value[] arguments)
    {
        await Task.Yield();
        return body(arguments);
    }
}

/// <summary>A function value over a C# body.</summary>
internal sealed class TestFunction(Func<Value[], Value> body) : ObjectValue
{
    public override ValueKind Kind => ValueKind.Function;

    public Func<Value[], Value> Body => body;

    public static Value Of(Func<Value, Value> body) => Value.Of(new TestFunction(arguments => body(arguments[0])));

    public static Value Of(Func<Value, Value, Value> body) =>
        Value.Of(new TestFunction(arguments => body(arguments[0], arguments[1])));
}

/// <summary>A node handle as far as the library looks at one.</summary>
internal sealed class TestHandle(string id) : ObjectValue, IIdentified
{
    public override ValueKind Kind => ValueKind.Node;

    public override string Display => id;

    public string IdText => id;
}

/// <summary>Calls built-ins as the evaluator does.</summary>
internal static class NativeCalls
{
    public static async Task<Value> CallAsync(NativeEntry entry, Value self, Value[] arguments, TestProgram program)
    {
        var bound = Bind(entry, arguments);
        return entry.AsyncBody is { } body
            ? await body(new NativeAsyncCall(entry, self, bound, program))
            : entry.Body!(new NativeCall(entry, self, bound));
    }

    /// <summary>The yielded value and the new receiver of a bang call.</summary>
    public static async Task<(Value Result, Value Receiver)> BangAsync(
        NativeEntry entry, Value self, Value[] arguments, TestProgram program)
    {
        Assert.True(entry.HasBang, entry.Name + " has a bang form");
        var bound = Bind(entry, arguments);
        var ownsSelf = self.Reference is ContainerValue { IsShared: false };
        if (entry.Bang is { } bang)
        {
            var result = bang(new NativeCall(entry, self, bound, ownsSelf), out var receiver);
            return (result, receiver);
        }

        return (Value.None, entry.AsyncBody is null
            ? entry.Body!(new NativeCall(entry, self, bound, ownsSelf))
            : await CallAsync(entry, self, arguments, program));
    }

    private static Value[] Bind(NativeEntry entry, Value[] arguments)
    {
        Assert.InRange(arguments.Length, entry.ArgumentsMin, entry.PositionalMax);
        var missing = entry.Parameters.Count(p => !p.IsRest) - arguments.Length;
        return [.. arguments, .. Enumerable.Repeat(Value.Undefined, Math.Max(0, missing))];
    }
}
