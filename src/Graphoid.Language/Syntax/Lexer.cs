using System.Text;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>Turns text into tokens and settles what needs a look at neighbouring characters.</summary>
/// <remarks>
/// Decided here once, so that the grammar never has to: a colon or a symbol, a division or a regex, a fraction or a
/// member, an interpolation inside a string, and arrows that exist only inside <c>pattern { }</c>. Line ends are kept
/// as tokens; <see cref="Layout"/> drops those that do not end a statement. Never throws; a mistake becomes a
/// diagnostic and a token that parses, so that the parser does not report it again. Cost: O(characters).
/// </remarks>
public sealed partial class Lexer
{
    /// <summary>Brackets inside each other; at one more reading stops, which is GR1008. Searching the open brackets stays cheap, and
    /// the parser, whose own limit is tighter, never sees more.</summary>
    public const int BracketsMax = 1_000;

    /// <summary>Mistakes reported per text; nobody reads the hundredth.</summary>
    private const int DiagnosticsMax = 50;

    private readonly SourceText _source;
    private readonly int _tokensMax;
    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly List<Comment> _comments = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Stack<Frame> _brackets = new();
    private int _position;
    private int _lastEnd = -1;
    private bool _lineStart = true;
    private bool _cutShort;
    private int _trustedEnd = int.MaxValue;
    private TextSpan? _firstLongString;
    private int _searchedTo;
    private int _lastLineEnd = -1;
    private int _depth;
    private Token? _tooDeep;

    private Lexer(SourceText source, int tokensMax)
    {
        _source = source;
        _text = source.Text;
        _tokensMax = tokensMax;
        _tokens = new List<Token>(Math.Min(tokensMax, _text.Length / 4) + 1);
    }

    /// <summary>What an open bracket means for the characters inside it.</summary>
    private enum FrameKind
    {
        Parenthesis,
        List,
        Index,
        Brace,
        PatternBrace,
        Interpolation,
    }

    /// <summary>Reads the whole text.</summary>
    public static TokenStream Read(SourceText source) => Read(source, int.MaxValue);

    /// <summary>Reads a text up to a number of tokens, and some that cannot be without each other.</summary>
    internal static TokenStream Read(SourceText source, int tokensMax)
    {
        var lexer = new Lexer(source, tokensMax);
        var nul = source.Text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            lexer.Report(
                DiagnosticCatalogue.NotText,
                "this file is not text",
                new TextSpan(nul, 1),
                "a NUL character stands here",
                "programs are UTF-8 text files");
            lexer._cutShort = true;
            lexer._trustedEnd = 0;
        }
        else
        {
            lexer.ReadAll();
        }

