using System.Globalization;
using System.Text;
using Graphoid.Language.Text;

namespace Graphoid.Language.Diagnostics;

/// <summary>Draws the source line with a caret under the offending characters.</summary>
public static class CodeFrame
{
    private const int TabWidth = 4;
    private const int LineWidthMax = 160;

    /// <summary>Letters of the program that a message repeats.</summary>
    private const int QuoteMax = 60;

    /// <summary>Letters of the program as a message repeats them: all, or the first ones if they are many.</summary>
    public static string Quote(ReadOnlySpan<char> text) => text.Length <= QuoteMax ? text.ToString() : $"{text[..QuoteMax]}…";

    /// <summary>The frame, several lines ending in a line break: place, line, caret with label, notes, help.</summary>
    /// <param name="notes">Where it happened (node, partition, round), one line each, drawn behind <c>=</c>.</param>
    public static string Draw(
        SourceText source,
        TextSpan span,
        string? label = null,
        IEnumerable<string>? notes = null,
        string? help = null)
    {
        var place = source.PositionOf(span.Start);
        var line = source.LineAt(place.Line);
        var number = place.Line.ToString(CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);
        var caretStart = Math.Min(place.Column - 1, line.Length);
        var caretLength = Math.Max(1, Math.Min(span.Length, line.Length - caretStart));
        var windowStart = caretStart > LineWidthMax / 2 && line.Length > LineWidthMax ? caretStart - (LineWidthMax / 2) : 0;
        var window = line.Substring(windowStart, Math.Min(LineWidthMax, line.Length - windowStart));
        caretStart -= windowStart;
        caretLength = Math.Max(1, Math.Min(caretLength, window.Length - caretStart));

        var frame = new StringBuilder();
        frame.Append(CultureInfo.InvariantCulture, $"  --> {source.Name}:{place.Line}:{place.Column}\n");
        frame.Append(CultureInfo.InvariantCulture, $"{margin} |\n");
        frame.Append(CultureInfo.InvariantCulture, $"{number} | {Expand(window, window.Length)}\n");
        frame.Append(CultureInfo.InvariantCulture, $"{margin} | {new string(' ', Expand(window, caretStart).Length)}");
        frame.Append('^', caretLength);
        frame.Append(string.IsNullOrEmpty(label) ? "\n" : $" {label}\n");
        foreach (var note in notes ?? [])
        {
            frame.Append(CultureInfo.InvariantCulture, $"{margin} = {note}\n");
        }

        if (!string.IsNullOrEmpty(help))
        {
            frame.Append(CultureInfo.InvariantCulture, $"help: {help}\n");
        }

        return frame.ToString();
    }

    /// <summary>The first <paramref name="count"/> characters with tabs widened, so that carets line up.</summary>
    private static string Expand(string line, int count) =>
        line[..Math.Min(count, line.Length)].Replace("\t", new string(' ', TabWidth), StringComparison.Ordinal);
}
