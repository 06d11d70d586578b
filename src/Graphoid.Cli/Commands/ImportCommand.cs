using System.CommandLine;
using Graphoid.Actors.Sessions;
using Graphoid.Cli.Rendering;

namespace Graphoid.Cli.Commands;

/// <summary>A graph file to be kept under a name.</summary>
/// <param name="Partitions">Number of partitions, or null for the default.</param>
internal sealed record ImportOrder(string Name, string Path, bool IsDirected, int? Partitions, bool SkipBad);

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

    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "Leaves out lines that cannot be read, and counts them." };

    private static readonly CommandPage Page = new(
        "import NAME FILE [options]",
        """
        With --connect the file is sent to the member, which reads it into the cluster.
        When something is wrong nothing is imported, and a graph of this name stays as it was.
        """,
        [
            new("graphoid import social edges.txt.gz --connect 10.0.0.1:4053", "`distributed.load(\"social\")` finds it from then on"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var partitions = PartitionCount.NewOption();
        var command = new ToolCommand("import", "Reads a graph file into a graph that stays.", Page)
        {
            Graph, File, Undirected, partitions, SkipBad,
            MemberOptions.Connect, MemberOptions.Token, MemberOptions.Certificate, MemberOptions.Key, MemberOptions.Authority,
        };
        command.SetAction((result, _) =>
        {
            var order = new ImportOrder(
                result.GetRequiredValue(Graph),
                result.GetRequiredValue(File),
                !result.GetValue(Undirected),
                PartitionCount.Read(result.GetValue(partitions)),
                result.GetValue(SkipBad));
            if (string.IsNullOrWhiteSpace(order.Name))
            {
                throw ToolException.CommandLine("`import` needs a NAME that is not empty", "for example: graphoid import social edges.txt");
            }

            var member = MemberOptions.Read(result);
            ProgramFile.MustExist(order.Path);
            return RunAsync(order, member);
        });
        return command;
    }

    private static async Task<int> RunAsync(ImportOrder order, MemberChoice? member)
    {
        using var progress = TerminalProgress.ForThisTerminal();
        using var run = new ToolRun(progress);
        if (member is null)
        {
            var embedded = ClusterParts.EmbeddedImportAsync ?? throw ClusterParts.Missing("import without --connect");
            return await run.ExecuteAsync(() => embedded(order, run));
        }

        return await SendAsync(order, member, run, progress);
    }

    private static async Task<int> SendAsync(ImportOrder order, MemberChoice member, ToolRun run, TerminalProgress? progress)
    {
        await using var content = Open(order.Path);
        var remote = new RemoteRun(run, progress);
        var request = new ImportRequest(order.Name, order.Path)
        {
            IsDirected = order.IsDirected,
            Partitions = order.Partitions,
            SkipBad = order.SkipBad,
        };
        try
        {
            return await remote.ExecuteAsync(
                member,
                client => client.ImportAsync(request, content, remote, run.Cancellation),
                end => run.Print($"{order.Name}: {end.Nodes} nodes, {end.Edges} edges"));
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
