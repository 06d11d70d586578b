using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Namespace <c>runtime</c> (library reference, section 18).</summary>
internal static class RuntimeModule
{
    private static readonly string Version = typeof(RuntimeModule).Assembly.GetName().Version!.ToString(3);

    public static NativeTable Table { get; } = new HostMembers("runtime", new NativeTable("`runtime`")
            .Add("version", "", "The version of this implementation.", static (in c) => Value.Of(Version))
            .Add("module_count", "", "How many modules the program has imported.", static (in c) =>
                Value.Of((double)ProgramOf(c).Modules.OfProgram.Count)))
        .Add(HostPermissions.Clock, "uptime", "", "Seconds since the program was started.", static (in c) =>
            Value.Of(ProgramOf(c).Host.Clock.GetElapsedTime(ProgramOf(c).StartedAt).TotalSeconds))
        .Add(HostPermissions.Process, "memory", "", "Bytes of memory in use, as a map.", Memory)
        .Table;

    private static Value Memory(in NativeCall call)
    {
        var map = new MapValue(1);
        map.Set("used", Value.Of((double)GC.GetTotalMemory(forceFullCollection: false)));
        return Value.Of(map);
    }

    private static ProgramInstance ProgramOf(in NativeCall call) => ((Machine)call.Program).Program;
}
