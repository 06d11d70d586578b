using System.CommandLine;
using System.Globalization;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>Reads <c>--partitions N</c>.</summary>
internal static class PartitionCount
{
    /// <summary>The option; each command has its own.</summary>
    public static Option<string> NewOption() => new("--partitions")
    {
        HelpName = "N",
        Description = "Parts that graphs are split into, worked on at the same time; never changes the result. " +
            "Default: one per core.",
    };

    /// <summary>The number, or null when nothing was said.</summary>
    /// <exception cref="ToolException">No number, or out of range.</exception>
    public static int? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        const int max = LocalRuntimeOptions.PartitionsMax;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= max
            ? count
            : throw ToolException.CommandLine(
                $"`--partitions` needs a whole number from 1 to {max}, not `{text}`", "leave it out for one partition per core");
    }
}
