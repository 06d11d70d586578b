using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>The edges of <c>pattern { a -> b [TYPE] }</c>.</summary>
internal static class GraphPatternRules
{
    private static readonly Parser<Token, Token> NodeType = Rules
        .Choose("a node type", ahead => ahead.Kind() is TokenKind.Identifier or TokenKind.String or TokenKind.Symbol
            ? Rules.Sign(ahead.Kind())
            : null)
        .Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    private static readonly Parser<Token, NodePattern> Node = Map(
            (name, type) => (name: name.Text, type: type.HasValue ? type.Value.Text : null),
            Rules.Name,
            NodeType.IfAhead(TokenKind.OpenParenthesis))
        .WithSpan((part, span) => new NodePattern(part.name, part.type, span));

    private static readonly Parser<Token, EdgeLink> Link = Rules.Choose("`->`, `<-` or `--`", ahead => ahead.Kind() switch
    {
        TokenKind.LinkOut => Outgoing!,
        TokenKind.LinkIn => Incoming!,
        TokenKind.LinkEither => Either!,
        _ => null,
    });

    private static readonly Parser<Token, EdgeLink> Outgoing = Rules.Sign(TokenKind.LinkOut).ThenReturn(EdgeLink.Outgoing);

    private static readonly Parser<Token, EdgeLink> Incoming = Rules.Sign(TokenKind.LinkIn).ThenReturn(EdgeLink.Incoming);

    private static readonly Parser<Token, EdgeLink> Either = Rules.Sign(TokenKind.LinkEither).ThenReturn(EdgeLink.Either);

    /// <summary>A whole number of hops; a fraction cannot be meant.</summary>
    private static readonly Parser<Token, int> HopCount = new HopCountRule();

    private static readonly Parser<Token, Hops> SomeHops = Map(
        (min, max) => new Hops(min, max.GetValueOrDefault(min)),
        HopCount,
        Rules.Sign(TokenKind.DotDot).Then(HopCount).Optional());

    private static readonly Parser<Token, Hops?> StarHops = Rules.Sign(TokenKind.Star).Then(SomeHops).OrNull();

    private static readonly Parser<Token, EdgeParts> Typed = Map(
        (type, hops) => new EdgeParts(type.Text, hops),
        Rules.Choose("an edge type", ahead => ahead.Kind() switch
        {
            TokenKind.String or TokenKind.Symbol => Rules.Sign(ahead.Kind()),
            _ => Rules.Word,
        }),
        StarHops);

    /// <summary><c>*</c> alone is any type; <c>*2</c> is a number of hops; <c>**2</c> is both.</summary>
    private static readonly Parser<Token, EdgeParts> AnyType = Rules.Choose("an edge type", ahead =>
        ahead.Kind(1) == TokenKind.Number ? HopsOnly! : StarThenHops!);

    private static readonly Parser<Token, EdgeParts> HopsOnly = StarHops.Select(hops => new EdgeParts(null, hops));

    private static readonly Parser<Token, EdgeParts> StarThenHops =
        Rules.Sign(TokenKind.Star).Then(StarHops).Select(hops => new EdgeParts(null, hops));

    private static readonly Parser<Token, EdgeParts> DoubleStar =
        Rules.Sign(TokenKind.Power).Then(SomeHops).Select(hops => new EdgeParts(null, hops));

    private static readonly Parser<Token, EdgeParts> Nothing = Parser<Token>.Return(new EdgeParts(null, null));

    private static readonly Parser<Token, EdgeSpecification> Specification = Rules
        .Choose("an edge type or a number of hops", ahead => ahead.Kind() switch
        {
            TokenKind.CloseBracket => Nothing,
            TokenKind.Star => AnyType,
            TokenKind.Power => DoubleStar,
            TokenKind.String or TokenKind.Symbol => Typed,
            _ => ahead[0].IsWord ? Typed : null,
        })
        .Between(TokenKind.OpenBracket, TokenKind.CloseBracket)
        .WithSpan((parts, span) => new EdgeSpecification(parts.Type, parts.Hops?.Min, parts.Hops?.Max, span));

