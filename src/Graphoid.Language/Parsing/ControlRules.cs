using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Constructs that choose: <c>if</c> and <c>match</c>, as values and as statements.</summary>
internal static class ControlRules
{
    private static readonly Parser<Token, Block> Block = Rec(() => FunctionRules.Block);

    private static readonly Parser<Token, Expression> Condition = Rec(() => ExpressionRules.Header.Whole);

    private static readonly Parser<Token, Block> ValueAsBlock = Rec(() => ExpressionRules.Full.Whole)
        .Select(value => new Block([new ExpressionStatement(value, value.Span)], value.Span));

    private static readonly Parser<Token, Block> StatementAsBlock = Rec(() => StatementRules.Simple)
        .Select(statement => new Block([statement], statement.Span));

    /// <summary><c>if</c> as a value.</summary>
    public static readonly Parser<Token, Expression> IfExpression = BuildIf(ValueAsBlock);

    /// <summary><c>if</c> as a statement: behind <c>then</c> any simple statement may stand.</summary>
    public static readonly Parser<Token, Expression> IfStatement = BuildIf(StatementAsBlock);

    private static readonly Parser<Token, IReadOnlyList<Pattern>> Alternatives = Rec(() => PatternRules.Any)
        .SeparatedAtLeastOnce(Rules.Sign(TokenKind.Bar))
        .Select(patterns => (IReadOnlyList<Pattern>)[.. patterns]);

    private static readonly Parser<Token, Block> ArmStatement = Rec(() => StatementRules.Statement)
        .Select(statement => new Block([statement], statement.Span));

    private static readonly Parser<Token, Block> ArmBody = Rules.Choose("a block or a value", ahead =>
        FunctionRules.OpensBlock(ahead) ? Block : ArmStatement);

    private static readonly Parser<Token, MatchArm> Arm = Map(
            (patterns, guard, _, body) => (patterns, guard, body),
            Alternatives,
            Rules.Sign(TokenKind.If).Then(Rec(() => ExpressionRules.Full.Operators)).OrNull(),
            Rules.Sign(TokenKind.Arrow),
            ArmBody)
        .WithSpan((part, span) => new MatchArm(part.patterns, part.guard, part.body, span));

    /// <summary><c>match value { pattern => body }</c>.</summary>
    public static readonly Parser<Token, Expression> MatchExpression = Map(
            (_, subject, arms) => (subject, arms),
            Rules.Sign(TokenKind.Match),
            Condition,
            Rules.Nested(new RecoveringList<MatchArm>(Arm, commas: true, SyntaxErrors.EndOfEntry)
                .Between(TokenKind.OpenBrace, TokenKind.CloseBrace)))
        .WithSpan<(Expression Subject, IReadOnlyList<MatchArm> Arms), Expression>((part, span) =>
            new MatchExpression(part.Subject, part.Arms, span));

    private static Parser<Token, Expression> BuildIf(Parser<Token, Block> shortBody)
    {
        var thenBody = Rules.Sign(TokenKind.Then).Then(shortBody);
        var branch = Map(
                (_, condition, body) => (condition, body),
                Rules.Sign(TokenKind.If),
                Condition,
                Rules.Choose("`{`", ahead => ahead.Kind() switch
                {
                    TokenKind.OpenBrace => Block,
                    TokenKind.Then => thenBody,
                    _ => null,
                }))
            .WithSpan((part, span) => new IfBranch(part.condition, part.body, span));
        var otherwise = Rules.Sign(TokenKind.Else)
            .Then(Rules.Choose("`{` or `if`", ahead => FunctionRules.OpensBlock(ahead) ? Block : shortBody));
        return new IfChainRule(branch, otherwise);
    }
}

/// <summary><c>if</c> with any number of <c>else if</c>, without recursion.</summary>
/// <param name="branch">One condition with its body.</param>
/// <param name="otherwise">The last <c>else</c>.</param>
internal sealed class IfChainRule(Parser<Token, IfBranch> branch, Parser<Token, Block> otherwise) : Rule<Expression>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Expression result)
    {
        var context = ContextOf(ref state);
        var branches = new List<IfBranch>();
        Block? last = null;
        result = null!;
        do
        {
            if (!branch.TryParse(ref state, ref expecteds, out var next))
            {
                return false;
            }

            branches.Add(next);
        }
        while (SkipElseBeforeIf(ref state, context));

        if (state.HasCurrent && state.Current.Kind == TokenKind.Else
            && !otherwise.TryParse(ref state, ref expecteds, out last))
        {
            return false;
        }

        var span = TextSpan.Covering(branches[0].Span, last?.Span ?? branches[^1].Span);
        result = new IfExpression(branches, last, span);
        return true;
    }

    private static bool SkipElseBeforeIf(ref ParseState<Token> state, ParseContext context)
    {
        if (!state.HasCurrent || state.Current.Kind != TokenKind.Else || context.Tokens[(int)state.Location + 1].Kind != TokenKind.If)
        {
            return false;
        }

        state.Advance(1);
        return true;
    }
}
