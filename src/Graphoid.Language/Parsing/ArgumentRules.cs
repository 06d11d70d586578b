using Graphoid.Language.Syntax;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>What stands inside the parentheses of a call and the brackets of an index.</summary>
internal static class ArgumentRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    private static readonly Parser<Token, Argument> Named = Map(
            (name, _, value) => (name, value),
            Rules.Word,
            Rules.Sign(TokenKind.Colon),
            Value)
        .WithSpan((part, span) => new Argument(part.name.Text, part.value, IsSpread: false, IsWriteBack: false, part.name.Span, span));

    private static readonly Parser<Token, Argument> Spread = Rules.Sign(TokenKind.Ellipsis)
        .Then(Value)
        .WithSpan((value, span) => new Argument(null, value, IsSpread: true, IsWriteBack: false, default, span));

    private static readonly Parser<Token, Argument> WriteBack = Rules.Name
        .Before(Rules.Sign(TokenKind.Bang))
        .WithSpan((name, span) => new Argument(
            null,
            new NameExpression(name.Text, name.Span),
            IsSpread: false,
            IsWriteBack: true,
            default,
            span));

    private static readonly Parser<Token, Argument> Positional = Map(
            (value, spread) => (value, isSpread: spread.HasValue),
            Value,
            Rules.Sign(TokenKind.Ellipsis).IfAhead(TokenKind.Ellipsis))
        .WithSpan((part, span) => new Argument(null, part.value, part.isSpread, IsWriteBack: false, default, span));

    private static readonly Parser<Token, Argument> Argument = Rules
        .Choose("an argument", ahead => ahead.Kind() switch
        {
            TokenKind.Ellipsis => Spread,
            _ when ahead[0].IsWord && ahead.Kind(1) == TokenKind.Colon => Named,
            TokenKind.Identifier when ahead.Kind(1) == TokenKind.Bang && ahead[1].IsGluedLeft => WriteBack,
            _ => Positional,
        })
        .Named("an argument");

    /// <summary><c>(a, name: b, ...c)</c>.</summary>
    public static readonly Parser<Token, IReadOnlyList<Argument>> List = Argument
        .ListWithCommas()
        .Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    private static readonly Parser<Token, Expression?> SlicePart = Rules.Choose("an expression", ahead =>
        ahead.Kind() is TokenKind.Colon or TokenKind.CloseBracket ? NoPart : SomePart!);

    private static readonly Parser<Token, Expression?> NoPart = Parser<Token>.Return<Expression?>(null);

    private static readonly Parser<Token, Expression?> SomePart = Value.Select(value => (Expression?)value);

    private static readonly Parser<Token, Expression?> SliceTail = Rules.Sign(TokenKind.Colon).Then(SlicePart);

    private static readonly Parser<Token, IndexParts> Slice = Map(
        (from, to, step) => new IndexParts(from, to, step.GetValueOrDefault(), IsSlice: true),
        SlicePart,
        SliceTail,
        SliceTail.Optional());

    private static readonly Parser<Token, IndexParts> Plain = Map(
        (from, rest) => rest.HasValue ? rest.Value with { From = from } : new IndexParts(from, null, null, IsSlice: false),
        Value,
        Map((to, step) => new IndexParts(null, to, step.GetValueOrDefault(), IsSlice: true), SliceTail, SliceTail.Optional())
            .Optional());

    /// <summary><c>[index]</c> or <c>[from:to:step]</c>.</summary>
    public static readonly Parser<Token, IndexParts> Index = Rules
        .Choose("an index", ahead => ahead.Kind() == TokenKind.Colon ? Slice : Plain)
        .Between(TokenKind.OpenBracket, TokenKind.CloseBracket);
}

/// <summary>An index, or the three parts of a slice.</summary>
internal sealed record IndexParts(Expression? From, Expression? To, Expression? Step, bool IsSlice);
