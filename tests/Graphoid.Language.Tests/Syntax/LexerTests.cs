using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Syntax;

/// <summary>What the characters mean, before any grammar.</summary>
[Trait("Category", "Unit")]
public sealed class LexerTests
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("2.5e10", 2.5e10)]
    [InlineData("1e-3", 0.001)]
    [InlineData("1_000", 1000)]
    [InlineData("0b1010_0001", 161)]
    [InlineData("0xFF_00", 65280)]
    [InlineData("0o17", 15)]
    [InlineData("100ms", 100)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("5us", 0.005)]
    [InlineData("100ns", 0.0001)]
    public void A_number_has_its_value_and_a_duration_is_in_milliseconds(string text, double value)
    {
        var token = Assert.Single(Read(text));
        Assert.Equal(TokenKind.Number, token.Kind);
        Assert.Equal(value, token.Number);
    }

    [Theory]
    [InlineData("10msx")]
    [InlineData("1__0")]
    [InlineData("1_")]
    [InlineData("0b12")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("12abc")]
    public void A_number_that_cannot_be_read_is_one_mistake_and_one_token(string text)
    {
        var stream = Lexer.Read(new SourceText("test.gr", text));
        Assert.Equal(DiagnosticCatalogue.MalformedNumber, Assert.Single(stream.Diagnostics).Id);
        Assert.Equal([TokenKind.Number, TokenKind.End], stream.Tokens.Select(token => token.Kind));
    }

    [Theory]
    [InlineData("5.times()", "Number Dot Identifier OpenParenthesis CloseParenthesis")]
    [InlineData("10.m", "Number Dot Identifier")]
    [InlineData("1..5", "Number DotDot Number")]
    [InlineData("1...5", "Number Ellipsis Number")]
    [InlineData("1.+2", "Number Plus Number")]
    public void A_dot_belongs_to_a_number_only_before_a_digit(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("{a:b}", "OpenBrace Identifier Colon Identifier CloseBrace")]
    [InlineData("f(to:x)", "Identifier OpenParenthesis Identifier Colon Identifier CloseParenthesis")]
    [InlineData("\"k\":v", "String Colon Identifier")]
    [InlineData("in:x", "In Colon Identifier")]
    [InlineData("[k]:v", "OpenBracket Identifier CloseBracket Colon Identifier")]
    [InlineData("f():v", "Identifier OpenParenthesis CloseParenthesis Colon Identifier")]
    public void A_colon_glued_to_a_name_is_a_colon(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("[:tag, x]", "OpenBracket Symbol Comma Identifier CloseBracket")]
    [InlineData("to: :all", "Identifier Colon Symbol")]
    [InlineData(":32bit", "Symbol")]
    [InlineData("a :b", "Identifier Symbol")]
    public void A_colon_before_a_word_starts_a_symbol_otherwise(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("x[0:n]", "Identifier OpenBracket Number Colon Identifier CloseBracket")]
    [InlineData("x[ 0 :n ]", "Identifier OpenBracket Number Colon Identifier CloseBracket")]
    [InlineData("x[:n:2]", "Identifier OpenBracket Colon Identifier Colon Number CloseBracket")]
    [InlineData("x[:name]", "Identifier OpenBracket Symbol CloseBracket")]
    [InlineData("x[f(:a):2]", "Identifier OpenBracket Identifier OpenParenthesis Symbol CloseParenthesis Colon Number CloseBracket")]
    public void Inside_an_index_a_colon_slices_unless_the_whole_index_is_a_symbol(string text, string kinds) =>
        Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("a / b", "Identifier Slash Identifier")]
    [InlineData("f(x) // 2", "Identifier OpenParenthesis Identifier CloseParenthesis DoubleSlash Number")]
    [InlineData("split(/\\s+/)", "Identifier OpenParenthesis Regex CloseParenthesis")]
    [InlineData("return /a/", "Return Regex")]
    [InlineData("x =~ /[/]/i", "Identifier Matches Regex")]
    [InlineData("a\n/b/", "Identifier NewLine Regex")]
    public void A_slash_divides_behind_an_operand_and_starts_a_regex_elsewhere(string text, string kinds) =>
        Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("xs.sort!()", "Identifier Dot Identifier Bang OpenParenthesis CloseParenthesis")]
    [InlineData("a.b!=3", "Identifier Dot Identifier NotEqual Number")]
    [InlineData("a.b!~c", "Identifier Dot Identifier NotMatches Identifier")]
    [InlineData("f(x!)", "Identifier OpenParenthesis Identifier Bang CloseParenthesis")]
    public void A_bang_belongs_to_a_member_unless_it_starts_an_operator(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("a-b", "Identifier Minus Identifier")]
    [InlineData("a<-b", "Identifier Less Minus Identifier")]
    [InlineData("a--b", "Identifier Minus Minus Identifier")]
    [InlineData("pattern { a->b }", "Identifier OpenBrace Identifier LinkOut Identifier CloseBrace")]
    [InlineData("pattern { a <- b }", "Identifier OpenBrace Identifier LinkIn Identifier CloseBrace")]
    [InlineData("pattern { where a<-1 }", "Identifier OpenBrace Identifier Identifier Less Minus Number CloseBrace")]
    public void Arrows_exist_only_between_the_nodes_of_a_pattern(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("p.from", "Identifier Dot Identifier")]
    [InlineData("g.match(x)", "Identifier Dot Identifier OpenParenthesis Identifier CloseParenthesis")]
    [InlineData("match", "Match")]
    public void Behind_a_dot_every_word_is_a_name(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("\"a\\n\\t\\\\\\\"\"", "a\n\t\\\"")]
    [InlineData("'it\\'s'", "it's")]
    [InlineData("\"a\nb\"", "a\nb")]
    [InlineData("\"\\u{1F600}\"", "\U0001F600")]
    [InlineData("\"\\q\\$\"", "q$")]
    [InlineData("\"{a}\"", "{a}")]
    public void A_string_has_its_escapes_resolved(string text, string value)
    {
        var token = Assert.Single(Read(text));
        Assert.Equal(TokenKind.String, token.Kind);
        Assert.Equal(value, token.Text);
    }

    [Fact]
    public void An_interpolation_is_lexed_as_part_of_the_same_stream()
    {
        var tokens = Read("\"a ${ f(\"x\", { k: 1 }) } b\"");
        Assert.Equal(TokenKind.StringHead, tokens[0].Kind);
        Assert.Equal("a ", tokens[0].Text);
        Assert.Equal(TokenKind.StringTail, tokens[^1].Kind);
        Assert.Equal(" b", tokens[^1].Text);
    }

    [Fact]
    public void Comments_are_kept_beside_the_tokens()
    {
        var stream = Lexer.Read(new SourceText("test.gr", "#!/usr/bin/env graphoid\na /* b\nc */ d # e"));
        Assert.Equal([false, true, false], stream.Comments.Select(comment => comment.IsBlock));
        Assert.Equal("# e", stream.Source.Text.Substring(stream.Comments[2].Span.Start, stream.Comments[2].Span.Length));
        Assert.Equal("NewLine Identifier Identifier", string.Join(' ', stream.Tokens[..^1].Select(token => token.Kind)));
    }

    [Fact]
    public void A_token_knows_whether_it_is_glued_and_whether_it_starts_a_line()
    {
        var tokens = Read("a (b\n c");
        Assert.False(tokens[1].IsGluedLeft);
        Assert.True(tokens[2].IsGluedLeft);
        Assert.True(tokens[0].IsLineStart);
        Assert.True(tokens[^1].IsLineStart);
    }

    [Theory]
    [InlineData("\"abc", DiagnosticCatalogue.UnterminatedString)]
    [InlineData("\"a ${b", DiagnosticCatalogue.UnterminatedString)]
    [InlineData("/* abc", DiagnosticCatalogue.UnterminatedComment)]
    [InlineData("x = /abc", DiagnosticCatalogue.MalformedRegex)]
    [InlineData("x = /a/q", DiagnosticCatalogue.MalformedRegex)]
    [InlineData("a @ b", DiagnosticCatalogue.UnknownCharacter)]
    [InlineData("a\0b", DiagnosticCatalogue.NotText)]
    public void What_cannot_be_read_has_its_own_diagnostic(string text, string id) =>
        Assert.Equal(id, Assert.Single(Lexer.Read(new SourceText("test.gr", text)).Diagnostics).Id);

    [Fact]
    public void Letters_of_every_script_make_names() => Assert.Equal("Identifier Assign Identifier", Kinds("größe = 名前"));

    private static Token[] Read(string text)
    {
        var stream = Lexer.Read(new SourceText("test.gr", text));
        Assert.Empty(stream.Diagnostics);
        return stream.Tokens[..^1];
    }

    private static string Kinds(string text) => string.Join(' ', Read(text).Select(token => token.Kind));
}
