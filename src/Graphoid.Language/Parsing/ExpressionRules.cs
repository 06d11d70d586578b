using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Expressions, twice: as they stand anywhere, and as they stand in a header before a body in braces.</summary>
/// <remarks>Inside any bracket, argument list or block the full form is used again.</remarks>
internal sealed class ExpressionRules
{
    /// <summary>Where <c>{</c> may belong to the expression.</summary>
    public static readonly ExpressionRules Full = new(braces: true);

    /// <summary>Where <c>{</c> opens the body of the statement (NOBRACE in the reference).</summary>
    public static readonly ExpressionRules Header = new(braces: false);

    private ExpressionRules(bool braces)
    {
        var primary = PrimaryRules.Build(braces);
        Postfix = new PostfixRule(primary, braces);
        var task = Rec(() => FunctionRules.Block).Select(block => (Task: (Block?)block, Actor: (Expression?)null));
        var actor = Postfix.Select(value => (Task: (Block?)null, Actor: (Expression?)value));
        var spawn = Sign(TokenKind.Spawn)
            .Then(Rules.Choose("a block or a graph to start", ahead => ahead.Kind() == TokenKind.OpenBrace ? task : actor))
            .WithSpan<(Block? Task, Expression? Actor), Expression>((body, span) => new SpawnExpression(body.Task, body.Actor, span));
        var operand = Rules.Choose("an expression", ahead => ahead.Kind() == TokenKind.Spawn ? spawn : Postfix);
        Operators = new OperatorRule(operand).Named("an expression");

        var whole = Rec(() => Whole!);
        Suffix = BuildSuffix(whole).IfAhead(TokenKind.If, TokenKind.Unless).Select<SuffixPart?>(found => found.GetValueOrDefault());
        var inlineIf = Map((value, suffix) => suffix is null ? value : suffix.ApplyTo(value), Operators, Suffix);
        var lambda = FunctionRules.BuildLambda(whole);
        var function = Rec(() => FunctionRules.Anonymous);
        Plain = Rules.Nested(Rules.Choose(
            "an expression",
            ahead => IsLambda(ahead) ? lambda : ahead.Kind() == TokenKind.Fn ? function : Operators));
        Whole = Rules.Nested(Rules.Choose(
            "an expression",
            ahead => IsLambda(ahead) ? lambda : ahead.Kind() == TokenKind.Fn ? function : inlineIf));
    }

    /// <summary>Any expression (<c>expr</c>).</summary>
    public Parser<Token, Expression> Whole { get; }

    /// <summary>An expression without a suffix condition of its own: the statement takes the suffix.</summary>
    public Parser<Token, Expression> Plain { get; }

    /// <summary>Operators and their operands (<c>orExpr</c>).</summary>
    public Parser<Token, Expression> Operators { get; }

    /// <summary>A primary with its calls, indexes and members.</summary>
    public Parser<Token, Expression> Postfix { get; }

    /// <summary><c>if c [else e]</c> or <c>unless c</c> behind a value, or null.</summary>
    public Parser<Token, SuffixPart?> Suffix { get; }

    private static Parser<Token, Token> Sign(TokenKind kind) => Rules.Sign(kind);

    /// <summary><c>x =></c>, or parentheses with <c>=></c> behind them.</summary>
    private static bool IsLambda(Lookahead ahead) => ahead.Kind() switch
    {
        TokenKind.Identifier => ahead.Kind(1) == TokenKind.Arrow,
        TokenKind.OpenParenthesis => ahead.Kind(ahead.Behind(0)) == TokenKind.Arrow,
        _ => false,
    };

    private Parser<Token, SuffixPart> BuildSuffix(Parser<Token, Expression> whole)
    {
        var whenTrue = Map(
            (_, condition, otherwise) => new SuffixPart(condition, IsNegated: false, otherwise),
            Sign(TokenKind.If),
            Operators,
            Sign(TokenKind.Else).Then(whole).IfAhead(TokenKind.Else).Select<Expression?>(found => found.GetValueOrDefault()));
        var whenFalse = Sign(TokenKind.Unless).Then(Operators)
            .Select(condition => new SuffixPart(condition, IsNegated: true, null));
        return OneOf(whenTrue, whenFalse);
    }
}

/// <summary>A condition behind a value or a statement.</summary>
internal sealed record SuffixPart(Expression Condition, bool IsNegated, Expression? Otherwise)
{
    /// <summary>The value form: none when the condition does not hold and nothing else is given.</summary>
    public Expression ApplyTo(Expression value) => new SuffixConditional(
        value,
        Condition,
        IsNegated,
        Otherwise,
        TextSpan.Covering(value.Span, (Otherwise ?? Condition).Span));

    /// <summary>The statement form: skips the whole statement. With <c>else</c> there is no such form.</summary>
    public SuffixStatement ApplyTo(Statement statement) =>
        new(statement, Condition, IsNegated, TextSpan.Covering(statement.Span, Condition.Span));
}
