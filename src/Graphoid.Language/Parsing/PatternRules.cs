using Graphoid.Language.Syntax;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>The left sides of match arms and of the clauses of pattern functions.</summary>
internal static class PatternRules
{
    private static readonly Parser<Token, Pattern> Literal = Rules
        .Choose("a literal", ahead => PrimaryRules.LiteralFor(ahead.Kind()))
        .Select<Pattern>(literal => new LiteralPattern(literal, literal.Span));

    private static readonly Parser<Token, Pattern> Negative = Rules.Sign(TokenKind.Minus)
        .Then(Rules.Sign(TokenKind.Number))
        .WithSpan<Token, Pattern>((number, span) => new LiteralPattern(new NumberLiteral(-number.Number, span), span));

    private static readonly Parser<Token, Pattern> Name = Rules.Name.Select<Pattern>(name =>
        name.Text == "_" ? new WildcardPattern(name.Span) : new BindingPattern(name.Text, name.Span));

    private static readonly Parser<Token, Pattern> Rest = Rules.Sign(TokenKind.Ellipsis)
        .Then(Rules.Name.Optional())
        .WithSpan<Maybe<Token>, Pattern>((name, span) => new RestPattern(name.HasValue ? name.Value.Text : null, span));

    private static readonly Parser<Token, Pattern> Element = Rules.Choose(SyntaxErrors.APattern, ahead =>
        ahead.Kind() == TokenKind.Ellipsis ? Rest : Any!);

    private static readonly Parser<Token, Pattern> List = Element
        .ListWithCommas()
        .Between(TokenKind.OpenBracket, TokenKind.CloseBracket)
        .WithSpan<IReadOnlyList<Pattern>, Pattern>((elements, span) => new ListPattern(elements, span));

    private static readonly Parser<Token, MapPatternEntry> Entry = Map(
            (key, pattern) => (key: key.Text, pattern),
            Rules.Word,
            Rules.Sign(TokenKind.Colon).Then(Rec(() => Any!)).OrNull())
        .WithSpan((entry, span) => new MapPatternEntry(entry.key, entry.pattern, span));

    private static readonly Parser<Token, Pattern> Keys = new RecoveringList<MapPatternEntry>(Entry, commas: true, SyntaxErrors.EndOfEntry)
        .Between(TokenKind.OpenBrace, TokenKind.CloseBrace)
        .WithSpan<IReadOnlyList<MapPatternEntry>, Pattern>((entries, span) => new MapPattern(entries, span));

    /// <summary>One pattern.</summary>
    public static readonly Parser<Token, Pattern> Any = Rules.Nested(Rules.Choose(SyntaxErrors.APattern, ahead => ahead.Kind() switch
        {
            TokenKind.Minus => Negative,
            TokenKind.Identifier => Name,
            TokenKind.OpenBracket => List,
            TokenKind.OpenBrace => Keys,
            var kind => PrimaryRules.LiteralFor(kind) is null ? null : Literal,
        }))
        .Named(SyntaxErrors.APattern);

    /// <summary>A literal that may be a negative number, as a parameter.</summary>
    public static readonly Parser<Token, Pattern> Constant = Rules.Choose("a literal", ahead =>
        ahead.Kind() == TokenKind.Minus ? Negative : Literal);
}
