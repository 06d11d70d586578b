using System.Text;
using Graphoid.Formats.Files;

namespace Graphoid.Formats.Tests.Files;

[Trait("Category", "Unit")]
public sealed class GzipInputTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i * 7919L % 65_537} {i}\n"));

    [Fact]
    public void Everything_comes_out_and_nothing_else()
    {
        Assert.Equal(Text, Read(TemporaryFolder.Gzip(Text)));
        Assert.Equal("a b\n", Read(TemporaryFolder.Gzip("a b\n")));
        Assert.Equal(string.Empty, Read(TemporaryFolder.Gzip(string.Empty)));
    }

    [Fact]
    public void Members_may_follow_each_other() =>
        Assert.Equal("1 2\n" + Text + "3 4\n", Read([.. TemporaryFolder.Gzip("1 2\n"), .. TemporaryFolder.Gzip(Text), .. TemporaryFolder.Gzip("3 4\n")]));

    [Fact]
    public void A_file_that_ends_early_is_damaged_wherever_it_ends()
    {
        var complete = TemporaryFolder.Gzip("some text that is short\n");
        for (var length = 1; length < complete.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(complete[..length]));
        }
    }

    [Fact]
    public void No_byte_that_is_not_in_the_file_is_handed_out_before_the_damage_is_noticed()
    {
        var complete = TemporaryFolder.Gzip(Text);
        foreach (var length in new[] { complete.Length / 3, complete.Length / 2, complete.Length - 9, complete.Length - 1 })
        {
            var seen = new StringBuilder();
            Assert.Throws<InvalidDataException>(() => Read(complete[..length], seen));
            Assert.StartsWith(seen.ToString(), Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        var damaged = TemporaryFolder.Gzip(Text);
        damaged[damaged.Length / 2] ^= 0x10;
        Assert.Throws<InvalidDataException>(() => Read(damaged));
    }

    private static string Read(byte[] compressed) => Read(compressed, new StringBuilder());

    private static string Read(byte[] compressed, StringBuilder text)
    {
        using var input = new GzipInput(new MemoryStream(compressed));
        var buffer = new byte[10_007];
        int count;
        while ((count = input.Read(buffer)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        Assert.Equal(compressed.Length, input.CompressedBytesRead);
        return text.ToString();
    }
}
