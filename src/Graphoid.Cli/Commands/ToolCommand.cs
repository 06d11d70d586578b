using System.CommandLine;

namespace Graphoid.Cli.Commands;

/// <summary>A command with what its help page says beyond the list of options.</summary>
/// <param name="Usage">How it is called, without the tool's name.</param>
/// <param name="Notes">A paragraph below the options, or null.</param>
/// <param name="Examples">Commands to type, each with one line on what happens.</param>
internal sealed record CommandPage(string Usage, string? Notes, IReadOnlyList<CommandExample> Examples);

/// <summary>One line to type.</summary>
internal sealed record CommandExample(string Line, string Meaning);

/// <summary>One command of the tool.</summary>
internal sealed class ToolCommand(string name, string description, CommandPage page) : Command(name, description)
{
    /// <summary>Its help page.</summary>
    public CommandPage Page { get; } = page;
}
