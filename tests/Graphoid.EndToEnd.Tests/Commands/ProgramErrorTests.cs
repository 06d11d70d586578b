namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>The mistakes a beginner makes first: each is one clear error with its place, and exit code 1 at once.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ProgramErrorTests : IDisposable
{
    private readonly Workspace _workspace = new Workspace()
        .With("edges.txt", "a b\nb c\n")
        .With("broken.txt", "a b\nb c much\n");

    public static TheoryData<string, string> Mistakes => new()
    {
        {
            "g = distributed.create(\"g\")\ng.boradcast(:init)\n",
            """
            Error: RuntimeError: unknown method `boradcast` on a graph [GR3002]
              --> program.gr:2:3
              |
            2 | g.boradcast(:init)
              |   ^^^^^^^^^ a graph has no method of this name
            help: did you mean `broadcast`?

            """
        },
        {
            "g = distributed.create(\"g\")\ng.broadcast(:init, max_round: 3)\n",
            """
            Error: RuntimeError: `broadcast` has no argument `max_round` [GR3003]
              --> program.gr:2:3
              |
            2 | g.broadcast(:init, max_round: 3)
              |   ^^^^^^^^^
            help: did you mean `max_rounds`?

            """
        },
        {
            "g = distributed.create(\"g\")\ng.configure(5)\n",
            """
            Error: TypeError: `configure`: argument `settings` expected map, got num [GR3005]
              --> program.gr:2:3
              |
            2 | g.configure(5)
              |   ^^^^^^^^^

            """
        },
        {
            "g = distributed.load(\"socail\")\n",
            """
            Error: IOError: there is no graph "socail" [GR4001]
              --> program.gr:1:17
              |
            1 | g = distributed.load("socail")
              |                 ^^^^
            help: did you mean `social`?

            """
        },
        {
            "fn half(x) {\n    return x / 0\n}\nhalf(4)\n",
            """
            Error: RuntimeError: Division by zero [GR3007]
              --> program.gr:2:14
              |
            2 |     return x / 0
              |              ^ the right side is 0 here
            help: check that the divisor is not 0 first
              in main at program.gr:4:1

            """
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_says_what_where_and_what_to_do(string program, string expected)
    {
        _workspace.With("program.gr", program);

        var result = await _workspace.RunAsync("run", "program.gr", "--memory", "--graph", "social=edges.txt");

        Assert.Equal(expected.ReplaceLineEndings("\n"), result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_broken_line_of_an_edge_list_is_named_with_file_and_line()
    {
        _workspace.With("program.gr", "g = distributed.load(\"social\")\nprint(\"never\")\n");

        var result = await _workspace.RunAsync("run", "program.gr", "--memory", "--graph", "social=broken.txt");

        Assert.StartsWith("Error: ParseError: `broken.txt` line 2: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("[GR5002]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_graph_that_is_never_loaded_is_never_read()
    {
        _workspace.With("program.gr", "print(\"fine\")\n");

        var result = await _workspace.RunAsync("run", "program.gr", "--memory", "--graph", "social=broken.txt");

        Assert.Equal("fine\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Edges_of_an_undirected_graph_go_both_ways()
    {
        _workspace.With("program.gr", "g = distributed.load(\"social\")\nprint(g.neighbors(\"b\"))\n");

        var directed = await _workspace.RunAsync("run", "program.gr", "--memory", "--graph", "social=edges.txt");
        var undirected = await _workspace.RunAsync("run", "program.gr", "--memory", "--undirected-graph", "social=edges.txt");

        Assert.Equal("[c]\n", directed.Output);
        Assert.Equal("[a, c]\n", undirected.Output);
    }

    [Fact]
    public async Task What_was_printed_before_an_error_stays_printed()
    {
        _workspace.With("program.gr", "print(\"before — ✓\")\nraise \"enough\"\n");

        var result = await _workspace.RunAsync("run", "program.gr", "--memory");

        Assert.Equal("before — ✓\n", result.Output);
        Assert.Equal("Error: RuntimeError: enough [GR3000]", result.FirstErrorLine);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Endless_recursion_is_an_error_of_the_program_and_no_crash()
    {
        _workspace.With("program.gr", "fn again(x) {\n    return again(x + 1) + 1\n}\nagain(0)\n");

        var result = await _workspace.RunAsync("run", "program.gr", "--memory");

        Assert.EndsWith("[GR3009]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData('(', ')')]
    [InlineData('[', ']')]
    public async Task A_program_nested_too_deeply_is_refused_and_no_crash(char open, char close)
    {
        const int depth = 200_000;
        _workspace.With("program.gr", $"x = {new string(open, depth)}1{new string(close, depth)}\n");

        var result = await _workspace.RunAsync("run", "program.gr", "--memory");

        Assert.EndsWith("[GR1008]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [UnixFact]
    public async Task A_reader_that_goes_away_ends_an_endless_program()
    {
        _workspace.With("program.gr", "while true {\n    print(\"line\")\n}\n");

        var result = await GraphoidTool.RunUntilClosedAsync(_workspace.Folder, "run", "program.gr");

        Assert.Equal("", result.Error);
        Assert.Equal(141, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
