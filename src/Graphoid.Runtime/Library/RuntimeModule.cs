using System.Diagnostics;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Namespace <c>runtime</c> (library reference, section 18).</summary>
internal static class RuntimeModule
{
    private static readonly string Version = typeof(RuntimeModule).Assembly.GetName().Version!.ToString(3);

    public static NativeTable Table { get; } = new NativeTable("`runtime`")
        .Add("version", "", "The version of this implementation.", static (in c) => Value.Of(Version))
        .Add("uptime", "", "Seconds since the program was started.", static (in c) =>
            Value.Of(Stopwatch.GetElapsedTime(Of(c, "uptime", "clock").Program.StartedAt).TotalSeconds))
        .Add("memory", "", "Bytes of memory in use, as a map.", Memory)
        .Add("module_count", "", "How many modules the program has imported.", static (in c) =>
            Value.Of((double)((Machine)c.Program).Program.Modules.OfProgram.Count));

    private static Value Memory(in NativeCall call)
    {
        _ = Of(call, "memory", "process");
        var map = new MapValue(1);
        map.Set("used", Value.Of((double)GC.GetTotalMemory(forceFullCollection: false)));
        return Value.Of(map);
    }

    /// <summary>Code of nodes has no permission for what differs from one member to the next.</summary>
    private static Machine Of(in NativeCall call, string member, string permission) =>
        (Machine)call.Program is { Activation: null } machine ? machine : throw GraphoidException.Library(
            ErrorKind.Permission,
            $"`runtime.{member}` is not permitted here: it needs the permission \"{permission}\", which code of nodes never has",
            RuntimeErrorIds.NotPermitted);
}
