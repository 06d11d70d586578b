using System.CommandLine;
using System.Globalization;
using Graphoid.Cli.Rendering;
using Graphoid.Formats;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid run FILE</c>: runs a program on this machine.</summary>
internal static class RunCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "run";

    private static readonly Argument<string> File = ProgramFile.NewArgument();

    private static readonly Option<string[]> Directed = new("--graph")
    {
        HelpName = "NAME=EDGELIST",
        Description = "Makes an edge list available to `distributed.load(\"NAME\")`. May be given several times.",
    };

    private static readonly Option<string[]> Undirected = new("--undirected-graph")
    {
        HelpName = "NAME=EDGELIST",
        Description = "The same, with edges that have no direction.",
    };

    private static readonly Option<string> Partitions = new("--partitions")
    {
        HelpName = "N",
        Description = "Parts that graphs are split into, worked on at the same time; never changes the result. " +
            "Default: one per core.",
    };

    private static readonly CommandPage Page = new(
        "run FILE [options] [-- words for the program]",
        """
        An edge list has one edge per line: two node ids and, if wanted, a weight, with a tab or blanks between.
        Lines that start with # are remarks. Files packed with gzip are unpacked on the way.
        The exit code is 0 when the program ended well, 1 after an error, and 130 after Ctrl+C.
        """,
        [
            new("graphoid run hello.gr", "runs hello.gr"),
            new("graphoid run ranks.gr --graph social=edges.txt.gz", "`distributed.load(\"social\")` reads edges.txt.gz"),
            new("graphoid run ranks.gr --partitions 4", "splits graphs into four parts"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand(Name, "Runs a program.", Page) { File, Directed, Undirected, Partitions };
        command.SetAction((result, _) =>
        {
            var options = new LocalRuntimeOptions
            {
                Files = new GraphFiles(),
                Sources = GraphSources.Read(result.GetValue(Directed) ?? [], result.GetValue(Undirected) ?? []),
            };
            options = options with { DefaultPartitions = PartitionCount(result.GetValue(Partitions), options.DefaultPartitions) };
            return RunAsync(result.GetRequiredValue(File), options, programArguments);
        });
        return command;
    }

    private static int PartitionCount(string? text, int unsaid)
    {
        if (text is null)
        {
            return unsaid;
        }

        const int max = LocalRuntimeOptions.PartitionsMax;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= max
            ? count
            : throw ToolException.CommandLine(
                $"`--partitions` needs a whole number from 1 to {max}, not `{text}`", "leave it out for one partition per core");
    }

    private static async Task<int> RunAsync(string path, LocalRuntimeOptions options, IReadOnlyList<string> arguments)
    {
        var program = GraphoidProgram.Load(ProgramFile.Read(path));
        if (program.Diagnostics.Count > 0)
        {
            StandardError.Write(DiagnosticRenderer.ToText(program.Diagnostics));
        }

        if (!program.IsRunnable)
        {
            return ExitCodes.Failure;
        }

        using var progress = TerminalProgress.ForThisTerminal();
        var graphs = new LocalRuntime(options with { Progress = progress });
        using var run = new ProgramRun(graphs, ["graphoid", path, .. arguments], progress);
        return await run.ExecuteAsync(program);
    }
}
