using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>Tokens as the grammar wants them: only line ends that end a statement, and every bracket with a partner.</summary>
/// <param name="Tokens">The last one is <see cref="TokenKind.End"/>. Inserted closing brackets carry their trait.</param>
/// <param name="Partners">For each bracket the index of its partner, for every other token -1.</param>
/// <param name="Depths">For each token the number of brackets around it.</param>
/// <param name="Diagnostics">Brackets that do not match.</param>
/// <param name="TrustedEnd">Offset from which on the tokens are doubtful because of an earlier mistake.</param>
public sealed record ArrangedTokens(
    Token[] Tokens,
    int[] Partners,
    int[] Depths,
    IReadOnlyList<Diagnostic> Diagnostics,
    int TrustedEnd);

/// <summary>Decides which line ends end a statement and repairs brackets, so that the grammar can rely on both.</summary>
/// <remarks>
/// Rules of the language reference, section 1.2. A missing closing bracket is put in where the user most likely
/// forgot it: a round or square one at the end of its line, a brace where a later brace stands further left than
/// the line that opened it. Cost: O(tokens) when the brackets match.
/// </remarks>
public sealed class Layout
{
    /// <summary>Mistakes reported per text; the rest are repaired in silence, because nobody reads the hundredth.</summary>
    private const int DiagnosticsMax = 20;

    private readonly TokenStream _stream;
    private readonly Token[] _raw;
    private readonly List<Token> _tokens;
    private readonly List<int> _partners;
    private readonly List<int> _depths;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Stack<Opening> _open = new();
    private readonly HashSet<int> _closedByNobody;
    private int _bracesMissing;
    private int _trustedEnd;

    private Layout(TokenStream stream, HashSet<int> closedByNobody, int bracesMissing)
    {
        _stream = stream;
        _raw = stream.Tokens;
        _tokens = new List<Token>(_raw.Length);
        _partners = new List<int>(_raw.Length);
        _depths = new List<int>(_raw.Length);
        _closedByNobody = closedByNobody;
        _bracesMissing = bracesMissing;
        _trustedEnd = stream.TrustedEnd;
    }

    /// <summary>Arranges the tokens of one text.</summary>
    public static ArrangedTokens Arrange(TokenStream stream)
    {
        if (stream.TooDeep is { } tooDeep)
        {
            var end = stream.Tokens[^1];
            var diagnostic = new Diagnostic(
                DiagnosticCatalogue.TooDeeplyNested,
                Severity.Error,
                "this is nested too deeply",
                stream.Source,
                tooDeep.Span,
                "the parser stops here",
                $"at most {Lexer.BracketsMax} brackets may stand inside each other");
            return new ArrangedTokens([end], [-1], [0], [diagnostic], TrustedEnd: 0);
        }

        var unclosed = FindUnclosed(stream.Tokens);
        var braces = unclosed.Count(index => stream.Tokens[index].Kind == TokenKind.OpenBrace);
        var layout = new Layout(stream, unclosed, braces);
        layout.Run();
        return new ArrangedTokens(
            [.. layout._tokens],
            [.. layout._partners],
            [.. layout._depths],
            layout._diagnostics,
            layout._trustedEnd);
    }

    /// <summary>Indices of the brackets that nobody closes, by plain matching.</summary>
    private static HashSet<int> FindUnclosed(Token[] tokens)
    {
        var unclosed = new HashSet<int>();
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Length; i++)
        {
            var kind = tokens[i].Kind;
            if (CloserOf(kind) != TokenKind.End)
            {
                open.Push(i);
            }
            else if (IsCloser(kind) && open.Any(opener => CloserOf(tokens[opener].Kind) == kind))
            {
                while (CloserOf(tokens[open.Peek()].Kind) != kind)
                {
                    unclosed.Add(open.Pop());
                }

                open.Pop();
            }
        }

