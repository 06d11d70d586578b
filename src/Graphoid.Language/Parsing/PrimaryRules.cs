using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>What an expression starts with.</summary>
internal static class PrimaryRules
{
    private static readonly Parser<Token, Expression> Number = Literal(TokenKind.Number, token => new NumberLiteral(token.Number, token.Span));

    private static readonly Parser<Token, Expression> String = Literal(TokenKind.String, token => new StringLiteral(token.Text, token.Span));

    private static readonly Parser<Token, Expression> Symbol = Literal(TokenKind.Symbol, token => new SymbolLiteral(token.Text, token.Span));

    private static readonly Parser<Token, Expression> Regex = Literal(TokenKind.Regex, token => new RegexLiteral(token.Text, token.Flags ?? string.Empty, token.Span));

    private static readonly Parser<Token, Expression> True = Literal(TokenKind.True, token => new BoolLiteral(true, token.Span));

    private static readonly Parser<Token, Expression> False = Literal(TokenKind.False, token => new BoolLiteral(false, token.Span));

    private static readonly Parser<Token, Expression> None = Literal(TokenKind.None, token => new NoneLiteral(token.Span));

    private static readonly Parser<Token, Expression> Super = Literal(TokenKind.Super, token => new SuperExpression(token.Span));

    private static readonly Parser<Token, Expression> Name = Literal(
        TokenKind.Identifier,
        token => token.Text == "self" ? new SelfExpression(token.Span) : new NameExpression(token.Text, token.Span));

    private static readonly Parser<Token, Expression> Parenthesized =
        Rec(() => ExpressionRules.Full.Whole).Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    private static readonly Parser<Token, Expression> BlockLiteral = Rec(() => FunctionRules.BlockLiteral);

    private static readonly Parser<Token, Expression> List = Rec(() => LiteralRules.List);

    private static readonly Parser<Token, Expression> MapLiteral = Rec(() => LiteralRules.MapLiteral);

    private static readonly Parser<Token, Expression> Interpolated = Rec(() => LiteralRules.Interpolated);

    private static readonly Parser<Token, Expression> If = Rec(() => ControlRules.IfExpression);

    private static readonly Parser<Token, Expression> Match = Rec(() => ControlRules.MatchExpression);

    private static readonly Parser<Token, Expression> Graph = Rec(() => GraphRules.Anonymous);

    private static readonly Parser<Token, Expression> GraphPattern = Rec(() => GraphPatternRules.Pattern);

    /// <summary>The name of a command call, perhaps dotted.</summary>
    public static readonly Parser<Token, Expression> CommandName = Map(
        (name, members) => members.Aggregate(name, (target, member) => new MemberExpression(
            target,
            member.Text,
            IsBang: false,
            member.Span,
            TextSpan.Covering(target.Span, member.Span))),
        Name,
        Rules.Sign(TokenKind.Dot).Then(Rules.Word).List());

    /// <summary>The rule for one of the two kinds of places.</summary>
    public static Parser<Token, Expression> Build(bool braces) => Rules.Choose("an expression", ahead => ahead.Kind() switch
    {
        TokenKind.Number => Number,
        TokenKind.String => String,
        TokenKind.StringHead => Interpolated,
        TokenKind.Symbol => Symbol,
        TokenKind.Regex => Regex,
        TokenKind.True => True,
        TokenKind.False => False,
        TokenKind.None => None,
        TokenKind.Super => Super,
        TokenKind.OpenParenthesis => Parenthesized,
        TokenKind.OpenBracket => List,
        TokenKind.OpenBrace => ahead.HasParameters(0) ? BlockLiteral : MapLiteral,
        TokenKind.If => If,
        TokenKind.Match => Match,
        TokenKind.Identifier => ChooseName(ahead, braces),
        _ => null,
    });

    /// <summary>A literal of a pattern, a parameter or a command call.</summary>
    public static Parser<Token, Expression>? LiteralFor(TokenKind kind) => kind switch
    {
        TokenKind.Number => Number,
        TokenKind.String => String,
        TokenKind.Symbol => Symbol,
        TokenKind.Regex => Regex,
        TokenKind.True => True,
        TokenKind.False => False,
        TokenKind.None => None,
        _ => null,
    };

    private static Parser<Token, Expression> ChooseName(Lookahead ahead, bool braces)
    {
        var opensBrace = ahead.Kind(1) == TokenKind.OpenBrace && !ahead[1].IsLineStart;
        return ahead[0].Text switch
        {
            "graph" when (opensBrace && braces) || ahead[1].Is("from") => Graph,
            "tree" when opensBrace || ahead[1].Is("from") => Graph,
            "pattern" when opensBrace => GraphPattern,
            _ => Name,
        };
    }

    private static Parser<Token, Expression> Literal(TokenKind kind, Func<Token, Expression> make) =>
        Rules.Sign(kind).Select(make);
}
