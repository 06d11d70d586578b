using System.Text.RegularExpressions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public sealed class RegexEngineTests
{
    private const string WithPair = "\U0001F600";

    [Theory]
    [InlineData("[^a-z]+")]
    [InlineData(@"\d\d*")]
    [InlineData(@"a.\w+")]
    [InlineData(@"[\s,;]+")]
    [InlineData("abc")]
    [InlineData(@"\.\[x")]
    public void Patterns_in_a_row_backtrack_without_harm(string pattern) =>
        Assert.False(new RegexValue(pattern, string.Empty).For("plain").Options.HasFlag(RegexOptions.NonBacktracking));

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("a*b")]
    [InlineData("a|b")]
    [InlineData("a{2,}")]
    [InlineData("a*?")]
    [InlineData(@"\bx")]
    [InlineData("^x")]
    [InlineData(@"[\p{L}]")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("")]
    [InlineData(@"\")]
    public void Anything_else_does_not_backtrack(string pattern) => Assert.False(LinearPatterns.Contains(pattern));

    [Theory]
    [InlineData("[^a-z]+", "ab,c 1é\n\tz")]
    [InlineData(@"\d\d*", "1 22 ٣ 333")]
    [InlineData(@"a.\w+", "a\nbc axyz aéé a b_9")]
    [InlineData(@"\W", "aé_1 K")]
    [InlineData(@"[\s,;]+", "a ,\u00A0;\v\fb")]
    public void Both_engines_find_the_same(string pattern, string text)
    {
        var regex = new RegexValue(pattern, string.Empty);
        Assert.NotSame(regex.For(text), regex.For(WithPair));
        Assert.Equal(
            regex.For(WithPair).Matches(text).Select(m => (m.Index, m.Length)),
            regex.For(text).Matches(text).Select(m => (m.Index, m.Length)));
    }
}
