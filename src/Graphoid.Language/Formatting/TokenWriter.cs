using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Formatting;

/// <summary>Writes the tokens and comments of a text again, with canonical blanks, line ends and indentation.</summary>
/// <remarks>
/// Line ends of the text are kept, with four exceptions: a block with a line end directly inside it has its braces on lines of
/// their own, a semicolon in such a block or at top level becomes a line end, <c>else</c>, <c>catch</c> and <c>finally</c> stand
/// on the line of the brace before them, and so do the parameters of a block. A line is one level deeper than the line that
/// opened the innermost bracket around it, and one more when it goes on with the statement of an earlier line.
/// </remarks>
internal sealed class TokenWriter
{
    private readonly SourceText _source;
    private readonly FormatMarks _marks;
    private readonly TokenSpacing _spacing;
    private readonly Token[] _raw;
    private readonly IReadOnlyList<Comment> _comments;
    private readonly HashSet<int> _statementEnds;
    private readonly HashSet<int> _brokenBraces;
    private readonly HashSet<int> _parameterEnds;
    private readonly LayoutLines _lines;
    private readonly Stack<OpenBracket> _open = new();
    private int _comment;
    private int _nextLevel;
    private int _closingLevel;

    public TokenWriter(SourceText source, FormatMarks marks)
    {
        _source = source;
        _marks = marks;
        _spacing = new TokenSpacing(marks);
        var stream = Lexer.Read(source);
        _raw = stream.Tokens;
        _comments = stream.Comments;
        _statementEnds = [.. Layout.Arrange(stream).Tokens.Where(t => t.Kind == TokenKind.NewLine).Select(t => t.Span.Start)];
        _brokenBraces = FindBrokenBraces();
        _parameterEnds = FindParameterEnds();
        _lines = new LayoutLines(source);
    }

    /// <summary>The whole text again.</summary>
    public string Write()
    {
        var previous = -1;
        for (var i = 0; i < _raw.Length; i++)
        {
            if (_raw[i].Kind == TokenKind.NewLine)
            {
                continue;
            }

            WriteGap(previous, i);
            if (_raw[i].Kind != TokenKind.End)
            {
                WriteToken(i);
            }

            previous = i;
        }

        return _lines.Finish();
    }

    /// <summary>Braces with a line end directly inside, by the offset of the opening one.</summary>
    private HashSet<int> FindBrokenBraces()
    {
        var broken = new HashSet<int>();
        var open = new Stack<Token>();
        foreach (var token in _raw)
        {
            if (IsOpener(token.Kind))
            {
                open.Push(token);
            }
            else if (IsCloser(token.Kind))
            {
                open.TryPop(out _);
            }
            else if (token.Kind == TokenKind.NewLine && token.Text == "\n" && open.TryPeek(out var innermost)
                && innermost.Kind == TokenKind.OpenBrace)
            {
                broken.Add(innermost.Span.Start);
            }
        }

        return broken;
    }

    /// <summary>The bars that end the parameters of blocks.</summary>
    private HashSet<int> FindParameterEnds()
    {
        var ends = new HashSet<int>();
        for (var i = 0; i < _raw.Length; i++)
        {
            if (_raw[i].Kind != TokenKind.OpenBrace || !_marks.BlockBraces.Contains(_raw[i].Span.Start))
            {
                continue;
            }

            var first = Array.FindIndex(_raw, i + 1, token => token.Kind != TokenKind.NewLine);
            if (_raw[first].Kind == TokenKind.BarBar)
            {
                ends.Add(first);
            }
            else if (_raw[first].Kind == TokenKind.Bar)
            {
                ends.Add(Array.FindIndex(_raw, first + 1, token => token.Kind == TokenKind.Bar));
            }
        }

        return ends;
    }

    private void WriteToken(int index)
    {
        var token = _raw[index];
        if (IsCloser(token.Kind))
        {
            _open.TryPop(out _);
        }

        if (_lines.IsAtStart)
        {
            _lines.Indent(IsCloser(token.Kind) ? _closingLevel : _nextLevel);
            _spacing.Next(token);
        }
        else if (_spacing.Next(token))
        {
            _lines.Add(" ");
        }

        _lines.Add(_source.Text.AsSpan(token.Span.Start, token.Span.Length));
        if (IsOpener(token.Kind))
        {
            _open.Push(new OpenBracket(token, _lines.Level));
        }
    }

