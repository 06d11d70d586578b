using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Names by which built-ins travel: <c>print</c>, <c>distributed.create</c>, <c>list#append</c>, <c>any#type</c>.</summary>
internal static class NativeNames
{
    private static readonly Dictionary<string, ModuleValue> Modules = CollectModules();

    private static readonly Dictionary<ModuleValue, string> ModuleNames =
        Modules.ToDictionary(m => m.Value, m => m.Key, (IEqualityComparer<ModuleValue>)ReferenceEqualityComparer.Instance);

    private static readonly Dictionary<string, NativeEntry> Entries = Collect();

    private static readonly Dictionary<NativeEntry, string> Names = NamesOf(Entries);

    /// <summary>The name of a built-in, or null when it belongs to no table that every process has.</summary>
    public static string? Of(NativeEntry entry) => Names.GetValueOrDefault(entry);

    /// <summary>The built-in of that name, or null.</summary>
    public static NativeEntry? Find(string name) => Entries.GetValueOrDefault(name);

    /// <summary>The name of a namespace or library module, or null when no other process has it.</summary>
    public static string? Of(ModuleValue module) => ModuleNames.GetValueOrDefault(module);

    /// <summary>The namespace or library module of that name, or null.</summary>
    public static ModuleValue? FindModule(string name) => Modules.GetValueOrDefault(name);

    /// <summary>A library module may have the name of a namespace that is another one: <c>string</c>.</summary>
    private static Dictionary<string, ModuleValue> CollectModules()
    {
        var modules = Globals.Standard.Names
            .Where(name => Globals.Standard.Find(name).Reference is ModuleValue)
            .ToDictionary(name => name, name => (ModuleValue)Globals.Standard.Find(name).Reference!, StringComparer.Ordinal);
        foreach (var module in StandardModules.All)
        {
            if (!modules.ContainsValue(module.Value))
            {
                modules.Add(modules.ContainsKey(module.Name) ? "import " + module.Name : module.Name, module.Value);
            }
        }

        return modules;
    }

    private static Dictionary<string, NativeEntry> Collect()
    {
        var entries = new Dictionary<string, NativeEntry>(StringComparer.Ordinal) { ["{}"] = Globals.EmptyBlock };
        foreach (var name in Globals.Standard.Names)
        {
            if (Globals.Standard.Find(name).Reference is NativeFunctionValue function)
            {
                entries[name] = function.Entry;
            }
        }

        foreach (var (name, module) in Modules)
        {
            AddTable(entries, name + ".", module.Members);
            if (module.Function is { } callable)
            {
                entries[name] = callable;
            }
        }

        AddTable(entries, "any#", MethodTables.Common);
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            AddTable(entries, ValueKinds.NameOf(kind) + "#", MethodTables.For(kind));
        }

        return entries;
    }

    private static void AddTable(Dictionary<string, NativeEntry> entries, string prefix, NativeTable table)
    {
        foreach (var name in table.Names)
        {
            entries[prefix + name] = table.Find(name)!;
        }
    }

    /// <summary>Kinds may share a table; the first name counts.</summary>
    private static Dictionary<NativeEntry, string> NamesOf(Dictionary<string, NativeEntry> entries)
    {
        var names = new Dictionary<NativeEntry, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, entry) in entries)
        {
            names.TryAdd(entry, name);
        }

        return names;
    }
}
