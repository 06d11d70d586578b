using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Bytes that nobody has written end in a clear exception: quickly, and without taking memory for what is not there.</summary>
[Trait("Category", "Unit")]
public sealed class BrokenBlobTests
{
    /// <summary>Covers every kind of value.</summary>
    private const string Everything = """
        graph Cell { n = 1 ; friend = none ; fn on_message(m) { return helper(m) + n } ; fn twice() { return () => n * 2 } }
        graph Derived from Cell { xs = [1, 2] }
        fn helper(x, y = 2) { return x + table["k"] }
        fn helper(x, y, z) { return z }
        table = { k: 3 } ; table[[1, "a"]] = :sym ; table[none] = true
        fn count() { c = 0 ; return () => { c = c + 1 ; c } }
        local = graph {} ; local.add_node("a", Cell { n: 2 }) ; local.add_node("7", [1.5]) ; local.add_edge("a", "7", "x", weight: 2)
        local.configure({ behavior: Derived })
        far = distributed.create("far") ; far.add_node("n", 1) ; far.add_node("m", 1) ; far.add_edge("n", "m", "x")
        cell = Derived { n: -5 } ; cell.friend = cell
        shared = [1, 2, "text"]
        err = none
        try { raise TypeError("oh") } catch as e { err = e }
        keep([1, -1.5, "text", "ü", :sym, none, true, [shared, shared], table, range(3), /a+/i, err, helper, count(), print, distributed,
            cell, Derived, cell.twice(), local, local.node("a"), far, far.node("n"), far.edges().first(), far.partitions().first(), spawn Cell {}])
        """;

    [Fact]
    public async Task Everything_comes_back()
    {
        var program = await KeptProgram.RunAsync(Everything);
        var side = new OtherSide();
        Assert.Equal(ValueTexts.Of(program.Kept[0]), ValueTexts.Of(side.Send(program.Kept[0])));
    }

    [Fact]
    public async Task A_blob_that_ends_too_early_is_broken_wherever_it_ends()
    {
        var side = new OtherSide();
        var bytes = side.Encode((await KeptProgram.RunAsync(Everything)).Kept[0]);
        for (var length = 0; length < bytes.Length; length++)
        {
            var failure = Assert.Throws<BrokenEncodingException>(() => side.Decode(bytes[..length]));
            Assert.InRange(failure.Offset, 0, length);
        }
    }

    [Fact]
    public async Task Changed_bytes_are_read_as_something_else_or_refused()
    {
        var side = new OtherSide();
        var bytes = side.Encode((await KeptProgram.RunAsync(Everything)).Kept[0]);
        var random = new Random(17);
        var refused = 0;
        for (var run = 0; run < 30_000; run++)
        {
            var changed = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(changed.Length);
                changed[at] = random.Next(2) == 0 ? (byte)(changed[at] ^ (1 << random.Next(8))) : (byte)random.Next(256);
            }

            refused += IsRefused(side, changed) ? 1 : 0;
        }

        Assert.InRange(refused, 5_000, 29_999);
    }

    [Fact]
    public void Random_bytes_are_refused_or_read()
    {
        var side = new OtherSide();
        var random = new Random(5);
        for (var run = 0; run < 30_000; run++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            bytes[0] = EncodingFormat.Version;
            for (var i = 1; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(3) > 0 ? (byte)random.Next((int)ValueTag.Known + 1) : bytes[i];
            }

            IsRefused(side, bytes);
        }
    }

    [Theory]
    [InlineData("", "missing their end")]
    [InlineData("00", "format 0")]
    [InlineData("02", "format 2")]
    [InlineData("01", "missing their end")]
    [InlineData("0178", "no kind of value 120")]
    [InlineData("017F", "no kind of value 127")]
    [InlineData("0108FFFFFFFF07", "cannot follow")]
    [InlineData("010AFFFFFFFF07", "cannot follow")]
    [InlineData("0108FFFFFFFFFFFFFFFFFF7F", "more than 64 bits")]
    [InlineData("0108FFFFFFFFFFFFFFFFFFFFFF01", "no end")]
    [InlineData("0106FDFFFFFF0F", "cannot follow")]
    [InlineData("010605FF", "no UTF-8")]
    [InlineData("010603", "no such text")]
    [InlineData("010604", "no such text")]
    [InlineData("010600", "a text is missing")]
    [InlineData("011900", "out of range")]
    [InlineData("01090119FF01", "out of range")]
    [InlineData("0109011900", "no value")]
    [InlineData("010A0281018102", "a key twice")]
    [InlineData("010A0104000000000000F87F03", "no key of a map")]
    [InlineData("010A0110157072696E740003", "no key of a map")]
    [InlineData("010D05280569", "cannot be used")]
    [InlineData("010E0541", "no kind of error")]
    [InlineData("01100541", "no built-in")]
    [InlineData("01110541", "no module")]
    [InlineData("011201", "a part is missing")]
    [InlineData("01128101", "wrong place")]
    [InlineData("011600", "a graph has no type")]
    [InlineData("011601054103", "something else")]
    [InlineData("011601054109", "no object")]
    [InlineData("011700", "a template has no type")]
    [InlineData("0118000F0541", "stays where it is")]
    [InlineData("010F00", "has no module")]
    public void A_broken_blob_says_what_is_wrong(string hex, string words)
    {
        var failure = Assert.Throws<BrokenEncodingException>(() => new OtherSide().Decode(Convert.FromHexString(hex)));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"byte {failure.Offset}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_announce_more_than_they_hold_take_no_memory_for_it()
    {
        // Each list claims all the bytes behind it and starts with another list of that kind.
        var bytes = new byte[4001];
        bytes[0] = EncodingFormat.Version;
        for (var at = 1; at + 4 <= bytes.Length; at += 4)
        {
            var left = bytes.Length - at - 4;
            (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) =
                ((byte)ValueTag.List, (byte)(left | 0x80), (byte)((left >> 7) | 0x80), 0);
        }

        Assert.True(IsRefused(new OtherSide(), bytes));
    }

    [Fact]
    public void A_graph_of_very_many_properties_is_refused_before_it_takes_memory()
    {
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        writer.Byte((byte)ValueTag.Graph);
        writer.Varint(-1);
        writer.Text("T");
        writer.Varint(0);
        writer.Raw([0, 0, 0, 0, 0]);
        writer.Bool(true);
        writer.Varint(0);
        writer.Unsigned(EncodingFormat.PropertiesMax + 1);
        for (var i = 0; i <= EncodingFormat.PropertiesMax; i++)
        {
            writer.Text($"p{i}");
            writer.Byte((byte)ValueTag.None);
        }

        var failure = Assert.Throws<BrokenEncodingException>(() => side.Decode(writer.ToArray()));
        Assert.Contains("at most 4096 properties", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the blob is refused; anything but the two exceptions of the reader fails the test, as does memory out of
    /// proportion to the bytes.</summary>
    private static bool IsRefused(OtherSide side, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var reader = new ValueReader(bytes, side);
            reader.Value();
            return !reader.AtEnd;
        }
        catch (Exception failure) when (failure is BrokenEncodingException or GraphoidException)
        {
            return true;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000 + (400L * bytes.Length));
        }
    }
}
