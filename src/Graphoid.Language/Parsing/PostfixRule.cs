using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>A primary and everything applied to it: calls, indexes, members, instance literals and trailing blocks.</summary>
/// <remarks>A loop, so that long chains need no stack. Everything must start on the line of what it applies to; only a
/// <c>.name</c> may start a line, and the layout pass has then removed the line end.</remarks>
/// <param name="primary">What the chain starts with.</param>
/// <param name="braces">False in headers, where <c>{</c> opens the body of the statement.</param>
internal sealed class PostfixRule(Parser<Token, Expression> primary, bool braces) : Rule<Expression>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Expression result)
    {
        if (!primary.TryParse(ref state, ref expecteds, out result!))
        {
            return false;
        }

        var context = ContextOf(ref state);
        while (state.HasCurrent)
        {
            var link = ChooseLink(result, new Lookahead(context, (int)state.Location));
            if (link is null)
            {
                return true;
            }

            if (++context.Height > NestedRule.HeightMax)
            {
                context.Abort((int)state.Location);
                return Fail(ref state, "less nesting");
            }

            if (!link.TryParse(ref state, ref expecteds, out var apply))
            {
                return false;
            }

            result = apply(result);
        }

        return true;
    }

    private Parser<Token, Func<Expression, Expression>>? ChooseLink(Expression target, Lookahead ahead)
    {
        var next = ahead[0];
        switch (next.Kind)
        {
            case TokenKind.Dot:
                return PostfixLinks.Member;
            case TokenKind.OpenParenthesis when !next.IsLineStart:
                return PostfixLinks.Call;
            case TokenKind.OpenBracket when !next.IsLineStart:
                return PostfixLinks.Index;
            case TokenKind.OpenBrace when !next.IsLineStart:
                return ChooseBraces(target, ahead);
            default:
                return null;
        }
    }

    /// <summary>What a brace behind an expression means: entries, a block, or nothing of ours.</summary>
    private Parser<Token, Func<Expression, Expression>>? ChooseBraces(Expression target, Lookahead ahead)
    {
        var isNamed = target is NameExpression or MemberExpression;
        if (!isNamed && target is not CallExpression)
        {
            return null;
        }

        if (ahead.HasParameters(0))
        {
            return PostfixLinks.TrailingBlock;
        }

        if (!braces)
        {
            return null;
        }

        if (ahead.HasEntries(0) || (isNamed && ahead.Kind(1) == TokenKind.CloseBrace))
        {
            return isNamed ? PostfixLinks.Instance : null;
        }

        return PostfixLinks.TrailingBlock;
    }
}

/// <summary>The links of a postfix chain; each yields what to do with the expression before it.</summary>
internal static class PostfixLinks
{
    /// <summary><c>.name</c> or <c>.name!</c>.</summary>
    public static readonly Parser<Token, Func<Expression, Expression>> Member = Map<Token, Token, Token, Maybe<Token>, Func<Expression, Expression>>(
        (_, name, bang) => target => new MemberExpression(
            target,
            name.Text,
            bang.HasValue,
            name.Span,
            TextSpan.Covering(target.Span, bang.HasValue ? bang.Value.Span : name.Span)),
        Rules.Sign(TokenKind.Dot),
        Rules.Word,
        GluedBang.Instance.Optional());

    /// <summary><c>(arguments)</c>.</summary>
    public static readonly Parser<Token, Func<Expression, Expression>> Call = ArgumentRules.List
        .WithSpan<IReadOnlyList<Argument>, Func<Expression, Expression>>((arguments, span) => target =>
            new CallExpression(target, arguments, span, TextSpan.Covering(target.Span, span)));

    /// <summary><c>[index]</c> or a slice.</summary>
    public static readonly Parser<Token, Func<Expression, Expression>> Index = ArgumentRules.Index
        .WithSpan<IndexParts, Func<Expression, Expression>>((parts, span) => target =>
            parts.IsSlice
                ? new SliceExpression(target, parts.From, parts.To, parts.Step, TextSpan.Covering(target.Span, span))
                : new IndexExpression(target, parts.From!, TextSpan.Covering(target.Span, span)));

    /// <summary><c>{ property: value }</c>.</summary>
    public static readonly Parser<Token, Func<Expression, Expression>> Instance = LiteralRules.Entries
        .WithSpan<IReadOnlyList<MapEntry>, Func<Expression, Expression>>((entries, span) => target =>
            new InstanceExpression(target, entries, TextSpan.Covering(target.Span, span)));

    /// <summary><c>{ |x| statements }</c> behind a call or a name.</summary>
    public static readonly Parser<Token, Func<Expression, Expression>> TrailingBlock = FunctionRules.BlockLiteral
        .Select<Func<Expression, Expression>>(block => target => WithBlock(target, block));

    /// <summary>The call with the block as its last argument.</summary>
    public static CallExpression WithBlock(Expression target, Expression block)
    {
        var argument = new Argument(null, block, IsSpread: false, IsWriteBack: false, default, block.Span);
        var span = TextSpan.Covering(target.Span, block.Span);
        return target is CallExpression call
            ? call with { Arguments = [.. call.Arguments, argument], Span = span }
            : new CallExpression(target, [argument], block.Span, span);
    }
}

/// <summary>A bang that belongs to the member name before it.</summary>
internal sealed class GluedBang : Rule<Token>
{
    /// <summary>The only one.</summary>
    public static readonly GluedBang Instance = new();

    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Token result)
    {
        result = state.HasCurrent ? state.Current : default;
        if (result.Kind != TokenKind.Bang || !result.IsGluedLeft)
        {
            state.SetError(default, !state.HasCurrent, (int)state.Location, null);
            return false;
        }

        state.Advance(1);
        return true;
    }
}
