using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;

namespace Graphoid.Language.Parsing;

/// <summary>Expressions of prefix and infix operators, by precedence climbing over <see cref="OperatorTable"/>.</summary>
/// <remarks>One frame per operator that binds tighter than the one before it: chains of one operator, and prefixes, are
/// loops. Pidgin's own expression builder would take several frames per precedence level and operand.</remarks>
/// <param name="operand">What the operators stand between: a postfix chain or <c>spawn</c>.</param>
internal sealed class OperatorRule(Parser<Token, Expression> operand) : Rule<Expression>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Expression result) =>
        TryClimb(ref state, ref expecteds, Precedence.Or, out result);

    private bool TryClimb(
        ref ParseState<Token> state,
        ref PooledList<Expected<Token>> expecteds,
        Precedence loosest,
        out Expression result)
    {
        if (!TryPrefixed(ref state, ref expecteds, loosest, out result))
        {
            return false;
        }

        var context = ContextOf(ref state);
        while (FindInfix(ref state, context) is { } infix && infix.Precedence >= loosest)
        {
            var sign = state.Current;
            var isNegatedIn = infix == OperatorTable.NotIn;
            var signSpan = isNegatedIn
                ? TextSpan.Covering(sign.Span, context.Tokens[(int)state.Location + 1].Span)
                : sign.Span;
            state.Advance(isNegatedIn ? 2 : 1);
            if (!Deepen(ref state, context))
            {
                return false;
            }

            if (infix.IsRightAssociative)
            {
                if (!TryPowers(ref state, ref expecteds, result, sign, out result))
                {
                    return false;
                }

                continue;
            }

            if (!TryClimb(ref state, ref expecteds, infix.Precedence + 1, out var right))
            {
                return false;
            }

            var span = TextSpan.Covering(result.Span, right.Span);
            result = infix.Operator is { } meaning
                ? new BinaryExpression(meaning, sign.IsElementWise, result, right, signSpan, span)
                : new RangeExpression(result, right, sign.Kind == TokenKind.DotDot, span);
            if (infix.IsNonAssociative && FindInfix(ref state, context) is { IsNonAssociative: true })
            {
                return Fail(ref state, SyntaxErrors.EndOfStatement);
            }
        }

        return true;
    }

    /// <summary>The rest of <c>a ** b ** c</c>, which groups from the right; a loop, because the chain may be long.</summary>
    private bool TryPowers(
        ref ParseState<Token> state,
        ref PooledList<Expected<Token>> expecteds,
        Expression first,
        Token sign,
        out Expression result)
    {
        var context = ContextOf(ref state);
        var operands = new List<Expression> { first };
        var signs = new List<Token> { sign };
        result = first;
        while (true)
        {
            if (!TryPrefixed(ref state, ref expecteds, Precedence.Unary, out var next))
            {
                return false;
            }

            operands.Add(next);
            if (FindInfix(ref state, context) is not { IsRightAssociative: true })
            {
                break;
            }

            signs.Add(state.Current);
            state.Advance(1);
            if (!Deepen(ref state, context))
            {
                return false;
            }
        }

        result = operands[^1];
        for (var i = signs.Count - 1; i >= 0; i--)
        {
            var left = operands[i];
            result = new BinaryExpression(
                BinaryOperator.Power,
                signs[i].IsElementWise,
                left,
                result,
                signs[i].Span,
                TextSpan.Covering(left.Span, result.Span));
        }

        return true;
    }

    /// <summary>Prefix operators and the operand behind them, without recursion however many there are.</summary>
    private bool TryPrefixed(
        ref ParseState<Token> state,
        ref PooledList<Expected<Token>> expecteds,
        Precedence loosest,
        out Expression result)
    {
        var context = ContextOf(ref state);
        List<Token>? prefixes = null;
        var isLoose = state.HasCurrent && IsNegation(state.Current.Kind);
        while (state.HasCurrent && (isLoose ? IsNegation(state.Current.Kind) : IsTightPrefix(state.Current)))
        {
            (prefixes ??= []).Add(state.Current);
            state.Advance(1);
            if (!Deepen(ref state, context))
            {
                result = null!;
                return false;
            }
        }

        if (prefixes is null)
        {
            return operand.TryParse(ref state, ref expecteds, out result!);
        }

        // `not a == b` negates the comparison, `-a ** b` only the first operand.
        var success = isLoose
            ? TryClimb(ref state, ref expecteds, loosest > Precedence.Not ? loosest : Precedence.Equality, out result)
            : operand.TryParse(ref state, ref expecteds, out result!);
        if (!success)
        {
            return false;
        }

        for (var i = prefixes.Count - 1; i >= 0; i--)
        {
            var span = TextSpan.Covering(prefixes[i].Span, result.Span);
            result = prefixes[i].Kind switch
            {
                TokenKind.Await => new AwaitExpression(result, span),
                TokenKind.Minus => new UnaryExpression(UnaryOperator.Negate, result, span),
                TokenKind.Tilde => new UnaryExpression(UnaryOperator.Complement, result, span),
                _ => new UnaryExpression(UnaryOperator.Not, result, span),
            };
        }

        return true;
    }

    private static bool IsNegation(TokenKind kind) => kind is TokenKind.Not or TokenKind.Bang;

    private static bool IsTightPrefix(Token token) =>
        !token.IsElementWise && (token.Kind is TokenKind.Minus or TokenKind.Tilde or TokenKind.Await);

    private static InfixOperator? FindInfix(ref ParseState<Token> state, ParseContext context)
    {
        if (!state.HasCurrent)
        {
            return null;
        }

        var next = context.Tokens[Math.Min((int)state.Location + 1, context.Tokens.Length - 1)].Kind;
        return state.Current.Kind switch
        {
            TokenKind.Not => next == TokenKind.In ? OperatorTable.NotIn : null,
            // `xs...` spreads a list over the arguments.
            TokenKind.Ellipsis when next is TokenKind.Comma or TokenKind.CloseParenthesis or TokenKind.CloseBracket => null,
            _ => OperatorTable.Find(state.Current),
        };
    }

    /// <summary>Counts one more level of the tree; false when there are too many.</summary>
    private static bool Deepen(ref ParseState<Token> state, ParseContext context)
    {
        if (++context.Height <= NestedRule.HeightMax)
        {
            return true;
        }

        context.Abort((int)state.Location);
        return Fail(ref state, "less nesting");
    }
}
