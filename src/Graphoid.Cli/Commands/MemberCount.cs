using System.CommandLine;
using System.Globalization;

namespace Graphoid.Cli.Commands;

/// <summary>Reads <c>--members N</c>.</summary>
internal static class MemberCount
{
    /// <summary>More members than this in one process serve nothing but to try a cluster out.</summary>
    private const int Max = 16;

    /// <summary>The option.</summary>
    public static Option<string> NewOption() => new("--members")
    {
        HelpName = "N",
        Description = "Members that graphs are spread over, all in this process; never changes the result. Default: 1.",
    };

    /// <summary>The number, or null when nothing was said.</summary>
    /// <exception cref="ToolException">No number, or out of range.</exception>
    public static int? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Max
            ? count
            : throw ToolException.CommandLine($"`--members` needs a whole number from 1 to {Max}, not `{text}`", "leave it out for one member");
    }
}
