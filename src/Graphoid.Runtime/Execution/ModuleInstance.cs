using System.Collections.Concurrent;
using Graphoid.Language.Binding;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>One text of a running program: its module-level variables and the built-ins its names may fall back to.</summary>
/// <remarks>Texts that `load` brings in share the variables of the module that loads them; each has its own code.</remarks>
internal sealed class ModuleInstance
{
    private const string ModuleVariable = "__MODULE__";

    private readonly Shared _shared;

    public ModuleInstance(ProgramCode program, ModuleOrigin? origin = null)
        : this(program, origin ?? ModuleOrigin.Elsewhere, new Shared(program.Bound.Names))
    {
    }

    private ModuleInstance(ProgramCode program, ModuleOrigin origin, Shared shared)
    {
        Program = program;
        Origin = origin;
        Builtins = [.. program.Builtins];
        _shared = shared;
        _shared.Unmentioned.TryAdd(ModuleVariable, Value.Of(origin.WrittenAs));
        Slots = shared.Join(this, program.Bound.ModuleNames);
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
        var empty = new ModuleInstance(Program, Origin) { Spawner = this, Settings = Settings };
        if (empty.Slots.Length < Slots.Length)
        {
            // Texts that were loaded here have brought names of their own.
            empty.Slots = new Value[Slots.Length];
            Array.Fill(empty.Slots, Value.Undefined);
        }

        Builtins.CopyTo(empty.Builtins, 0);
        return empty;
    }

    /// <summary>The text and its code.</summary>
    public ProgramCode Program { get; }

    /// <summary>Where the text comes from; set again only while a module that travels is read.</summary>
    public ModuleOrigin Origin { get; set; }

    public BoundProgram Bound => Program.Bound;

    public Globals Globals => Globals.Standard;

    /// <summary>What the module says about its names.</summary>
    public ModuleNames Names => _shared.Names;

    /// <summary>What the directives of this file say that stand outside of any block of theirs.</summary>
    public ProgramSettings Settings { get; set; } = ProgramSettings.Default;

    /// <summary>Module-level variables by slot.</summary>
    public Value[] Slots { get; private set; }

    /// <summary>The built-in of each slot's name, or <see cref="Value.Undefined"/>.</summary>
    public Value[] Builtins { get; }

    /// <summary>Keys of the imported modules in order of import.</summary>
    public IReadOnlyList<string> ImportKeys
    {
        get
        {
            lock (_shared.Imports)
            {
                return [.. _shared.Imports];
            }
        }
    }

    /// <summary>Modules by the text in the import, so that each is looked for once.</summary>
    public ConcurrentDictionary<string, LoadedModule> Resolved => _shared.Resolved;

    /// <summary>Set while the module runs for the first time.</summary>
    public LoadedModule? Loading { get; set; }

    /// <summary>Names that others may use and that hold something, in the order of the text.</summary>
    public IEnumerable<string> Exports => Names.Declared.Concat(_shared.LoadedNames).Distinct(StringComparer.Ordinal)
        .Where(name => !Names.IsPrivate(name) && SlotOf(name) is var slot and >= 0 && !Slots[slot].IsUndefined);

    /// <summary>Every name that means something at module level now, for "did you mean".</summary>
    public IEnumerable<string> KnownNames =>
        Bound.ModuleNames.Where((_, slot) => !Slots[slot].IsUndefined).Concat(Globals.Names);

    /// <summary>Every variable, function, graph type and import of this module level that holds something now.</summary>
    public IEnumerable<string> DefinedNames => _shared.Level.Where((_, slot) => !Slots[slot].IsUndefined);

    /// <summary>A text that runs at this module level.</summary>
    /// <param name="compile">Compiles it, given all names that have slots; asked only for a text that did not run here before, since
    /// names that have slots keep them.</param>
    public ModuleInstance Join(string hash, ModuleOrigin origin, Func<IReadOnlyList<string>, ProgramCode> compile)
    {
        if (!_shared.Loaded.TryGetValue(hash, out var loaded))
        {
            loaded = new ModuleInstance(compile(_shared.Level), origin, _shared);
            _shared.Loaded.Add(hash, loaded);
            _shared.LoadedNames.AddRange(loaded.Bound.Names.Declared.Where(name => !loaded.Bound.Names.IsPrivate(name)));
        }

        return loaded;
    }

    /// <summary>The slot of a name, or -1 when no text here mentions it.</summary>
    public int SlotOf(string name) => _shared.SlotOf(name);

    /// <summary>Notes that this module imports another one.</summary>
    public void NoteImport(string key)
    {
        lock (_shared.Imports)
        {
            if (!_shared.Imports.Contains(key))
            {
                _shared.Imports.Add(key);
            }
        }
    }

    /// <summary>Makes names variables of this module: the first always, the others where there is no such variable.</summary>
    public void BindNames(IReadOnlyList<string> names, Value value)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var slot = SlotOf(names[i]);
            if (slot < 0)
            {
                // No text mentions it so far; one that is loaded later may.
                _shared.Unmentioned[names[i]] = value;
            }
            else if (i == 0 || Slots[slot].IsUndefined)
            {
                Slots[slot] = value;
            }
        }
    }

    /// <summary>What the texts of one module level have in common.</summary>
    private sealed class Shared(ModuleNames names)
    {
        private readonly List<ModuleInstance> _texts = [];
        private Dictionary<string, int>? _places;

        public ModuleNames Names { get; } = names;

        /// <summary>All names that have slots now, in the order of the slots.</summary>
        public IReadOnlyList<string> Level { get; private set; } = [];

        /// <summary>The texts that `load` has brought in, by hash.</summary>
        public Dictionary<string, ModuleInstance> Loaded { get; } = new(StringComparer.Ordinal);

        public List<string> LoadedNames { get; } = [];

        public List<string> Imports { get; } = [];

        public ConcurrentDictionary<string, LoadedModule> Resolved { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Value> Unmentioned { get; } = new(StringComparer.Ordinal);

        public int SlotOf(string name) => _places is null ? _texts[0].Bound.ModuleSlotOf(name) : _places.GetValueOrDefault(name, -1);

        /// <summary>The variables with room for the names of one more text, which begin with those that are there.</summary>
        public Value[] Join(ModuleInstance text, IReadOnlyList<string> level)
        {
            var slots = new Value[level.Count];
            Array.Fill(slots, Value.Undefined);
            for (var i = 0; i < level.Count; i++)
            {
                slots[i] = i < Level.Count ? _texts[0].Slots[i] : Unmentioned.GetValueOrDefault(level[i], Value.Undefined);
            }

            if (_texts.Count > 0)
            {
                _places = level.Select((name, slot) => (name, slot)).ToDictionary(p => p.name, p => p.slot, StringComparer.Ordinal);
            }

            Level = level;
            _texts.ForEach(t => t.Slots = slots);
            _texts.Add(text);
            return slots;
        }
    }
}
