using System.CommandLine;
using System.CommandLine.Parsing;
using Graphoid.Language.Diagnostics;

namespace Graphoid.Cli.Rendering;

/// <summary>Says what is wrong with a command line, and how it was probably meant.</summary>
internal static class CommandLineMistake
{
    private const string ProgramEnding = ".gr";

    /// <summary>No abbreviations with a second meaning: <c>-ab</c> is not <c>-a -b</c>, and <c>@file</c> is just a word.</summary>
    public static ParserConfiguration Strict { get; } = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <summary>The first mistake of a command line that was not understood.</summary>
    public static ToolException From(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var help = $"`graphoid {(command is RootCommand ? "" : command.Name + " ")}--help` shows what is possible";
        if (result.UnmatchedTokens.Count > 0)
        {
            return Unknown(result.UnmatchedTokens[0], command, help);
        }

        var error = result.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Argument: var argument } when argument.Parents.OfType<Command>().Any() =>
                ToolException.CommandLine($"`{command.Name}` needs a {argument.HelpName ?? argument.Name}", help),
            OptionResult option => Bad(option, error, help),
            ArgumentResult { Parent: OptionResult option } => Bad(option, error, help),
            CommandResult when command.Arguments.Count > 0 =>
                ToolException.CommandLine($"`{command.Name}` needs a {command.Arguments[0].HelpName}", help),
            _ => ToolException.CommandLine(error.Message, help),
        };
    }

    private static ToolException Bad(OptionResult result, ParseError error, string help)
    {
        var option = result.Option;
        return ToolException.CommandLine(
            result.IdentifierTokenCount > 1 ? $"`{option.Name}` is given twice"
                : result.Tokens.Count == 0 ? $"`{option.Name}` needs a value: {option.Name} {option.HelpName}"
                : error.Message,
            help);
    }

    private static ToolException Unknown(string word, Command command, string help)
    {
        if (word.StartsWith('-'))
        {
            var options = command.Options.Select(option => option.Name).Append("--help");
            var near = NearMiss.Suggest(word, options);
            return ToolException.CommandLine(
                $"unknown option `{word}`",
                command is not Commands.ToolCommand { Name: Commands.RunCommand.Name } ? near ?? help
                    : $"{(near is null ? "w" : near + " W")}ords for the program that begin with a dash stand behind `--`: graphoid run FILE -- {word}");
        }

        if (command is not RootCommand)
        {
            return ToolException.CommandLine($"unexpected `{word}`", help);
        }

        return ToolException.CommandLine(
            $"unknown command `{word}`",
            word.EndsWith(ProgramEnding, StringComparison.Ordinal)
                ? $"to run a program: graphoid run {word}"
                : NearMiss.Suggest(word, command.Subcommands.Select(each => each.Name)) ?? help);
    }
}
