namespace Graphoid.Runtime.Partitions;

/// <summary>Ids by row: 4 bytes each while they are integers that fit, 8 when they must, strings only for those that are text.</summary>
internal sealed class KeyColumn
{
    private int[]? _ints;
    private long[]? _longs;
    private string?[]? _texts;

    public int Count { get; private set; }

    /// <summary>Whether all ids are integers of 32 bits.</summary>
    public bool IsNarrow => _longs is null && _texts is null;

    public long ArrayBytes =>
        ((long)(_ints?.Length ?? 0) * sizeof(int)) + ((long)(_longs?.Length ?? 0) * sizeof(long)) + ((long)(_texts?.Length ?? 0) * IntPtr.Size);

    public NodeKey this[int row] => _texts?[row] is { } text ? NodeKey.OfText(text) : NodeKey.Of(NumberAt(row));

    public bool Is(int row, long number) => _ints is not null
        ? _ints[row] == number && _texts?[row] is null
        : _longs is not null && _longs[row] == number && _texts?[row] is null;

    public bool Is(int row, string text) => string.Equals(_texts?[row], text, StringComparison.Ordinal);

    public void Append(long number)
    {
        if (_longs is null && (int)number != number)
        {
            _longs = _ints is null ? new long[Count] : Array.ConvertAll(_ints, static id => (long)id);
            _ints = null;
        }

        if (_longs is not null)
        {
            Capacity.Ensure(ref _longs, Count + 1);
            _longs[Count] = number;
        }
        else
        {
            // Texts that came first left no numbers behind.
            _ints ??= new int[Count];
            Capacity.Ensure(ref _ints, Count + 1);
            _ints[Count] = (int)number;
        }

        if (_texts is not null)
        {
            Capacity.Ensure(ref _texts, Count + 1);
            _texts[Count] = null;
        }

        Count++;
    }

    public void Append(string text)
    {
        _texts ??= new string?[Count];
        Capacity.Ensure(ref _texts, Count + 1);
        _texts[Count] = text;
        if (_ints is not null)
        {
            Capacity.Ensure(ref _ints, Count + 1);
        }

        if (_longs is not null)
        {
            Capacity.Ensure(ref _longs, Count + 1);
        }

        Count++;
    }

    public void Append(in NodeKey key)
    {
        if (key.Text is { } text)
        {
            Append(text);
        }
        else
        {
            Append(key.Number);
        }
    }

    public void RemoveLast() => Count--;

    /// <summary>Keeps the rows <paramref name="order"/> names, in that order; the representation starts over.</summary>
    public void Reorder(ReadOnlySpan<int> order)
    {
        var old = (KeyColumn)MemberwiseClone();
        _ints = null;
        _longs = null;
        _texts = null;
        Count = 0;
        foreach (var row in order)
        {
            Append(old[row]);
        }

        Trim();
    }

    public void Trim()
    {
        if (_ints is not null)
        {
            Array.Resize(ref _ints, Count);
        }

        if (_longs is not null)
        {
            Array.Resize(ref _longs, Count);
        }

        if (_texts is not null)
        {
            Array.Resize(ref _texts, Count);
        }
    }

    /// <summary>What the strings of the ids weigh; O(rows) when there are any.</summary>
    public long TextBytes()
    {
        // Header, method table, length and terminator of a .NET string on 64 bits.
        const int StringOverhead = 22;
        var sum = 0L;
        for (var row = 0; _texts is not null && row < Count; row++)
        {
            sum += _texts[row] is { } text ? StringOverhead + (2L * text.Length) : 0;
        }

        return sum;
    }

    private long NumberAt(int row) => _ints is not null ? _ints[row] : _longs![row];
}
