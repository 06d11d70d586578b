using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

/// <summary>Decides between which neighbours on one line a blank stands.</summary>
/// <remarks>Feeds on the tokens in order; keeps the open brackets, because a colon, a bar or a star means something else in
/// each of them.</remarks>
internal sealed class TokenSpacing(FormatMarks marks)
{
    private readonly Stack<Bracket> _open = new();
    private Token _previous = new(TokenKind.NewLine, default, TokenTraits.None, string.Empty);
    private Token _beforePrevious;
    private bool _isInTypeArguments;
    private bool _isTypedDeclaration;
    private bool _isTiedBehind;

    private enum BracketKind
    {
        Round,
        List,
        Index,
        Edge,
        Brace,
        Text,
    }

    /// <summary>Takes the next token.</summary>
    /// <returns>Whether a blank stands before it, if it stands on the line of the one before it.</returns>
    public bool Next(Token token)
    {
        var (before, behind) = Sides(token);
        var tight = before || _isTiedBehind;
        if (tight && WouldMerge(token))
        {
            tight = false;
        }

        if (_previous.Kind == TokenKind.OpenBrace && token.Kind == TokenKind.CloseBrace)
        {
            tight = true;
        }

        _isTiedBehind = behind;
        _beforePrevious = _previous;
        _previous = token;
        return !tight;
    }

    /// <summary>Whether the token is tied to its left and to its right neighbour; also keeps the brackets.</summary>
    private (bool Before, bool Behind) Sides(Token token)
    {
        var inside = _open.TryPeek(out var bracket) ? bracket.Kind : BracketKind.Brace;
        switch (token.Kind)
        {
            case TokenKind.OpenParenthesis:
                _open.Push(new Bracket(BracketKind.Round));
                return (IsCall(token), true);
            case TokenKind.OpenBracket:
                var kind = marks.EdgeBrackets.ContainsKey(token.Span.Start) ? BracketKind.Edge
                    : EndsOperand(_previous) && !token.IsLineStart ? BracketKind.Index
                    : BracketKind.List;
                _open.Push(new Bracket(kind));
                return (kind == BracketKind.Index, true);
            case TokenKind.OpenBrace:
                _open.Push(new Bracket(BracketKind.Brace) { HasParameters = marks.BlockBraces.Contains(token.Span.Start) });
                return (false, false);
            case TokenKind.StringHead:
                _open.Push(new Bracket(BracketKind.Text));
                return (false, true);
            case TokenKind.StringMiddle:
                return (true, true);
            case TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.StringTail:
                _open.TryPop(out _);
                return (true, false);
            case TokenKind.CloseBrace:
                _open.TryPop(out _);
                return (false, false);
            case TokenKind.Bar or TokenKind.BarBar:
                return Bars(token);
            case TokenKind.Comma:
                return (true, false);
            case TokenKind.Dot or TokenKind.DotDot:
                return (true, true);
            case TokenKind.Ellipsis:
                // Spread behind a value or before it, and ranges.
                return (EndsOperand(_previous), true);
            case TokenKind.Colon:
                return (true, inside == BracketKind.Index);
            case TokenKind.Less when _isTypedDeclaration:
                (_isTypedDeclaration, _isInTypeArguments) = (false, true);
                return (true, true);
            case TokenKind.Greater when _isInTypeArguments:
                _isInTypeArguments = false;
                return (true, false);
            case TokenKind.Minus or TokenKind.Tilde when !token.IsElementWise && !marks.InfixSigns.Contains(token.Span.Start):
                return (false, true);
            case TokenKind.Bang:
                return marks.PrefixSigns.Contains(token.Span.Start) ? (false, true) : (true, false);
            default:
                _isTypedDeclaration |= marks.TypedDeclarations.Contains(token.Span.Start);
                return (inside == BracketKind.Edge, inside == BracketKind.Edge);
        }
    }

    private (bool Before, bool Behind) Bars(Token token)
    {
        if (token.Kind == TokenKind.BarBar || !_open.TryPop(out var bracket))
        {
            return (false, false);
        }

        var opens = marks.ClauseBars.Contains(token.Span.Start)
            || (bracket.HasParameters && !bracket.IsBetweenBars && _previous.Kind == TokenKind.OpenBrace);
        var closes = bracket.IsBetweenBars && !opens;
        _open.Push(bracket with { IsBetweenBars = opens });
        return (closes, opens);
    }

    private bool IsCall(Token parenthesis) =>
        marks.CallParentheses.Contains(parenthesis.Span.Start)
        || _previous.Kind == TokenKind.Fn
        || (_previous.Kind == TokenKind.Identifier && !IsLeadingWord(_previous))
        || (_previous.IsWord && _beforePrevious.Kind is TokenKind.Dot or TokenKind.Fn);

    /// <summary>Words before an expression that are names elsewhere.</summary>
    private bool IsLeadingWord(Token word) =>
        _beforePrevious.Kind is not (TokenKind.Dot or TokenKind.Fn) && word.Text is "from" or "when" or "where" or "load";

    private bool EndsOperand(Token token) => token.Kind switch
    {
        TokenKind.Identifier => !IsLeadingWord(token),
        TokenKind.Number or TokenKind.String or TokenKind.StringTail or TokenKind.Symbol or TokenKind.Regex or TokenKind.True
            or TokenKind.False or TokenKind.None or TokenKind.Super or TokenKind.CloseParenthesis or TokenKind.CloseBracket
            or TokenKind.CloseBrace => true,
        TokenKind.Bang => !marks.PrefixSigns.Contains(token.Span.Start),
        _ => false,
    };

    /// <summary>Whether the token, written right behind the one before it, would be read as something else.</summary>
    private bool WouldMerge(Token token)
    {
        if (_previous.Kind == TokenKind.Colon)
        {
            // `[: name]` is a slice, `[:name]` an index by a symbol.
            return _beforePrevious.Kind == TokenKind.OpenBracket && token.IsWord;
        }

        if (_previous.Kind is < TokenKind.Dot or > TokenKind.Bang)
        {
            return false;
        }

        var together = _previous.Text + token.Text;
        return Lexer.SignTexts.Concat(Lexer.ElementWiseTexts).Any(sign =>
            sign.Text.Length > _previous.Text.Length && together.StartsWith(sign.Text, StringComparison.Ordinal));
    }

    private readonly record struct Bracket(BracketKind Kind)
    {
        /// <summary>A block with parameters between bars.</summary>
        public bool HasParameters { get; init; }

        /// <summary>Between the bars of parameters or of a clause.</summary>
        public bool IsBetweenBars { get; init; }
    }
}
