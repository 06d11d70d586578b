using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>os</c> (library reference, section 11).</summary>
internal static class OperatingSystemModule
{
    public static NativeTable Table { get; } = new HostMembers("os", new NativeTable("`os`")
        .Add("platform", "", "The operating system: linux, macos, windows, unix or unknown.", static (in _) => Value.Of(Platform()))
        .Add("arch", "", "The processor: x86_64, aarch64, arm, x86, or the host's name for it.", static (in _) => Value.Of(Architecture())))
        .Add(HostPermissions.Clock, "system_timestamp", "", "Seconds since 1970-01-01 UTC, with a fraction.",
            static (in _) => Value.Of(Clock.Now().ToSeconds()))
        .Add(HostPermissions.Process, "env", "name", "The value of an environment variable, none when it is not set.", Variable)
        .Add(HostPermissions.Process, "env_all", "", "All environment variables, ordered by name.", AllVariables)
        .Add(HostPermissions.Process, "getcwd", "", "The working directory as an absolute path.",
            static (in _) => Value.Of(Environment.CurrentDirectory))
        .Add(HostPermissions.Process, "args", "", "The words the program was started with, the tool and the script first.", Arguments)
        .AddTask(HostPermissions.Process, "input", "prompt?", "One line of standard input, empty at its end.", Input)
        .Table;

    private static Value Arguments(in NativeCall call) =>
        Value.Of(new ListValue([.. ((Machine)call.Program).Program.Host.Arguments.Select(a => Value.Of(a))]));

    private static Value Variable(in NativeCall call)
    {
        // The platform refuses names that no variable can have; they are simply not set.
        var name = call.Text(0);
        return name.Length > 0 && !name.Contains('=', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal)
            && Environment.GetEnvironmentVariable(name) is { } value
            ? Value.Of(value)
            : Value.None;
    }

    private static Value AllVariables(in NativeCall call)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Text: (string?)entry.Value ?? string.Empty))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal);
        var map = new MapValue();
        foreach (var (name, text) in variables)
        {
            map.Set(Value.Of(name), Value.Of(text));
        }

        return Value.Of(map);
    }

    private static ValueTask<Value> Input(in NativeCall call)
    {
        var host = ((Machine)call.Program).Program.Host;
        if (call.Has(0))
        {
            host.Prompt(call.Text(0));
        }
        else
        {
            host.Flush();
        }

        return ReadAsync(host);
    }

    private static async ValueTask<Value> ReadAsync(IProgramHost host) =>
        Value.Of(await host.ReadLineAsync().WaitAsync(host.Cancellation).ConfigureAwait(false) ?? string.Empty);

    private static string Platform() =>
        OperatingSystem.IsLinux() ? "linux"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsFreeBSD() ? "unix"
        : "unknown";

    private static string Architecture() => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        System.Runtime.InteropServices.Architecture.Arm or System.Runtime.InteropServices.Architecture.Armv6 => "arm",
        System.Runtime.InteropServices.Architecture.X86 => "x86",
        var other => other.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
