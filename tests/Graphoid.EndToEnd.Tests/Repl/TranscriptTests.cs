namespace Graphoid.EndToEnd.Tests.Repl;

/// <summary>A person at a terminal; every step waits for what the screen has to show, however long it takes.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TranscriptTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [TerminalFact]
    public async Task A_session_at_a_terminal()
    {
        await using var terminal = await Terminal.StartAsync(_workspace.Folder, "repl");
        await terminal.SeesAsync("gr> ");

        // A definition of several lines: the parser says when it is finished.
        await terminal.TypeAsync("fn double(x) {");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("..> ");
        await terminal.TypeAsync("return x * 2");
        await terminal.PressAsync("Enter");
        await terminal.TypeAsync("}");
        await terminal.PressAsync("Enter");

        // Completion of a name of the session, and of a method of a value's kind.
        await terminal.TypeAsync("dou");
        await terminal.PressAsync("Tab");
        await terminal.SeesAsync("gr> double");
        await terminal.TypeAsync("(21)");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("_1 = 42");
        await terminal.TypeAsync("\"abc\".starts");
        await terminal.PressAsync("Tab");
        await terminal.SeesAsync("\"abc\".starts_with");
        await terminal.PressAsync("C-u");

        // An error, with its place, and the session goes on.
        await terminal.TypeAsync("[1, 2].nope()");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("[1, 2].nope()\nError: ");

        // An endless loop is cancelled.
        await terminal.TypeAsync("kept = 5 ; print(\"loop\" + \"ing\") ; while true {}");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("looping");
        await terminal.PressAsync("C-c");
        await terminal.SeesAsync("cancelled\ngr> ");
        await terminal.TypeAsync("kept + _1");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("_2 = 47");

        // A list of maps is a table.
        await terminal.TypeAsync("[{ name: \"ann\", n: 1 }, { name: \"bo\", n: 20 }]");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync(
            """
            _3 =
            ┌──────┬────┐
            │ name │ n  │
            ├──────┼────┤
            │ ann  │  1 │
            │ bo   │ 20 │
            └──────┴────┘
            """.ReplaceLineEndings("\n"));

        // History: by beginning, and searched.
        await terminal.TypeAsync("kept +");
        await terminal.PressAsync("Up");
        await terminal.SeesAsync("└──────┴────┘\ngr> kept + _1");
        await terminal.PressAsync("C-u", "C-r");
        await terminal.TypeAsync("uble(2");
        await terminal.SeesAsync("gr> double(21)\nsearch: uble(2");
        await terminal.PressAsync("Enter");
        await terminal.SeesAsync("_4 = 42");

        await terminal.PressAsync("C-d");
        await terminal.EndsAsync();
    }

    [TerminalFact]
    public async Task The_next_session_remembers_what_was_typed()
    {
        await using (var first = await Terminal.StartAsync(_workspace.Folder, "repl"))
        {
            await first.SeesAsync("gr> ");
            await first.TypeAsync("6 * 7");
            await first.PressAsync("Enter");
            await first.SeesAsync("_1 = 42");
            await first.TypeAsync(":quit");
            await first.PressAsync("Enter");
            await first.EndsAsync();
        }

        await using var second = await Terminal.StartAsync(_workspace.Folder, "repl");
        await second.SeesAsync("gr> ");
        await second.PressAsync("Up", "Up");
        await second.SeesAsync("gr> 6 * 7");
    }

    public void Dispose() => _workspace.Dispose();
}
