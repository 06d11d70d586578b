using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>A module of the library that the host implements.</summary>
/// <param name="Name">What stands in <c>import "…"</c>.</param>
/// <param name="Bound">Names that a plain import binds: the first always, the others where the file has no such variable.
/// None for namespaces that are there anyway.</param>
/// <param name="Value">The module.</param>
internal sealed record StandardModule(string Name, IReadOnlyList<string> Bound, ModuleValue Value);

/// <summary>The modules of the library by the name that <c>import</c> knows (library reference, section 1.4).</summary>
internal static class StandardModules
{
    /// <summary>The version that `math` and the helpers for strings carry.</summary>
    private const string Version = "0.1.0";

    private static readonly Dictionary<string, StandardModule> ByName = new StandardModule[]
    {
        new("distributed", [], Namespace("distributed")),
        new("list", [], Namespace("list")),
        new("timer", [], Namespace("timer")),
        new("signal", [], Namespace("signal")),
        new("time", ["time"], new ModuleValue("time", TimeModule.Table) { Constants = TimeModule.Constants }),
        new("math", ["math"], new ModuleValue("math_module", MathModule.Table) { Constants = MathModule.Constants, Version = Version }),
        new("constants", ["const", "constants"], new ModuleValue("constants", ConstantsModule.Table) { Constants = ConstantsModule.Constants }),
        Plain("approx", ApproxModule.Table),
        new("statistics", ["statistics", "stats"], new ModuleValue("statistics", StatisticsModule.Table)),
        new("collections", ["collections", "coll"], new ModuleValue("collections", CollectionsModule.Table)),
        Plain("json", JsonModule.Table),
        Plain("fs", FileModule.Table),
        Plain("io", TextFileModule.Table),
        Plain("csv", CsvModule.Table),
        new("runtime", [], Namespace("runtime")),
        new("modules", [], Namespace("modules")),
        new("reflect", [], Namespace("reflect")),
        Plain("os", OperatingSystemModule.Table),
        Plain("regex", RegexModule.Table),
        new("random", ["rand", "random"], new ModuleValue("random", RandomModule.Table)),
        new("string", ["str"], new ModuleValue("string_utils", TextModule.Table) { Version = Version }),
        Plain("optparse", OptionModule.Table),
        Plain("pp", PrettyModule.Table),
    }.ToDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>All modules.</summary>
    public static IReadOnlyCollection<StandardModule> All => ByName.Values;

    /// <summary>The module of that name, or null.</summary>
    public static StandardModule? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The row of a module, or null.</summary>
    public static StandardModule? Of(ModuleValue module) => ByName.Values.FirstOrDefault(known => ReferenceEquals(known.Value, module));

    /// <summary>The module whose plain import binds a name, or null.</summary>
    public static string? Binding(string name) =>
        ByName.Values.FirstOrDefault(module => module.Bound.Contains(name))?.Name
        ?? LibrarySources.Names.FirstOrDefault(source => source == name);

    /// <summary>What to do about a name that no module has.</summary>
    public static string HelpFor(string name, IEnumerable<string> files)
    {
        // `import "rand"`: the name that `import "random"` binds.
        var meant = ByName.Values.FirstOrDefault(module => module.Bound.Contains(name));
        return meant is not null ? $"the module is called \"{meant.Name}\""
            : NearMiss.Suggest(name, ByName.Keys.Concat(LibrarySources.Names).Concat(files))
            ?? $"the library has {string.Join(", ", ByName.Keys.Concat(LibrarySources.Names).Order(StringComparer.Ordinal).Select(k => $"\"{k}\""))}";
    }

    private static StandardModule Plain(string name, NativeTable members) => new(name, [name], new ModuleValue(name, members));

    private static ModuleValue Namespace(string name) => (ModuleValue)Globals.Standard.Find(name).Reference!;
}
