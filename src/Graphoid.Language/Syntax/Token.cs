using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>What the lexer noticed about the surroundings of a token.</summary>
[Flags]
public enum TokenTraits : byte
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>No blank, comment or line end stands before it.</summary>
    GluedLeft = 1,

    /// <summary>It is the first token of its line.</summary>
    LineStart = 2,

    /// <summary>An operator with a dot before it: works element by element.</summary>
    ElementWise = 4,

    /// <summary>It was not written; the layout pass put it in to close a bracket.</summary>
    Inserted = 8,
}

/// <summary>One word, literal or sign with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands; an inserted token has length 0.</param>
/// <param name="Traits">What stands around it.</param>
/// <param name="Text">The name, the symbol without colon, the string with escapes resolved, the regex body, or the sign.</param>
/// <param name="Number">The value of a number; a duration is in milliseconds.</param>
/// <param name="Flags">The letters behind a regex.</param>
public readonly record struct Token(
    TokenKind Kind,
    TextSpan Span,
    TokenTraits Traits,
    string Text,
    double Number = 0,
    string? Flags = null)
{
    /// <summary>No blank, comment or line end stands before it.</summary>
    public bool IsGluedLeft => (Traits & TokenTraits.GluedLeft) != 0;

    /// <summary>It is the first token of its line.</summary>
    public bool IsLineStart => (Traits & TokenTraits.LineStart) != 0;

    /// <summary>An operator with a dot before it.</summary>
    public bool IsElementWise => (Traits & TokenTraits.ElementWise) != 0;

    /// <summary>A name or a reserved word: legal behind a dot, as a key and as an argument name.</summary>
    public bool IsWord => Kind == TokenKind.Identifier || Kind is >= TokenKind.And and <= TokenKind.While;

    /// <summary>Whether it is this contextual word.</summary>
    public bool Is(string word) => Kind == TokenKind.Identifier && Text == word;
}

/// <summary>A comment with its place, for formatters and highlighters.</summary>
/// <param name="Span">The comment with its marks.</param>
/// <param name="IsBlock"><c>/* … */</c> rather than <c># …</c>.</param>
public readonly record struct Comment(TextSpan Span, bool IsBlock);
