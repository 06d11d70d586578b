using System.CommandLine;

namespace Graphoid.Cli.Commands;

/// <summary>Reads <c>--data DIR</c>.</summary>
internal static class DataFolder
{
    /// <summary>Where graphs are when nothing is said.</summary>
    public const string Usual = ".graphoid";

    /// <summary>The option; each command has its own.</summary>
    public static Option<string> NewOption(string description) => new("--data") { HelpName = "DIR", Description = description };

    /// <summary>The folder, or null when nothing was said. It need not be there.</summary>
    /// <exception cref="ToolException">It is a file.</exception>
    public static string? Read(string? path) => File.Exists(path)
        ? throw ToolException.CommandLine($"`--data` needs a folder, and `{path}` is a file", "the folder is made when it is not there")
        : path;
}