    /// <summary>Comments, line ends and separators between two tokens.</summary>
    private void WriteGap(int previous, int next)
    {
        var token = _raw[next];
        var newLines = _raw.AsSpan((previous + 1)..next);
        var endsStatement = false;
        var hasSemicolon = false;
        foreach (var newLine in newLines)
        {
            endsStatement |= _statementEnds.Contains(newLine.Span.Start);
            hasSemicolon |= newLine.Text == ";";
        }

        _closingLevel = _open.TryPeek(out var bracket) ? bracket.Level : 0;
        var inside = _open.Count == 0 ? 0 : bracket.Level + 1;
        var isInLines = _open.Count == 0 || (bracket.Token.Kind == TokenKind.OpenBrace && _brokenBraces.Contains(bracket.Token.Span.Start));
        _nextLevel = inside + (IsContinuation(previous, token, endsStatement) ? 1 : 0);

        var at = previous < 0 ? 0 : _raw[previous].Span.End;
        var hadComment = false;
        for (; _comment < _comments.Count && _comments[_comment].Span.Start < token.Span.Start; _comment++)
        {
            var comment = _comments[_comment];
            WriteComment(comment, BreaksBetween(at, comment.Span.Start), IsCloser(token.Kind) || token.Kind == TokenKind.End ? inside : _nextLevel);
            at = comment.Span.End;
            hadComment = true;
        }

        var breaks = BreaksBetween(at, token.Span.Start);
        if (previous < 0 && !hadComment)
        {
            return;
        }

        if (MustBreak(previous, token, isInLines, hasSemicolon))
        {
            breaks = Math.Max(breaks, 1);
        }
        else if (!hadComment && IsJoined(previous, token))
        {
            breaks = 0;
        }

        if (breaks > 0)
        {
            var hugsBrace = !hadComment && previous >= 0 && IsOpener(_raw[previous].Kind);
            _lines.Break(breaks > 1 && !hugsBrace && !IsCloser(token.Kind) && token.Kind != TokenKind.End && !IsBehindParameters(previous));
        }
        else if (hasSemicolon && endsStatement)
        {
            _lines.Add(";");
        }
    }

    private void WriteComment(Comment comment, int breaks, int level)
    {
        var text = _source.Text.AsSpan(comment.Span.Start, comment.Span.Length).TrimEnd();
        if (breaks > 0 && !_lines.IsEmpty)
        {
            _lines.Break(breaks > 1 && !_lines.EndsWithOpening);
        }

        if (!comment.IsBlock)
        {
            _lines.AddComment(text, comment.Span.Start, level);
            return;
        }

        if (_lines.IsAtStart)
        {
            _lines.Indent(level);
        }
        else
        {
            _lines.Add(" ");
        }

        _lines.Add(text);
    }

    /// <summary>Whether a line goes on with the statement of an earlier one, outside of any bracket.</summary>
    private bool IsContinuation(int previous, Token token, bool endsStatement)
    {
        if (previous < 0 || endsStatement || (_open.TryPeek(out var bracket) && bracket.Token.Kind != TokenKind.OpenBrace))
        {
            return false;
        }

        return _raw[previous].Kind is not (TokenKind.OpenBrace or TokenKind.Comma)
            && token.Kind is not (TokenKind.Comma or TokenKind.CloseBrace or TokenKind.End)
            && !IsBehindParameters(previous)
            && !IsJoinedWord(token.Kind);
    }

    private bool MustBreak(int previous, Token token, bool isInLines, bool hasSemicolon)
    {
        if (token.Kind == TokenKind.End || !isInLines || previous < 0)
        {
            return false;
        }

        return (hasSemicolon && token.Kind != TokenKind.CloseBrace)
            || (_open.Count > 0 && token.Kind == TokenKind.CloseBrace)
            || (_raw[previous].Kind == TokenKind.OpenBrace && !StartsParameters(previous, token))
            || IsBehindParameters(previous);
    }

    private bool StartsParameters(int brace, Token token) =>
        token.Kind is TokenKind.Bar or TokenKind.BarBar && _marks.BlockBraces.Contains(_raw[brace].Span.Start);

    /// <summary>Whether the token is the last of the parameters of a block.</summary>
    private bool IsBehindParameters(int index) => _parameterEnds.Contains(index);

    /// <summary>Places at which a line end of the text goes away.</summary>
    private bool IsJoined(int previous, Token token) =>
        previous >= 0
        && ((_raw[previous].Kind == TokenKind.OpenBrace && StartsParameters(previous, token))
            || (_raw[previous].Kind == TokenKind.CloseBrace && IsJoinedWord(token.Kind)
                && !_statementEnds.Contains(_raw[previous + 1].Span.Start)));

    private static bool IsJoinedWord(TokenKind kind) => kind is TokenKind.Else or TokenKind.Catch or TokenKind.Finally;

    private int BreaksBetween(int start, int end) => _source.Text.AsSpan(start, end - start).Count('\n');

    private static bool IsOpener(TokenKind kind) =>
        kind is TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.StringHead;

    private static bool IsCloser(TokenKind kind) =>
        kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.StringTail;

    /// <summary>An open bracket and the level of the line it stands on.</summary>
    private readonly record struct OpenBracket(Token Token, int Level);
}
