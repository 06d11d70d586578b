using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Names by which built-ins travel: <c>print</c>, <c>distributed.create</c>, <c>list#append</c>, <c>any#type</c>.</summary>
internal static class NativeNames
{
    private static readonly Dictionary<string, NativeEntry> Entries = Collect();

    private static readonly Dictionary<NativeEntry, string> Names = NamesOf(Entries);

    /// <summary>The name of a built-in, or null when it belongs to no table that every process has.</summary>
    public static string? Of(NativeEntry entry) => Names.GetValueOrDefault(entry);

    /// <summary>The built-in of that name, or null.</summary>
    public static NativeEntry? Find(string name) => Entries.GetValueOrDefault(name);

    private static Dictionary<string, NativeEntry> Collect()
    {
        var entries = new Dictionary<string, NativeEntry>(StringComparer.Ordinal) { ["{}"] = Globals.EmptyBlock };
        foreach (var name in Globals.Standard.Names)
        {
            switch (Globals.Standard.Find(name).Reference)
            {
                case NativeFunctionValue function:
                    entries[name] = function.Entry;
                    break;
                case ModuleValue module:
                    AddTable(entries, name + ".", module.Members);
                    if (module.Function is { } callable)
                    {
                        entries[name] = callable;
                    }

                    break;
                default:
                    break;
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
