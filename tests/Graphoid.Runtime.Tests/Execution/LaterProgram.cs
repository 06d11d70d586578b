using Graphoid.Language.Binding;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Execution;

/// <summary>Runs a program that knows three functions more: <c>later(x)</c> gives x back and <c>fail_later(text)</c> raises,
/// both at once or after waiting; <c>stop()</c> cancels the run.</summary>
internal sealed class LaterProgram : IProgramHost, IDisposable
{
    private readonly List<string> _output = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<bool> _isWaiting;

    private LaterProgram(Func<bool> isWaiting) => _isWaiting = isWaiting;

    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions());

    public IReadOnlyList<string> Arguments => [];

    public CancellationToken Cancellation => _stop.Token;

    /// <summary>The lines a program prints; the text of its error, if it ends with one, comes last.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string text, Func<bool> isWaiting)
    {
        using var program = new LaterProgram(isWaiting);
        try
        {
            await program.RunAsync(text);
        }
        catch (GraphoidException failure)
        {
            program.Print($"{failure.Error.Display} [{failure.Error.Id}]");
        }

        return program._output;
    }

    public void Print(string line)
    {
        lock (_output)
        {
            _output.Add(line);
        }
    }

    public void Log(string line) => Print("log: " + line);

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(string text)
    {
        var parsed = Parser.Parse(new SourceText("later.gr", text));
        Assert.Empty(parsed.Diagnostics.Select(d => d.Message));
        var bound = Binder.Bind(parsed.Unit);
        Assert.Empty(bound.Diagnostics.Select(d => d.Message));
        var code = ProgramCode.Compile(bound);
        var module = new ModuleInstance(code);
        for (var slot = 0; slot < bound.ModuleNames.Count; slot++)
        {
            if (Functions().Find(bound.ModuleNames[slot]) is { } entry)
            {
                module.Builtins[slot] = Value.Of(new NativeFunctionValue(entry, Value.Undefined));
            }
        }

        var main = new FunctionValue(code.Main, module, [], null, null);
        await new Machine(new ProgramInstance(this)).RunAsync(main, null, []);
    }

    private NativeTable Functions() => new NativeTable("the test")
        .AddTask("later", "value", "The value.", (in NativeCall call) => Later(call[0]))
        .AddTask("fail_later", "text", "Raises.", (in NativeCall call) => FailLater(call.Text(0)))
        .Add("stop", "", "Cancels the run.", (in NativeCall _) =>
        {
            _stop.Cancel();
            return Value.None;
        });

    private ValueTask<Value> Later(Value value)
    {
        return _isWaiting() ? Wait(value) : new(value);

        static async ValueTask<Value> Wait(Value value)
        {
            await Task.Yield();
            return value;
        }
    }

    private ValueTask<Value> FailLater(string text)
    {
        return _isWaiting() ? Wait(text) : throw new GraphoidException(ErrorKind.Value, text);

        static async ValueTask<Value> Wait(string text)
        {
            await Task.Yield();
            throw new GraphoidException(ErrorKind.Value, text);
        }
    }
}
