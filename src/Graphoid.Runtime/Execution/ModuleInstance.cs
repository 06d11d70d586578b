using Graphoid.Language.Binding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>One file of a running program: its module-level variables and the built-ins its names may fall back to.</summary>
internal sealed class ModuleInstance
{
    public ModuleInstance(BoundProgram bound, FunctionCode main, Globals globals)
    {
        Bound = bound;
        Main = main;
        Slots = new Value[bound.ModuleNames.Count];
        Array.Fill(Slots, Value.Undefined);
        Builtins = [.. bound.ModuleNames.Select(globals.Find)];
        Globals = globals;
    }

    public BoundProgram Bound { get; }

    public FunctionCode Main { get; }

    public Globals Globals { get; }

    /// <summary>Module-level variables by slot.</summary>
    public Value[] Slots { get; }

    /// <summary>The built-in of each slot's name, or <see cref="Value.Undefined"/>.</summary>
    public Value[] Builtins { get; }

    /// <summary>Every name that means something at module level now, for "did you mean".</summary>
    public IEnumerable<string> KnownNames =>
        Bound.ModuleNames.Where((_, slot) => !Slots[slot].IsUndefined).Concat(Globals.Names);
}
