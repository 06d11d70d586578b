using System.Diagnostics;
using Graphoid.Benchmarks.Measurement;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Starts the tool as a process, again and again: what a user waits for before a program says anything.</summary>
/// <remarks>In the timer: ten processes one after the other, from start to exit. The baseline shows the version and runs no program.
/// The processor column counts this process only, not the started ones.</remarks>
internal sealed class ColdStartScenario : IScenario
{
    private const int Starts = 10;
    private const string Greeting = "hello";

    /// <summary>A file that only the root of the repository has.</summary>
    private const string RootMark = "Directory.Packages.props";

    /// <inheritdoc/>
    public string Name => "cold-start";

    /// <inheritdoc/>
    public string Summary => $"starts/s of the tool with a program of one line ({Starts} processes a run)";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        if (FindTool() is not { } tool)
        {
            Console.WriteLine("   skipped: the tool is not built; run `dotnet build -c Release src/Graphoid.Cli` first");
            return;
        }

        Console.WriteLine($"   {tool}");
        var folder = Directory.CreateTempSubdirectory("graphoid-start-");
        try
        {
            var program = Path.Combine(folder.FullName, "hello.gr");
            await File.WriteAllTextAsync(program, $"print(\"{Greeting}\")\n");
            (string, double)[] work = [("starts", Starts)];
            await Harness.MeasureAsync(
                settings,
                [
                    new Variant("baseline: graphoid version", work, timer => StartAsync([tool, "version"], null, timer)),
                    new Variant("graphoid run hello.gr", work, timer => StartAsync([tool, "run", program], Greeting, timer)),
                ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> StartAsync(string[] arguments, string? expected, StageTimer timer)
    {
        var slowest = TimeSpan.Zero;
        timer.Start();
        for (var start = 0; start < Starts; start++)
        {
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var elapsed = Stopwatch.GetElapsedTime(started);
            slowest = elapsed > slowest ? elapsed : slowest;
            VerificationException.ThrowUnlessEqual("exit code", 0, process.ExitCode);
            VerificationException.ThrowUnlessEqual("output", expected ?? output.Trim(), output.Trim());
        }

        timer.Stop();
        return $"{timer.Wall.TotalMilliseconds / Starts:0} ms a start, slowest {slowest.TotalMilliseconds:0} ms";
    }

    /// <summary>The Release build of the tool, the published one first.</summary>
    private static string? FindTool()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, RootMark)))
            {
                continue;
            }

            var build = Path.Combine(directory.FullName, "src", "Graphoid.Cli", "bin", "Release");
            return Directory.Exists(build)
                ? Directory.EnumerateFiles(build, "graphoid.dll", SearchOption.AllDirectories)
                    .OrderByDescending(path => path.Contains("publish", StringComparison.Ordinal))
                    .FirstOrDefault()
                : null;
        }

        return null;
    }
}
