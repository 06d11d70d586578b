using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Formatting;

/// <summary>Lays a program out in the one canonical way, with its comments.</summary>
/// <remarks>
/// <para>Tokens and comments stay what they are; only what stands between them changes: four blanks per level, one blank around
/// operators and inside braces, none inside other brackets, one statement per line unless its block fits on the line on which it
/// was written, at most one empty line, comments behind code in one column, no blanks at the end of a line. Where the writer
/// broke a line, it stays broken: how a list or a chain of calls is best divided is something that only its writer knows.</para>
/// <para>The result is read again and compared with the program, so a mistake here can never change what a program means.</para>
/// </remarks>
public static class Formatter
{
    /// <summary>The program in canonical layout. Never throws; cost O(length of the text).</summary>
    public static FormatResult Format(SourceText source)
    {
        var before = Parser.Parse(source);
        if (before.Diagnostics.Any(d => d.Severity == Severity.Error))
        {
            return new FormatResult(null, before.Diagnostics);
        }

        var text = new TokenWriter(source, FormatMarks.Of(before.Unit)).Write();
        var after = Parser.Parse(new SourceText(source.Name, text));
        var isSame = !after.Diagnostics.Any(d => d.Severity == Severity.Error)
            && SyntaxComparison.AreEquivalent(before.Unit, after.Unit);
        return new FormatResult(isSame ? text : null, before.Diagnostics);
    }
}

/// <summary>What became of a program text.</summary>
/// <param name="Text">The canonical text; null when the program has mistakes, or, with no mistake among the diagnostics, when the
/// formatter would have changed its meaning.</param>
/// <param name="Diagnostics">What is wrong with the program.</param>
public sealed record FormatResult(string? Text, IReadOnlyList<Diagnostic> Diagnostics);
