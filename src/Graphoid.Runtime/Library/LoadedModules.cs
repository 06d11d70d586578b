using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Namespace <c>modules</c> (library reference, section 18): what the program has imported.</summary>
internal static class LoadedModules
{
    public static NativeTable Table { get; } = new NativeTable("`modules`")
        .Add("list", "", "Names of the imported modules, sorted.", List)
        .Add("info", "name", "What is known of an imported module, or none.", Info);

    /// <summary>Names of the imported modules, sorted.</summary>
    public static Value List(in NativeCall call) => ModuleMethods.Names(
        Imports(call).Select(import => import.Module.ShownName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>What the program has imported.</summary>
    public static IReadOnlyList<ModuleImport> Imports(in NativeCall call) => ((Machine)call.Program).Program.Modules.OfProgram;

    /// <summary>The imported module of that path, name or alias, or null.</summary>
    public static ModuleValue? Find(in NativeCall call, string name) => Imports(call).Select(import => import.Module)
        .FirstOrDefault(m => m.Path == name || m.Name == name || m.ShownName == name || StandardModules.Of(m)?.Name == name);

    private static Value Info(in NativeCall call)
    {
        if (Find(call, call.Text(0)) is not { } module)
        {
            return Value.None;
        }

        var map = new MapValue(4);
        map.Set("name", Value.Of(module.Name));
        map.Set("path", Value.Of(module.Path));
        map.Set("type", Value.Of(module is FileModuleValue ? "stdlib" : "native"));
        map.Set("exports", ModuleMethods.Exports(module));
        return Value.Of(map);
    }
}
