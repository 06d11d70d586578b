using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>Programs no person writes: they end with a diagnostic and never with a full stack.</summary>
[Trait("Category", "Unit")]
public sealed class LimitTests
{
    private const int Many = 100_000;

    private const int Million = 1_000_000;

    /// <summary>Far beyond what any of these takes.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    // Less than any usual stack, so that a deeper limit would be noticed here and not by a user.
    private const int StackBytes = 1024 * 1024;

    [Theory]
    [InlineData("", "(", "")]
    [InlineData("", "[", "")]
    [InlineData("", "{", "")]
    [InlineData("", "-", "1")]
    [InlineData("", "not ", "x")]
    [InlineData("", "await ", "x")]
    [InlineData("a", ".b", "")]
    [InlineData("a", "()", "")]
    [InlineData("1", "+1", "")]
    [InlineData("1", "**1", "")]
    [InlineData("", "x=>", "1")]
    [InlineData("", "if a then ", "b")]
    [InlineData("", "if a { ", "")]
    [InlineData("", "fn f() { ", "")]
    [InlineData("", "match x { a => ", "")]
    [InlineData("a", " if a else b", "")]
    [InlineData("", "\"${", "")]
    [InlineData("", "priv ", "fn a() { }")]
    [InlineData("match x { ", "[", "")]
    public void A_program_nested_too_deeply_is_refused(string before, string repeated, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(repeated, Many)) + after;
        Assert.Contains(Parse(text).Diagnostics, diagnostic => diagnostic.Id == DiagnosticCatalogue.TooDeeplyNested);
    }

    [Theory]
    [InlineData("x = ", "(", "1", ")")]
    [InlineData("x = ", "[", "1", "]")]
    [InlineData("x = ", "{ a: ", "1", " }")]
    [InlineData("x = ", "-", "1", "")]
    [InlineData("x = ", "a => ", "1", "")]
    [InlineData("x = ", "\"${", "1", "}\"")]
    [InlineData("x = ", "not ", "1", "")]
    [InlineData("x = ", "~", "1", "")]
    [InlineData("x = ", "await ", "1", "")]
    [InlineData("x = ", "(a, b) => ", "1", "")]
    [InlineData("x = ", "() => ", "1", "")]
    [InlineData("x = ", "a => { ", "1", " }")]
    [InlineData("x = ", "(a => ", "1", ")")]
    [InlineData("x = ", "fn(a) { return ", "1", " }")]
    [InlineData("x = ", "if true then ", "1", " else 2")]
    [InlineData("x = 1", " if true else 2", "", "")]
    [InlineData("x = 1", " + 1", "", "")]
    [InlineData("x = a", "[0]", "", "")]
    [InlineData("x = a", "()", "", "")]
    [InlineData("", "fn f() {\n", "", "}\n")]
    [InlineData("", "f { |x|\n", "", "}\n")]
    [InlineData("", "try { ", "", " } catch { }")]
    [InlineData("", "match 1 { 1 => { ", "", " } }")]
    [InlineData("match x { ", "{ a: ", "b", " } => 2 }")]
    [InlineData("", "if true { ", "", "}")]
    [InlineData("match x { ", "[", "", "]")]
    public void A_million_levels_are_refused_in_time_proportional_to_the_text(string before, string opening, string middle, string closing)
    {
        var text = before
            + string.Concat(Enumerable.Repeat(opening, Million)) + middle
            + string.Concat(Enumerable.Repeat(closing, Million));
        Assert.Contains(Parse(text).Diagnostics, diagnostic => diagnostic.Id == DiagnosticCatalogue.TooDeeplyNested);
    }

    [Theory]
    [InlineData("x = 0x")]
    [InlineData("x = 0b")]
    [InlineData("x = ")]
    public void A_number_may_have_ten_million_digits(string before) =>
        Assert.Empty(Parse(before + new string('1', 10_000_000)).Diagnostics);

    [Fact]
    public void A_message_repeats_the_beginning_of_a_long_word()
    {
        var diagnostic = Assert.Single(Parse($"x = {new string('1', 1_000_000)}abc").Diagnostics);
        Assert.InRange(diagnostic.Message.Length, 50, 200);
    }

    [Fact]
    public void A_chain_that_is_too_long_is_found_behind_other_statements_and_their_mistakes()
    {
        var text = "y = )\n" + string.Concat(Enumerable.Repeat("z = 1\n", 100)) + "x = 1" + string.Concat(Enumerable.Repeat(" + 1", Many));
        Assert.Equal(
            [DiagnosticCatalogue.UnbalancedBracket, DiagnosticCatalogue.TooDeeplyNested], Parse(text).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void A_literal_may_be_100_MB_long() => Assert.Empty(Parse($"x = \"{new string('a', 100_000_000)}\"").Diagnostics);

    [Fact]
    public void A_name_may_be_as_long_as_it_likes() => Assert.Empty(Parse($"{new string('a', 10_000_000)} = 1").Diagnostics);

    [Theory]
    [InlineData("a\0b = 1")]
    [InlineData("x = \"a\0b\"")]
    [InlineData("x = :a\0b")]
    [InlineData("a\ud83d = 1")]
    [InlineData("x = :a\ude00")]
    [InlineData("x = \"\\u{D800}\"")]
    [InlineData("x = \"\\u{110000}\"")]
    public void What_is_no_character_is_refused(string text) => Assert.NotEmpty(Parse(text).Diagnostics);

    [Fact]
    public void Operators_of_every_level_fit_the_stack_at_full_depth()
    {
        const string levels = "a or b and c == d < e | f ^ g & h << i .. j + k * (";
        var text = string.Concat(Enumerable.Repeat(levels, 390)) + "1" + new string(')', 390);
        Assert.NotNull(Parse(text));
    }

    [Fact]
    public void A_long_program_has_no_limit()
    {
        var text = string.Concat(Enumerable.Repeat("x = f(1, { a: 2 }) + 3\n", 20_000));
        Assert.Equal(20_000, Parse(text).Unit.Statements.Count);
    }

    [Fact]
    public void A_list_may_be_as_long_as_it_likes()
    {
        var text = "[" + string.Concat(Enumerable.Repeat("1, ", 20_000)) + "]";
        Assert.Empty(Parse(text).Diagnostics);
    }

    private static ParseResult Parse(string text)
    {
        ParseResult? result = null;
        var thread = new Thread(() => result = Parser.Parse(new SourceText("test.gr", text)), StackBytes);
        thread.Start();
        Assert.True(thread.Join(Guard), "the parser takes too long");
        return result!;
    }
}
