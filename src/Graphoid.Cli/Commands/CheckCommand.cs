using System.CommandLine;
using Graphoid.Cli.Rendering;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid check FILE</c>: every mistake that can be found without running the program.</summary>
internal static class CheckCommand
{
    private const string Text = "text";
    private const string Json = "json";

    private static readonly Argument<string> File = ProgramFile.NewArgument();

    private static readonly Option<string> Format = new("--format")
    {
        HelpName = "text|json",
        Description = "How to show mistakes: for people (the default, on stderr), or for tools (on stdout).",
        DefaultValueFactory = _ => Text,
    };

    private static readonly CommandPage Page = new(
        "check FILE [--format text|json]",
        "The exit code is 0 when the program can run, and 1 when it cannot.",
        [
            new("graphoid check hello.gr", "says `hello.gr: no mistakes found`, or shows each mistake"),
            new("graphoid check hello.gr --format json", "the same as a JSON list"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand("check", "Finds the mistakes in a program without running it.", Page) { File, Format };
        command.SetAction(result => Run(result.GetRequiredValue(File), result.GetRequiredValue(Format)));
        return command;
    }

    private static int Run(string path, string format)
    {
        if (format is not (Text or Json))
        {
            throw ToolException.CommandLine($"unknown format `{format}`", "the formats are `text` and `json`");
        }

        var program = GraphoidProgram.Load(ProgramFile.Read(path));
        using var output = new ProgramOutput();
        if (format == Json)
        {
            output.Write(DiagnosticRenderer.ToJson(program.Diagnostics));
        }
        else if (program.Diagnostics.Count > 0)
        {
            StandardError.Write(DiagnosticRenderer.ToText(program.Diagnostics));
        }
        else
        {
            output.WriteLine($"{path}: no mistakes found");
        }

        return program.IsRunnable ? ExitCodes.Success : ExitCodes.Failure;
    }
}
