using System.CommandLine;
using System.Text;
using System.Text.Unicode;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Cli.Commands;

/// <summary>Gets program texts from the disk, and says clearly why it could not.</summary>
internal static class ProgramFile
{
    /// <summary>A longer file is not a program; one byte past it is refused.</summary>
    private const long BytesMax = 64L * 1024 * 1024;

    /// <summary>The name that messages give to the standard input.</summary>
    private const string InputName = "<stdin>";

    /// <summary>Stands for the standard input where a file is asked for.</summary>
    private const string InputPath = "-";

    /// <summary>The word on a command line that names a program.</summary>
    public static Argument<string> NewArgument() => new("FILE")
    {
        Description = "The program, a text file that usually ends in .gr; `-` is the standard input.",
    };

    /// <summary>The text of a program file.</summary>
    /// <exception cref="ToolException">FileError: not there, not readable, or not text.</exception>
    public static SourceText Read(string path)
    {
        if (path == InputPath)
        {
            return ReadInput();
        }

        MustExist(path);
        return TextOf(path, ReadBytes(path));
    }

    /// <summary>The program on the standard input.</summary>
    /// <exception cref="ToolException">FileError: not readable, or not text.</exception>
    public static SourceText ReadInput()
    {
        using var input = Console.OpenStandardInput();
        return TextOf(InputName, ReadBytes(InputName, input));
    }

    private static SourceText TextOf(string path, ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw NotText(path, "a NUL character", bytes[..nul]);
        }

        if (!Utf8.IsValid(bytes))
        {
            Utf8.ToUtf16(bytes, new char[bytes.Length], out var good, out _, replaceInvalidSequences: false);
            throw NotText(path, "something that is not UTF-8", bytes[..good]);
        }

        return new SourceText(path, Encoding.UTF8.GetString(bytes));
    }

    /// <summary>Refuses what is no file.</summary>
    /// <exception cref="ToolException">FileError with the names that may have been meant.</exception>
    public static void MustExist(string path)
    {
        if (Directory.Exists(path))
        {
            throw ToolException.File($"`{path}` is a directory, not a file");
        }

        if (!File.Exists(path))
        {
            throw ToolException.File($"there is no file `{path}`", Suggest(path));
        }
    }

    private static ReadOnlySpan<byte> ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ReadBytes(path, file);
        }
        catch (UnauthorizedAccessException)
        {
            throw ToolException.File($"`{path}` may not be read by this user");
        }
        catch (IOException failure)
        {
            throw ToolException.File($"`{path}` cannot be read: {failure.Message}");
        }
    }

    private static ReadOnlySpan<byte> ReadBytes(string path, Stream file)
    {
        try
        {
            using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, BytesMax) : 0);
            var block = new byte[64 * 1024];
            for (var count = file.Read(block); count > 0; count = file.Read(block))
            {
                bytes.Write(block, 0, count);
                if (bytes.Length > BytesMax)
                {
                    throw ToolException.File(
                        $"`{path}` is too large for a program", $"at most {BytesMax / (1024 * 1024)} MiB are read");
                }
            }

            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        }
        catch (IOException failure)
        {
            throw ToolException.File($"`{path}` cannot be read: {failure.Message}");
        }
    }

    /// <param name="before">What stands before the place that is wrong.</param>
    private static ToolException NotText(string path, string what, ReadOnlySpan<byte> before)
    {
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return ToolException.File(
            $"`{path}` is not a text file: {what} stands at {path}:{line}:{column}",
            "a program is text in UTF-8; edge lists go to `--graph NAME=EDGELIST`");
    }

    private static string? Suggest(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        try
        {
            if (!Directory.Exists(folder))
            {
                return $"there is no directory `{folder}` either";
            }

            var siblings = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file));
            return NearMiss.Suggest(Path.GetFileName(path), siblings);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
