using System.Globalization;
using Graphoid.Benchmarks.Generators;

namespace Graphoid.Benchmarks.Measurement;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    private const int ScaleMax = 28;

    /// <summary>Name of the scenario, <c>all</c> or <c>list</c>.</summary>
    public string Scenario { get; private init; } = "list";

    /// <summary>Graphs have 2^scale labels; null leaves it to the scenario.</summary>
    public int? Scale { get; private init; }

    /// <summary>Measured runs of every variant.</summary>
    public int Runs { get; private init; } = 3;

    /// <summary>Runs of every variant before the measured ones.</summary>
    public int Warmups { get; private init; } = 1;

    /// <summary>Numbers of partitions to measure with.</summary>
    public IReadOnlyList<int> Partitions { get; private init; } = [1, 2, 8];

    /// <summary>Which generator makes the graph.</summary>
    public string Graph { get; private init; } = GraphChoice.Default;

    /// <summary>Seed of all generators.</summary>
    public ulong Seed { get; private init; } = 1;

    /// <summary>Reads the command line; returns what is wrong with it, or null.</summary>
    public static string? Parse(string[] args, out Settings settings)
    {
        settings = new Settings();
        if (args.Length > 0)
        {
            settings = settings with { Scenario = args[0] };
        }

        for (var at = 1; at < args.Length; at += 2)
        {
            if (at + 1 == args.Length)
            {
                return $"{args[at]} needs a value.";
            }

            var (option, value) = (args[at], args[at + 1]);
            if (option == "--graph")
            {
                if (!GraphChoice.Names.Contains(value))
                {
                    return $"There is no graph \"{value}\", only {string.Join(", ", GraphChoice.Names)}.";
                }

                settings = settings with { Graph = value };
                continue;
            }

            var numbers = new List<int>();
            foreach (var part in value.Split(','))
            {
                if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return $"{option} needs a number, not \"{value}\".";
                }

                numbers.Add(number);
            }

            if (settings.With(option, numbers) is not { } changed)
            {
                return $"There is no option {option}.";
            }

            settings = changed;
        }

        return null;
    }

    private Settings? With(string option, List<int> numbers) => option switch
    {
        "--scale" => this with { Scale = Math.Clamp(numbers[0], 1, ScaleMax) },
        "--runs" => this with { Runs = Math.Max(1, numbers[0]) },
        "--warmups" => this with { Warmups = numbers[0] },
        "--partitions" => this with { Partitions = [.. numbers.Select(number => Math.Max(1, number))] },
        "--seed" => this with { Seed = (ulong)numbers[0] },
        _ => null,
    };
}
