using System.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Interactive;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Interactive;

[Trait("Category", "Unit")]
public sealed class InteractiveSessionTests
{
    private readonly TextHost _host = new();
    private readonly InteractiveSession _session;

    public InteractiveSessionTests() => _session = new InteractiveSession(_host);

    [Fact]
    public async Task A_text_sees_variables_functions_and_graph_types_of_earlier_texts()
    {
        await RunAsync("x = 20", "fn double(n) { return n * 2 }", "graph Box {\n  v = 1\n  fn get() { return v }\n}");

        Assert.Equal("40", await ShowAsync("double(x)"));
        Assert.Equal("7", await ShowAsync("Box { v: 7 }.get()"));
    }

    [Fact]
    public async Task Functions_are_found_as_they_are_now_and_closures_own_what_they_captured()
    {
        await RunAsync("fn g() { return 1 }", "fn f() { return g() }", "n = 1", "kept = () => n", "n = 2", "fn g() { return 10 }");

        Assert.Equal("10", await ShowAsync("f()"));
        Assert.Equal("1", await ShowAsync("kept()"));
        Assert.Equal("2", await ShowAsync("n"));
    }

    [Fact]
    public async Task Earlier_results_have_names()
    {
        Assert.Equal("3", await ShowAsync("1 + 2"));
        Assert.Equal("6", await ShowAsync("_ * 2"));
        Assert.Equal("9", await ShowAsync("_1 + _2"));
        Assert.Equal("9", await ShowAsync("_"));
    }

    [Fact]
    public async Task Assignments_and_none_are_no_results()
    {
        Assert.Equal(0, (await _session.EvaluateAsync("x = 1", null, default)).ResultNumber);
        Assert.Equal(0, (await _session.EvaluateAsync("print(x)", null, default)).ResultNumber);
        Assert.Equal("1\n", _host.Text.ToString());
    }

    [Fact]
    public async Task What_was_done_before_an_error_stays_done()
    {
        await Assert.ThrowsAsync<GraphoidException>(() => _session.EvaluateAsync("a = 1\nraise \"no\"\na = 2", null, default));

        Assert.Equal("1", await ShowAsync("a"));
        Assert.Equal(["a"], _session.Texts.Select(text => text));
    }

    [Fact]
    public async Task A_text_with_a_mistake_does_nothing()
    {
        var done = await _session.EvaluateAsync("a = 1\nbreak", null, default);

        Assert.False(done.HasRun);
        Assert.NotEmpty(done.Diagnostics);
        await Assert.ThrowsAsync<GraphoidException>(() => ShowAsync("a"));
    }

    [Fact]
    public async Task A_cancelled_text_leaves_the_session_usable()
    {
        using var cancellation = new CancellationTokenSource();
        _host.Printed = _ => cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _session.EvaluateAsync("n = 5\nprint(n)\nwhile true {}", null, cancellation.Token));

        Assert.Equal("5", await ShowAsync("n"));
    }

    [Theory]
    [InlineData("cou", "count,counter")]
    [InlineData("whi", "while")]
    [InlineData("\"abc\".starts", "starts_with")]
    [InlineData("counter.bu", "bump")]
    [InlineData("counter.st", "step")]
    [InlineData("counter.bump(:st", "start")]
    [InlineData("distributed.load(\"ro", "roads")]
    [InlineData("distributed.cre", "create")]
    [InlineData("nothing.at.all", "")]
    public async Task Words_are_completed_from_what_is_there(string text, string expected)
    {
        await RunAsync("graph Counter {\n  step = 1\n  fn bump(msg) { match msg { :start => 1 } }\n}", "counter = Counter {}", "count = 1");
        await RunAsync("distributed.create(\"roads\")");

        var found = await SessionCompletion.AtAsync(_session, text, text.Length);

        Assert.Contains(expected.Split(',')[0], string.Join(',', found.Words), StringComparison.Ordinal);
        Assert.All(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, found.Words));
    }

    [Fact]
    public void Documentation_comes_from_the_tables()
    {
        Assert.Contains("print(", Assert.Single(SessionDocumentation.Of(_session, "print")), StringComparison.Ordinal);
        Assert.StartsWith("list.map", Assert.Single(SessionDocumentation.Of(_session, "list.map")), StringComparison.Ordinal);
        Assert.Empty(SessionDocumentation.Of(_session, "no_such_thing"));
    }

    [Fact]
    public async Task A_list_of_maps_is_a_table()
    {
        var table = await ShowAsync("[{ name: \"ann\", n: 1 }, { name: \"bo\", n: 20, more: none }]");

        Assert.Equal(
            """
            ┌──────┬────┬──────┐
            │ name │ n  │ more │
            ├──────┼────┼──────┤
            │ ann  │  1 │      │
            │ bo   │ 20 │ none │
            └──────┴────┴──────┘
            """.ReplaceLineEndings("\n"),
            table);
    }

    [Fact]
    public async Task Long_results_are_cut()
    {
        Assert.EndsWith(", … 999900 more]", await ShowAsync("range(1000000)"), StringComparison.Ordinal);
        Assert.EndsWith("… 10 more rows", await ShowAsync("range(60).map(n => { n: n })"), StringComparison.Ordinal);
    }

    private async Task RunAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Empty((await _session.EvaluateAsync(text, null, default)).Diagnostics);
        }
    }

    private async Task<string> ShowAsync(string text) => ResultText.Of((await _session.EvaluateAsync(text, null, default)).Value);

    private sealed class TextHost : IProgramHost
    {
        public StringBuilder Text { get; } = new();

        public Action<string>? Printed { get; set; }

        public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 2 });

        public IReadOnlyList<string> Arguments => [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Print(string line)
        {
            Text.Append(line).Append('\n');
            Printed?.Invoke(line);
        }

        public void Log(string line) => Text.Append("log: ").Append(line).Append('\n');
    }
}
