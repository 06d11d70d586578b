using System.Diagnostics;
using Graphoid.Benchmarks.Generators;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Small programs in Graphoid and in Python 3, each as a process of its own, start included.</summary>
/// <remarks>Both print the same result, which is compared in every run. The text whose words are counted is generated: words of a
/// vocabulary of 20,000, the n-th about 1/n as often as the first.</remarks>
internal sealed class LanguageScenario : IScenario
{
    private const int Vocabulary = 20_000;
    private const int Words = 1_500_000;
    private const int Resolution = 1 << 30;

    private static readonly string[] Names = ["fib", "loop", "strings", "words", "lists", "methods"];

    /// <inheritdoc/>
    public string Name => "language";

    /// <inheritdoc/>
    public string Summary => "runs/s of small programs, beside the same ones in Python 3";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        if (Tool.Find() is not { } tool || Tool.OnPath("python3") is not { } python)
        {
            Console.WriteLine("   skipped: needs python3, and the tool as `dotnet build -c Release src/Graphoid.Cli` leaves it");
            return;
        }

        Console.WriteLine($"   {tool}");
        Console.WriteLine($"   {python}");
        var folder = Directory.CreateTempSubdirectory("graphoid-language-");
        try
        {
            var book = Path.Combine(folder.FullName, "book.txt");
            await File.WriteAllTextAsync(book, Book(settings.Seed));
            foreach (var name in Names)
            {
                var program = await WriteAsync(folder, name + ".gr");
                var other = await WriteAsync(folder, name + ".py");
                string? expected = null;
                await Harness.MeasureAsync(
                    settings,
                    [
                        new Variant($"baseline: {name}.py", [("runs", 1)], timer => StartAsync(python, [other, book], timer)),
                        new Variant($"{name}.gr", [("runs", 1)], timer => StartAsync("dotnet", [tool, "run", program, "--", book], timer)),
                    ]);

                async Task<string> StartAsync(string file, string[] arguments, StageTimer timer)
                {
                    timer.Start();
                    using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
                    var output = await process.StandardOutput.ReadToEndAsync();
                    await process.WaitForExitAsync();
                    timer.Stop();
                    VerificationException.ThrowUnlessEqual("exit code", 0, process.ExitCode);
                    VerificationException.ThrowUnlessEqual("output", expected ??= output, output);
                    return output.TrimEnd();
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> WriteAsync(DirectoryInfo folder, string name)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, ProgramText.Read(name));
        return path;
    }

    /// <summary>Words by Zipf's law, eight letters at most, ten to a line.</summary>
    private static string Book(ulong seed)
    {
        var random = new SplitMix(seed);
        var words = new string[Vocabulary];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Word(i);
        }

        var text = new System.Text.StringBuilder();
        for (var i = 0; i < Words; i++)
        {
            // The inverse of the distribution of a continuous power law with exponent 1.
            var rank = (int)Math.Pow(Vocabulary, random.Next(Resolution) / (double)Resolution) - 1;
            text.Append(words[rank]).Append(i % 10 == 9 ? ".\n" : " ");
        }

        return text.ToString();
    }

    private static string Word(int number)
    {
        var word = string.Empty;
        for (var rest = number + 1; rest > 0; rest /= 26)
        {
            word += (char)('a' + (rest % 26));
        }

        return word;
    }
}
