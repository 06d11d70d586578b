using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

/// <summary>What a program may do depends on its host, and what it leaves open is closed when it ends.</summary>
[Trait("Category", "Unit")]
public sealed class HostMembersTests
{
    [Theory]
    [InlineData(HostPermissions.Files, "import \"fs\"\nfs.exists(\"x\")", "fs.exists", "files")]
    [InlineData(HostPermissions.Files, "import \"json\"\njson.read_json(\"x\")", "json.read_json", "files")]
    [InlineData(HostPermissions.Process, "import \"os\"\nos.env(\"x\")", "os.env", "process")]
    [InlineData(HostPermissions.Clock, "time.now()", "time.now", "clock")]
    [InlineData(HostPermissions.Entropy, "import \"random\"\nrand.uuid4()", "random.uuid4", "entropy")]
    public async Task A_withheld_call_raises(HostPermissions withheld, string text, string member, string word)
    {
        var host = new TestHost { Withheld = withheld };
        var failure = await Assert.ThrowsAsync<GraphoidException>(() => host.RunAsync(text));
        Assert.Equal(ErrorKind.Permission, failure.Error.ErrorKind);
        Assert.Contains(member, failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains(word, failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains("not permitted", failure.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_no_permission_works_without_any()
    {
        var host = new TestHost { Withheld = HostPermissions.All };
        await host.RunAsync("""
            import "fs"
            import "random"
            import "json"
            import "os"
            f = fs.open
            rand.seed(1)
            rand.det_random()
            print(json.to_string(json.parse("[1]")), time.from_timestamp(0).year(), os.platform().type())
            """);
        Assert.Equal(["[1] 1970 string"], host.Lines);
    }

    [Fact]
    public async Task Input_reads_lines_and_shows_questions()
    {
        var host = new TestHost { Input = new Queue<string>(["Ada", ""]) };
        await host.RunAsync("""
            import "os"
            print("hello " + os.input("name? "))
            print(os.input() == "", os.input() == "")
            """);
        Assert.Equal(["name? ", "hello Ada", "true true"], host.Lines);
    }

    [Fact]
    public async Task Files_are_closed_when_the_program_ends()
    {
        var path = Path.GetTempFileName();
        try
        {
            var text = $"import \"fs\"\nf = fs.open(\"{path.Replace('\\', '/')}\", \"w\")\nfs.write(f, \"kept\")\nraise \"end\"";
            await Assert.ThrowsAsync<GraphoidException>(() => new TestHost().RunAsync(text));
            await using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.Equal("kept", new StreamReader(alone).ReadToEnd());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_program_has_a_limited_number_of_open_files()
    {
        var path = Path.GetTempFileName();
        try
        {
            var host = new TestHost();
            var text = $"import \"fs\"\nfor i in range(1000) {{ fs.open(\"{path.Replace('\\', '/')}\", \"r\") }}\n"
                + $"try {{ fs.open(\"{path.Replace('\\', '/')}\", \"r\") }} catch FileError {{ print(\"too many\") }}";
            await host.RunAsync(text);
            Assert.Equal(["too many"], host.Lines);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class TestHost : IProgramHost
    {
        public List<string> Lines { get; } = [];

        public Queue<string> Input { get; init; } = [];

        public HostPermissions Withheld { get; init; }

        public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions());

        public IReadOnlyList<string> Arguments => [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Print(string line) => Lines.Add(line);

        public void Log(string line) => Lines.Add(line);

        public Task<string?> ReadLineAsync() => Task.FromResult(Input.TryDequeue(out var line) ? line : null);

        public Task RunAsync(string text) => GraphoidProgram.Load(new SourceText("test.gr", text)).RunAsync(this);
    }
}
