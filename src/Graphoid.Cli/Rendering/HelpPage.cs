using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using Graphoid.Cli.Commands;

namespace Graphoid.Cli.Rendering;

/// <summary>Writes the help page of a command: what it does, how it is called, its words, and lines to type.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    /// <summary>Help is wanted, whatever else stands on the line.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => Show(parseResult.CommandResult.Command);

    /// <summary>Prints the page.</summary>
    public static int Show(Command command)
    {
        using var output = new ProgramOutput();
        output.Write(PageOf(command));
        return ExitCodes.Success;
    }

    private static string PageOf(Command command)
    {
        var page = command is ToolCommand tool ? tool.Page : ToolRoot.Page;
        var text = new StringBuilder();
        text.Append($"{command.Description}\n\nUsage:\n  graphoid {page.Usage}\n");
        Section(text, "Commands", command.Subcommands.Select(each => (each.Name, each.Description)));
        Section(text, "Arguments", command.Arguments.Select(each => (each.HelpName ?? each.Name, each.Description)));
        Section(text, "Options", OptionsOf(command).Select(each => (Signature(each), each.Description)));
        if (page.Notes is not null)
        {
            text.Append($"\n{page.Notes}\n");
        }

        Section(text, "Examples", page.Examples.Select(each => (each.Line, (string?)each.Meaning)));
        return text.ToString();
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command is RootCommand ? command.Options : command.Options.Append(new HelpOption { Description = "Shows this page." });

    private static string Signature(Option option)
    {
        var names = option.Aliases.Where(alias => alias.StartsWith('-')).Prepend(option.Name);
        return string.Join(", ", names) + (option.HelpName is null ? "" : " " + option.HelpName);
    }

    private static void Section(StringBuilder text, string title, IEnumerable<(string Name, string? Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append($"\n{title}:\n");
        var width = all.Max(row => row.Name.Length);
        foreach (var (name, meaning) in all)
        {
            text.Append($"  {name.PadRight(width)}  {meaning}\n");
        }
    }
}
