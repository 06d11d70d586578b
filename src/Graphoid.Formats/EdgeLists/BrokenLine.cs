using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats.EdgeLists;

/// <summary>A line that is no edge.</summary>
/// <param name="Line">Its number within its chunk, from 1.</param>
/// <param name="Found">What stands there, shortened.</param>
/// <param name="Expected">What should stand there.</param>
/// <param name="Help">What to do, or null.</param>
/// <param name="IsFatal">Whether it fails the import even where broken lines are skipped.</param>
internal sealed record BrokenLine(int Line, string Found, string Expected, string? Help, bool IsFatal)
{
    /// <summary>Letters of a line that an error message shows; the rest becomes an ellipsis.</summary>
    public const int ShownLetters = 60;

    /// <summary>The error, with the line's number in its file.</summary>
    public GraphoidException ToException(string path, long line) => GraphoidException.Library(
        ErrorKind.Parse,
        $"`{path}` line {line}: found {Found}, expected {Expected}",
        RuntimeErrorIds.BrokenLine,
        Help);

    /// <summary>Bytes of a line in backquotes, control characters made visible.</summary>
    public static string Quote(ReadOnlySpan<byte> line)
    {
        // A letter has at most four bytes; whatever the cut leaves of the last one is beyond the letters shown.
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, (ShownLetters + 1) * 4)]);
        var shown = new StringBuilder("`");
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (letters++ == ShownLetters)
            {
                shown.Append('…');
                break;
            }

            shown.Append(rune.Value switch
            {
                '\t' => "\\t",
                < ' ' or 0x7F => $"\\x{rune.Value:x2}",
                _ => rune.ToString(),
            });
        }

        return shown.Append('`').ToString();
    }
}
