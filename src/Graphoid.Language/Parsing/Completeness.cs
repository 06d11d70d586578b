using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Parsing;

/// <summary>Whether a text that somebody is typing is finished.</summary>
public enum Completeness
{
    /// <summary>Nothing but blanks and comments.</summary>
    Empty,

    /// <summary>A program.</summary>
    Complete,

    /// <summary>The beginning of one: a bracket, a string or a statement is still open.</summary>
    Incomplete,

    /// <summary>No further text can make a program of it.</summary>
    Wrong,
}

/// <summary>Tells unfinished input from wrong input.</summary>
/// <remarks>The parser decides: when all its complaints are about what comes behind the text, once the open brackets are closed,
/// then the text is a beginning. Nothing counts brackets or looks at words.</remarks>
public static class InputCompleteness
{
    /// <summary>Judges a text. Cost: two parses.</summary>
    public static Completeness Of(string text)
    {
        var stream = Lexer.Read(new SourceText("input", text));
        if (stream.Tokens.All(token => token.Kind is TokenKind.NewLine or TokenKind.End) && !stream.IsCutShort)
        {
            return Completeness.Empty;
        }

        if (Errors(text).Count == 0)
        {
            return Completeness.Complete;
        }

        if (stream.IsCutShort)
        {
            // A string or a block comment is open. A text that is none at all is cut short at its start.
            return stream.TrustedEnd > 0 || stream.Diagnostics.All(d => d.Id != DiagnosticCatalogue.NotText)
                ? Completeness.Incomplete
                : Completeness.Wrong;
        }

        var end = stream.Tokens.Where(token => token.Kind is not (TokenKind.NewLine or TokenKind.End)).Max(token => token.Span.End);
        return Errors(text + "\n" + ClosersOf(stream)).All(error => error.Span.Start >= end) ? Completeness.Incomplete : Completeness.Wrong;
    }

    private static List<Diagnostic> Errors(string text) =>
        [.. Parser.Parse(new SourceText("input", text)).Diagnostics.Where(d => d.Severity == Severity.Error)];

    /// <summary>What closes the brackets that are open at the end, innermost first.</summary>
    private static string ClosersOf(TokenStream stream)
    {
        var open = new Stack<char>();
        foreach (var token in stream.Tokens)
        {
            switch (token.Kind)
            {
                case TokenKind.OpenParenthesis:
                    open.Push(')');
                    break;
                case TokenKind.OpenBracket:
                    open.Push(']');
                    break;
                case TokenKind.OpenBrace:
                    open.Push('}');
                    break;
                case TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace:
                    open.TryPop(out _);
                    break;
            }
        }

        return string.Concat(open);
    }
}
