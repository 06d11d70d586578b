namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class FormatTests : IDisposable
{
    private const string Untidy = "x=1 # one\n";
    private const string Tidy = "x = 1  # one\n";

    private readonly Workspace _workspace = new Workspace().With("a.gr", Untidy).With("b.gr", Tidy).With("broken.gr", "x = (1\n");

    [Fact]
    public async Task Files_are_laid_out_in_place_and_named()
    {
        var result = await _workspace.RunAsync("fmt", "a.gr", "b.gr");

        Assert.Equal(("a.gr\n", "", 0), (result.Output, result.Error, result.ExitCode));
        Assert.Equal(Tidy, Text("a.gr"));
    }

    [Fact]
    public async Task Check_changes_nothing_and_tells_by_its_exit_code()
    {
        var result = await _workspace.RunAsync("fmt", "--check", "a.gr", "b.gr");

        Assert.Equal(("a.gr\n", 1), (result.Output, result.ExitCode));
        Assert.Equal(Untidy, Text("a.gr"));
        Assert.Equal(0, (await _workspace.RunAsync("fmt", "--check", "b.gr")).ExitCode);
    }

    [Fact]
    public async Task A_folder_is_searched_and_a_broken_program_stays_as_it_is()
    {
        var result = await _workspace.RunAsync("fmt");

        Assert.Equal(("a.gr\n", 1), (result.Output, result.ExitCode));
        Assert.StartsWith("Syntax error: ", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal("x = (1\n", Text("broken.gr"));
    }

    public void Dispose() => _workspace.Dispose();

    private string Text(string name) => File.ReadAllText(Path.Combine(_workspace.Folder, name));
}