        unclosed.UnionWith(open);
        return unclosed;
    }

    private static TokenKind CloserOf(TokenKind opener) => opener switch
    {
        TokenKind.OpenParenthesis => TokenKind.CloseParenthesis,
        TokenKind.OpenBracket => TokenKind.CloseBracket,
        TokenKind.OpenBrace => TokenKind.CloseBrace,
        TokenKind.StringHead => TokenKind.StringTail,
        _ => TokenKind.End,
    };

    private static bool IsCloser(TokenKind kind) => kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket
        or TokenKind.CloseBrace or TokenKind.StringTail;

    private static string SignOf(TokenKind kind) => kind switch
    {
        TokenKind.OpenParenthesis => "(",
        TokenKind.OpenBracket => "[",
        TokenKind.OpenBrace => "{",
        TokenKind.StringHead => "${",
        TokenKind.CloseParenthesis => ")",
        TokenKind.CloseBracket => "]",
        _ => "}",
    };

    /// <summary>Tokens that cannot end an expression, so that the line end behind them ends nothing.</summary>
    private static bool Continues(TokenKind kind) => kind
        is TokenKind.And or TokenKind.Or or TokenKind.Not or TokenKind.Await or TokenKind.In or TokenKind.Comma
        or TokenKind.Colon or TokenKind.Dot or TokenKind.OpenBrace
        or (>= TokenKind.DotDot and <= TokenKind.Tilde);

    private void Run()
    {
        var newLine = -1;
        var semicolon = false;
        for (var i = 0; i < _raw.Length; i++)
        {
            var token = _raw[i];
            if (token.Kind == TokenKind.NewLine)
            {
                CloseForgottenOnThisLine(token);
                newLine = newLine < 0 ? i : newLine;
                semicolon |= token.Text == ";";
                continue;
            }

            if (IsIgnored(i))
            {
                continue;
            }

            if (IsCloser(token.Kind))
            {
                CloseForgottenBraces(token);
            }

            if (newLine >= 0 && EndsStatement(i, semicolon))
            {
                Emit(_raw[newLine], _open.Count, -1);
            }

            newLine = -1;
            semicolon = false;
            Place(i, token);
        }
    }

    /// <summary><c>async</c> before <c>fn</c> says nothing: every function may wait (reference, section 8.13).</summary>
    private bool IsIgnored(int index) =>
        _raw[index].Is("async") && index + 1 < _raw.Length && _raw[index + 1].Kind == TokenKind.Fn;

    private void Place(int index, Token token)
    {
        if (CloserOf(token.Kind) != TokenKind.End)
        {
            Emit(token, _open.Count, -1);
            _open.Push(new Opening(index, _tokens.Count - 1));
        }
        else if (IsCloser(token.Kind))
        {
            Close(token);
        }
        else
        {
            if (token.Kind == TokenKind.End)
            {
                CloseAll(token);
            }

            Emit(token, _open.Count, -1);
        }
    }

    private bool EndsStatement(int next, bool semicolon)
    {
        if (_tokens.Count == 0)
        {
            return false;
        }

        var token = _raw[next];
        var last = _tokens[^1].Kind;
        if (last == TokenKind.OpenBrace || token.Kind is TokenKind.CloseBrace or TokenKind.End)
        {
            return false;
        }

        if (semicolon)
        {
            return true;
        }

        if (_open.TryPeek(out var opening) && _raw[opening.RawIndex].Kind != TokenKind.OpenBrace)
        {
            return false;
        }

        if (Continues(last) || token.Kind == TokenKind.Comma || token.IsElementWise)
        {
            return false;
        }

        return token.Kind switch
        {
            TokenKind.Dot => !(_raw[next + 1].IsWord && _raw[next + 1].IsGluedLeft),
            TokenKind.Else or TokenKind.Catch or TokenKind.Finally =>
                last != TokenKind.CloseBrace || _raw[next + 1].Kind == TokenKind.Colon,
            _ => true,
        };
    }

    private void Emit(Token token, int depth, int partner)
    {
        _tokens.Add(token);
        _depths.Add(depth);
        _partners.Add(partner);
    }

    /// <summary>Puts a closing bracket behind everything so far and connects it with the innermost opening.</summary>
    private void EmitCloser(Token token)
    {
        var opening = _open.Pop();
        _partners[opening.Index] = _tokens.Count;
        Emit(token, _open.Count, opening.Index);
    }

    private void Close(Token token)
    {
        if (!_open.TryPeek(out var top))
        {
            Report($"this `{SignOf(token.Kind)}` closes nothing", token.Span, null, "remove it, or add what it should close");
            return;
        }

        if (CloserOf(_raw[top.RawIndex].Kind) == token.Kind)
        {
            EmitCloser(token);
            return;
        }

        if (_open.Any(opening => CloserOf(_raw[opening.RawIndex].Kind) == token.Kind))
        {
            while (CloserOf(_raw[_open.Peek().RawIndex].Kind) != token.Kind)
            {
                InsertCloser(token.Span.Start);
            }

            EmitCloser(token);
            return;
        }

        if (token.Kind == TokenKind.CloseBrace || _raw[top.RawIndex].Kind is TokenKind.OpenBrace or TokenKind.StringHead)
        {
            Report($"this `{SignOf(token.Kind)}` closes nothing", token.Span, null, "remove it, or add what it should close");
            return;
        }

        // `(1, 2]`: surely the wrong sign, so it counts as the right one from here on.
        var opener = _raw[top.RawIndex];
        Report(
            $"expected `{SignOf(CloserOf(opener.Kind))}` to close the `{SignOf(opener.Kind)}` opened at line " +
            $"{_stream.Source.PositionOf(opener.Span.Start).Line}, found `{SignOf(token.Kind)}`",
            token.Span);
        EmitCloser(token with { Kind = CloserOf(opener.Kind) });
    }

    private void CloseAll(Token end)
    {
        while (_open.Count > 0)
        {
            InsertCloser(end.Span.Start);
        }
    }

    /// <summary>A round or square bracket that nobody closes ends with its line.</summary>
    private void CloseForgottenOnThisLine(Token newLine)
    {
        while (_closedByNobody.Count > 0
            && _open.TryPeek(out var top)
            && _raw[top.RawIndex].Kind is TokenKind.OpenParenthesis or TokenKind.OpenBracket
            && _closedByNobody.Contains(top.RawIndex))
        {
            InsertCloser(newLine.Span.Start);
        }
    }

    /// <summary>A brace further left than the line of the innermost open one belongs to an outer one.</summary>
    private void CloseForgottenBraces(Token closer)
    {
        if (_bracesMissing == 0 || closer.Kind != TokenKind.CloseBrace || !closer.IsLineStart)
        {
            return;
        }

        var indent = IndentOf(closer.Span.Start);
        while (_bracesMissing > 0
            && _open.TryPeek(out var top)
            && _raw[top.RawIndex].Kind == TokenKind.OpenBrace
            && IndentOf(_raw[top.RawIndex].Span.Start) > indent
            && _open.Skip(1).Any(outer => IndentOf(_raw[outer.RawIndex].Span.Start) == indent))
        {
            _bracesMissing--;
            InsertCloser(closer.Span.Start);
        }
    }

    private int IndentOf(int offset)
    {
        var line = _stream.Source.LineAt(_stream.Source.PositionOf(offset).Line);
        return line.Length - line.AsSpan().TrimStart().Length;
    }

    private void InsertCloser(int at)
    {
        var opener = _raw[_open.Peek().RawIndex];
        var kind = CloserOf(opener.Kind);
        var what = opener.Kind == TokenKind.OpenBrace ? "block" : $"`{SignOf(opener.Kind)}`";
        if (!_stream.IsCutShort)
        {
            var line = _stream.Source.PositionOf(opener.Span.Start).Line;
            var end = _stream.Source.PositionOf(at).Line;
            var place = at >= _raw[^1].Span.Start ? "at the end of the file"
                : end == line ? $"at the end of line {line}"
                : $"before line {end}";
            Report(
                $"expected `{SignOf(kind)}` to close the {what} opened at line {line}",
                opener.Span,
                "opened here",
                $"add `{SignOf(kind)}` {place}");
        }

        _trustedEnd = Math.Min(_trustedEnd, opener.Span.Start);
        EmitCloser(new Token(kind, new TextSpan(at, 0), TokenTraits.Inserted, SignOf(kind)));
    }

    private void Report(string message, TextSpan span, string? label = null, string? help = null)
    {
        _trustedEnd = Math.Min(_trustedEnd, span.Start);
        if (_diagnostics.Count < DiagnosticsMax)
        {
            _diagnostics.Add(new Diagnostic(
                DiagnosticCatalogue.UnbalancedBracket, Severity.Error, message, _stream.Source, span, label, help));
        }
    }

    /// <summary>An open bracket: its place among the raw tokens and among the arranged ones.</summary>
    private readonly record struct Opening(int RawIndex, int Index);
}
