using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Graphoid.Cli.Rendering;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var page = new CommandPage("version", null, [new("graphoid version", "shows which graphoid this is")]);
        return new ToolCommand("version", "Shows the version.", page) { Action = new ShowVersion() };
    }

    /// <summary>Prints the tool's name and version.</summary>
    internal sealed class ShowVersion : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            using var output = new ProgramOutput();
            output.WriteLine($"graphoid {Version()}");
            return ExitCodes.Success;
        }
    }

    /// <summary>The version without the commit that a build may append.</summary>
    public static string Version() =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
