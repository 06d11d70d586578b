using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Modules of the library that are written in Graphoid: their texts lie in the assembly.</summary>
internal static class LibrarySources
{
    private static readonly Dictionary<string, Lazy<ProgramCode>> ByName = new[] { "gspec" }
        .ToDictionary(name => name, name => new Lazy<ProgramCode>(() => Compile(name)), StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The code of a module, compiled once per process, or null.</summary>
    public static ProgramCode? Find(string name) => ByName.GetValueOrDefault(name)?.Value;

    /// <summary>Such a module for one program, with what the host gives it.</summary>
    public static ModuleInstance NewInstance(string name, ProgramCode code)
    {
        var instance = new ModuleInstance(code, ModuleOrigin.Library(name));
        foreach (var entry in SpecHost.Table.Names)
        {
            instance.BindNames([entry], Value.Of(new NativeFunctionValue(SpecHost.Table.Find(entry)!, Value.Undefined)));
        }

        return instance;
    }

    private static ProgramCode Compile(string name)
    {
        using var stream = typeof(LibrarySources).Assembly.GetManifestResourceStream($"{name}{ModuleOrigin.Ending}")!;
        using var reader = new StreamReader(stream);
        return GraphoidProgram.Load(new SourceText(name, reader.ReadToEnd())).Code;
    }
}
