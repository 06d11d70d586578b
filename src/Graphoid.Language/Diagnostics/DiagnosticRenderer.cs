using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Graphoid.Language.Diagnostics;

/// <summary>Shows diagnostics: as text for people, as JSON for tools. Both say the same words.</summary>
public static class DiagnosticRenderer
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        // The output is a file or a terminal, never a web page, so quotes and backticks stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first line and the code frame of one diagnostic, ending in a line break.</summary>
    public static string ToText(Diagnostic diagnostic)
    {
        var head = diagnostic.Severity == Severity.Warning ? "Warning"
            : diagnostic.Id.StartsWith("GR1", StringComparison.Ordinal) ? "Syntax error"
            : "Error";
        return $"{head}: {diagnostic.Message} [{diagnostic.Id}]\n" +
            CodeFrame.Draw(diagnostic.Source, diagnostic.Span, diagnostic.Label, notes: null, diagnostic.Help);
    }

    /// <summary>All diagnostics as text, with an empty line between.</summary>
    public static string ToText(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(ToText));

    /// <summary>All diagnostics as one JSON array of objects, ending in a line break.</summary>
    /// <remarks>Members: id, severity, message, file, line, column, endLine, endColumn (from 1, the end is exclusive), label,
    /// help; the last two are null when there is nothing to say.</remarks>
    public static string ToJson(IEnumerable<Diagnostic> diagnostics)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonOptions))
        {
            writer.WriteStartArray();
            foreach (var diagnostic in diagnostics)
            {
                Write(writer, diagnostic);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        var start = diagnostic.Source.PositionOf(diagnostic.Span.Start);
        var end = diagnostic.Source.PositionOf(diagnostic.Span.End);
        writer.WriteStartObject();
        writer.WriteString("id", diagnostic.Id);
        writer.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
        writer.WriteString("message", diagnostic.Message);
        writer.WriteString("file", diagnostic.Source.Name);
        writer.WriteNumber("line", start.Line);
        writer.WriteNumber("column", start.Column);
        writer.WriteNumber("endLine", end.Line);
        writer.WriteNumber("endColumn", end.Column);
        writer.WriteString("label", diagnostic.Label);
        writer.WriteString("help", diagnostic.Help);
        writer.WriteEndObject();
    }
}
