using System.Numerics;

namespace Graphoid.Runtime.Partitions;

/// <summary>The edges of one row by (target, type), for rows with too many edges to scan.</summary>
/// <remarks>Open addressing over edge positions; what an entry means is read from the edge store, so it takes 5 to 11 bytes an edge.</remarks>
internal sealed class HubIndex(EdgeStore edges)
{
    private const int Removed = -1;
    private const int SmallestIndex = 64;

    private int[] _slots = [];
    private int _shift = 64;
    private int _used;

    public long Bytes => (long)_slots.Length * sizeof(int);

    /// <summary>The position of the live edge, or -1.</summary>
    public int Find(int target, int type)
    {
        if (_used == 0)
        {
            return -1;
        }

        var mask = _slots.Length - 1;
        for (var slot = HomeOf(target, type); _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var position = _slots[slot] - 1;
            if (_slots[slot] != Removed && edges.TargetAt(position) == target && edges.TypeAt(position) == type)
            {
                return position;
            }
        }

        return -1;
    }

    public void Add(int position)
    {
        if ((_used + 1) * 5L / 4 >= _slots.Length)
        {
            Rehash();
        }

        _used++;
        Place(position);
    }

    public void Remove(int position)
    {
        var mask = _slots.Length - 1;
        var slot = HomeOf(edges.TargetAt(position), edges.TypeAt(position));
        while (_slots[slot] != position + 1)
        {
            slot = (slot + 1) & mask;
        }

        // Counted as used until the next rehash drops it.
        _slots[slot] = Removed;
    }

    private int HomeOf(int target, int type) => (int)(NodeKey.IndexHashOf(((long)target << 32) ^ type) >> _shift);

    private void Place(int position)
    {
        var mask = _slots.Length - 1;
        var slot = HomeOf(edges.TargetAt(position), edges.TypeAt(position));
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = position + 1;
    }

    private void Rehash()
    {
        var old = _slots;
        _used = 0;
        foreach (var entry in old)
        {
            _used += entry > 0 ? 1 : 0;
        }

        var length = Math.Max(SmallestIndex, (int)Math.Min(1L << 30, (long)BitOperations.RoundUpToPowerOf2((ulong)((_used + 1) * 3L / 2) + 1)));
        _slots = new int[length];
        _shift = 64 - BitOperations.Log2((uint)length);
        foreach (var entry in old)
        {
            if (entry > 0)
            {
                Place(entry - 1);
            }
        }
    }
}
