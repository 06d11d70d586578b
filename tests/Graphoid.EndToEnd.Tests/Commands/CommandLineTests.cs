namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _workspace = new Workspace().With("hello.gr", "print(\"hello\")\n").With("edges.txt", "a b\n");

    /// <summary>What is typed, what is wrong with it, and the help.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        {
            "rnu",
            "unknown command `rnu`",
            "did you mean `run`?"
        },
        {
            "hello.gr",
            "unknown command `hello.gr`",
            "to run a program: graphoid run hello.gr"
        },
        {
            "run",
            "`run` needs a FILE",
            "`graphoid run --help` shows what is possible"
        },
        {
            "run -- hello.gr",
            "`run` needs a FILE",
            "`graphoid run --help` shows what is possible"
        },
        {
            "run hello.gr -v 5",
            "unknown option `-v`",
            "words for the program that begin with a dash stand behind `--`: graphoid run FILE -- -v"
        },
        {
            "run hello.gr --partitons 2",
            "unknown option `--partitons`",
            "did you mean `--partitions`? Words for the program that begin with a dash stand behind `--`: graphoid run FILE -- --partitons"
        },
        {
            "run hello.gr --partitions",
            "`--partitions` needs a value: --partitions N",
            "`graphoid run --help` shows what is possible"
        },
        {
            "run hello.gr --partitions 1 --partitions 2",
            "`--partitions` is given twice",
            "`graphoid run --help` shows what is possible"
        },
        {
            "run hello.gr --partitions 0",
            "`--partitions` needs a whole number from 1 to 4096, not `0`",
            "leave it out for one partition per core"
        },
        {
            "run hello.gr --partitions 4097",
            "`--partitions` needs a whole number from 1 to 4096, not `4097`",
            "leave it out for one partition per core"
        },
        {
            "run hello.gr --partitions two",
            "`--partitions` needs a whole number from 1 to 4096, not `two`",
            "leave it out for one partition per core"
        },
        {
            "run hello.gr --max-memory much",
            "`--max-memory` needs a size of at least 16M, not `much`",
            "for example: 512M, 1.5G"
        },
        {
            "run hello.gr --max-time 5",
            "`--max-time` needs a time from 1ms to 24d, not `5`",
            "for example: 500ms, 10s, 2m, 1h"
        },
        {
            "run hello.gr --max-memory 1G --connect localhost:4053",
            "`--max-memory` cannot be used with `--connect`: the memory is the member's",
            "leave one of them out"
        },
        {
            "run hello.gr --graph edges.txt",
            "`--graph` needs NAME=EDGELIST, not `edges.txt`",
            "for example: --graph social=edges.txt"
        },
        {
            "run hello.gr --undirected-graph =edges.txt",
            "`--undirected-graph` needs NAME=EDGELIST, not `=edges.txt`",
            "for example: --undirected-graph social=edges.txt"
        },
        {
            "run hello.gr --graph g=edges.txt --undirected-graph g=edges.txt",
            "the graph `g` is given twice",
            "each name stands for one edge list"
        },
        {
            "run hello.gr --connect 10.0.0.1",
            "`--connect` needs HOST:PORT, not `10.0.0.1`",
            "for example: --connect 10.0.0.1:4053"
        },
        {
            "run hello.gr --connect 10.0.0.1:70000",
            "`--connect` needs HOST:PORT, not `10.0.0.1:70000`",
            "for example: --connect 10.0.0.1:4053"
        },
        {
            "run hello.gr --token secret",
            "`--token` is for a member",
            "which one? --connect HOST:PORT"
        },
        {
            "run hello.gr --connect localhost:4053 --graph g=edges.txt",
            "`--graph` cannot be used with `--connect`: the member does not see this machine's files",
            "bring the file there first: graphoid import NAME FILE --connect HOST:PORT"
        },
        {
            "run hello.gr --members 17",
            "`--members` needs a whole number from 1 to 16, not `17`",
            "leave it out for one member"
        },
        {
            "run hello.gr --memory --members 2",
            "`--members` cannot be used with `--memory`: graphs in memory have no members",
            "leave one of them out"
        },
        {
            "run hello.gr --memory --data graphs",
            "`--data` cannot be used with `--memory`: graphs in memory need no folder",
            "leave one of them out"
        },
        {
            "run hello.gr --data edges.txt",
            "`--data` needs a folder, and `edges.txt` is a file",
            "the folder is made when it is not there"
        },
        {
            "run hello.gr --connect localhost:4053 --members 2",
            "`--members` cannot be used with `--connect`: the cluster has its members",
            "leave one of them out"
        },
        {
            "import g edges.txt --connect localhost:4053 --data graphs",
            "`--data` cannot be used with `--connect`: the graphs are the member's",
            "leave one of them out"
        },
        {
            "run hello.gr --connect localhost:4053 --tls-key edges.txt",
            "encrypted connections need `--tls-certificate` and `--tls-authority`",
            "for example: --tls-certificate member.pem --tls-key member.key --tls-authority authority.pem"
        },
        {
            "import",
            "`import` needs a NAME",
            "`graphoid import --help` shows what is possible"
        },
        {
            "import g edges.txt --partitions 0 --connect localhost:4053",
            "`--partitions` needs a whole number from 1 to 4096, not `0`",
            "leave it out for one partition per core"
        },
        {
            "import g edges.txt --weigthed",
            "unknown option `--weigthed`",
            "did you mean `--weighted`?"
        },
        {
            "node --port 0",
            "`--port` needs a port from 1 to 65535, not `0`",
            "for example: --port 4053"
        },
        {
            "node --http-port http",
            "`--http-port` needs a port from 1 to 65535, not `http`",
            "for example: --http-port 4053"
        },
        {
            "node --seed 10.0.0.1:4053 --seed 10.0.0.2",
            "`--seed` needs HOST:PORT, not `10.0.0.2`",
            "for example: --seed 10.0.0.1:4053"
        },
        {
            "node --public-host a/b",
            "`--public-host` needs a name or an address, not `a/b`",
            "for example: --public-host 10.0.0.1"
        },
        {
            "node --data edges.txt",
            "`--data` needs a folder, and `edges.txt` is a file",
            "the folder is made when it is not there"
        },
        {
            "node --database mysql:Password=secret",
            "`--database` needs sqlite:FILE or postgres:CONNECTION",
            "for example: --database \"postgres:Host=db;Database=graphoid;Username=graphoid;Password=...\""
        },
        {
            "check hello.gr --format xml",
            "unknown format `xml`",
            "the formats are `text` and `json`"
        },
    };

    [Theory]
    [InlineData("tool", "--help")]
    [InlineData("run", "run", "--help")]
    [InlineData("check", "check", "--help")]
    [InlineData("spec", "spec", "--help")]
    [InlineData("import", "import", "--help")]
    [InlineData("node", "node", "--help")]
    [InlineData("fmt", "fmt", "--help")]
    [InlineData("repl", "repl", "--help")]
    [InlineData("version", "version", "--help")]
    public async Task Help_says_what_a_command_does_and_shows_lines_to_type(string golden, params string[] arguments)
    {
        var result = await _workspace.RunAsync(arguments);

        Assert.Equal(GoldenText.Of($"help.{golden}.txt"), result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown()
    {
        var result = await _workspace.RunAsync();

        Assert.Equal(GoldenText.Of("help.tool.txt"), result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_version_is_the_one_that_was_built(string word)
    {
        var built = typeof(Cli.ExitCodes).Assembly.GetName().Version!;

        var result = await _workspace.RunAsync(word);

        Assert.Equal($"graphoid {built.ToString(fieldCount: 3)}\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_on_the_command_line_is_one_clear_error(string line, string message, string help)
    {
        var result = await _workspace.RunAsync(line.Split(' '));

        Assert.Equal($"Error: ConfigError: {message} [GR6002]\nhelp: {help}\n", result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("args.gr -- a -v two", "a, -v, two")]
    [InlineData("args.gr a -v two", "a, -v, two")]
    [InlineData("args.gr --memory a --memory", "a, --memory")]
    [InlineData("--partitions 2 args.gr a -- b", "a, --, b")]
    [InlineData("args.gr --partitions 2 -- --partitions 3", "--partitions, 3")]
    [InlineData("args.gr - x", "-, x")]
    public async Task A_program_sees_the_tool_its_own_name_and_its_words(string line, string words)
    {
        _workspace.With("args.gr", "import \"os\"\nprint(os.args())\nprint(os.args().drop(2).length())\n");

        var result = await _workspace.RunAsync(["run", .. line.Split(' ')]);

        Assert.Equal($"[graphoid, args.gr, {words}]\n{words.Split(", ").Length}\n", result.Output);
    }

    [Fact]
    public async Task Words_behind_the_separator_are_not_options_of_the_tool()
    {
        var result = await _workspace.RunAsync("run", "hello.gr", "--", "--help", "--partitions");

        Assert.Equal("hello\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
