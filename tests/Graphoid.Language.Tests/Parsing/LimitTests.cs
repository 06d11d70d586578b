using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>Programs no person writes: they end with a diagnostic and never with a full stack.</summary>
[Trait("Category", "Unit")]
public sealed class LimitTests
{
    private const int Many = 100_000;

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
        thread.Join();
        return result!;
    }
}
