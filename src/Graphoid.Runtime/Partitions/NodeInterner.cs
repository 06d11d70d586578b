using System.Numerics;

namespace Graphoid.Runtime.Partitions;

/// <summary>Numbers ids by first appearance, for a bulk import.</summary>
/// <remarks>Open addressing over 8-byte entries (32 bits of the id, number + 1): while all ids are integers of 32 bits an entry
/// decides by itself, and a lookup costs one cache miss instead of two.</remarks>
internal sealed class NodeInterner
{
    private const int SmallestTable = 1024;
    private const int LargestTable = 1 << 30;

    private ulong[] _slots = new ulong[SmallestTable];
    private int _shift = 64 - BitOperations.Log2(SmallestTable);

    public KeyColumn Keys { get; } = new();

    public int Intern(in NodeKey key) => key.Text is { } text ? Intern(text) : Intern(key.Number);

    public int Intern(long number)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var tag = (uint)number;

        // A narrow table holds no long that shares the low half with this one, but this one may be that long itself.
        var decidesByTag = Keys.IsNarrow && (int)number == number;
        var slot = (int)(NodeKey.IndexHashOf(number) >> _shift);
        for (ulong entry; (entry = slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(entry >> 32) == tag && (decidesByTag || Keys.Is((int)((uint)entry - 1), number)))
            {
                return (int)((uint)entry - 1);
            }
        }

        Keys.Append(number);
        return Added(slot, tag);
    }

    private int Intern(string text)
    {
        var hash = NodeKey.IndexHashOf(text);
        var slots = _slots;
        var mask = slots.Length - 1;
        var tag = (uint)hash;
        var slot = (int)(hash >> _shift);
        for (ulong entry; (entry = slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(entry >> 32) == tag && Keys.Is((int)((uint)entry - 1), text))
            {
                return (int)((uint)entry - 1);
            }
        }

        Keys.Append(text);
        return Added(slot, tag);
    }

    private int Added(int slot, uint tag)
    {
        var number = Keys.Count - 1;
        if (number == StorageLimits.BuilderNodes)
        {
            throw StorageLimits.TooMany("nodes of one import", 0);
        }

        _slots[slot] = ((ulong)tag << 32) | (uint)(number + 1);

        // Two thirds full at most, while the table can grow.
        if (Keys.Count * 3L > _slots.Length * 2L && _slots.Length < LargestTable)
        {
            Grow();
        }

        return number;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        _shift--;
        var mask = _slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                var slot = (int)(Keys[(int)((uint)entry - 1)].IndexHash >> _shift);
                while (_slots[slot] != 0)
                {
                    slot = (slot + 1) & mask;
                }

                _slots[slot] = entry;
            }
        }
    }
}
