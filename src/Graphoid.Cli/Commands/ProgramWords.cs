using System.CommandLine;

namespace Graphoid.Cli.Commands;

/// <summary>Divides a command line between the tool and the program that it runs.</summary>
internal static class ProgramWords
{
    /// <summary>What stands between the tool's options and the program's own words where the latter begin with a dash.</summary>
    public const string Separator = "--";

    /// <summary>The tool's words and the program's: of <c>run</c>, everything from the second plain word on is the program's.</summary>
    /// <param name="run">The command <c>run</c> when the first word names it, else null.</param>
    public static (string[] Tool, string[] Program) Split(string[] words, Command? run)
    {
        var hasFile = false;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == Separator)
            {
                return (words[..i], words[(i + 1)..]);
            }

            if (i == 0 || run is null)
            {
                continue;
            }

            if (words[i].Length > 1 && words[i][0] == '-')
            {
                i += TakesNext(run, words[i]) ? 1 : 0;
            }
            else if (hasFile)
            {
                return (words[..i], words[i..]);
            }
            else
            {
                hasFile = true;
            }
        }

        return (words, []);
    }

    private static bool TakesNext(Command command, string word) => command.Options.Any(option =>
        (option.Name == word || option.Aliases.Contains(word)) && option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0);
}
