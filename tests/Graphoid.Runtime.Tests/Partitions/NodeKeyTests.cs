using Graphoid.Runtime.Partitions;

namespace Graphoid.Runtime.Tests.Partitions;

public sealed class NodeKeyTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("-7")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    public void Canonical_integers_are_kept_without_a_string(string text)
    {
        var key = NodeKey.Of(text);
        Assert.True(key.IsInteger);
        Assert.Null(key.Text);
        Assert.Equal(text, key.ToString());
        Assert.Equal(NodeKey.Of(long.Parse(text)), key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("07")]
    [InlineData("+7")]
    [InlineData(" 7")]
    [InlineData("7.0")]
    [InlineData("9223372036854775808")]
    [InlineData("٣")]
    [InlineData("alice")]
    public void Everything_else_stays_the_text_it_is(string text)
    {
        var key = NodeKey.Of(text);
        Assert.False(key.IsInteger);
        Assert.Equal(text, key.ToString());
    }

    [Fact]
    public void The_stable_hash_never_changes()
    {
        Assert.Equal(0UL, NodeKey.Of(0).StableHash);
        Assert.Equal(0x5692161D100B05E5UL, NodeKey.Of(1).StableHash);
        Assert.Equal(Fnv("alice"), NodeKey.Of("alice").StableHash);
        Assert.Equal(Fnv("naïve 🚀"), NodeKey.Of("naïve 🚀").StableHash);

        static ulong Fnv(string text)
        {
            var hash = 0xCBF29CE484222325UL;
            foreach (var part in System.Text.Encoding.UTF8.GetBytes(text))
            {
                hash = unchecked((hash ^ part) * 0x100000001B3UL);
            }

            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return hash ^ (hash >> 31);
        }
    }
}
