namespace Graphoid.Language.Text;

/// <summary>A half-open range of characters in one source text.</summary>
/// <remarks>Offsets are UTF-16 code units from the start of the text; line and column are computed only when printing.</remarks>
/// <param name="Start">Offset of the first character, ≥ 0.</param>
/// <param name="Length">Number of characters, ≥ 0.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset one past the last character.</summary>
    public int End => Start + Length;

    /// <summary>The smallest span that covers both.</summary>
    public static TextSpan Covering(TextSpan first, TextSpan last) =>
        new(Math.Min(first.Start, last.Start), Math.Max(first.End, last.End) - Math.Min(first.Start, last.Start));

    /// <summary>The span between two offsets.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, Math.Max(0, end - start));
}
