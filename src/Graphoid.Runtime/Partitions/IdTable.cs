using System.Numerics;

namespace Graphoid.Runtime.Partitions;

/// <summary>The ids of a partition's rows and the way back from id to row.</summary>
/// <remarks>The index is open addressing with linear probing over row numbers alone: 5 to 10 bytes a row, no object per node.
/// Removal shifts the rest of the run back, so that tombstones never pile up.</remarks>
internal sealed class IdTable
{
    private const int SmallestIndex = 8;

    private readonly KeyColumn _keys;
    private int[] _slots = [];
    private int _shift = 64;
    private int _indexed;

    public IdTable()
        : this(new KeyColumn())
    {
    }

    /// <summary>A table over ids that exist; none of them can be found before <see cref="Index"/>.</summary>
    public IdTable(KeyColumn keys) => _keys = keys;

    public long KeyBytes => _keys.ArrayBytes + _keys.TextBytes();

    public long IndexBytes => (long)_slots.Length * sizeof(int);

    public NodeKey this[int row] => _keys[row];

    public bool TryFind(in NodeKey key, out int row)
    {
        if (_indexed > 0)
        {
            var mask = _slots.Length - 1;
            for (var slot = (int)(key.IndexHash >> _shift); _slots[slot] != 0; slot = (slot + 1) & mask)
            {
                row = _slots[slot] - 1;
                if (key.Text is { } text ? _keys.Is(row, text) : _keys.Is(row, key.Number))
                {
                    return true;
                }
            }
        }

        row = -1;
        return false;
    }

    /// <summary>Appends a row whose id is not in the table.</summary>
    public void Append(in NodeKey key)
    {
        _keys.Append(key);
        Index(_keys.Count - 1);
    }

    /// <summary>Makes room for so many ids at once.</summary>
    public void Reserve(int rows)
    {
        // Four fifths full at most: above that, linear probing runs grow steeply.
        var needed = (int)Math.Min(1L << 30, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(SmallestIndex, (rows * 5L / 4) + 1)));
        if (needed > _slots.Length)
        {
            Rehash(needed);
        }
    }

    public void RemoveLast()
    {
        Unindex(_keys.Count - 1);
        _keys.RemoveLast();
    }

    /// <summary>The row can be found by its id.</summary>
    public void Index(int row)
    {
        _indexed++;
        Reserve(_indexed);
        Place(row);
    }

    /// <summary>The row can no longer be found; it keeps its id.</summary>
    public void Unindex(int row)
    {
        var mask = _slots.Length - 1;
        var hole = HomeOf(row);
        while (_slots[hole] != row + 1)
        {
            hole = (hole + 1) & mask;
        }

        for (var next = (hole + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            // An entry may move back into the hole unless its home lies behind it.
            var home = HomeOf(_slots[next] - 1);
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _slots[hole] = _slots[next];
                hole = next;
            }
        }

        _slots[hole] = 0;
        _indexed--;
    }

    /// <summary>Keeps the rows <paramref name="order"/> names, in that order, all of them indexed.</summary>
    public void Reorder(ReadOnlySpan<int> order)
    {
        _keys.Reorder(order);
        _slots = [];
        _shift = 64;
        _indexed = order.Length;
        Reserve(_indexed);
        for (var row = 0; row < order.Length; row++)
        {
            Place(row);
        }
    }

    public void Trim() => _keys.Trim();

    private int HomeOf(int row) => (int)(_keys[row].IndexHash >> _shift);

    private void Place(int row)
    {
        var mask = _slots.Length - 1;
        var slot = HomeOf(row);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = row + 1;
    }

    private void Rehash(int length)
    {
        var old = _slots;
        _slots = new int[length];
        _shift = 64 - BitOperations.Log2((uint)length);
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Place(entry - 1);
            }
        }
    }
}
