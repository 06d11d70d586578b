using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Partitions;

/// <summary>Bits by number that start as false and cost nothing until the first one is set.</summary>
internal sealed class BitSet
{
    private ulong[] _words = [];

    public long Bytes => (long)_words.Length * sizeof(ulong);

    /// <summary>Whether no bit was ever set.</summary>
    public bool IsUntouched => _words.Length == 0;

    public bool this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var words = _words;
            var word = (uint)index >> 6;
            return word < (uint)words.Length && (words[word] & (1UL << index)) != 0;
        }
    }

    public void Set(int index)
    {
        var word = index >> 6;
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, (int)Math.Max(word + 1L, Math.Min(_words.Length * 2L, StorageLimits.PartitionItems)));
        }

        _words[word] |= 1UL << index;
    }

    public void Clear(int index)
    {
        var word = index >> 6;
        if (word < _words.Length)
        {
            _words[word] &= ~(1UL << index);
        }
    }

    public void Reset() => _words = [];

    /// <summary>The bits as words: bit <c>i</c> is bit <c>i &amp; 63</c> of word <c>i >> 6</c>; words that are not there are 0.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Takes the words over.</summary>
    public void Load(ulong[] words) => _words = words;
}
