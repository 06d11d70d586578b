using System.Text;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>Shows an error that a program did not catch: what, where, and how the program got there. The tool and a member of a
/// cluster show the same.</summary>
public static class ErrorReport
{
    /// <summary>Callers shown below the code frame; the rest is counted.</summary>
    private const int CallersMax = 10;

    /// <summary>Several lines ending in a line break; the first is <c>Error: kind: text [id]</c>.</summary>
    public static string Of(ErrorValue error)
    {
        var lines = error.Message.Split('\n');
        var text = new StringBuilder();
        text.Append($"Error: {error.ErrorKind.Name}: {lines[0]} [{error.Id}]\n");
        foreach (var line in lines.Skip(1))
        {
            text.Append($"  {line}\n");
        }

        if (error.Trace.Count == 0)
        {
            AppendWithoutPlace(text, error);
            return text.ToString();
        }

        var innermost = error.Trace[0];
        text.Append(CodeFrame.Draw(innermost.Source, innermost.Span, error.Label, error.Notes, error.Help));
        AppendCallers(text, error.Trace);
        return text.ToString();
    }

    private static void AppendWithoutPlace(StringBuilder text, ErrorValue error)
    {
        foreach (var note in error.Notes)
        {
            text.Append($"  = {note}\n");
        }

        if (!string.IsNullOrEmpty(error.Help))
        {
            text.Append($"help: {error.Help}\n");
        }
    }

    private static void AppendCallers(StringBuilder text, IReadOnlyList<TraceFrame> trace)
    {
        foreach (var frame in trace.Skip(1).Take(CallersMax))
        {
            var place = frame.Source.PositionOf(frame.Span.Start);
            text.Append($"  in {frame.Function} at {frame.Source.Name}:{place.Line}:{place.Column}\n");
        }

        var hidden = trace.Count - 1 - CallersMax;
        if (hidden > 0)
        {
            text.Append($"  and {hidden} more\n");
        }
    }
}
