using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;

namespace Graphoid.Language.Parsing;

/// <summary>Chooses a rule by what comes next, so that nothing is ever read twice.</summary>
internal delegate Parser<Token, T>? Chooser<T>(Lookahead ahead);

/// <summary>Whether something particular comes next.</summary>
internal delegate bool LookaheadTest(Lookahead ahead);

/// <summary>The building blocks all grammar files use on top of Pidgin's own.</summary>
internal static class Rules
{
    private static readonly TokenRule[] Tokens = [.. Enum.GetValues<TokenKind>().Select(kind => new TokenRule(kind))];

    /// <summary>A name that is no reserved word.</summary>
    public static readonly Parser<Token, Token> Name = new WordRule(reservedToo: false, "a name");

    /// <summary>Any word, reserved or not.</summary>
    public static readonly Parser<Token, Token> Word = new WordRule(reservedToo: true, "a name");

    /// <summary>One token of a kind.</summary>
    public static Parser<Token, Token> Sign(TokenKind kind) => Tokens[(int)kind];

    /// <summary>A contextual word.</summary>
    public static Parser<Token, Token> Keyword(string word) => new ContextualRule(word);

    /// <summary>Reads the rule that the next tokens call for.</summary>
    public static Parser<Token, T> Choose<T>(string label, Chooser<T> chooser) => new ChoiceRule<T>(label, chooser);

    /// <summary>One level of nesting, counted against the limits.</summary>
    public static Parser<Token, T> Nested<T>(Parser<Token, T> rule) => new NestedRule<T>(rule);

    /// <summary>The rule with a name for messages.</summary>
    /// <remarks>Unlike Pidgin's <c>Labelled</c>, the name stands only for a rule that has not started: a half-read
    /// argument list still says that a comma was expected, not an argument list.</remarks>
    public static Parser<Token, T> Named<T>(this Parser<Token, T> rule, string label) => new LabelledRule<T>(rule, label);

    /// <summary>The rule's value together with the characters it was read from.</summary>
    public static Parser<Token, TResult> WithSpan<T, TResult>(this Parser<Token, T> rule, Func<T, TextSpan, TResult> make) =>
        new SpanRule<T, TResult>(rule, make);

    /// <summary>The rule any number of times.</summary>
    public static Parser<Token, IReadOnlyList<T>> List<T>(this Parser<Token, T> rule) => rule.Many().Select(AsList);

    /// <summary>The rule at least once with commas between, and perhaps one behind.</summary>
    public static Parser<Token, IReadOnlyList<T>> ListWithCommas<T>(this Parser<Token, T> rule) =>
        rule.SeparatedAndOptionallyTerminated(Sign(TokenKind.Comma)).Select(AsList);

    /// <summary>The rule if it starts with this token, else nothing; its absence is no news for a message.</summary>
    /// <remarks>For what may follow almost anything, such as a suffix condition: naming it each time would hide what matters.</remarks>
    public static Parser<Token, Maybe<T>> IfAhead<T>(this Parser<Token, T> rule, params TokenKind[] first)
    {
        var present = rule.Select(Maybe.Just);
        var absent = Parser<Token>.Return(default(Maybe<T>));
        return Choose(string.Empty, ahead => Array.IndexOf(first, ahead.Kind()) >= 0 ? present : absent);
    }

    /// <summary>The rule if it fits, else null.</summary>
    public static Parser<Token, T?> OrNull<T>(this Parser<Token, T> rule)
        where T : class => rule.Optional().Select(found => found.HasValue ? found.Value : null);

    /// <summary>The rule inside brackets.</summary>
    public static Parser<Token, T> Between<T>(this Parser<Token, T> rule, TokenKind open, TokenKind close) =>
        rule.Between(Sign(open), Sign(close));

    private static IReadOnlyList<T> AsList<T>(IEnumerable<T> items) => [.. items];
}

/// <summary>A view of the tokens ahead.</summary>
internal readonly ref struct Lookahead(ParseContext context, int index)
{
    /// <summary>The token a number of steps ahead; the end of the text repeats for ever.</summary>
    public Token this[int ahead] => context.Tokens[Math.Min(index + ahead, context.Tokens.Length - 1)];

    /// <summary>The kind of the token a number of steps ahead.</summary>
    public TokenKind Kind(int ahead = 0) => this[ahead].Kind;

    /// <summary>The distance to the token behind the partner of a bracket.</summary>
    public int Behind(int ahead)
    {
        var partner = context.Partners[Math.Min(index + ahead, context.Tokens.Length - 1)];
        return partner < 0 ? ahead + 1 : partner - index + 1;
    }

    /// <summary>Whether the brace at this distance opens the entries of a map or instance.</summary>
    public bool HasEntries(int ahead) =>
        ((this[ahead + 1].IsWord || Kind(ahead + 1) == TokenKind.String) && Kind(ahead + 2) == TokenKind.Colon)
        || (Kind(ahead + 1) == TokenKind.OpenBracket && Kind(Behind(ahead + 1)) == TokenKind.Colon);

    /// <summary>Whether the brace at this distance opens a block with parameters.</summary>
    public bool HasParameters(int ahead) => Kind(ahead + 1) is TokenKind.Bar or TokenKind.BarBar;
}

/// <summary>The common part of the rules that look at the tokens themselves.</summary>
internal abstract class Rule<T> : Parser<Token, T>
{
    /// <summary>What this parse knows.</summary>
    protected static ParseContext ContextOf(ref ParseState<Token> state) => (ParseContext)state.Configuration;

