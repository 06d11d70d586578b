using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Values;

/// <summary>A function written in Graphoid: code and the values it captured.</summary>
/// <remarks>Captured values live as long as the function and are its own: nothing outside can change them.</remarks>
public sealed partial class FunctionValue : ObjectValue
{
    internal FunctionValue(FunctionCode code, ModuleInstance module, Value[] captured, Instance? self, GraphType? home)
    {
        Code = code;
        Module = module;
        Captured = captured;
        Self = self;
        Home = home;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Function;

    /// <summary>What runs.</summary>
    public FunctionCode Code { get; }

    /// <summary>The graph whose method this is or was created in, or null.</summary>
    public Instance? Self { get; }

    /// <summary>The type that declares the method this stands in, or null: where <c>super</c> starts from.</summary>
    public GraphType? Home { get; }

    /// <summary>The definition of the same name that is tried behind this one, or null.</summary>
    internal FunctionValue? Overload { get; set; }

    internal ModuleInstance Module { get; }

    internal Value[] Captured { get; private set; }

    /// <inheritdoc/>
    public override string Display => Code.IsLambda
        ? $"<lambda({string.Join(", ", Code.ParameterNames)})>"
        : $"<function {Code.Name}>";

    /// <summary>The same function with a <c>self</c>.</summary>
    internal FunctionValue Bind(Instance self) =>
        new(Code, Module, Captured, self, Home) { Overload = Overload?.Bind(self) };

    /// <summary>Makes this function, which nobody has called yet, share captured values with another one.</summary>
    internal void ShareCaptured(Value[] captured) => Captured = captured;
}

/// <summary>A built-in as a value: a function, or a method bound to its receiver.</summary>
public sealed class NativeFunctionValue : ObjectValue
{
    /// <summary>A built-in with its receiver; <see cref="Value.Undefined"/> for plain functions.</summary>
    public NativeFunctionValue(NativeEntry entry, Value receiver)
    {
        Entry = entry;
        Receiver = receiver;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Function;

    /// <summary>What runs.</summary>
    public NativeEntry Entry { get; }

    /// <summary>The receiver.</summary>
    public Value Receiver { get; }

    /// <inheritdoc/>
    public override string Display => $"<function {Entry.Name}>";
}

/// <summary>A built-in namespace such as <c>distributed</c>.</summary>
public sealed class ModuleValue : ObjectValue
{
    /// <summary>A namespace over a table.</summary>
    public ModuleValue(string name, NativeTable members)
    {
        Name = name;
        Members = members;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Module;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it offers.</summary>
    public NativeTable Members { get; }

    /// <summary>Members that are values and no functions (<c>math.pi</c>), by name.</summary>
    public IReadOnlyDictionary<string, Value> Constants { get; init; } = new Dictionary<string, Value>(StringComparer.Ordinal);

    /// <summary>Names of all members.</summary>
    public IEnumerable<string> MemberNames => Constants.Keys.Union(Members.Names);

    /// <summary>The member of that name, or <see cref="Value.Undefined"/>.</summary>
    public Value FindMember(string name) => Constants.TryGetValue(name, out var constant) ? constant
        : Members.Find(name) is { } entry ? Value.Of(new NativeFunctionValue(entry, Value.Undefined))
        : Value.Undefined;

    /// <summary>What a call of the namespace itself runs (<c>string(x)</c>), or null.</summary>
    public NativeEntry? Function { get; init; }

    /// <inheritdoc/>
    public override string Display => $"<module {Name}>";
}
