namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class ProgramFileTests : IDisposable
{
    private readonly Workspace _workspace = new Workspace()
        .With("hello.gr", "print(\"hello\")\n")
        .With("bytes.gr", [0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0, 1])
        .With("latin.gr", [(byte)'p', 0xe4, (byte)'\n']);

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task An_unknown_file_is_named_with_the_one_that_was_probably_meant(string command)
    {
        var result = await _workspace.RunAsync(command, "helo.gr");

        Assert.Equal("Error: FileError: there is no file `helo.gr` [GR5001]\nhelp: did you mean `hello.gr`?\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task An_empty_name_is_no_file()
    {
        var result = await _workspace.RunAsync("run", "");

        Assert.Equal("Error: FileError: there is no file `` [GR5001]\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_directory_is_not_a_program()
    {
        var result = await _workspace.RunAsync("run", ".");

        Assert.Equal("Error: FileError: `.` is a directory, not a file [GR5001]\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("bytes.gr", "a NUL character stands at bytes.gr:1:5")]
    [InlineData("latin.gr", "something that is not UTF-8 stands at latin.gr:1:2")]
    public async Task A_file_that_is_not_text_is_not_a_program(string name, string place)
    {
        var result = await _workspace.RunAsync("run", name);

        Assert.Equal($"Error: FileError: `{name}` is not a text file: {place} [GR5001]", result.FirstErrorLine);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task An_edge_list_that_is_not_there_is_found_before_the_program_starts()
    {
        _workspace.With("edges.txt", "a b\n");

        var result = await _workspace.RunAsync("run", "hello.gr", "--graph", "social=edgse.txt");

        Assert.Equal("Error: FileError: there is no file `edgse.txt` [GR5001]\nhelp: did you mean `edges.txt`?\n", result.Error);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
