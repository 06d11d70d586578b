using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Tests.Library;

public class ScalarTextTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("a😀b", 3)]
    [InlineData("", 0)]
    public void Length_counts_scalar_values(string text, int expected) => Assert.Equal(expected, ScalarText.Length(text));

    [Fact]
    public void Half_a_surrogate_pair_counts_as_a_character() => Assert.Equal(3, ScalarText.Length("\uDE00\uD83Da"));

    [Theory]
    [InlineData("abc", 1, "b")]
    [InlineData("a😀b", 1, "😀")]
    [InlineData("a😀b", 2, "b")]
    [InlineData("a😀b", -2, "😀")]
    [InlineData("abc", 3, null)]
    [InlineData("abc", -4, null)]
    public void An_index_finds_a_character(string text, int index, string? expected) =>
        Assert.Equal(expected, ScalarText.At(text, index));

    [Theory]
    [InlineData("Z", "a")]
    [InlineData("a", "ab")]
    [InlineData("\uFFFD", "😀")]
    [InlineData("x\uE000", "x\U00010000")]
    [InlineData("😀", "😁")]
    [InlineData("é", "😀")]
    public void Order_is_that_of_scalar_values(string smaller, string larger)
    {
        Assert.True(ScalarText.Compare(smaller, larger) < 0);
        Assert.True(ScalarText.Compare(larger, smaller) > 0);
        Assert.Equal(0, ScalarText.Compare(larger, larger));
    }

    [Fact]
    public void Order_agrees_with_that_of_UTF8_bytes()
    {
        var random = new Random(11);
        string[] alphabet = ["a", "\u007F", "é", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF"];
        for (var i = 0; i < 2000; i++)
        {
            var left = string.Concat(random.GetItems(alphabet, random.Next(4)));
            var right = string.Concat(random.GetItems(alphabet, random.Next(4)));
            var expected = System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right));
            Assert.Equal(Math.Sign(expected), Math.Sign(ScalarText.Compare(left, right)));
        }
    }
}
