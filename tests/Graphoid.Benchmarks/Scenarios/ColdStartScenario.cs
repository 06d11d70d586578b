using System.Diagnostics;
using Graphoid.Benchmarks.Measurement;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Starts the tool as a process, again and again: what a user waits for before a program says anything.</summary>
/// <remarks>In the timer: processes one after the other, from start to exit. The baseline shows the version and runs no program. The
/// programs with <c>distributed</c> start members in the process of the tool, on a new folder each time, make a graph of one node and
/// print its answer; how long that takes until the answer is there stands beside the run. Where there is Python, its start stands beside.</remarks>
internal sealed class ColdStartScenario : IScenario
{
    private const int Starts = 10;
    private const int EmbeddedStarts = 2;
    private const string Greeting = "hello";

    private const string Embedded = """
        import "distributed"

        graph Greeter {
            fn on_message(msg) {
                return "hello"
            }
        }

        g = distributed.create("greeters", { behavior: Greeter, partitions: 12 })
        g.add_node("ann")
        print(await g.request(:greet, to: "ann"))
        """;

    /// <inheritdoc/>
    public string Name => "cold-start";

    /// <inheritdoc/>
    public string Summary => $"starts/s of the tool, without members and with ({Starts} and {EmbeddedStarts} processes a run)";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        if (Tool.Find() is not { } tool)
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
            var script = Path.Combine(folder.FullName, "hello.py");
            await File.WriteAllTextAsync(script, $"print(\"{Greeting}\")\n");
            var embedded = Path.Combine(folder.FullName, "embedded.gr");
            await File.WriteAllTextAsync(embedded, Embedded);
            (string, double)[] work = [("starts", Starts)];
            await Harness.MeasureAsync(
                settings,
                [
                    new Variant("baseline: graphoid version", work, timer => StartAsync("dotnet", [tool, "version"], null, timer)),
                    .. Python(),
                    new Variant("graphoid run hello.gr", work, timer => StartAsync("dotnet", [tool, "run", program], Greeting, timer)),
                    OfMembers(1),
                    OfMembers(3),
                ]);

            Variant[] Python() => Tool.OnPath("python3") is { } python
                ? [new Variant("baseline: python3 hello.py", work, timer => StartAsync(python, [script], Greeting, timer))]
                : [];

            Variant OfMembers(int count) => new(
                $"graphoid run embedded.gr --members {count}",
                [("starts", EmbeddedStarts)],
                timer => StartAsync("dotnet", [tool, "run", embedded, "--members", $"{count}"], Greeting, timer, EmbeddedStarts, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <param name="data">Where each process has a folder of its own for graphs; null for programs without.</param>
    private static async Task<string> StartAsync(
        string file, string[] arguments, string? expected, StageTimer timer, int starts = Starts, string? data = null)
    {
        var (slowest, answers) = (TimeSpan.Zero, TimeSpan.Zero);
        timer.Start();
        for (var start = 0; start < starts; start++)
        {
            string[] all = data is null ? arguments : [.. arguments, "--data", Path.Combine(data, $"{Guid.NewGuid():N}")];
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(file, all) { RedirectStandardOutput = true })!;
            var first = await process.StandardOutput.ReadLineAsync();
            answers += Stopwatch.GetElapsedTime(started);
            var rest = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var elapsed = Stopwatch.GetElapsedTime(started);
            slowest = elapsed > slowest ? elapsed : slowest;
            VerificationException.ThrowUnlessEqual("exit code", 0, process.ExitCode);
            VerificationException.ThrowUnlessEqual("output", expected ?? first + rest, first + rest);
        }

        timer.Stop();
        return $"{timer.Wall.TotalMilliseconds / starts:0} ms a start, slowest {slowest.TotalMilliseconds:0} ms, "
            + $"first answer after {answers.TotalMilliseconds / starts:0} ms";
    }
}
