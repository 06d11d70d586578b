using Graphoid.Cli.Repl;
using Graphoid.Runtime.Interactive;

namespace Graphoid.EndToEnd.Tests.Repl;

[Trait("Category", "EndToEnd")]
public sealed class ReplTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Code_on_the_command_line_prints_its_value()
    {
        var result = await _workspace.RunAsync("repl", "-e", "xs = [3, 1, 2]\nxs.sort()");

        Assert.Equal(("[1, 2, 3]\n", "", 0), (result.Output, result.Error, result.ExitCode));
    }

    [Fact]
    public async Task An_error_in_code_on_the_command_line_is_an_exit_code()
    {
        var result = await _workspace.RunAsync("repl", "-e", "1 / 0");

        Assert.StartsWith("Error: RuntimeError: ", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void An_input_is_edited_with_keys()
    {
        var buffer = new EditBuffer();
        buffer.Insert("one two\nthree");
        buffer.MoveUp();
        buffer.DeleteWord();
        buffer.MoveToLineEnd();
        buffer.Insert("!");
        buffer.MoveDown();
        buffer.DeleteToLineStart();

        Assert.Equal(" two!\n", buffer.Text[..6]);
        Assert.Equal(buffer.Text.Length, buffer.Cursor);
    }

    [Fact]
    public void Earlier_inputs_are_found_by_beginning_and_by_part()
    {
        var history = new InputHistory(Path.Combine(_workspace.Folder, "history"), Assert.Fail);
        history.Add("first = 1");
        history.Add("fn second() {\n}");
        history.Add("first + 2");
        var later = new InputHistory(Path.Combine(_workspace.Folder, "history"), Assert.Fail);

        Assert.Equal(3, later.Count);
        Assert.Equal("fn second() {\n}", later[1]);
        Assert.Equal(2, later.FindPrefix("first", later.Count, -1));
        Assert.Equal(0, later.FindPrefix("first", 2, -1));
        Assert.Equal(1, later.FindPart("SECOND", later.Count));
        Assert.Equal(-1, later.FindPart("third", later.Count));
    }

    [Fact]
    public void An_input_is_coloured_by_its_tokens()
    {
        Assert.Equal("x = \e[36m1\e[0m \e[90m# one\e[0m", Highlighter.Colour("x = 1 # one"));
        Assert.Equal("\e[35mreturn\e[0m \e[32m\"open\e[0m", Highlighter.Colour("return \"open"));
    }

    [Fact]
    public async Task Keys_make_an_input_and_Enter_waits_for_its_end()
    {
        var screen = new EditorScreen(_ => { }, () => 80, hasColours: true);
        var editor = new LineEditor(
            new Keys("[1,\r2]\r"), screen, new InputHistory(null, Assert.Fail), (_, at) => Task.FromResult(new Completions(at, [])));

        Assert.Equal((InputEnd.Entered, "[1,\n2]"), await editor.ReadAsync());
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>Somebody who pastes a text.</summary>
    private sealed class Keys(string text) : IKeySource
    {
        private int _at;

        public bool HasNext => _at < text.Length;

        public ConsoleKeyInfo Next()
        {
            var c = text[_at++];
            return new ConsoleKeyInfo(c, c == '\r' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false);
        }
    }
}
