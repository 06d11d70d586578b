namespace Graphoid.Runtime.Partitions;

/// <summary>Sequence numbers by row: nothing while row and number differ by a constant, then 4 bytes each, 8 when they must.</summary>
internal sealed class SequenceColumn
{
    private long _base;
    private uint[]? _offsets;
    private long[]? _longs;
    private int _sortedRows;

    public int Count { get; private set; }

    /// <summary>Whether rows lie in order of their numbers; only numbers handed in from outside can break that.</summary>
    public bool IsSorted => _sortedRows >= Count;

    public long Bytes => ((long)(_offsets?.Length ?? 0) * sizeof(uint)) + ((long)(_longs?.Length ?? 0) * sizeof(long));

    public long this[int row] =>
        _offsets is not null ? _base + _offsets[row]
        : _longs is not null ? _longs[row]
        : _base + row;

    public void Append(long sequence)
    {
        if (Count == 0)
        {
            _base = sequence;
        }

        if (_sortedRows == Count && (Count == 0 || sequence > this[Count - 1]))
        {
            _sortedRows++;
        }

        Fit(sequence);
        if (_offsets is not null)
        {
            Capacity.Ensure(ref _offsets, Count + 1);
            _offsets[Count] = (uint)(sequence - _base);
        }
        else if (_longs is not null)
        {
            Capacity.Ensure(ref _longs, Count + 1);
            _longs[Count] = sequence;
        }

        Count++;
    }

    public void RemoveLast()
    {
        Count--;
        _sortedRows = Math.Min(_sortedRows, Count);
    }

    /// <summary>Keeps the rows <paramref name="order"/> names, in that order; the representation starts over.</summary>
    public void Reorder(ReadOnlySpan<int> order)
    {
        var old = (SequenceColumn)MemberwiseClone();
        _offsets = null;
        _longs = null;
        _sortedRows = 0;
        Count = 0;
        foreach (var row in order)
        {
            Append(old[row]);
        }

        Trim();
    }

    public void Trim()
    {
        if (_offsets is not null)
        {
            Array.Resize(ref _offsets, Count);
        }

        if (_longs is not null)
        {
            Array.Resize(ref _longs, Count);
        }
    }

    private void Fit(long sequence)
    {
        if (_longs is not null || (_offsets is null && sequence == _base + Count))
        {
            return;
        }

        if (sequence < _base || sequence - _base > uint.MaxValue)
        {
            var longs = new long[Capacity.Grow(Count, Count + 1)];
            for (var row = 0; row < Count; row++)
            {
                longs[row] = this[row];
            }

            _longs = longs;
            _offsets = null;
        }
        else if (_offsets is null)
        {
            var offsets = new uint[Capacity.Grow(Count, Count + 1)];
            for (var row = 0; row < Count; row++)
            {
                offsets[row] = (uint)row;
            }

            _offsets = offsets;
        }
    }
}
