namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class CheckTests : IDisposable
{
    private const string Broken = "total = 0\nfor x in [1, 2 {\n    total = total + x\n}\nprint(total\n";

    private readonly Workspace _workspace = new Workspace().With("good.gr", "print(1)\n").With("broken.gr", Broken);

    [Fact]
    public async Task A_program_without_mistakes_is_said_to_be_so()
    {
        var result = await _workspace.RunAsync("check", "good.gr");

        Assert.Equal("good.gr: no mistakes found\n", result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Mistakes_are_shown_for_people_on_stderr()
    {
        var result = await _workspace.RunAsync("check", "broken.gr");

        Assert.Equal(GoldenText.Of("broken.txt"), result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Mistakes_are_shown_for_tools_on_stdout()
    {
        var result = await _workspace.RunAsync("check", "broken.gr", "--format", "json");

        Assert.Equal(GoldenText.Of("broken.json"), result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task No_mistakes_are_an_empty_list_for_tools()
    {
        var result = await _workspace.RunAsync("check", "good.gr", "--format", "json");

        Assert.Equal("[]\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_program_with_syntax_errors_does_not_start()
    {
        var result = await _workspace.RunAsync("run", "broken.gr");

        Assert.Equal(GoldenText.Of("broken.txt"), result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
