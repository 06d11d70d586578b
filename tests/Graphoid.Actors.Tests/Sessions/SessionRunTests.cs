using Graphoid.Actors.Sessions;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>Programs of a client on a member: two actor systems that know each other by a port alone.</summary>
[Trait("Category", "Cluster")]
public sealed class SessionRunTests : IAsyncLifetime
{
    private const string Endless = "print(\"started\")\ni = 0\nwhile true {\n    i = i + 1\n}\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionMember _member = new(settings => settings with { OutputBytesMax = 1024 * 1024, SessionsMax = 1 });
    private readonly SessionScreen _screen = new();
    private SessionClient _client = null!;

    public async Task InitializeAsync() => _client = await _member.ConnectAsync();

    public async Task DisposeAsync()
    {
        _screen.Reads.Set();
        await _client.DisposeAsync();
        await _member.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_thousand_lines_come_whole_and_in_order()
    {
        var end = await RunAsync("for i in 1..100000 {\n    print(\"line\", i)\n}\n");

        Assert.Equal(new SessionEnd(false, null, false, 0, 0), end);
        Assert.Equal(Enumerable.Range(1, 100_000).Select(i => $"line {i}"), _screen.Printed);
    }

    [Fact]
    public async Task Every_letter_of_a_line_longer_than_a_message_arrives()
    {
        await RunAsync("print(\"x\" + \"\U0001F600\".repeat(100000))\nprint(\"\")\nprint(\"end\")\n");

        Assert.Equal(["x" + string.Concat(Enumerable.Repeat("\U0001F600", 100_000)), "", "end"], _screen.Printed);
    }

    [Fact]
    public async Task A_program_sees_its_words_and_the_partitions_that_were_asked_for()
    {
        var program = new ProgramRequest(
            "args.gr", "import \"os\"\nprint(os.args())\nprint(distributed.create(\"g\").partitions().length())\n", ["graphoid", "args.gr", "a"], Partitions: 7);

        await _client.RunAsync(program, _screen, CancellationToken.None);

        Assert.Equal(["[graphoid, args.gr, a]", "7"], _screen.Printed);
    }

    [Fact]
    public async Task An_uncaught_error_is_reported_as_the_tool_reports_it_of_a_local_run()
    {
        const string text = "fn half(x) {\n    return x / 0\n}\nprint(\"before\")\nhalf(3)\n";
        var local = await Assert.ThrowsAsync<GraphoidException>(
            () => GraphoidProgram.Load(new SourceText("half.gr", text)).RunAsync(new LocalHost()));

        var end = await RunAsync(text, "half.gr");

        Assert.Equal(ErrorReport.Of(local.Error), end.ErrorReport);
        Assert.Equal(["before"], _screen.Printed);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(SessionLimits.InlineBytesMax)]
    public async Task Files_that_a_program_imports_go_with_it(int letters)
    {
        var program = new ProgramRequest("p.gr", "import \"./lib/a\"\nprint(a.twice(21), a.text.length())\nload \"b.gr\"\nprint(from_b)\n", [])
        {
            WorkingDirectory = "/home/me",
            Files =
            [
                new ProgramText("/home/me/lib/a.gr", $"import \"./c\"\ntext = \"{new string('é', letters)}\"\nfn twice(x) {{ return c.two * x }}\n"),
                new ProgramText("/home/me/lib/c.gr", "two = 2\n"),
                new ProgramText("/home/me/b.gr", "from_b = \"b\"\n"),
            ],
        };

        var end = await _client.RunAsync(program, _screen, CancellationToken.None);

        Assert.Null(end.ErrorReport);
        Assert.Equal([$"42 {letters}", "b"], _screen.Printed);
    }

    [Fact]
    public async Task A_file_that_did_not_come_is_named()
    {
        var end = await RunAsync("import \"./missing\"\n");

        Assert.StartsWith("Error: ModuleNotFound: there is no module \"./missing\"", end.ErrorReport, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_program_gives_to_exit_comes_back()
    {
        var end = await RunAsync("print(\"before\")\nexit(7)\nprint(\"never\")\n");

        Assert.Equal(new SessionEnd(false, null, false, 0, 0, 7), end);
        Assert.Equal(["before"], _screen.Printed);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_ends_with_an_error_at_its_place()
    {
        var end = await _client.RunAsync(
            new ProgramRequest("endless.gr", Endless, []) { TimeMax = TimeSpan.FromMilliseconds(500) }, _screen, CancellationToken.None);

        Assert.StartsWith("Error: TimeoutError: the program has not ended in the 0.5 s that it may take", end.ErrorReport, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_reaches_a_program_that_listens_to_it()
    {
        var run = RunAsync("import \"signal\"\nc = signal.on(:sigint)\nprint(\"ready\")\nprint(c.receive())\n");
        var (names, raise) = await _screen.Listening.WaitAsync(Patience);
        Assert.Equal(["sigint"], names);

        raise("sigint");
        var end = await run.WaitAsync(Patience);

        Assert.False(end.IsCancelled);
        Assert.Equal(["ready", ":sigint"], _screen.Printed);
    }

    [Fact]
    public async Task A_report_too_long_for_one_message_becomes_the_end_of_the_log()
    {
        var end = await RunAsync("raise \"y\".repeat(50000)\n");

        Assert.Equal("", end.ErrorReport);
        Assert.StartsWith("Error: RuntimeError: yyyy", Assert.Single(_screen.Logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_program_is_not_run_by_the_member_either()
    {
        var end = await RunAsync("print(\"no\"\n", "broken.gr");

        Assert.StartsWith("Syntax error: ", end.ErrorReport, StringComparison.Ordinal);
        Assert.Empty(_screen.Printed);
    }

    [Fact]
    public async Task A_program_waits_for_a_client_that_does_not_read()
    {
        const int lineLetters = 1000;
        const int linesMax = 4000;
        _screen.Reads.Reset();
        var run = RunAsync($"line = \"z\".repeat({lineLetters})\nfor i in 1..{linesMax} {{\n    distributed.graphs()\n    print(line)\n}}\n");
        await _screen.Started.WaitAsync(Patience);

        // Messages on the way, and the buffer; a few lines may be between the two counts.
        var linesHeld = ((SessionLimits.OutputsInFlight + 1) * SessionLimits.OutputLetters / lineLetters) + (1024 * 1024 / (2 * lineLetters)) + 10;
        while (_member.Runtime!.NamesCalls < linesHeld / 2)
        {
            await Task.Yield();
        }

        Assert.InRange(_member.Runtime.NamesCalls, 1, linesHeld);
        _screen.Reads.Set();
        await run.WaitAsync(Patience);

        Assert.Equal(linesMax, _screen.Printed.Count);
        Assert.Equal(linesMax, _member.Runtime.NamesCalls);
    }

    [Fact]
    public async Task A_cancelled_program_ends_and_makes_room_for_the_next()
    {
        using var cancellation = new CancellationTokenSource();
        var run = _client.RunAsync(new ProgramRequest("endless.gr", Endless, []), _screen, cancellation.Token);
        await _screen.Started.WaitAsync(Patience);

        await cancellation.CancelAsync();
        var end = await run.WaitAsync(Patience);

        Assert.True(end.IsCancelled);
        Assert.Null(end.ErrorReport);
        Assert.Equal(["started"], _screen.Printed);
        await _member.UntilIdleAsync();
        Assert.False((await RunAsync("print(\"next\")\n")).IsCancelled);
    }

    [Fact]
    public async Task A_cancelled_program_does_not_wait_for_its_reader()
    {
        using var cancellation = new CancellationTokenSource();
        _screen.Reads.Reset();
        var run = _client.RunAsync(
            new ProgramRequest("chatty.gr", "line = \"z\".repeat(1000)\nwhile true {\n    print(line)\n}\n", []), _screen, cancellation.Token);
        await _screen.Started.WaitAsync(Patience);

        await cancellation.CancelAsync();
        await _member.Runtime!.Ended.WaitAsync(Patience);
        _screen.Reads.Set();

        Assert.True((await run.WaitAsync(Patience)).IsCancelled);
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_its_program()
    {
        var run = RunAsync(Endless);
        await _screen.Started.WaitAsync(Patience);

        await _client.DisposeAsync();

        await _member.Runtime!.Ended.WaitAsync(Patience);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(Patience));
    }

    [Fact]
    public async Task When_the_member_is_lost_the_client_says_that_the_outcome_is_unknown()
    {
        var run = RunAsync(Endless);
        await _screen.Started.WaitAsync(Patience);

        await _member.DieAsync();
        var lost = await Assert.ThrowsAsync<GraphoidException>(() => run.WaitAsync(Patience));

        Assert.Equal(RuntimeErrorIds.OutcomeUnknown, lost.Error.Id);
        Assert.Equal(
            "the member running the program was lost; what it had not yet reported may or may not have happened", lost.Error.Message);
    }

    [Fact]
    public async Task A_member_at_its_limit_takes_no_further_program()
    {
        using var cancellation = new CancellationTokenSource();
        var first = _client.RunAsync(new ProgramRequest("endless.gr", Endless, []), _screen, cancellation.Token);
        await _screen.Started.WaitAsync(Patience);

        var refused = await Assert.ThrowsAsync<GraphoidException>(
            () => _client.RunAsync(new ProgramRequest("hello.gr", "print(1)\n", []), new SessionScreen(), CancellationToken.None));
        await cancellation.CancelAsync();
        await first.WaitAsync(Patience);

        Assert.Equal(RuntimeErrorIds.NotLetIn, refused.Error.Id);
        Assert.Contains("runs 1 programs already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_too_large_for_a_message_is_not_sent()
    {
        var text = new string('#', SessionLimits.ProgramBytesMax + 1);

        var refused = await Assert.ThrowsAsync<GraphoidException>(() => RunAsync(text, "large.gr"));

        Assert.Equal("`large.gr` is too large to be run on a member: at most 65536 KiB", refused.Error.Message);
    }

    [Fact]
    public async Task A_program_longer_than_any_message_runs_and_leaves_nothing_behind()
    {
        var text = new string('#', 20 * SessionLimits.ChunkBytes) + "\nprint(\"ran \u00e9\")\n";

        var end = await RunAsync(text);

        Assert.Null(end.ErrorReport);
        Assert.Equal(["ran \u00e9"], _screen.Printed);
        Assert.Empty(Directory.GetFileSystemEntries(_member.UploadDirectory));
    }

    [Fact]
    public async Task Words_too_many_for_a_message_are_not_sent()
    {
        var program = new ProgramRequest("p.gr", "print(1)\n", [new string('w', SessionLimits.InlineBytesMax + 1)]);

        var refused = await Assert.ThrowsAsync<GraphoidException>(() => _client.RunAsync(program, _screen, CancellationToken.None));

        Assert.Equal("the words behind `--` are too large to be run on a member: at most 32 KiB", refused.Error.Message);
    }

    private Task<SessionEnd> RunAsync(string text, string path = "program.gr") =>
        _client.RunAsync(new ProgramRequest(path, text, ["graphoid", path]), _screen, CancellationToken.None);

    private sealed class LocalHost : IProgramHost
    {
        public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions());

        public IReadOnlyList<string> Arguments => [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Print(string line)
        {
            // Only the error matters.
        }

        public void Log(string line) => Print(line);
    }
}
