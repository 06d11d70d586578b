using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Rendering;

/// <summary>The standard input as lines of UTF-8 that end with LF or CRLF; calls wait for each other.</summary>
internal static class StandardInput
{
    /// <summary>A longer line is no answer to a question but a mistake.</summary>
    private const int LineLengthMax = 64 * 1024 * 1024;

    private static readonly Lock Gate = new();
    private static StreamReader? _reader;

    /// <summary>The next line without its end, or null at the end of the input.</summary>
    /// <exception cref="GraphoidException">The line is too long.</exception>
    public static Task<string?> ReadLineAsync() => Task.Run(ReadLine);

    private static string? ReadLine()
    {
        lock (Gate)
        {
            _reader ??= new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            var line = new StringBuilder();
            for (var next = _reader.Read(); next != '\n'; next = _reader.Read())
            {
                if (next < 0)
                {
                    return line.Length > 0 ? line.ToString() : null;
                }

                if (line.Length == LineLengthMax)
                {
                    throw GraphoidException.Library(ErrorKind.IO, $"`input`: the line has more than {LineLengthMax} characters");
                }

                line.Append((char)next);
            }

            return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
        }
    }
}
