using System.CommandLine;
using Graphoid.Actors.Sessions;
using Graphoid.Cli.Rendering;
using Graphoid.Formats;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid run FILE</c>: runs a program on this machine, or on a member of a cluster.</summary>
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

    private static readonly Option<string> Partitions = PartitionCount.NewOption();

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
            new("graphoid run ranks.gr --connect 10.0.0.1:4053", "runs it on a member of a cluster; output and Ctrl+C work as here"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand(Name, "Runs a program.", Page)
        {
            File, Directed, Undirected, Partitions,
            MemberOptions.Connect, MemberOptions.Token, MemberOptions.Certificate, MemberOptions.Key, MemberOptions.Authority,
        };
        command.SetAction((result, _) =>
        {
            var partitions = PartitionCount.Read(result.GetValue(Partitions));
            var path = result.GetRequiredValue(File);
            string[] arguments = ["graphoid", path, .. programArguments];
            if (MemberOptions.Read(result) is { } member)
            {
                RefuseFiles(result);
                return RunOnMemberAsync(path, member, partitions, arguments);
            }

            var options = new LocalRuntimeOptions
            {
                Files = new GraphFiles(),
                Sources = GraphSources.Read(result.GetValue(Directed) ?? [], result.GetValue(Undirected) ?? []),
            };
            options = options with { DefaultPartitions = partitions ?? options.DefaultPartitions };
            return RunHereAsync(path, options, arguments);
        });
        return command;
    }

    /// <summary>Graph files are here, and the program runs elsewhere.</summary>
    private static void RefuseFiles(ParseResult result)
    {
        foreach (var option in new[] { Directed, Undirected })
        {
            if (result.GetValue(option) is { Length: > 0 })
            {
                throw ToolException.CommandLine(
                    $"`{option.Name}` cannot be used with `{MemberOptions.Connect.Name}`: the member does not see this machine's files",
                    "bring the file there first: graphoid import NAME FILE --connect HOST:PORT");
            }
        }
    }

    private static async Task<int> RunHereAsync(string path, LocalRuntimeOptions options, IReadOnlyList<string> arguments)
    {
        var program = Load(ProgramFile.Read(path));
        if (!program.IsRunnable)
        {
            return ExitCodes.Failure;
        }

        using var progress = TerminalProgress.ForThisTerminal();
        var graphs = new LocalRuntime(options with { Progress = progress });
        using var run = new ToolRun(progress);
        return await new ProgramRun(run, graphs, arguments).ExecuteAsync(program);
    }

    private static async Task<int> RunOnMemberAsync(string path, MemberChoice member, int? partitions, IReadOnlyList<string> arguments)
    {
        // A broken program is found out here, and not sent.
        var text = ProgramFile.Read(path);
        if (!Load(text).IsRunnable)
        {
            return ExitCodes.Failure;
        }

        using var progress = TerminalProgress.ForThisTerminal();
        using var run = new ToolRun(progress);
        var remote = new RemoteRun(run, progress);
        var request = new ProgramRequest(path, text.Text, arguments, partitions);
        return await remote.ExecuteAsync(member, client => client.RunAsync(request, remote, run.Cancellation));
    }

    private static GraphoidProgram Load(SourceText text)
    {
        var program = GraphoidProgram.Load(text);
        if (program.Diagnostics.Count > 0)
        {
            StandardError.Write(DiagnosticRenderer.ToText(program.Diagnostics));
        }

        return program;
    }
}
