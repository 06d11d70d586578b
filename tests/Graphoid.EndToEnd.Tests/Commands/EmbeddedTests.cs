using System.Globalization;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>A run with members in its own process: they start when they are needed, and graphs with a name stay.</summary>
[Trait("Category", "EndToEnd")]
public sealed class EmbeddedTests : IDisposable
{
    private const string Counter = """
        graph Counter {
            count = 0

            fn on_message(msg) {
                match msg {
                    [:increment, by] => { count = count + by }
                    :value           => { return count }
                }
            }
        }

        """;

    private static readonly string[] PageRank =
    [
        Repository.PathOf("examples", "pagerank", "pagerank.gr"),
        "--undirected-graph", "social-network=" + Repository.PathOf("examples", "pagerank", "karate.edges"),
    ];

    private readonly Workspace _workspace = new Workspace()
        .With("create.gr", Counter + """
            pages = distributed.create("pages", { behavior: Counter })
            for page in ["home", "docs", "blog"] { pages.add_node(page) }
            pages.broadcast(:increment, 5)
            print(await pages.request(:value, where: n => true))
            """)
        .With("again.gr", """
            pages = distributed.load("pages")
            pages.broadcast([:increment, 1])
            print(await pages.request(:value, where: n => true))
            """)
        .With("count.gr", "g = distributed.load(\"club\")\nprint(g.node_count(), g.edge_count())\n")
        .With("relay.gr", """
            graph Relay {
                fn on_message(msg) {
                    self.graph.send(:hop, to: self.id)
                }
            }
            ring = distributed.create("ring", { behavior: Relay })
            ring.add_node("a", none)
            print("started")
            ring.broadcast(:hop, max_rounds: 1000000000)
            """);

    [Fact]
    public async Task A_program_without_distributed_starts_nothing_and_makes_no_folder()
    {
        var before = Directory.GetFileSystemEntries(_workspace.Folder);

        var result = await _workspace.RunAsync("run", Repository.PathOf("examples", "hello", "hello.gr"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_workspace.Folder).Order());
    }

    [Theory]
    [InlineData("--members", "1")]
    [InlineData("--members", "3")]
    [InlineData("--partitions", "7")]
    public async Task The_ranks_are_those_of_a_run_in_memory(string option, string value)
    {
        var inMemory = await _workspace.RunAsync(["run", .. PageRank, "--memory"]);

        var result = await _workspace.RunAsync(["run", .. PageRank, option, value]);

        Assert.Equal(inMemory, result);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_graph_with_a_name_is_there_in_the_next_run_with_its_state()
    {
        var first = await _workspace.RunAsync("run", "create.gr");
        var second = await _workspace.RunAsync("run", "again.gr");
        var third = await _workspace.RunAsync("run", "again.gr", "--members", "2");

        Assert.Equal(new ToolResult(0, "[5, 5, 5]\n", ""), first);
        Assert.Equal(new ToolResult(0, "[6, 6, 6]\n", ""), second);
        Assert.Equal(new ToolResult(0, "[7, 7, 7]\n", ""), third);
    }

    [Fact]
    public async Task An_imported_graph_is_there_in_the_next_run()
    {
        var import = await _workspace.RunAsync(
            "import", "club", Repository.PathOf("examples", "pagerank", "karate.edges"), "--undirected", "--data", "graphs");
        var run = await _workspace.RunAsync("run", "count.gr", "--data", "graphs");

        Assert.Equal(new ToolResult(0, "club: 34 nodes, 78 edges\n", ""), import);
        Assert.Equal(new ToolResult(0, "34 78\n", ""), run);
        Assert.False(Directory.Exists(Path.Combine(_workspace.Folder, ".graphoid")));
    }

    [Fact]
    public async Task A_weighted_import_names_the_line_that_has_no_weight()
    {
        _workspace.With("roads.edges", "a b 1.5\nb c 2\nc a\n").With("whole.edges", "a b 1.5\nb c 2\n");

        var broken = await _workspace.RunAsync("import", "roads", "roads.edges", "--weighted");
        var whole = await _workspace.RunAsync("import", "roads", "whole.edges", "--weighted");

        Assert.Contains("`roads.edges` line 3: found `c a`", broken.Error, StringComparison.Ordinal);
        Assert.Contains("a finite number in the third field, the weight", broken.Error, StringComparison.Ordinal);
        Assert.Equal(("", 1), (broken.Output, broken.ExitCode));
        Assert.Equal(new ToolResult(0, "roads: 3 nodes, 2 edges\n", ""), whole);
    }

    [UnixFact]
    public async Task Two_runs_never_share_a_folder()
    {
        ToolResult? other = null;

        await GraphoidTool.RunUntilAsync(
            _workspace.Folder,
            "started",
            async process =>
            {
                other = await _workspace.RunAsync("run", "create.gr");
                process.Kill();
            },
            "run", "relay.gr");

        Assert.StartsWith(
            $"Error: IOError: the data directory {Path.Combine(_workspace.Folder, ".graphoid")} is used by another process",
            other!.Error,
            StringComparison.Ordinal);
        Assert.Contains("[GR6003]\nhelp: choose another folder: --data DIR\n", other.Error, StringComparison.Ordinal);
        Assert.Equal("", other.Output);
        Assert.Equal(1, other.ExitCode);
    }

    [UnixFact]
    public async Task Ctrl_C_ends_a_program_and_its_members()
    {
        var result = await GraphoidTool.RunUntilAsync(
            _workspace.Folder,
            "started",
            process => GraphoidTool.RunCommandAsync(
                Path.GetTempPath(), "kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture)),
            "run", "relay.gr");

        Assert.Equal("cancelled\n", result.Error);
        Assert.Equal(130, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
