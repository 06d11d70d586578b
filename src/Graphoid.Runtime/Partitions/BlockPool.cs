using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>Reuses the blocks in which columns keep before-images, so that steady waves allocate nothing.</summary>
/// <remarks>One per partition and not thread-safe, as partitions are written in parallel. Blocks are 32 KB of numbers, 64 KB of
/// values, 512 bytes of bits; all are below the large object heap's bound.</remarks>
internal sealed class BlockPool
{
    /// <summary>Blocks kept per kind; what is returned beyond is left to the collector.</summary>
    private const int KeptMax = 1024;

    private readonly Stack<double[]> _numbers = new();
    private readonly Stack<Value[]> _values = new();
    private readonly Stack<ulong[]> _words = new();

    public long Bytes =>
        ((long)_numbers.Count * Column.BlockRows * sizeof(double))
        + ((long)_values.Count * Column.BlockRows * Column.ValueBytes)
        + ((long)_words.Count * Column.BlockRows / 8);

    public double[] RentNumbers() => _numbers.TryPop(out var block) ? block : new double[Column.BlockRows];

    public Value[] RentValues() => _values.TryPop(out var block) ? block : new Value[Column.BlockRows];

    public ulong[] RentWords() => _words.TryPop(out var block) ? block : new ulong[Column.BlockRows / 64];

    public void Return(Array block)
    {
        switch (block)
        {
            case double[] numbers when _numbers.Count < KeptMax:
                _numbers.Push(numbers);
                break;
            case ulong[] words when _words.Count < KeptMax:
                _words.Push(words);
                break;
            case Value[] values when _values.Count < KeptMax:
                // A pooled block must not keep old values alive.
                Array.Clear(values);
                _values.Push(values);
                break;
        }
    }
}
