using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>The tokens of a text, its comments, and what was wrong with them.</summary>
/// <param name="Source">The text.</param>
/// <param name="Tokens">In order of place; the last one is <see cref="TokenKind.End"/>. Never empty.</param>
/// <param name="Comments">In order of place.</param>
/// <param name="Diagnostics">Mistakes found so far, in order of place.</param>
/// <param name="IsCutShort">A string or comment ran to the end of the text, so what follows it is unknown.</param>
/// <param name="TrustedEnd">Offset from which on the tokens are doubtful because of an earlier mistake.</param>
public sealed record TokenStream(
    SourceText Source,
    Token[] Tokens,
    IReadOnlyList<Comment> Comments,
    IReadOnlyList<Diagnostic> Diagnostics,
    bool IsCutShort,
    int TrustedEnd)
{
    /// <summary>The bracket at which reading stopped because it stands inside too many others.</summary>
    internal Token? TooDeep { get; init; }

    /// <summary>Whether the tokens are all of the text.</summary>
    internal bool IsWhole { get; init; }
}
