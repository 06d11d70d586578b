using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>The built-in functions and namespaces of a program (reference, sections 4.10 and 9).</summary>
internal sealed class Globals
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    private Globals()
    {
        foreach (var table in new[] { BuiltInFunctions.Table, ConcurrentFunctions.Table })
        {
            foreach (var name in table.Names)
            {
                _values.Add(name, Value.Of(new NativeFunctionValue(table.Find(name)!, Value.Undefined)));
            }
        }

        AddModule("distributed", DistributedModule.Table);
        AddModule("list", Constructors.List);
        _values.Add(SupervisorType.Name, Value.Of(SupervisorType.NewTemplate()));
        AddModule("timer", TimerModule.Timer);
        AddModule("signal", TimerModule.Signal);
        AddModule("time", TimeNamespace.Table);
        AddModule("runtime", RuntimeModule.Table);
        AddModule("modules", LoadedModules.Table);
        AddModule("reflect", ReflectModule.Table);
        _values["string"] = Value.Of(new ModuleValue("string", Constructors.String) { Function = BuiltInFunctions.Table.Find("string") });
    }

    /// <summary>The built-ins of every program; a program changes only its own copies.</summary>
    public static Globals Standard { get; } = new();

    /// <summary>The block of <c>name { }</c> when <c>name</c> turns out to be a function.</summary>
    public static NativeEntry EmptyBlock { get; } =
        new NativeTable("a block").Add("block", "", "Does nothing.", (in NativeCall _) => Value.None).Find("block")!;

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The built-in of that name, or <see cref="Value.Undefined"/>.</summary>
    public Value Find(string name) => _values.TryGetValue(name, out var value) ? value : Value.Undefined;

    private void AddModule(string name, NativeTable members) => _values.Add(name, Value.Of(new ModuleValue(name, members)));
}