        var isWhole = lexer._position == source.Text.Length && lexer._tooDeep is null;
        lexer._position = source.Text.Length;
        lexer.Add(TokenKind.End, source.Text.Length, string.Empty);
        return new TokenStream(
            source,
            [.. lexer._tokens],
            lexer._comments,
            lexer._diagnostics,
            lexer._cutShort,
            lexer._trustedEnd)
        {
            TooDeep = lexer._tooDeep,
            IsWhole = isWhole,
        };
    }

    private void ReadAll()
    {
        while (_position < _text.Length && _tooDeep is null && _tokens.Count < _tokensMax)
        {
            ReadNext();
        }

        if (_position < _text.Length)
        {
            return;
        }

        foreach (var frame in _brackets)
        {
            if (frame.Kind == FrameKind.Interpolation)
            {
                if (_diagnostics.Count > 0 && _diagnostics[^1].Id == DiagnosticCatalogue.UnterminatedString)
                {
                    // The closing quote was taken for an opening one inside the interpolation: one mistake, not two.
                    _diagnostics.RemoveAt(_diagnostics.Count - 1);
                }

                Report(
                    DiagnosticCatalogue.UnterminatedString,
                    "the `${` in this string is never closed",
                    _tokens[frame.TokenIndex].Span,
                    "it starts here",
                    "close it with `}`, or write `\\${` for the plain characters");
                CutShort(frame.StringStart);
                return;
            }
        }
    }

    private void ReadNext()
    {
        var c = _text[_position];
        switch (c)
        {
            case ' ' or '\t' or '\r':
                _position++;
                return;
            case '\n':
                Add(TokenKind.NewLine, _position++, "\n");
                _lineStart = true;
                return;
            case ';':
                Add(TokenKind.NewLine, _position++, ";");
                return;
            case '#':
                ReadLineComment();
                return;
            case '/' when Peek(1) == '*':
                ReadBlockComment();
                return;
            case '"' or '\'':
                var opening = _position++;
                ReadString(c, opening, opening, TokenKind.String);
                return;
            case '.' when char.IsAsciiDigit(Peek(1)) && !(IsAfterOperand && _lastEnd == _position):
                ReadNumber();
                return;
            case ':' when StartsSymbol():
                ReadSymbol();
                return;
            case '/' when !IsAfterOperand:
                ReadRegex();
                return;
        }

        if (char.IsAsciiDigit(c))
        {
            ReadNumber();
        }
        else if (WordLength(_position, isStart: true) > 0)
        {
            ReadWord();
        }
        else if (!ReadSign())
        {
            ReadUnknown();
        }
    }

    private char Peek(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    /// <summary>Whether the token before this place, on the same line, ends an operand.</summary>
    private bool IsAfterOperand =>
        !_lineStart && _tokens.Count > 0 && _tokens[^1].Kind is TokenKind.Identifier or TokenKind.Number or TokenKind.String
            or TokenKind.StringTail or TokenKind.Symbol or TokenKind.Regex or TokenKind.True or TokenKind.False
            or TokenKind.None or TokenKind.Super or TokenKind.CloseParenthesis or TokenKind.CloseBracket
            or TokenKind.CloseBrace;

    private void Add(
        TokenKind kind,
        int start,
        string text,
        TokenTraits traits = TokenTraits.None,
        double number = 0,
        string? flags = null)
    {
        if (_lastEnd == start)
        {
            traits |= TokenTraits.GluedLeft;
        }

        if (_lineStart && kind != TokenKind.NewLine)
        {
            traits |= TokenTraits.LineStart;
            _lineStart = false;
        }

        var end = Math.Max(_position, start + (kind == TokenKind.NewLine ? 1 : 0));
        _tokens.Add(new Token(kind, TextSpan.FromBounds(start, end), traits, text, number, flags));
        _lastEnd = end;
        CountBrackets(kind);
    }

    private void CountBrackets(TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.StringHead:
                if (++_depth > BracketsMax)
                {
                    _tooDeep ??= _tokens[^1];
                }

                break;
            case TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.StringTail:
                _depth = Math.Max(0, _depth - 1);
                break;
        }
    }

    private void Report(string id, string message, TextSpan span, string? label = null, string? help = null)
    {
        if (_diagnostics.Count < DiagnosticsMax)
        {
            _diagnostics.Add(new Diagnostic(id, Severity.Error, message, _source, span, label, help));
        }
    }

    private void ReadLineComment()
    {
        var start = _position;
        var end = _text.IndexOf('\n', start);
        _position = end < 0 ? _text.Length : end;
        _comments.Add(new Comment(TextSpan.FromBounds(start, _position), IsBlock: false));
    }

    private void ReadBlockComment()
    {
        var start = _position;
        var end = _text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            Report(
                DiagnosticCatalogue.UnterminatedComment,
                "this comment is never closed",
                new TextSpan(start, 2),
                "it starts here",
                "close it with `*/`");
            CutShort(start);
            _position = _text.Length;
        }
        else
        {
            _position = end + 2;
        }

        _comments.Add(new Comment(TextSpan.FromBounds(start, _position), IsBlock: true));
    }

    private void CutShort(int from)
    {
        _cutShort = true;
        _trustedEnd = Math.Min(_trustedEnd, from);
    }

    private void ReadWord()
    {
        var start = _position;
        _position += WordLengthWhole(start);
        var text = _text[start.._position];
        if (_tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Dot)
        {
            // Behind a dot every word is a member name, and only there a bang belongs to it.
            Add(TokenKind.Identifier, start, text);
            if (Peek(0) == '!' && Peek(1) is not ('=' or '~'))
            {
                Add(TokenKind.Bang, _position++, "!");
                FixLastSpan();
            }

            return;
        }

        if (_brackets.TryPeek(out var frame) && frame.Kind == FrameKind.PatternBrace && text == "where")
        {
            // From `where` on a pattern holds an expression, in which `<-1` is a comparison.
            _brackets.Pop();
            _brackets.Push(frame with { Kind = FrameKind.Brace });
        }

        Add(Keywords.Reserved.TryGetValue(text, out var keyword) ? keyword : TokenKind.Identifier, start, text);
    }

    /// <summary>Widens the last token up to the current place; it was added before its end was known.</summary>
    private void FixLastSpan()
    {
        _tokens[^1] = _tokens[^1] with { Span = TextSpan.FromBounds(_tokens[^1].Span.Start, _position) };
        _lastEnd = _position;
    }

    /// <summary>Characters of the letter, digit or underscore at a place; 0 when it is none. Letters may be pairs.</summary>
    private int WordLength(int at, bool isStart)
    {
        if (at >= _text.Length)
        {
            return 0;
        }

        if (char.IsAsciiLetter(_text[at]) || _text[at] == '_')
        {
            return 1;
        }

        if (Rune.DecodeFromUtf16(_text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            return 0;
        }

        return Rune.IsLetter(rune) || (!isStart && Rune.IsDigit(rune)) ? length : 0;
    }

    private int WordLengthWhole(int start)
    {
        var at = start;
        for (var length = 1; length > 0; at += length)
        {
            length = WordLength(at, isStart: false);
        }

        return at - start;
    }

    /// <summary>The rule for <c>:</c> of the language reference, section 1.4.</summary>
    private bool StartsSymbol()
    {
        if (WordLength(_position + 1, isStart: false) == 0)
        {
            return false;
        }

        if (_brackets.TryPeek(out var frame) && frame.Kind == FrameKind.Index)
        {
            // Inside x[…] a colon makes a slice, except when the whole index is one symbol; a number is no name.
            if (char.IsAsciiDigit(_text[_position + 1]))
            {
                return false;
            }

            var end = _position + 1 + WordLengthWhole(_position + 1);
            while (end < _text.Length && _text[end] is ' ' or '\t')
            {
                end++;
            }

            return _tokens.Count - 1 == frame.TokenIndex && end < _text.Length && _text[end] == ']';
        }

        if (_tokens.Count == 0 || _lastEnd != _position)
        {
            return true;
        }

        var last = _tokens[^1];
        return !(last.IsWord || last.Kind is TokenKind.Number or TokenKind.String or TokenKind.StringTail
            or TokenKind.Symbol or TokenKind.CloseParenthesis or TokenKind.CloseBracket);
    }

    private void ReadSymbol()
    {
        var start = _position++;
        var length = WordLengthWhole(_position);
        var name = _text.Substring(_position, length);
        _position += length;
        Add(TokenKind.Symbol, start, name);
    }

    private void ReadRegex()
    {
        var start = _position;
        var inClass = false;
        var at = start + 1;
        for (; at < _text.Length && _text[at] != '\n'; at++)
        {
            var c = _text[at];
            if (c == '\\' && at + 1 < _text.Length && _text[at + 1] != '\n')
            {
                at++;
            }
            else if (c == '[')
            {
                inClass = true;
            }
            else if (c == ']')
            {
                inClass = false;
            }
            else if (c == '/' && !inClass)
            {
                break;
            }
        }

        var closed = at < _text.Length && _text[at] == '/';
        var body = _text[(start + 1)..at].TrimEnd('\r');
        _position = closed ? at + 1 : at;
        if (!closed || body.Length == 0)
        {
            var isComment = closed;
            Report(
                DiagnosticCatalogue.MalformedRegex,
                isComment ? "a regular expression cannot be empty" : "this regular expression is not closed",
                new TextSpan(start, isComment ? 2 : 1),
                isComment ? null : "it starts here",
                isComment ? "comments start with `#`" : "close it with `/` on the same line");
            _position = LineEnd(at);
            Add(TokenKind.Regex, start, "$^", flags: string.Empty);
            return;
        }

        var flagsStart = _position;
        _position += WordLengthWhole(_position);
        var flags = _text[flagsStart.._position];
        foreach (var flag in flags)
        {
            if (!"imsx".Contains(flag, StringComparison.Ordinal))
            {
                Report(
                    DiagnosticCatalogue.MalformedRegex,
                    $"`{flag}` is no flag of a regular expression",
                    TextSpan.FromBounds(flagsStart, _position),
                    null,
                    "the flags are `i`, `m`, `s` and `x`");
                break;
            }
        }

        Add(TokenKind.Regex, start, body, flags: flags);
    }

    private int LineEnd(int from)
    {
        var end = _text.IndexOf('\n', from);
        return end < 0 ? _text.Length : end;
    }

    private void ReadUnknown()
    {
        var start = _position;
        var length = char.IsHighSurrogate(_text[start]) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        _position += length;
        var shown = char.IsControl(_text[start]) || char.IsSurrogate(_text[start])
            ? $"the character U+{(int)_text[start]:X4}"
            : $"`{_text.Substring(start, length)}`";
        var help = _text[start] switch
        {
            '“' or '”' or '„' or '‘' or '’' => "strings stand in straight quotes, `\"` or `'`",
            '$' => "names have no `$`",
            '@' => "names have no `@`; inside a graph, properties are plain names",
            '?' => "write `a if condition else b`",
            '\u00A0' => "this is a no-break space; type a plain one",
            _ => null,
        };

        // A run of strange characters is one mistake, not many.
        if (_tokens.Count == 0 || _tokens[^1].Kind != TokenKind.Unknown || _lastEnd != start)
        {
            Report(
                DiagnosticCatalogue.UnknownCharacter,
                $"{shown} means nothing here",
                new TextSpan(start, length),
                null,
                help);
        }

        Add(TokenKind.Unknown, start, _text.Substring(start, length));
    }

    /// <summary>One open bracket.</summary>
    private readonly record struct Frame(FrameKind Kind, int TokenIndex, char Quote, int StringStart);
}
