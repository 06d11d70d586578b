using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of every module (reference, section 9; library reference, 1.4).</summary>
internal static class ModuleMethods
{
    public static NativeTable Table { get; } = new NativeTable("a module")
        .Add("name", "", "The name that the module declares, else that of its file.", static (in c) => Value.Of(Of(c).Name))
        .Add("path", "", "The file it was read from; `<native:name>` for a module of the host.", static (in c) => Value.Of(Of(c).Path))
        .Add("exports", "", "Names of the members that others may use, in order of declaration.", static (in c) => Exports(Of(c)))
        .Add("imports", "", "Keys of the modules that it imports itself.", static (in c) => Names(Of(c).Imports));

    /// <summary>Public names as a list.</summary>
    public static Value Exports(ModuleValue module) =>
        Names(module.MemberNames.Where(name => !name.StartsWith("__", StringComparison.Ordinal)));

    /// <summary>Texts as a list.</summary>
    public static Value Names(IEnumerable<string> names) => Value.Of(new ListValue([.. names.Select(Value.Of)]));

    private static ModuleValue Of(in NativeCall call) => (ModuleValue)call.Self.Reference!;
}