    /// <summary>Notes what was wanted here and fails.</summary>
    protected static bool Fail(ref ParseState<Token> state, string expected)
    {
        var location = (int)state.Location;
        ContextOf(ref state).Expect(location, expected);
        state.SetError(state.HasCurrent ? Maybe.Just(state.Current) : default, !state.HasCurrent, location, expected);
        return false;
    }
}

/// <summary>One token of a kind.</summary>
internal sealed class TokenRule(TokenKind kind) : Rule<Token>
{
    private readonly string _label = kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.End => "the end of the file",
        TokenKind.Identifier => "a name",
        TokenKind.Number => "a number",
        TokenKind.String or TokenKind.StringHead => "a string",
        TokenKind.StringMiddle or TokenKind.StringTail => "`}`",
        TokenKind.Symbol => "a symbol",
        TokenKind.Regex => "a regular expression",
        TokenKind.OpenParenthesis => "`(`",
        TokenKind.CloseParenthesis => "`)`",
        TokenKind.OpenBracket => "`[`",
        TokenKind.CloseBracket => "`]`",
        TokenKind.OpenBrace => "`{`",
        TokenKind.CloseBrace => "`}`",
        TokenKind.Comma => "`,`",
        TokenKind.Colon => "`:`",
        TokenKind.Dot => "`.`",
        TokenKind.Assign => "`=`",
        TokenKind.Arrow => "`=>`",
        TokenKind.Bar => "`|`",
        TokenKind.BarBar => "`||`",
        TokenKind.Ellipsis => "`...`",
        TokenKind.DotDot => "`..`",
        TokenKind.Star => "`*`",
        TokenKind.Less => "`<`",
        TokenKind.Greater => "`>`",
        TokenKind.Bang => "`!`",
        _ => $"`{kind.ToString().ToLowerInvariant()}`",
    };

    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Token result)
    {
        result = state.HasCurrent ? state.Current : default;
        if (!state.HasCurrent || result.Kind != kind)
        {
            return Fail(ref state, _label);
        }

        state.Advance(1);
        return true;
    }
}

/// <summary>A word.</summary>
internal sealed class WordRule(bool reservedToo, string label) : Rule<Token>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Token result)
    {
        result = state.HasCurrent ? state.Current : default;
        if (!state.HasCurrent || !(reservedToo ? result.IsWord : result.Kind == TokenKind.Identifier))
        {
            return Fail(ref state, label);
        }

        state.Advance(1);
        return true;
    }
}

/// <summary>A word that is a keyword only here.</summary>
internal sealed class ContextualRule(string word) : Rule<Token>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out Token result)
    {
        result = state.HasCurrent ? state.Current : default;
        if (!state.HasCurrent || !result.Is(word))
        {
            return Fail(ref state, $"`{word}`");
        }

        state.Advance(1);
        return true;
    }
}

/// <summary>The rule that the next tokens call for.</summary>
internal sealed class ChoiceRule<T>(string label, Chooser<T> chooser) : Rule<T>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out T result)
    {
        var chosen = chooser(new Lookahead(ContextOf(ref state), (int)state.Location));
        if (chosen is not null)
        {
            return chosen.TryParse(ref state, ref expecteds, out result!);
        }

        result = default!;
        return Fail(ref state, label);
    }
}

/// <summary>A rule with a name for messages.</summary>
internal sealed class LabelledRule<T>(Parser<Token, T> rule, string label) : Rule<T>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out T result)
    {
        var start = (int)state.Location;
        var context = ContextOf(ref state);
        var count = context.CountAt(start);
        if (rule.TryParse(ref state, ref expecteds, out result!))
        {
            return true;
        }

        if ((int)state.Location == start && context.Furthest == start)
        {
            context.Replace(start, count, label);
        }

        return false;
    }
}

/// <summary>A rule with the characters it was read from.</summary>
internal sealed class SpanRule<T, TResult>(Parser<Token, T> rule, Func<T, TextSpan, TResult> make) : Rule<TResult>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out TResult result)
    {
        var context = ContextOf(ref state);
        var start = (int)state.Location;
        if (!rule.TryParse(ref state, ref expecteds, out var value))
        {
            result = default!;
            return false;
        }

        var first = context.Tokens[Math.Min(start, context.Tokens.Length - 1)].Span;
        var end = (int)state.Location;
        result = make(value, end == start ? new TextSpan(first.Start, 0) : TextSpan.Covering(first, context.Tokens[end - 1].Span));
        return true;
    }
}

/// <summary>The limits on how deep a program may be nested.</summary>
internal static class NestedRule
{
    /// <summary>Nested expressions and blocks; one more is GR1008. Keeps the parser within a small stack.</summary>
    public const int DepthMax = 400;

    /// <summary>Levels of the tree, chains of operators and calls included; one more is GR1008. Keeps every later pass
    /// over the tree within its stack.</summary>
    public const int HeightMax = 2_000;
}

/// <summary>One level of nesting, counted against the limits.</summary>
internal sealed class NestedRule<T>(Parser<Token, T> rule) : Rule<T>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out T result)
    {
        var context = ContextOf(ref state);
        if (context.Depth >= NestedRule.DepthMax || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.Abort((int)state.Location);
        }

        if (context.IsAborted)
        {
            result = default!;
            return Fail(ref state, "less nesting");
        }

        var siblings = context.Height;
        context.Height = 0;
        context.Depth++;
        var success = rule.TryParse(ref state, ref expecteds, out result!);
        context.Depth--;
        context.Height = Math.Max(siblings, context.Height + 1);
        if (context.Height > NestedRule.HeightMax)
        {
            context.Abort((int)state.Location);
            return Fail(ref state, "less nesting");
        }

        return success;
    }
}
