namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Bits that arrive in frames of words.</summary>
internal sealed class BitParts(int bits)
{
    private readonly ArrayParts<ulong> _words = new(WordsOf(bits));

    /// <summary>Bit <c>i</c> is bit <c>i &amp; 63</c> of word <c>i >> 6</c>; nothing is set behind the last bit.</summary>
    public ulong[] Words => _words.Items;

    public bool this[int bit] => (Words[bit >> 6] & (1UL << bit)) != 0;

    /// <summary>Words for so many bits.</summary>
    public static int WordsOf(int bits) => (int)((bits + 63L) >> 6);

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        foreach (var tag in _words.Read(source))
        {
            yield return tag;
        }

        if ((bits & 63) != 0)
        {
            Words[^1] &= (1UL << bits) - 1;
        }
    }
}
