using System.Globalization;

namespace Graphoid.Fuzz;

/// <summary>What to run.</summary>
/// <param name="From">The number of the first input, to go on where another run ended or to see one input again.</param>
/// <param name="RunTimeMax">How long a program may run before it is ended.</param>
internal sealed record FuzzSettings(int Inputs, int Seed, int From, TimeSpan TimeMax, TimeSpan RunTimeMax)
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Graphoid.Fuzz -- [--inputs N] [--seed N] [--from N] [--minutes N] [--run-ms N]

          --inputs N    how many inputs; 100000 unless told
          --seed N      which inputs; 1 unless told
          --from N      the number of the first input; 0 unless told
          --minutes N   ends the run after this time
          --run-ms N    ends each program after this time; 20 unless told

        Findings are made small and written to tests/corpus, where a test runs them again. Exit code 1 when there are any.
        """;

    /// <summary>Reads the command line; null when it has a mistake.</summary>
    public static FuzzSettings? Parse(string[] args)
    {
        var settings = new FuzzSettings(100_000, 1, 0, TimeSpan.FromDays(1), TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            switch (args[i])
            {
                case "--inputs":
                    settings = settings with { Inputs = number };
                    break;
                case "--seed":
                    settings = settings with { Seed = number };
                    break;
                case "--from":
                    settings = settings with { From = number };
                    break;
                case "--minutes":
                    settings = settings with { TimeMax = TimeSpan.FromMinutes(number) };
                    break;
                case "--run-ms":
                    settings = settings with { RunTimeMax = TimeSpan.FromMilliseconds(number) };
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }
}
