using Graphoid.Language.Diagnostics;
using Graphoid.Language.Formatting;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution.Compilation;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Fuzz;

/// <summary>Puts one input through everything that a program goes through.</summary>
/// <remarks>Not for several threads at once: when functions are compiled is a setting of the process.</remarks>
internal sealed class FuzzStages
{
    private const string Never = "never";
    private const string Always = "always";

    private readonly TimeSpan _runTimeMax;

    /// <summary>Stages in which an endless program may run this long.</summary>
    public FuzzStages(TimeSpan runTimeMax) => _runTimeMax = runTimeMax;

    /// <summary>What is being done, for whoever waits for it in vain.</summary>
    public string Stage { get; private set; } = "read";

    /// <summary>Inputs that had no mistake, and those among them that ran to an end in both ways.</summary>
    public (int Readable, int Compared) Counts { get; private set; }

    /// <summary>Puts an input through all stages; null when nothing is wrong.</summary>
    public async Task<Finding?> CheckAsync(string text)
    {
        try
        {
            Stage = "read";
            var source = new SourceText("fuzz.gr", text);
            var parsed = Parser.Parse(source);
            var finding = CheckText(source, parsed);
            if (finding is not null || parsed.Diagnostics.Any(d => d.Severity == Severity.Error))
            {
                return finding;
            }

            Counts = Counts with { Readable = Counts.Readable + 1 };
            Stage = "bind";
            _ = DiagnosticRenderer.ToText(GraphoidProgram.Load(source).Diagnostics);
            Stage = "run";
            return await CompareAsync(source);
        }
        catch (Exception e)
        {
            return Finding.Of(Stage, e);
        }
    }

    /// <summary>Printing and laying out: what is read afterwards is the same program.</summary>
    private Finding? CheckText(SourceText source, ParseResult parsed)
    {
        _ = DiagnosticRenderer.ToText(parsed.Diagnostics);
        Stage = "format";
        var formatted = Formatter.Format(source);
        if (parsed.Diagnostics.Count > 0)
        {
            return null;
        }

        if (formatted.Text is null)
        {
            return new Finding(Stage, "format changes the program", "the formatter would change the program");
        }

        var again = Formatter.Format(new SourceText(source.Name, formatted.Text)).Text;
        if (again != formatted.Text)
        {
            return new Finding(Stage, "format twice", $"formatting twice is not formatting once:\n{formatted.Text}\n--- twice:\n{again}");
        }

        Stage = "print";
        var printed = SyntaxPrinter.Print(parsed.Unit);
        var reread = Parser.Parse(new SourceText(source.Name, printed));
        if (reread.Diagnostics.Count > 0)
        {
            return new Finding(Stage, "printed with a mistake", $"{DiagnosticRenderer.ToText(reread.Diagnostics)}\n{printed}");
        }

        return SyntaxComparison.FirstDifference(parsed.Unit, reread.Unit) is { } difference
            ? new Finding(Stage, "printed differently", $"{difference}\n{printed}")
            : null;
    }

    /// <summary>Interpreted and compiled at once, a program has to print the same.</summary>
    private async Task<Finding?> CompareAsync(SourceText source)
    {
        var interpreted = await RunAsync(source, Never);
        if (interpreted is null)
        {
            return null;
        }

        Stage = "run compiled";
        var compiled = await RunAsync(source, Always);
        if (compiled is null)
        {
            return null;
        }

        Counts = Counts with { Compared = Counts.Compared + 1 };
        if (interpreted == compiled)
        {
            return null;
        }

        // Tasks and clocks may make any two runs differ: only a program that always prints one thing tells something.
        Stage = "compare";
        for (var i = 0; i < 3; i++)
        {
            if (await RunAsync(source, Never) != interpreted || await RunAsync(source, Always) != compiled)
            {
                return null;
            }
        }

        return new Finding(Stage, "compiled differently", $"--- interpreted:\n{interpreted}\n--- compiled:\n{compiled}");
    }

    /// <summary>What a program prints, with its error; null when it cannot run or its time is over.</summary>
    private async Task<string?> RunAsync(SourceText source, string compilation)
    {
        using var timeout = new CancellationTokenSource(_runTimeMax);
        CompiledCode.Choose(compilation);
        var program = GraphoidProgram.Load(source);
        if (!program.IsRunnable)
        {
            return null;
        }

        var host = new SealedHost(timeout.Token);
        try
        {
            var code = await program.RunAsync(host);
            return $"{host.Output}exit {code}";
        }
        catch (GraphoidException failure)
        {
            var place = failure.Error.Trace is [var innermost, ..] ? $" at {innermost.Span}" : " without a place";
            return $"{host.Output}{failure.Error.Display} [{failure.Error.Id}]{place}";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return null;
        }
    }
}
