using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>A program that ran to its end and gave values to the test with <c>keep(value)</c>.</summary>
internal sealed class KeptProgram : IProgramHost
{
    private readonly List<Value> _kept = [];

    private KeptProgram(string text)
    {
        var program = GraphoidProgram.Load(new SourceText("kept.gr", text));
        Assert.Empty(program.Diagnostics.Select(d => d.Message));
        Code = program.Code;
        Instance = new ProgramInstance(this);
    }

    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 2 });

    public IReadOnlyList<string> Arguments => [];

    public CancellationToken Cancellation => CancellationToken.None;

    public ProgramCode Code { get; }

    public ProgramInstance Instance { get; }

    /// <summary>What was kept, in order.</summary>
    public IReadOnlyList<Value> Kept => _kept;

    /// <summary>What was printed since the start, of decoded functions too.</summary>
    public List<string> Output { get; } = [];

    public static async Task<KeptProgram> RunAsync(string text)
    {
        var program = new KeptProgram(text);
        var module = new ModuleInstance(program.Code);
        var keep = new NativeTable("the test").Add("keep", "value", "Gives a value to the test.", (in NativeCall call) =>
        {
            program._kept.Add(call[0].Share());
            return Value.None;
        });
        for (var slot = 0; slot < module.Bound.ModuleNames.Count; slot++)
        {
            if (keep.Find(module.Bound.ModuleNames[slot]) is { } entry)
            {
                module.Builtins[slot] = Value.Of(new NativeFunctionValue(entry, Value.Undefined));
            }
        }

        var main = new FunctionValue(program.Code.Main, module, [], null, null);
        await new Machine(program.Instance).RunAsync(main, null, []);
        return program;
    }

    /// <summary>Calls a function value.</summary>
    public async Task<Value> CallAsync(Value function, params Value[] arguments) =>
        await new Machine(Instance).CallAsync(function, arguments);

    /// <summary>Calls a method of a graph.</summary>
    public async Task<Value> CallAsync(Value graph, string method, params Value[] arguments)
    {
        var self = (GraphObject)graph.Reference!;
        return await new Machine(Instance).RunAsync(self.Type.FindMethod(method)!, self, arguments);
    }

    public void Print(string line) => Output.Add(line);

    public void Log(string line) => Output.Add("log: " + line);
}
