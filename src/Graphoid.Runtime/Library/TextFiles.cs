using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Whole text files: UTF-8 without byte order mark, nothing translated (library reference, section 1.3).</summary>
/// <remarks>Files may be slow or wait for somebody, such as pipes; so all of it happens away from the thread that asks.</remarks>
internal static class TextFiles
{
    /// <summary>A larger file does not become one text; it can be read piece by piece with <c>fs</c>.</summary>
    public const int BytesMax = 512 * 1024 * 1024;

    private const int BlockBytes = 64 * 1024;

    /// <summary>How text becomes bytes.</summary>
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The whole text of a file; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="GraphoidException">FileError.</exception>
    public static Task<string> ReadAsync(string member, string path) => Task.Run(() => Guarded(member, path, () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

        // Devices and the like do not know their length before their end.
        var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, BytesMax) : 0);
        var block = new byte[BlockBytes];
        for (var count = file.Read(block); count > 0; count = file.Read(block))
        {
            if (bytes.Length + count > BytesMax)
            {
                throw new IOException($"The file has more than {BytesMax} bytes");
            }

            bytes.Write(block, 0, count);
        }

        return Utf8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }));

    /// <summary>Creates or replaces a file, or appends to it; gives true.</summary>
    /// <exception cref="GraphoidException">FileError.</exception>
    public static async ValueTask<Value> WriteAsync(string member, string path, string text, FileMode mode) =>
        await Task.Run(() => Guarded(member, path, () =>
        {
            using var file = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Utf8.GetBytes(text));
            return Value.True;
        })).ConfigureAwait(false);

    /// <summary>The lines of a text without their ends, which are LF or CRLF.</summary>
    public static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            end = end < 0 ? text.Length : end;
            lines.Add(text[start..(end > start && text[end - 1] == '\r' ? end - 1 : end)]);
            start = next;
        }

        return lines;
    }

    /// <summary>The text without a byte order mark.</summary>
    public static string WithoutMark(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;

    /// <summary>Does something with a file; what the platform says against it becomes a FileError.</summary>
    public static T Guarded<T>(string member, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw GraphoidException.Library(
                ErrorKind.File, $"`{member}`: \"{path}\": {ReasonOf(failure, path)}", RuntimeErrorIds.UnreadableFile);
        }
    }

    private static string ReasonOf(Exception failure, string path) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => Directory.Exists(path) ? "Is a directory" : "Permission denied",
        ArgumentException => "No file can have this name",
        _ => failure.Message,
    };
}
