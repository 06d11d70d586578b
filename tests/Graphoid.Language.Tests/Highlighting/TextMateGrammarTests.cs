using Graphoid.Language.Highlighting;
using Graphoid.Language.Parsing;
using Graphoid.Language.Syntax;
using Graphoid.Language.Tests.Generation;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Highlighting;

[Trait("Category", "Unit")]
public sealed class TextMateGrammarTests
{
    private static readonly string Kept = Path.Combine(Programs.Root, "docs", "reference", "graphoid.tmLanguage.json");

    /// <summary>With <c>GRAPHOID_UPDATE=1</c> in the environment the file is written instead.</summary>
    [Fact]
    public void The_file_for_editors_is_what_the_tables_of_the_lexer_give()
    {
        if (Environment.GetEnvironmentVariable("GRAPHOID_UPDATE") == "1")
        {
            File.WriteAllText(Kept, TextMateGrammar.Generate());
        }

        Assert.Equal(File.ReadAllText(Kept).ReplaceLineEndings("\n"), TextMateGrammar.Generate());
    }

    [Fact]
    public void Tokens_of_every_program_of_the_repository_get_the_colour_that_the_lexer_means()
    {
        var scanner = new TextMateScanner(TextMateGrammar.Generate());
        var wrong = new List<string>();
        var count = 0;
        foreach (var path in Programs.Files())
        {
            var source = new SourceText(path, File.ReadAllText(path).ReplaceLineEndings("\n"));
            if (Parser.Parse(source).Diagnostics.Count > 0)
            {
                continue;
            }

            var scopes = scanner.Scopes(source.Text);
            var stream = Lexer.Read(source);
            wrong.AddRange(stream.Comments
                .Where(c => !scopes[c.Span.Start].StartsWith("comment", StringComparison.Ordinal))
                .Select(c => $"{path} at {c.Span.Start}: a comment is `{scopes[c.Span.Start]}`"));
            foreach (var token in stream.Tokens.Where(t => t.Kind != TokenKind.End && t.Text != "\n"))
            {
                count++;
                var scope = scopes[token.Span.Start];
                if (!Fits(token, scope))
                {
                    var place = source.PositionOf(token.Span.Start);
                    wrong.Add($"{path}:{place.Line}:{place.Column}: {token.Kind} `{token.Text}` is `{scope}`");
                }
            }
        }

        Assert.True(count > 1_000, $"only {count} tokens were looked at");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    private static bool Fits(Token token, string scope)
    {
        return (token.IsWord && Starts("entity.name")) || token.Kind switch
    {
        TokenKind.Number => Starts("constant.numeric"),
        TokenKind.String or TokenKind.StringHead => Starts("string.quoted"),
        TokenKind.StringMiddle or TokenKind.StringTail => Starts("meta.embedded"),
        TokenKind.Symbol => Starts("constant.other.symbol"),
        TokenKind.Regex => Starts("string.regexp"),
        TokenKind.True or TokenKind.False or TokenKind.None => Starts("constant.language"),
        TokenKind.And or TokenKind.Or or TokenKind.Not or TokenKind.In => Starts("keyword.operator.word"),
        TokenKind.Identifier => Starts("variable") || Starts("entity.name") || (Starts("storage") && Keywords.Contextual.Contains(token.Text)),
        _ when token.IsWord => Starts("keyword.control") || Starts("entity.name"),
        TokenKind.Comma or TokenKind.Colon or TokenKind.Dot or TokenKind.NewLine => Starts("punctuation.separator"),
        TokenKind.OpenBrace or TokenKind.CloseBrace => Starts("punctuation.section") || Starts("meta.braces"),
        TokenKind.OpenParenthesis or TokenKind.CloseParenthesis or TokenKind.OpenBracket or TokenKind.CloseBracket => Starts("punctuation.section"),
        _ => Starts("keyword.operator"),
    };

        bool Starts(string prefix) => scope.StartsWith(prefix, StringComparison.Ordinal);
    }
}
