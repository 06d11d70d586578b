using System.CommandLine;
using Graphoid.Cli.Rendering;
using Graphoid.Formats;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid spec PATH</c>: runs files of tests written with the test library.</summary>
internal static class SpecCommand
{
    private const string Name = "spec";
    private const string Text = "text";
    private const string Json = "json";

    private static readonly Argument<string> Place = new("PATH")
    {
        Description = "A file whose name ends in _spec.gr, or a folder that is searched for such files. Default: the working directory.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string> Filter = new("--filter")
    {
        HelpName = "TEXT",
        Description = "Runs only tests whose name, with the names of their groups (`list > sorting > is stable`), contains this text.",
    };

    private static readonly Option<string> Format = new("--format")
    {
        HelpName = "text|json",
        Description = "How to show results: for people (the default), or for tools. With json, what the tests print goes to stderr.",
        DefaultValueFactory = _ => Text,
    };

    private static readonly CommandPage Page = new(
        "spec [PATH] [--filter TEXT] [--format text|json]",
        """
        Each file runs in a namespace of its own; `describe`, `it`, `expect` and the rest of `gspec` are there without an import.
        Folders called target and node_modules, and names that start with a dot, are left out.
        The exit code is 0 when no test failed, and 1 after a failure, after an error outside of every test, and when there are no tests.
        """,
        [
            new("graphoid spec", "runs all tests below the working directory"),
            new("graphoid spec tests/list_spec.gr --filter sorting", "runs the tests of one file whose names contain `sorting`"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand(Name, "Runs tests.", Page) { Place, Filter, Format };
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(Place), result.GetValue(Filter), result.GetRequiredValue(Format)));
        return command;
    }

    private static async Task<int> RunAsync(string place, string? filter, string format)
    {
        if (format is not (Text or Json))
        {
            throw ToolException.CommandLine($"unknown format `{format}`", "the formats are `text` and `json`");
        }

        var files = SpecFiles.Below(place);
        if (files.Count == 0)
        {
            StandardError.Write($"No tests found in `{place}`.\nThe names of files with tests end in `{SpecFiles.Ending}`.\n");
            return ExitCodes.Failure;
        }

        using var run = new ToolRun(null);
        var report = format == Json ? new SpecReport() : null;
        return await run.ExecuteAsync(async () =>
        {
            var tests = new SpecRun(filter, test => report?.Add(test));
            var isComplete = await RunFilesAsync(run, tests, files, ["graphoid", Name, place], report);
            if (isComplete && filter is not null && tests.Passed + tests.Failed + tests.Skipped == 0)
            {
                run.WriteError($"No test has a name that contains `{filter}`.\n");
            }

            if (report is not null)
            {
                run.Print(report.ToJson(tests));
            }
            else
            {
                run.Print($"{tests.Passed} passed, {tests.Failed} failed, {tests.Skipped} skipped");
            }

            return isComplete && tests.Failed == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
    }

    /// <returns>Whether all files ran to their ends.</returns>
    private static async Task<bool> RunFilesAsync(
        ToolRun run, SpecRun tests, IReadOnlyList<string> files, IReadOnlyList<string> arguments, SpecReport? report)
    {
        Action<string> print = report is null ? run.Print : line => run.WriteError(line + "\n");
        print($"Running {files.Count} spec file(s)...");
        print(string.Empty);
        foreach (var file in files)
        {
            report?.Begin(file);
            if (!await RunFileAsync(run, tests, file, NewHost()))
            {
                return false;
            }
        }

        await tests.SummarizeAsync(NewHost());
        return true;

        ProgramRun NewHost() => new(run, new LocalRuntime(new LocalRuntimeOptions { Files = new GraphFiles() }), arguments, print);
    }

    private static async Task<bool> RunFileAsync(ToolRun run, SpecRun tests, string file, ProgramRun host)
    {
        var program = GraphoidProgram.Load(ProgramFile.Read(file));
        if (program.Diagnostics.Count > 0)
        {
            run.WriteError(DiagnosticRenderer.ToText(program.Diagnostics));
        }

        if (!program.IsRunnable)
        {
            return false;
        }

        try
        {
            await tests.RunFileAsync(program, host);
            return true;
        }
        catch (GraphoidException uncaught) when (!run.Cancellation.IsCancellationRequested)
        {
            run.WriteError(ErrorReport.Of(uncaught.Error));
            return false;
        }
    }
}
