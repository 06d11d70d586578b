using System.CommandLine;
using Graphoid.Cli.Rendering;
using Graphoid.Cli.Repl;
using Graphoid.Formats;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid repl</c>: a session in which one input after another is evaluated.</summary>
internal static class ReplCommand
{
    private static readonly Option<string> Code = new("-e")
    {
        HelpName = "CODE",
        Description = "Runs this code, prints the value of its last statement, and ends.",
    };

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

    private static readonly Option<string> Partitions = PartitionCount.NewOption();

    private static readonly CommandPage Page = new(
        "repl [-e CODE] [options] [-- words for the program]",
        """
        On a terminal: a line editor with history, search and completion; `:help` says more. Graphs are kept in memory.
        Without a terminal the standard input is one program. NO_COLOR in the environment turns colours off, and
        GRAPHOID_HISTORY names the file of the history; empty, there is none.
        """,
        [
            new("graphoid repl", "starts a session"),
            new("graphoid repl -e \"[3, 1, 2].sort()\"", "prints [1, 2, 3]"),
            new("graphoid repl < hello.gr", "runs hello.gr"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand("repl", "Evaluates what is typed.", Page) { Code, Directed, Undirected, Partitions };
        command.SetAction((result, _) =>
        {
            var sources = GraphSources.Read(result.GetValue(Directed) ?? [], result.GetValue(Undirected) ?? []);
            var options = new LocalRuntimeOptions { Files = new GraphFiles(), Sources = sources };
            var partitions = PartitionCount.Read(result.GetValue(Partitions)) ?? options.DefaultPartitions;
            return RunAsync(
                result.GetValue(Code),
                new LocalRuntime(options with { DefaultPartitions = partitions }),
                ["graphoid", "repl", .. programArguments]);
        });
        return command;
    }

    private static async Task<int> RunAsync(string? code, LocalRuntime graphs, IReadOnlyList<string> arguments)
    {
        using var output = new ProgramOutput();
        var isEdited = code is null && !Console.IsInputRedirected && !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var loop = new ReplLoop(output, graphs, arguments, isEdited);
        if (code is not null)
        {
            return await loop.RunOnceAsync(code, "-e", showResult: true);
        }

        if (Console.IsInputRedirected)
        {
            var program = ProgramFile.ReadInput();
            return await loop.RunOnceAsync(program.Text, program.Name, showResult: false);
        }

        // https://no-color.org: any value that is not empty.
        var hasColours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return isEdited ? await loop.RunInteractiveAsync(hasColours) : await loop.RunPlainAsync();
    }
}
