using System.CommandLine;
using Graphoid.Cli.Rendering;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Formatting;
using Graphoid.Language.Text;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid fmt [PATH...]</c>: lays programs out in the canonical way.</summary>
internal static class FormatCommand
{
    /// <summary>Stands for the standard input among the paths.</summary>
    private const string StandardInput = "-";

    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Programs, and folders with programs in them. `-` stands for the standard input. Default: this folder.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Changes nothing, and names the files that would change.",
    };

    private static readonly CommandPage Page = new(
        "fmt [PATH...] [--check]",
        """
        Prints the names of the files that it changed. A file with a mistake stays as it is.
        The exit code is 0 when all went well, and 1 after a mistake or, with --check, when a file would change.
        """,
        [
            new("graphoid fmt", "lays out every program in this folder and the folders below it"),
            new("graphoid fmt hello.gr lib", "the same for one file and one folder"),
            new("graphoid fmt --check", "says which files are not laid out; for a build"),
            new("graphoid fmt - < hello.gr", "prints the program as it would be laid out; for an editor"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand("fmt", "Lays programs out in the canonical way.", Page) { Paths, Check };
        command.SetAction(result => Run(result.GetValue(Paths) ?? [], result.GetValue(Check)));
        return command;
    }

    private static int Run(string[] paths, bool isCheck)
    {
        using var output = new ProgramOutput();
        if (paths is [StandardInput])
        {
            return FormatInput(output, isCheck);
        }

        var isGood = true;
        foreach (var path in (paths.Length == 0 ? ["."] : paths).SelectMany(ProgramsIn).Distinct(StringComparer.Ordinal))
        {
            isGood &= FormatFile(output, path, isCheck);
        }

        return isGood ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static IEnumerable<string> ProgramsIn(string path)
    {
        if (path == StandardInput)
        {
            throw ToolException.CommandLine("`-` stands alone", "graphoid fmt - < hello.gr");
        }

        if (!Directory.Exists(path))
        {
            return [path];
        }

        try
        {
            return Directory.EnumerateFiles(path, "*.gr", new EnumerationOptions { RecurseSubdirectories = true })
                .Select(file => path == "." ? Path.GetRelativePath(path, file) : file)
                .Order(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ToolException.File($"`{path}` cannot be read: {failure.Message}");
        }
    }

    private static int FormatInput(ProgramOutput output, bool isCheck)
    {
        var source = ProgramFile.ReadInput();
        if (Format(source) is not { } text)
        {
            return ExitCodes.Failure;
        }

        if (!isCheck)
        {
            output.Write(text);
            return ExitCodes.Success;
        }

        return text == source.Text ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static bool FormatFile(ProgramOutput output, string path, bool isCheck)
    {
        var source = ProgramFile.Read(path);
        if (Format(source) is not { } text)
        {
            return false;
        }

        if (text == source.Text)
        {
            return true;
        }

        output.WriteLine(path);
        if (!isCheck)
        {
            Replace(path, text);
        }

        return !isCheck;
    }

    /// <summary>The text in canonical layout; null after its mistakes were shown.</summary>
    private static string? Format(SourceText source)
    {
        var result = Formatter.Format(source);
        if (result.Text is null && result.Diagnostics.Count == 0)
        {
            throw new InvalidOperationException($"The layout of `{source.Name}` would change its meaning; the file stays as it is.");
        }

        if (result.Text is null)
        {
            StandardError.Write(DiagnosticRenderer.ToText(result.Diagnostics));
        }

        return result.Text;
    }

    /// <summary>Writes beside the file first, so that a full disk or a killed process cannot cost the program.</summary>
    private static void Replace(string path, string text)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var beside = target + ".fmt";
        try
        {
            File.WriteAllText(beside, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw ToolException.File($"`{path}` cannot be written: {failure.Message}");
        }
    }
}
