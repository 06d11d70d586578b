using Graphoid.Language.Text;

namespace Graphoid.Language.Diagnostics;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>The program runs, but probably not as meant.</summary>
    Warning,

    /// <summary>The program cannot run.</summary>
    Error,
}

/// <summary>One mistake in a program: what is wrong, where, and what to do about it.</summary>
/// <param name="Id">Catalogue entry, see <see cref="DiagnosticCatalogue"/>.</param>
/// <param name="Severity">Whether the program may still run.</param>
/// <param name="Message">The title in the user's words, without place and id.</param>
/// <param name="Source">The text that the span points into.</param>
/// <param name="Span">The offending characters.</param>
/// <param name="Label">A few words beside the caret, or null.</param>
/// <param name="Help">What to do next, or null.</param>
public sealed record Diagnostic(
    string Id,
    Severity Severity,
    string Message,
    SourceText Source,
    TextSpan Span,
    string? Label = null,
    string? Help = null);
