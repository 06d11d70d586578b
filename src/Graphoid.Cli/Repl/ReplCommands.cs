using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graphoid.Cli.Commands;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Interactive;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Repl;

/// <summary>The commands that start with a colon. A new one is a row of <see cref="All"/>.</summary>
internal sealed class ReplCommands(InteractiveSession session, Evaluator evaluator, Action<string> write)
{
    /// <summary>One command.</summary>
    /// <param name="Name">The word behind the colon.</param>
    /// <param name="Argument">What follows it, for the help; empty for nothing.</param>
    /// <param name="Meaning">One line for the help.</param>
    /// <param name="Run">What it does with the words behind it; false ends the session.</param>
    private sealed record Row(string Name, string Argument, string Meaning, Func<ReplCommands, string, Task<bool>> Run);

    private static readonly Row[] All =
    [
        new("doc", "NAME", "what is known about a name: `print`, `list.map`, a variable", (me, rest) => me.DocAsync(rest)),
        new("help", "", "this page", (me, _) => me.HelpAsync()),
        new("load", "FILE", "runs a program file in this session", (me, rest) => me.LoadAsync(rest)),
        new("quit", "", "ends the session, as Ctrl+D does", (_, _) => Task.FromResult(false)),
        new("save", "FILE", "writes what ran so far as a program", (me, rest) => me.SaveAsync(rest)),
        new("time", "CODE", "runs code and says how long it took", (me, rest) => me.TimeAsync(rest)),
        new("type", "CODE", "runs code and says the type of its value", (me, rest) => me.TypeAsync(rest)),
    ];

    /// <summary>Names of the commands, without the colon.</summary>
    public static IEnumerable<string> Names => All.Select(row => row.Name);

    /// <summary>Whether a text is one of these commands; a symbol is not.</summary>
    public static bool IsCommand(string text) => Find(text) is not null;

    /// <summary>Runs a command.</summary>
    /// <returns>False when the session is to end.</returns>
    public Task<bool> RunAsync(string text)
    {
        var row = Find(text)!;
        var rest = text.Trim()[(row.Name.Length + 1)..].Trim();
        if (row.Argument.Length > 0 && rest.Length == 0)
        {
            write($"write `:{row.Name} {row.Argument}`\n");
            return Task.FromResult(true);
        }

        return row.Run(this, rest);
    }

    /// <summary>The command that was probably meant by a symbol alone, or null.</summary>
    public static string? Suggest(string text)
    {
        var word = text.Trim();
        return word.StartsWith(':') && word.Skip(1).All(char.IsLetter)
            ? NearMiss.Suggest(word, Names.Select(name => ":" + name))
            : null;
    }

    private static Row? Find(string text)
    {
        var word = text.TrimStart().Split([' ', '\t', '\n'], 2)[0].TrimEnd();
        return word.StartsWith(':') ? Array.Find(All, row => row.Name == word[1..]) : null;
    }

    private Task<bool> DocAsync(string name)
    {
        var lines = SessionDocumentation.Of(session, name);
        write(lines.Count == 0 ? $"nothing is known about `{name}`\n" : string.Concat(lines.Select(line => line + "\n")));
        return Task.FromResult(true);
    }

    private Task<bool> HelpAsync()
    {
        var text = new StringBuilder();
        foreach (var row in All)
        {
            text.Append($"  {$":{row.Name} {row.Argument}",-13} {row.Meaning}\n");
        }

        text.Append(
            """
              _, _1, _2     the last result, and results by number
              Tab           completes a name, a method, a symbol, the name of a graph
              Up, Down      earlier inputs that begin with what is typed; Ctrl+R searches them
              Alt+Enter     a new line, even where the input is finished
              Ctrl+C        gives up the input, or cancels what is running; Ctrl+D ends the session

            """);
        write(text.ToString());
        return Task.FromResult(true);
    }

    private async Task<bool> LoadAsync(string path)
    {
        await evaluator.RunAsync(ProgramFile.Read(path).Text, path);
        return true;
    }

    private Task<bool> SaveAsync(string path)
    {
        try
        {
            File.WriteAllText(path, string.Concat(session.Texts.Select(text => text.TrimEnd() + "\n")));
            write($"saved {session.Texts.Count} inputs in {path}\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ToolException.File($"`{path}` cannot be written: {failure.Message}");
        }

        return Task.FromResult(true);
    }

    private async Task<bool> TimeAsync(string code)
    {
        var watch = Stopwatch.StartNew();
        if (await evaluator.RunAsync(code, null) is { } done)
        {
            var elapsed = watch.Elapsed;
            evaluator.Show(done);
            write(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:0.###} ms\n"));
        }

        return true;
    }

    private async Task<bool> TypeAsync(string code)
    {
        if (await evaluator.RunAsync(code, null) is { } done)
        {
            write(ValueText.TypeName(done.Value) + "\n");
        }

        return true;
    }
}
