using System.CommandLine;
using Graphoid.Cli.Commands;
using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli;

/// <summary>The <c>graphoid</c> tool: reads the command line, runs one command, answers with an exit code.</summary>
/// <remarks>A new command is a file in <c>Commands</c> and a line in <see cref="Commands"/>.</remarks>
internal static class Program
{
    private static readonly Func<IReadOnlyList<string>, ToolCommand>[] Commands =
    [
        RunCommand.Create,
        CheckCommand.Create,
        FormatCommand.Create,
        SpecCommand.Create,
        ImportCommand.Create,
        NodeCommand.Create,
        ReplCommand.Create,
        VersionCommand.Create,
    ];

    /// <summary>Exceptions and signals are handled here and in <see cref="ToolRun"/>, and nowhere else.</summary>
    private static readonly InvocationConfiguration OwnHandlers = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private static async Task<int> Main(string[] args)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, crash) =>
        {
            InternalError.Write(crash.ExceptionObject);
            Environment.Exit(ExitCodes.InternalError);
        };

        try
        {
            return await RunAsync(args);
        }
        catch (ToolException mistake)
        {
            StandardError.Write(ErrorReport.Of(mistake.Error));
            return ExitCodes.Failure;
        }
        catch (Exception crash)
        {
            InternalError.Write(crash);
            return ExitCodes.InternalError;
        }
    }

    private static Task<int> RunAsync(string[] args)
    {
        var (own, programArguments) = ProgramWords.Split(args, args is [RunCommand.Name, ..] ? RunCommand.Create([]) : null);
        var result = ToolRoot.Create(Commands, programArguments).Parse(own, CommandLineMistake.Strict);
        return result.Errors.Count > 0 && result.Action is not HelpPage
            ? throw CommandLineMistake.From(result)
            : result.InvokeAsync(OwnHandlers);
    }
}
