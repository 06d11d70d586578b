namespace Graphoid.Runtime.Values;

/// <summary>Errors as text for logs.</summary>
public static class ErrorText
{
    /// <summary>Kind, text, id, place and notes in one line.</summary>
    public static string OneLine(ErrorValue error)
    {
        var place = error.Trace is [var frame, ..]
            ? $" at {frame.Source.Name}:{frame.Source.PositionOf(frame.Span.Start).Line}"
            : string.Empty;
        var notes = error.Notes.Count > 0 ? $" ({string.Join("; ", error.Notes)})" : string.Empty;
        return $"Error: {error.Display} [{error.Id}]{place}{notes}";
    }
}
