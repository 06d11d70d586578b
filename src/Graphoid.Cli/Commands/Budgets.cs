using System.CommandLine;
using System.Globalization;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Commands;

/// <summary>Reads how much a program may use: <c>--max-memory SIZE</c> and <c>--max-time DURATION</c>.</summary>
internal static class Budgets
{
    private static readonly (string Name, long Bytes)[] SizeUnits =
        [("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40)];

    /// <summary>Memory for values.</summary>
    public static Option<string> Memory { get; } = new("--max-memory")
    {
        HelpName = "SIZE",
        Description = "Memory that values may take, such as 512M or 2G; a program that needs more ends with an error. " +
            "Default: three quarters of the machine's.",
    };

    /// <summary>Time from the start of the program on.</summary>
    public static Option<string> Time { get; } = new("--max-time")
    {
        HelpName = "DURATION",
        Description = "Time that the program may take, such as 500ms, 10s or 2m; after it, the program ends with an error. Default: no limit.",
    };

    /// <summary>The bytes, or null when nothing was said.</summary>
    /// <exception cref="ToolException">No size, or too small.</exception>
    public static long? ReadMemory(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = Digits(text);
        var unit = text[digits.Length..].TrimEnd('B', 'b', 'i').ToUpperInvariant();
        var factor = unit.Length == 0 ? 1 : SizeUnits.FirstOrDefault(each => each.Name == unit).Bytes;
        var bytes = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * factor : 0;
        return bytes >= MemoryBudget.BytesMin && bytes < long.MaxValue
            ? (long)bytes
            : throw ToolException.CommandLine(
                $"`{Memory.Name}` needs a size of at least {MemoryBudget.BytesMin >> 20}M, not `{text}`", "for example: 512M, 1.5G");
    }

    /// <summary>The time, or null when nothing was said.</summary>
    /// <exception cref="ToolException">No duration, or none that a program could run in.</exception>
    public static TimeSpan? ReadTime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = Digits(text);
        var milliseconds = Keywords.DurationUnits.TryGetValue(text[digits.Length..], out var factor)
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * factor : 0;
        return milliseconds is >= 1 and <= int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw ToolException.CommandLine(
                $"`{Time.Name}` needs a time from 1ms to 24d, not `{text}`", "for example: 500ms, 10s, 2m, 1h");
    }

    /// <summary>The number at the start.</summary>
    private static string Digits(string text) => string.Concat(text.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.'));
}
