using System.CommandLine;
using Graphoid.Actors.Sessions;
using Graphoid.Cli.Members;
using Graphoid.Cli.Rendering;
using Graphoid.Formats;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

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

    private static readonly Option<string> Members = MemberCount.NewOption();

    private static readonly Option<string> Data =
        DataFolder.NewOption($"The folder that keeps graphs for later runs. Default: {DataFolder.Usual}.");

    private static readonly Option<bool> Memory = new("--memory")
    {
        Description = "Keeps graphs in memory: nothing is stored, and graphs end with the program.",
    };

    private static readonly CommandPage Page = new(
        "run FILE [options] [words for the program]",
        """
        Options stand before the program's words; from the first plain word behind FILE on, and behind `--`, everything is the program's.
        An edge list has one edge per line: two node ids and, if wanted, a weight, with a tab or blanks between.
        Lines that start with # are remarks. Files packed with gzip are unpacked on the way.
        Graphs with a name stay in the folder when the program ends. A program without `distributed` makes no folder.
        The exit code is 0 when the program ended well, 1 after an error, and 130 after Ctrl+C.
        """,
        [
            new("graphoid run hello.gr", "runs hello.gr"),
            new("graphoid run ranks.gr --graph social=edges.txt.gz", "`distributed.load(\"social\")` reads edges.txt.gz"),
            new("graphoid run ranks.gr --partitions 4", "splits graphs into four parts"),
            new("graphoid run ranks.gr --members 3", "spreads them over three members in this process"),
            new("graphoid run ranks.gr --connect 10.0.0.1:4053", "runs it on a member of a cluster; output and Ctrl+C work as here"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand(Name, "Runs a program.", Page)
        {
            File, Directed, Undirected, Partitions, Members, Data, Memory, Budgets.Memory, Budgets.Time,
            MemberOptions.Connect, MemberOptions.Token, MemberOptions.Certificate, MemberOptions.Key, MemberOptions.Authority,
        };
        command.SetAction((result, _) =>
        {
            var partitions = PartitionCount.Read(result.GetValue(Partitions));
            var path = result.GetRequiredValue(File);
            string[] arguments = ["graphoid", path, .. programArguments];
            var member = MemberOptions.Read(result);
            var folder = MemberOptions.ReadFolder(result, Data, member);
            var members = MemberCount.Read(result.GetValue(Members));
            var memory = Budgets.ReadMemory(result.GetValue(Budgets.Memory));
            var time = Budgets.ReadTime(result.GetValue(Budgets.Time));
            if (member is not null)
            {
                RefuseFiles(result);
                MemberOptions.RefuseWith(result, Members, MemberOptions.Connect, "the cluster has its members");
                MemberOptions.RefuseWith(result, Memory, MemberOptions.Connect, "the graphs are the member's");
                MemberOptions.RefuseWith(result, Budgets.Memory, MemberOptions.Connect, "the memory is the member's");
                return RunOnMemberAsync(member, new ProgramRequest(path, string.Empty, arguments, partitions) { TimeMax = time });
            }

            MemoryBudget.BytesMax = memory ?? MemoryBudget.BytesMax;

            var sources = GraphSources.Read(result.GetValue(Directed) ?? [], result.GetValue(Undirected) ?? []);
            if (!result.GetValue(Memory))
            {
                var options = new EmbeddedOptions(folder, members ?? 1) { Partitions = partitions, Sources = sources };
                return RunHereAsync(path, arguments, time, (progress, cancellation) => new EmbeddedRuntime(options with { Progress = progress }, cancellation));
            }

            MemberOptions.RefuseWith(result, Members, Memory, "graphs in memory have no members");
            MemberOptions.RefuseWith(result, Data, Memory, "graphs in memory need no folder");
            return RunHereAsync(path, arguments, time, (progress, _) => InMemory(partitions, sources, progress));
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

    private static LocalRuntime InMemory(
        int? partitions, IReadOnlyDictionary<string, ImportSpecification> sources, IProgress<ImportProgress>? progress)
    {
        var options = new LocalRuntimeOptions { Files = new GraphFiles(), Sources = sources, Progress = progress };
        return new LocalRuntime(options with { DefaultPartitions = partitions ?? options.DefaultPartitions });
    }

    private static async Task<int> RunHereAsync(
        string path, IReadOnlyList<string> arguments, TimeSpan? time, Func<IProgress<ImportProgress>?, CancellationToken, IGraphRuntime> newRuntime)
    {
        var program = Load(ProgramFile.Read(path));
        if (!program.IsRunnable)
        {
            return ExitCodes.Failure;
        }

        using var progress = TerminalProgress.ForThisTerminal();
        using var run = new ToolRun(progress);
        var graphs = newRuntime(progress, run.Cancellation);
        await using var members = graphs as IAsyncDisposable;
        return await new ProgramRun(run, graphs, arguments) { TimeMax = time }.ExecuteAsync(program);
    }

    private static async Task<int> RunOnMemberAsync(MemberChoice member, ProgramRequest request)
    {
        // A broken program is found out here, and not sent.
        var text = ProgramFile.Read(request.Path);
        if (!Load(text).IsRunnable)
        {
            return ExitCodes.Failure;
        }

        using var progress = TerminalProgress.ForThisTerminal();
        using var run = new ToolRun(progress);
        using var remote = new RemoteRun(run, progress);
        return await remote.ExecuteAsync(member, client => client.RunAsync(
            request with
            {
                Text = text.Text,
                Files = ProgramTexts.NamedBy(text, new DiskSources()),
                WorkingDirectory = Environment.CurrentDirectory,
            },
            remote,
            run.Cancellation));
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
