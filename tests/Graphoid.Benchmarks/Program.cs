using Graphoid.Benchmarks.Generators;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Scenarios;

namespace Graphoid.Benchmarks;

/// <summary>Runs measurements of the whole system: <c>dotnet run -c Release --project tests/Graphoid.Benchmarks -- list</c>.</summary>
internal static class Program
{
    private static readonly IScenario[] Scenarios =
    [
        new ImportScenario(),
        new WavesScenario(),
        new PageRankScenario(),
        new LanguageScenario(),
        new ColdStartScenario(),
        new RequestsScenario(),
        new WaveOverheadScenario(),
        new DurabilityScenario(),
    ];

    private static async Task<int> Main(string[] args)
    {
        if (Settings.Parse(args, out var settings) is { } mistake)
        {
            await Console.Error.WriteLineAsync($"{mistake}\n{Usage()}");
            return 2;
        }

        if (settings.Scenario == "list")
        {
            Console.WriteLine(Usage());
            return 0;
        }

        var chosen = settings.Scenario == "all" ? Scenarios : Array.FindAll(Scenarios, scenario => scenario.Name == settings.Scenario);
        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"There is no scenario \"{settings.Scenario}\".\n{Usage()}");
            return 2;
        }

        Machine.Print(args);
        foreach (var scenario in chosen)
        {
            Console.WriteLine($"\n== {scenario.Name}: {scenario.Summary}");
            try
            {
                await scenario.RunAsync(settings);
            }
            catch (VerificationException failure)
            {
                await Console.Error.WriteLineAsync($"WRONG RESULT: {failure.Message}");
                return 1;
            }
        }

        return 0;
    }

    private static string Usage() => $"""
        Usage: <scenario> [--scale N] [--runs N] [--warmups N] [--partitions 1,2,8] [--graph NAME] [--seed N]
        Graphs: {string.Join(", ", GraphChoice.Names)}; the default is {GraphChoice.Default}
        Scenarios: all, list
        {string.Join('\n', Scenarios.Select(scenario => $"  {scenario.Name,-13} {scenario.Summary}"))}
        """;
}
