using Graphoid.Language.Syntax;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Lists, maps and strings with expressions inside.</summary>
internal static class LiteralRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    private static readonly Parser<Token, ListItem> Item = Map(
            (spread, value) => (IsSpread: spread.HasValue, Value: value),
            Rules.Sign(TokenKind.Ellipsis).Optional(),
            Value)
        .WithSpan((item, span) => new ListItem(item.Value, item.IsSpread, span))
        .Named("a list element");

    /// <summary><c>[a, b, ...c]</c>.</summary>
    public static readonly Parser<Token, Expression> List = Item
        .ListWithCommas()
        .Between(TokenKind.OpenBracket, TokenKind.CloseBracket)
        .WithSpan<IReadOnlyList<ListItem>, Expression>((items, span) => new ListLiteral(items, span));

    private static readonly Parser<Token, Expression> ComputedKey =
        Value.Between(TokenKind.OpenBracket, TokenKind.CloseBracket);

    private static readonly Parser<Token, Expression> QuotedKey =
        Rules.Sign(TokenKind.String).Select<Expression>(token => new StringLiteral(token.Text, token.Span));

    private static readonly Parser<Token, Expression> BareKey =
        Rules.Word.Select<Expression>(token => new StringLiteral(token.Text, token.Span));

    private static readonly Parser<Token, MapEntry> Entry = Map(
            (key, _, value) => (key, value),
            Rules.Choose(SyntaxErrors.AKey, ahead => ahead.Kind() switch
            {
                TokenKind.OpenBracket => ComputedKey,
                TokenKind.String => QuotedKey,
                _ when ahead[0].IsWord => BareKey,
                _ => null,
            }),
            Rules.Sign(TokenKind.Colon),
            Value)
        .WithSpan((entry, span) => new MapEntry(entry.key, entry.value, span));

    /// <summary>Entries in braces, separated by commas or line ends.</summary>
    public static readonly Parser<Token, IReadOnlyList<MapEntry>> Entries =
        new RecoveringList<MapEntry>(Entry, commas: true, SyntaxErrors.EndOfEntry)
            .Between(TokenKind.OpenBrace, TokenKind.CloseBrace);

    /// <summary><c>{ key: value }</c>.</summary>
    public static readonly Parser<Token, Expression> MapLiteral =
        Entries.WithSpan<IReadOnlyList<MapEntry>, Expression>((entries, span) => new MapLiteral(entries, span));

    private static readonly Parser<Token, (Expression Value, Token Text)> Middle =
        Map((text, value) => (value, text), Rules.Sign(TokenKind.StringMiddle), Value);

    /// <summary><c>"text ${value} text"</c>.</summary>
    public static readonly Parser<Token, Expression> Interpolated = Map(
            MakeInterpolated,
            Rules.Sign(TokenKind.StringHead),
            Value,
            Middle.List(),
            Rules.Sign(TokenKind.StringTail))
        .WithSpan<IReadOnlyList<Expression>, Expression>((parts, span) => new InterpolatedString(parts, span));

    private static IReadOnlyList<Expression> MakeInterpolated(
        Token head,
        Expression first,
        IReadOnlyList<(Expression Value, Token Text)> middle,
        Token tail)
    {
        var parts = new List<Expression>();
        AddText(head);
        parts.Add(first);
        foreach (var (value, text) in middle)
        {
            AddText(text);
            parts.Add(value);
        }

        AddText(tail);
        return parts;

        void AddText(Token text)
        {
            if (text.Text.Length > 0)
            {
                parts.Add(new StringLiteral(text.Text, text.Span));
            }
        }
    }
}
