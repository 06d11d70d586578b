using Graphoid.Language.Binding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>One file of a running program: its module-level variables and the built-ins its names may fall back to.</summary>
internal sealed class ModuleInstance
{
    public ModuleInstance(ProgramCode program)
    {
        Program = program;
        Slots = new Value[program.Bound.ModuleNames.Count];
        Array.Fill(Slots, Value.Undefined);
        Builtins = [.. program.Builtins];
    }

    /// <summary>The text and its code.</summary>
    public ProgramCode Program { get; }

    public BoundProgram Bound => Program.Bound;

    public Globals Globals => Globals.Standard;

    /// <summary>Module-level variables by slot.</summary>
    public Value[] Slots { get; }

    /// <summary>The built-in of each slot's name, or <see cref="Value.Undefined"/>.</summary>
    public Value[] Builtins { get; }

    /// <summary>Every name that means something at module level now, for "did you mean".</summary>
    public IEnumerable<string> KnownNames =>
        Bound.ModuleNames.Where((_, slot) => !Slots[slot].IsUndefined).Concat(Globals.Names);
}
