using Graphoid.Actors.Bootstrap;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Members;

/// <summary>Shows a start that failed like any other error.</summary>
internal static class StartupError
{
    /// <summary>The first line says what is wrong; the others, if there are any, what was found out about it.</summary>
    public static ToolException Of(StartupException failure)
    {
        var lines = failure.Message.Split('\n');
        return new ToolException(KindOf(failure.Problem), lines[0], ToolErrorIds.NotStarted, HelpFor(failure.Problem, lines[1..]));
    }

    private static ErrorKind KindOf(StartupProblem problem) => problem switch
    {
        StartupProblem.Port or StartupProblem.Join => ErrorKind.Network,
        StartupProblem.DataDirectory or StartupProblem.Database => ErrorKind.IO,
        _ => ErrorKind.Config,
    };

    private static string? HelpFor(StartupProblem problem, string[] details) => (problem, details.Length) switch
    {
        (_, > 0) => string.Join("; ", details),
        (StartupProblem.DataDirectory, _) => "choose another folder: --data DIR",
        _ => null,
    };
}
