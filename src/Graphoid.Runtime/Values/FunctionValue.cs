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
