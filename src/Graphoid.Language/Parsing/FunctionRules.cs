using Graphoid.Language.Syntax;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Blocks, parameters, lambdas and the bodies of functions.</summary>
internal static class FunctionRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    private static readonly Parser<Token, IReadOnlyList<Statement>> Statements =
        new RecoveringList<Statement>(Rec(() => StatementRules.Statement), commas: false, SyntaxErrors.EndOfStatement);

    /// <summary>Statements in braces.</summary>
    public static readonly Parser<Token, Block> Block = Rules.Nested(
        Statements.Between(TokenKind.OpenBrace, TokenKind.CloseBrace).WithSpan((statements, span) => new Block(statements, span)));

    /// <summary><c>=> expression</c>; statements in braces are no expression, unlike the body of a lambda.</summary>
    private static readonly Parser<Token, Expression> ShortBody = Rules.Sign(TokenKind.Arrow).Then(
        Rules.Choose("an expression", ahead => OpensBlock(ahead) && ahead.Kind(1) != TokenKind.CloseBrace ? null : Value));

    private static readonly Parser<Token, Parameter> NamedParameter = Map(
            (type, name, value) => (type, name, value),
            Rules.Choose("a name", ahead => ahead.Kind(1) == TokenKind.Identifier ? TypeOfParameter! : NoType),
            Rules.Name,
            Rules.Sign(TokenKind.Assign).Then(Value).OrNull())
        .WithSpan((part, span) => new Parameter(part.name.Text, part.type, part.value, IsRest: false, null, span));

    private static readonly Parser<Token, string?> TypeOfParameter = Rules.Name.Select(name => (string?)name.Text);

    private static readonly Parser<Token, string?> NoType = Parser<Token>.Return<string?>(null);

    private static readonly Parser<Token, Parameter> RestParameter = Rules.Sign(TokenKind.Ellipsis)
        .Then(Rules.Name)
        .WithSpan((name, span) => new Parameter(name.Text, null, null, IsRest: true, null, span));

    private static readonly Parser<Token, Parameter> LiteralParameter = Rec(() => PatternRules.Constant)
        .Select(literal => new Parameter(null, null, null, IsRest: false, literal, literal.Span));

    private static readonly Parser<Token, Parameter> Parameter = Rules.Choose(SyntaxErrors.AParameter, ahead => ahead.Kind() switch
    {
        TokenKind.Ellipsis => RestParameter,
        TokenKind.Identifier => NamedParameter,
        TokenKind.Minus => LiteralParameter,
        var kind => PrimaryRules.LiteralFor(kind) is null ? null : LiteralParameter,
    });

    /// <summary><c>(a, b = 1, ...rest)</c>.</summary>
    public static readonly Parser<Token, IReadOnlyList<Parameter>> Parameters = Parameter
        .ListWithCommas()
        .Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    private static readonly Parser<Token, FunctionClause> Clause = Map(
            (pattern, guard, value) => (pattern, guard, value),
            Rec(() => PatternRules.Any).Between(Rules.Sign(TokenKind.Bar)),
            Rules.Sign(TokenKind.If).Then(Rec(() => ExpressionRules.Full.Operators)).OrNull(),
            ShortBody)
        .WithSpan((part, span) => new FunctionClause(part.pattern, part.guard, part.value, span));

    private static readonly Parser<Token, FunctionBody> Clauses =
        new RecoveringList<FunctionClause>(Clause, commas: false, SyntaxErrors.EndOfStatement)
            .Between(TokenKind.OpenBrace, TokenKind.CloseBrace)
            .Select(clauses => new FunctionBody(null, null, clauses));

    private static readonly Parser<Token, FunctionBody> BlockBody = Block.Select(block => new FunctionBody(block, null, null));

    private static readonly Parser<Token, FunctionBody> ValueBody = ShortBody.Select(value => new FunctionBody(null, value, null));

    /// <summary>A block, <c>=> e</c>, or clauses between bars.</summary>
    public static readonly Parser<Token, FunctionBody> Body = Rules.Choose(SyntaxErrors.BodyOfFunction, ahead => ahead.Kind() switch
    {
        TokenKind.Arrow => ValueBody,
        TokenKind.OpenBrace => ahead.Kind(1) == TokenKind.Bar ? Clauses : BlockBody,
        _ => null,
    });

    /// <summary><c>fn(x) { … }</c> or <c>fn(x) => e</c>.</summary>
    public static readonly Parser<Token, Expression> Anonymous = Map(
            (_, parameters, body) => (parameters, body),
            Rules.Sign(TokenKind.Fn),
            Parameters,
            Rules.Choose(SyntaxErrors.BodyOfFunction, ahead => ahead.Kind() switch
            {
                TokenKind.Arrow => ValueBody,
                TokenKind.OpenBrace => BlockBody,
                _ => null,
            }))
        .WithSpan<(IReadOnlyList<Parameter> Parameters, FunctionBody Body), Expression>((part, span) =>
            new LambdaExpression(LambdaForm.AnonymousFunction, part.Parameters, part.Body.Block, part.Body.Value, span));

    private static readonly Parser<Token, Parameter> PlainParameter = Rules.Name.Select(PlainParameterOf);

    private static readonly Parser<Token, IReadOnlyList<Parameter>> SomeBlockParameters =
        PlainParameter.ListWithCommas().Between(Rules.Sign(TokenKind.Bar));

    private static readonly Parser<Token, IReadOnlyList<Parameter>> NoBlockParameters =
        Rules.Sign(TokenKind.BarBar).ThenReturn<IReadOnlyList<Parameter>>([]);

    private static readonly Parser<Token, IReadOnlyList<Parameter>> BlockParameters = Rules.Choose(
        "the parameters of the block",
        ahead => ahead.Kind() switch
        {
            TokenKind.Bar => SomeBlockParameters,
            TokenKind.BarBar => NoBlockParameters,
            _ => Implicit!,
        });

    private static readonly Parser<Token, IReadOnlyList<Parameter>> Implicit = Parser<Token>.Return<IReadOnlyList<Parameter>>([]);

    /// <summary><c>{ |x| statements }</c>, the parameters being optional behind a call.</summary>
    public static readonly Parser<Token, Expression> BlockLiteral = Rules.Nested(Map(
            (_, parameters, body, _) => (parameters, body),
            Rules.Sign(TokenKind.OpenBrace),
            BlockParameters,
            Statements.WithSpan((statements, span) => new Block(statements, span)),
            Rules.Sign(TokenKind.CloseBrace))
        .WithSpan<(IReadOnlyList<Parameter> Parameters, Block Body), Expression>((part, span) =>
            new LambdaExpression(LambdaForm.BlockLiteral, part.Parameters, part.Body with { Span = span }, null, span)));

    private static readonly Parser<Token, IReadOnlyList<Parameter>> LambdaParameters = Rules.Choose("a parameter", ahead =>
        ahead.Kind() == TokenKind.OpenParenthesis ? LambdaParameterList! : LambdaParameter!);

    private static readonly Parser<Token, IReadOnlyList<Parameter>> LambdaParameter =
        PlainParameter.Select<IReadOnlyList<Parameter>>(parameter => [parameter]);

    private static readonly Parser<Token, IReadOnlyList<Parameter>> LambdaParameterList = PlainParameter
        .ListWithCommas()
        .Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    /// <summary><c>x => body</c> for one of the two kinds of places.</summary>
    public static Parser<Token, Expression> BuildLambda(Parser<Token, Expression> value)
    {
        var blockBody = Rec(() => BlockBody);
        var valueBody = value.Select(result => new FunctionBody(null, result, null));
        return Map(
                (parameters, _, body) => (parameters, body),
                Rec(() => LambdaParameters),
                Rules.Sign(TokenKind.Arrow),
                Rules.Choose("an expression or a block", ahead => OpensBlock(ahead) ? blockBody : valueBody))
            .WithSpan<(IReadOnlyList<Parameter> Parameters, FunctionBody Body), Expression>((part, span) => new LambdaExpression(
                part.Body.Block is null ? LambdaForm.Arrow : LambdaForm.ArrowBlock,
                part.Parameters,
                part.Body.Block,
                part.Body.Value,
                span));
    }

    /// <summary>Behind <c>=></c> a brace opens a block unless entries of a map, or parameters, follow.</summary>
    public static bool OpensBlock(Lookahead ahead) =>
        ahead.Kind() == TokenKind.OpenBrace && !ahead.HasEntries(0) && !ahead.HasParameters(0);

    private static Parameter PlainParameterOf(Token name) => new(name.Text, null, null, IsRest: false, null, name.Span);
}

/// <summary>The body of a function in one of its three forms.</summary>
internal sealed record FunctionBody(Block? Block, Expression? Value, IReadOnlyList<FunctionClause>? Clauses);
