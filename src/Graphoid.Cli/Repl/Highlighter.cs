using System.Text;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Cli.Repl;

/// <summary>Colours a text by the tokens of the compiler's lexer.</summary>
internal static class Highlighter
{
    private const string Plain = "\e[0m";
    private const string Keyword = "\e[35m";
    private const string Constant = "\e[33m";
    private const string Text = "\e[32m";
    private const string Number = "\e[36m";
    private const string Comment = "\e[90m";
    private const string Pattern = "\e[31m";

    /// <summary>The text with the codes of a terminal; each line ends without colour.</summary>
    public static string Colour(string text)
    {
        var stream = Lexer.Read(new SourceText("input", text));
        var colours = new string?[text.Length];
        foreach (var token in stream.Tokens)
        {
            if (ColourOf(token) is { } colour)
            {
                Fill(colours, token.Span, colour);
            }
        }

        foreach (var comment in stream.Comments)
        {
            Fill(colours, comment.Span, Comment);
        }

        var result = new StringBuilder(text.Length * 2);
        string? current = null;
        for (var i = 0; i < text.Length; i++)
        {
            var wanted = text[i] == '\n' ? null : colours[i];
            if (wanted != current)
            {
                result.Append(wanted ?? Plain);
                current = wanted;
            }

            result.Append(text[i]);
        }

        return result.Append(current is null ? "" : Plain).ToString();
    }

    private static void Fill(string?[] colours, TextSpan span, string colour) =>
        colours.AsSpan(Math.Min(span.Start, colours.Length)..Math.Min(span.End, colours.Length)).Fill(colour);

    private static string? ColourOf(Token token) => token.Kind switch
    {
        TokenKind.Number => Number,
        TokenKind.String or TokenKind.StringHead or TokenKind.StringMiddle or TokenKind.StringTail => Text,
        TokenKind.Symbol or TokenKind.True or TokenKind.False or TokenKind.None => Constant,
        TokenKind.Regex => Pattern,
        TokenKind.Identifier => token.Text is "self" or "graph" ? Keyword : null,
        _ => token.IsWord ? Keyword : null,
    };
}
