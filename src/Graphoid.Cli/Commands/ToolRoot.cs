using System.CommandLine;
using System.CommandLine.Help;
using Graphoid.Cli.Rendering;

namespace Graphoid.Cli.Commands;

/// <summary>The tool without a command: its help page and what all commands share.</summary>
internal static class ToolRoot
{
    /// <summary>The help page of the tool.</summary>
    public static CommandPage Page { get; } = new(
        "COMMAND [options]",
        "`graphoid COMMAND --help` tells more about one command.",
        [
            new("graphoid run hello.gr", "runs the program in the file hello.gr"),
            new("graphoid run ranks.gr --graph social=edges.txt", "`distributed.load(\"social\")` reads edges.txt"),
            new("graphoid check hello.gr", "finds mistakes without running anything"),
        ]);

    /// <summary>Builds the command tree.</summary>
    /// <param name="commands">The table of commands.</param>
    /// <param name="programArguments">The words behind <c>--</c>, which belong to the program.</param>
    public static RootCommand Create(
        IEnumerable<Func<IReadOnlyList<string>, ToolCommand>> commands,
        IReadOnlyList<string> programArguments)
    {
        var root = new RootCommand("Runs programs of the graph language Graphoid.");
        root.Directives.Clear();
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption help:
                    help.Description = "Shows this page.";
                    help.Action = new HelpPage();
                    break;
                case VersionOption version:
                    version.Description = "Shows the version, like the command `version`.";
                    version.Action = new VersionCommand.ShowVersion();
                    break;
            }
        }

        foreach (var create in commands)
        {
            root.Add(create(programArguments));
        }

        root.SetAction(result => HelpPage.Show(result.CommandResult.Command));
        return root;
    }
}
