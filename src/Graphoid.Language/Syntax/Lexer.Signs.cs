namespace Graphoid.Language.Syntax;

/// <content>Brackets and operators.</content>
public sealed partial class Lexer
{
    /// <summary>Signs longest first, so that the first one that fits is the right one.</summary>
    private static readonly (string Text, TokenKind Kind)[] Signs =
    [
        ("**=", TokenKind.PowerAssign), ("//=", TokenKind.DoubleSlashAssign), ("...", TokenKind.Ellipsis),
        ("=>", TokenKind.Arrow), ("==", TokenKind.EqualEqual), ("=~", TokenKind.Matches),
        ("!=", TokenKind.NotEqual), ("!~", TokenKind.NotMatches),
        ("<=", TokenKind.LessOrEqual), ("<<", TokenKind.ShiftLeft),
        (">=", TokenKind.GreaterOrEqual), (">>", TokenKind.ShiftRight),
        ("+=", TokenKind.PlusAssign), ("-=", TokenKind.MinusAssign), ("*=", TokenKind.StarAssign),
        ("/=", TokenKind.SlashAssign), ("%=", TokenKind.PercentAssign),
        ("**", TokenKind.Power), ("//", TokenKind.DoubleSlash), ("||", TokenKind.BarBar),
        ("&&", TokenKind.AmpersandAmpersand), ("..", TokenKind.DotDot),
        ("=", TokenKind.Assign), ("<", TokenKind.Less), (">", TokenKind.Greater), ("|", TokenKind.Bar),
        ("^", TokenKind.Caret), ("&", TokenKind.Ampersand), ("+", TokenKind.Plus), ("-", TokenKind.Minus),
        ("*", TokenKind.Star), ("/", TokenKind.Slash), ("%", TokenKind.Percent), ("~", TokenKind.Tilde),
        ("!", TokenKind.Bang), (",", TokenKind.Comma), (":", TokenKind.Colon), (".", TokenKind.Dot),
    ];

    /// <summary>Operators that a dot before them makes element-wise, longest first.</summary>
    private static readonly (string Text, TokenKind Kind)[] ElementWiseSigns =
    [
        (".**", TokenKind.Power), (".//", TokenKind.DoubleSlash), (".==", TokenKind.EqualEqual),
        (".!=", TokenKind.NotEqual), (".<=", TokenKind.LessOrEqual), (".>=", TokenKind.GreaterOrEqual),
        (".+", TokenKind.Plus), (".-", TokenKind.Minus), (".*", TokenKind.Star), ("./", TokenKind.Slash),
        (".%", TokenKind.Percent), (".^", TokenKind.Caret), (".<", TokenKind.Less), (".>", TokenKind.Greater),
    ];

    private static readonly (string Text, TokenKind Kind)[] Links =
    [
        ("->", TokenKind.LinkOut), ("<-", TokenKind.LinkIn), ("--", TokenKind.LinkEither),
    ];

    /// <summary>The same by their first letter, which is ASCII.</summary>
    private static readonly (string Text, TokenKind Kind)[][] SignsByLetter =
        [.. Enumerable.Range(0, 128).Select(letter => Signs.Where(sign => sign.Text[0] == letter).ToArray())];

    /// <summary>Every operator and sign but the brackets with its text, longest first.</summary>
    internal static IReadOnlyList<(string Text, TokenKind Kind)> SignTexts => Signs;

    /// <summary>Operators that work element by element, longest first.</summary>
    internal static IReadOnlyList<(string Text, TokenKind Kind)> ElementWiseTexts => ElementWiseSigns;

    /// <summary>Signs that exist only inside <c>pattern { }</c>.</summary>
    internal static IReadOnlyList<(string Text, TokenKind Kind)> LinkTexts => Links;

    private bool ReadSign()
    {
        switch (_text[_position])
        {
            case '(':
                Open(TokenKind.OpenParenthesis, FrameKind.Parenthesis);
                return true;
            case '[':
                Open(TokenKind.OpenBracket, IsAfterOperand ? FrameKind.Index : FrameKind.List);
                return true;
            case '{':
                var isPattern = _tokens.Count > 0 && _tokens[^1].Is("pattern")
                    && (_tokens.Count < 2 || _tokens[^2].Kind != TokenKind.Dot);
                Open(TokenKind.OpenBrace, isPattern ? FrameKind.PatternBrace : FrameKind.Brace);
                return true;
            case ')':
                Close(TokenKind.CloseParenthesis, FrameKind.Parenthesis, FrameKind.Parenthesis);
                return true;
            case ']':
                Close(TokenKind.CloseBracket, FrameKind.List, FrameKind.Index);
                return true;
            case '}':
                CloseBrace();
                return true;
        }

        if (_brackets.TryPeek(out var frame) && frame.Kind == FrameKind.PatternBrace && ReadOneOf(Links, TokenTraits.None))
        {
            return true;
        }

        return (_text[_position] == '.' && ReadOneOf(ElementWiseSigns, TokenTraits.ElementWise))
            || (char.IsAscii(_text[_position]) && ReadOneOf(SignsByLetter[_text[_position]], TokenTraits.None));
    }

    private bool ReadOneOf((string Text, TokenKind Kind)[] signs, TokenTraits traits)
    {
        var rest = _text.AsSpan(_position);
        foreach (var (text, kind) in signs)
        {
            if (rest.StartsWith(text, StringComparison.Ordinal))
            {
                var start = _position;
                _position += text.Length;
                Add(kind, start, text, traits);
                return true;
            }
        }

        return false;
    }

    private void Open(TokenKind kind, FrameKind frame)
    {
        var start = _position++;
        Add(kind, start, _text[start].ToString());
        _brackets.Push(new Frame(frame, _tokens.Count - 1, '\0', 0));
    }

    /// <summary>Closes the innermost bracket if it fits; who closed what wrongly is found by the layout pass.</summary>
    private void Close(TokenKind kind, FrameKind one, FrameKind other)
    {
        var start = _position++;
        Add(kind, start, _text[start].ToString());
        if (_brackets.TryPeek(out var frame) && (frame.Kind == one || frame.Kind == other))
        {
            _brackets.Pop();
        }
    }

    private void CloseBrace()
    {
        if (_brackets.TryPeek(out var frame) && frame.Kind == FrameKind.Interpolation)
        {
            _brackets.Pop();
            var start = _position++;
            ReadString(frame.Quote, frame.StringStart, start, TokenKind.StringTail);
            return;
        }

        // An unclosed `(` must not keep a brace open: nothing but a brace decides what a brace closes.
        while (_brackets.TryPeek(out frame) && frame.Kind is FrameKind.Parenthesis or FrameKind.List or FrameKind.Index)
        {
            _brackets.Pop();
        }

        if (_brackets.TryPeek(out frame) && frame.Kind == FrameKind.Interpolation)
        {
            CloseBrace();
            return;
        }

        Close(TokenKind.CloseBrace, FrameKind.Brace, FrameKind.PatternBrace);
    }
}
