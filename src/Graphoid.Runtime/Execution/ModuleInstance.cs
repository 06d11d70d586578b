using Graphoid.Language.Binding;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Library;
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
        if (program.Bound.ModuleSlotOf(SupervisorType.Name) is var supervisor and >= 0)
        {
            // A graph can be changed, so each program has one of its own.
            Builtins[supervisor] = Value.Of(SupervisorType.NewTemplate());
        }
    }

    /// <summary>The instance that a task's copy was made from, or null: functions and graph types may be declared there later.</summary>
    public ModuleInstance? Spawner { get; private init; }

    /// <summary>An instance of the same file for a task, without variables.</summary>
    public ModuleInstance NewEmpty()
    {
        var empty = new ModuleInstance(Program) { Spawner = this, Settings = Settings };
        Builtins.CopyTo(empty.Builtins, 0);
        return empty;
    }

    /// <summary>The text and its code.</summary>
    public ProgramCode Program { get; }

    public BoundProgram Bound => Program.Bound;

    public Globals Globals => Globals.Standard;

    /// <summary>What the directives of this file say that stand outside of any block of theirs.</summary>
    public ProgramSettings Settings { get; set; } = ProgramSettings.Default;

    /// <summary>Module-level variables by slot.</summary>
    public Value[] Slots { get; }

    /// <summary>The built-in of each slot's name, or <see cref="Value.Undefined"/>.</summary>
    public Value[] Builtins { get; }

    /// <summary>The module of that name.</summary>
    /// <param name="bindsNames">Whether its names become variables of this file.</param>
    public Value Import(string name, bool bindsNames)
    {
        var module = StandardModules.Find(name) ?? throw StandardModules.Unknown(name);
        var value = Value.Of(module.Value);
        for (var i = 0; bindsNames && i < module.Bound.Count; i++)
        {
            // A name that the text does not mention has no slot, and nobody misses it.
            if (Bound.ModuleSlotOf(module.Bound[i]) is var slot and >= 0 && (i == 0 || Slots[slot].IsUndefined))
            {
                Slots[slot] = value;
            }
        }

        return value;
    }

    /// <summary>Every name that means something at module level now, for "did you mean".</summary>
    public IEnumerable<string> KnownNames =>
        Bound.ModuleNames.Where((_, slot) => !Slots[slot].IsUndefined).Concat(Globals.Names);
}
