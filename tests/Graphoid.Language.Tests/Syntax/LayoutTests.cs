using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Syntax;

/// <summary>Which line ends end a statement.</summary>
[Trait("Category", "Unit")]
public sealed class LayoutTests
{
    [Theory]
    [InlineData("a\nb", 1)]
    [InlineData("a\n\n# c\n\nb", 1)]
    [InlineData("a ; b", 1)]
    [InlineData("(a\nb)", 0)]
    [InlineData("[a,\nb]", 0)]
    [InlineData("({ a\nb })", 1)]
    [InlineData("a +\nb", 0)]
    [InlineData("a and\nb", 0)]
    [InlineData("a =\nb", 0)]
    [InlineData("x =>\nb", 0)]
    [InlineData("await\nb", 0)]
    [InlineData("return\nb", 1)]
    [InlineData("a\n.b", 0)]
    [InlineData("a\n# why\n  .b", 0)]
    [InlineData("a\n.+ b", 0)]
    [InlineData("a\n(b)", 1)]
    [InlineData("a\n[b]", 1)]
    [InlineData("a\n-b", 1)]
    [InlineData("if a { }\nelse { }", 0)]
    [InlineData("try { }\n\ncatch { }\nfinally { }", 0)]
    [InlineData("{ a: { }\n else: 1 }", 1)]
    [InlineData("{\na: 1\n}", 0)]
    [InlineData("{ a: 1,\n b: 2\n, c: 3 }", 0)]
    [InlineData("{ a:\n1\n b: 2 }", 1)]
    public void A_line_end_is_kept_only_where_it_ends_something(string text, int newLines)
    {
        var arranged = Layout.Arrange(Lexer.Read(new SourceText("test.gr", text)));
        Assert.Empty(arranged.Diagnostics);
        Assert.Equal(newLines, arranged.Tokens.Count(token => token.Kind == TokenKind.NewLine));
    }

    [Theory]
    [InlineData("f(1, 2\nb", 1)]
    [InlineData("f(1]", 1)]
    [InlineData("a }", 1)]
    [InlineData("{ ( }", 1)]
    [InlineData("fn f() {\n    if x {\n        y\n}\nb", 1)]
    public void Every_bracket_has_a_partner_even_when_it_was_forgotten(string text, int mistakes)
    {
        var arranged = Layout.Arrange(Lexer.Read(new SourceText("test.gr", text)));
        Assert.Equal(mistakes, arranged.Diagnostics.Count);
        for (var i = 0; i < arranged.Tokens.Length; i++)
        {
            if (arranged.Partners[i] is var partner and >= 0)
            {
                Assert.Equal(i, arranged.Partners[partner]);
            }
        }

        Assert.DoesNotContain(
            Enumerable.Range(0, arranged.Tokens.Length),
            i => arranged.Tokens[i].Kind is >= TokenKind.OpenParenthesis and <= TokenKind.CloseBrace && arranged.Partners[i] < 0);
    }
}
