using Graphoid.Runtime.Values;

namespace Graphoid.Cli;

/// <summary>A mistake on the command line or in a file that it names: printed like an error of a program, exit code 1.</summary>
internal sealed class ToolException(ErrorKind kind, string message, string id, string? help) : Exception(message)
{
    /// <summary>What went wrong, as programs see errors.</summary>
    public ErrorValue Error { get; } = new(kind, message, id) { Help = help };

    /// <summary>A file that cannot be read.</summary>
    public static ToolException File(string message, string? help = null) =>
        new(ErrorKind.File, message, RuntimeErrorIds.UnreadableFile, help);

    /// <summary>A command line that cannot be understood.</summary>
    public static ToolException CommandLine(string message, string? help) =>
        new(ErrorKind.Config, message, ToolErrorIds.BadCommandLine, help);
}
