using System.CommandLine;
using Graphoid.Actors.Sessions;
using Graphoid.Cli.Members;
using Graphoid.Cli.Rendering;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>A graph file to be kept under a name.</summary>
/// <param name="Partitions">Number of partitions, or null for the default.</param>
internal sealed record ImportOrder(string Name, string Path, bool IsDirected, bool IsWeighted, int? Partitions, bool SkipBad);

/// <summary><c>graphoid import NAME FILE</c>: reads a graph file into a graph that stays.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Graph = new("NAME")
    {
        Description = "The graph's name, as in `distributed.load(\"NAME\")`. A graph of this name is replaced.",
    };

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The edge list: .txt, .tsv, .edges, .edgelist or .el, each also with .gz.",
    };

    private static readonly Option<bool> Undirected = new("--undirected") { Description = "Edges have no direction." };

    private static readonly Option<bool> Weighted = new("--weighted") { Description = "Every line has to have a weight; without this it may." };

    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "Leaves out lines that cannot be read, and counts them." };

    private static readonly CommandPage Page = new(
        "import NAME FILE [options]",
        """
        The graph is kept in the folder .graphoid, or that of --data, where `graphoid run` finds it.
        With --connect the file is sent to the member, which reads it into the cluster.
        When something is wrong nothing is imported, and a graph of this name stays as it was.
        """,
        [
            new("graphoid import social edges.txt.gz", "`distributed.load(\"social\")` finds it in runs of this folder"),
            new("graphoid import social edges.txt.gz --connect 10.0.0.1:4053", "`distributed.load(\"social\")` finds it from then on"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var partitions = PartitionCount.NewOption();
        var data = DataFolder.NewOption($"The folder that keeps graphs. Default: {DataFolder.Usual}.");
        var command = new ToolCommand("import", "Reads a graph file into a graph that stays.", Page)
        {
            Graph, File, Undirected, Weighted, partitions, SkipBad, data,
            MemberOptions.Connect, MemberOptions.Token, MemberOptions.Certificate, MemberOptions.Key, MemberOptions.Authority,
        };
        command.SetAction((result, _) =>
        {
            var order = new ImportOrder(
                result.GetRequiredValue(Graph),
                result.GetRequiredValue(File),
                !result.GetValue(Undirected),
                result.GetValue(Weighted),
                PartitionCount.Read(result.GetValue(partitions)),
                result.GetValue(SkipBad));
            if (string.IsNullOrWhiteSpace(order.Name))
            {
                throw ToolException.CommandLine("`import` needs a NAME that is not empty", "for example: graphoid import social edges.txt");
            }

            var member = MemberOptions.Read(result);
            ProgramFile.MustExist(order.Path);
            return RunAsync(order, member, MemberOptions.ReadFolder(result, data, member));
        });
        return command;
    }

    private static async Task<int> RunAsync(ImportOrder order, MemberChoice? member, string folder)
    {
        using var progress = TerminalProgress.ForThisTerminal();
        using var run = new ToolRun(progress);
        return member is null ? await ReadAsync(order, folder, run, progress) : await SendAsync(order, member, run, progress);
    }

    /// <summary>Into the graphs of a folder of this machine.</summary>
    private static async Task<int> ReadAsync(ImportOrder order, string folder, ToolRun run, TerminalProgress? progress)
    {
        var options = new EmbeddedOptions(folder, Members: 1) { Partitions = order.Partitions, Progress = progress };
        await using var graphs = new EmbeddedRuntime(options, run.Cancellation);
        var program = GraphoidProgram.Load(new SourceText("import", ""));
        var caller = new GraphCaller(null, new ProgramInstance(new ProgramRun(run, graphs, []), program.Code));
        return await run.ExecuteAsync(async () =>
        {
            var graph = await graphs.ImportAsync(caller, new ImportSpecification(
                order.Name, order.Path, Format: null, order.IsDirected, order.Partitions, order.SkipBad)
            {
                IsWeighted = order.IsWeighted,
            });
            var data = graph.Data!;
            run.Print(Summary(order.Name, await data.CountNodesAsync(caller), await data.CountEdgesAsync(caller)));
            return ExitCodes.Success;
        });
    }

    private static string Summary(string name, long nodes, long edges) => $"{name}: {nodes} nodes, {edges} edges";

    private static async Task<int> SendAsync(ImportOrder order, MemberChoice member, ToolRun run, TerminalProgress? progress)
    {
        await using var content = Open(order.Path);
        using var remote = new RemoteRun(run, progress);
        var request = new ImportRequest(order.Name, order.Path)
        {
            IsDirected = order.IsDirected,
            IsWeighted = order.IsWeighted,
            Partitions = order.Partitions,
            SkipBad = order.SkipBad,
        };
        try
        {
            return await remote.ExecuteAsync(
                member,
                client => client.ImportAsync(request, content, remote, run.Cancellation),
                end => run.Print(Summary(order.Name, end.Nodes, end.Edges)));
        }
        catch (IOException failure)
        {
            throw Unreadable(order.Path, failure);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, failure);
        }
    }

    private static ToolException Unreadable(string path, Exception failure) =>
        ToolException.File($"`{path}` cannot be read: {failure.Message}");
}
