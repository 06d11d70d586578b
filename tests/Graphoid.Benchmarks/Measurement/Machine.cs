using System.ComponentModel;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Graphoid.Benchmarks.Measurement;

/// <summary>Where and on what a measurement was taken.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Prints what a reader must know to compare numbers.</summary>
    public static void Print(string[] args)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Console.WriteLine($"command:  {string.Join(' ', args)}");
        Console.WriteLine($"commit:   {Commit() ?? "unknown"}");
        Console.WriteLine($"machine:  {Environment.ProcessorCount} cores ({ProcessorName() ?? "unknown"}), {Harness.Quantity(memory)}B memory, "
            + RuntimeInformation.OSDescription);
        Console.WriteLine($"runtime:  {RuntimeInformation.FrameworkDescription}, "
            + $"{(GCSettings.IsServerGC ? "server" : "workstation")} garbage collector, load {Load()}");
#if DEBUG
        Console.WriteLine("WARNING:  this is no Release build; its numbers mean nothing");
#endif
    }

    /// <summary>Average number of running tasks in the last minute; "?" where the system does not tell.</summary>
    public static string Load() => File.Exists(LoadFile) ? File.ReadAllText(LoadFile).Split(' ')[0] : "?";

    private static string? ProcessorName() => !File.Exists(ProcessorFile)
        ? null
        : File.ReadLines(ProcessorFile)
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':', 2)[^1]
            .Trim();

    /// <summary>The commit with a mark when files were changed since; null without git or outside a repository.</summary>
    private static string? Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (Win32Exception)
        {
            // No git here: the measurement is still worth printing.
            return null;
        }
    }
}