    private static readonly Parser<Token, Step> OneStep =
        Map((link, node, specification) => new Step(link, node, specification), Link, Node, Specification.OrNull());

    private static readonly Parser<Token, IReadOnlyList<EdgePattern>> Chain = Map(
        MakeChain,
        Node,
        OneStep.AtLeastOnce());

    private static readonly Parser<Token, PatternEntry> Edges = Chain.Select(edges => new PatternEntry(edges, null));

    private static readonly Parser<Token, PatternEntry> Where = Rules.Keyword("where")
        .Then(Rec(() => ExpressionRules.Full.Whole))
        .Select(condition => new PatternEntry([], condition));

    private static readonly Parser<Token, PatternEntry> Entry = Rules.Choose("an edge such as `a -> b`", ahead =>
        ahead[0].Is("where") && ahead.Kind(1) is not (TokenKind.LinkOut or TokenKind.LinkIn or TokenKind.LinkEither)
            ? Where
            : Edges);

    /// <summary><c>pattern { … }</c>.</summary>
    public static readonly Parser<Token, Expression> Pattern = Rules.Keyword("pattern")
        .Then(new PatternEntries(Entry).Between(TokenKind.OpenBrace, TokenKind.CloseBrace))
        .WithSpan<IReadOnlyList<PatternEntry>, Expression>((entries, span) => new PatternExpression(
            [.. entries.SelectMany(entry => entry.Edges)],
            entries.Count > 0 ? entries[^1].Where : null,
            span));

    private static IReadOnlyList<EdgePattern> MakeChain(NodePattern first, IEnumerable<Step> steps)
    {
        var edges = new List<EdgePattern>();
        var from = first;
        foreach (var step in steps)
        {
            var span = TextSpan.Covering(from.Span, step.Specification?.Span ?? step.Node.Span);
            edges.Add(new EdgePattern(from, step.Link, step.Node, step.Specification, span));
            from = step.Node;
        }

        return edges;
    }

    private sealed record Hops(int Min, int Max);

    private sealed record EdgeParts(string? Type, Hops? Hops);

    private sealed record Step(EdgeLink Link, NodePattern Node, EdgeSpecification? Specification);
}

/// <summary>Edges of one chain, or the condition at the end.</summary>
internal sealed record PatternEntry(IReadOnlyList<EdgePattern> Edges, Expression? Where);

/// <summary>The entries of a pattern: <c>where</c> comes last and may follow an edge on its line.</summary>
internal sealed class PatternEntries(Parser<Token, PatternEntry> entry) : Rule<IReadOnlyList<PatternEntry>>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out IReadOnlyList<PatternEntry> result)
    {
        var entries = new List<PatternEntry>();
        result = entries;
        while (true)
        {
            while (state.HasCurrent && state.Current.Kind is TokenKind.NewLine or TokenKind.Comma)
            {
                state.Advance(1);
            }

            if (!state.HasCurrent || state.Current.Kind is TokenKind.CloseBrace or TokenKind.End)
            {
                return true;
            }

            if (entries.Count > 0 && entries[^1].Where is not null)
            {
                return Fail(ref state, "`}` behind the condition");
            }

            if (!entry.TryParse(ref state, ref expecteds, out var next))
            {
                return false;
            }

            entries.Add(next);
            var isFollowed = state.HasCurrent
                && (state.Current.Kind is TokenKind.NewLine or TokenKind.Comma or TokenKind.CloseBrace || state.Current.Is("where"));
            if (!isFollowed)
            {
                return Fail(ref state, SyntaxErrors.EndOfEntry);
            }
        }
    }
}

/// <summary>A number of hops.</summary>
internal sealed class HopCountRule : Rule<int>
{
    private const int HopsMax = 1_000_000;

    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out int result)
    {
        result = 0;
        if (!state.HasCurrent || state.Current.Kind != TokenKind.Number
            || state.Current.Number is < 0 or > HopsMax || state.Current.Number % 1 != 0)
        {
            return Fail(ref state, "a number of hops");
        }

        result = (int)state.Current.Number;
        state.Advance(1);
        return true;
    }
}
