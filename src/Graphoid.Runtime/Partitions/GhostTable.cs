using System.Numerics;

namespace Graphoid.Runtime.Partitions;

/// <summary>The remote neighbours of a partition's rows, each once: slot <c>~index</c> in edges stands for ghost <c>index</c>.</summary>
/// <remarks>Shape: dense from 0 in order of discovery. Cost: 8 bytes and up to 10 of index each, at most 28 with slack; lookups O(1).</remarks>
public sealed class GhostTable
{
    private const int SmallestIndex = 8;

    private int[] _partitions = [];
    private int[] _rows = [];
    private int[] _slots = [];
    private int _shift = 64;

    internal GhostTable()
    {
    }

    /// <summary>Number of ghosts.</summary>
    public int Count { get; private set; }

    /// <summary>Where the ghost's node really lies.</summary>
    public NodeLocation this[int ghost] => new(_partitions[ghost], _rows[ghost]);

    /// <summary>What the table takes.</summary>
    public long Bytes => ((long)_partitions.Length + _rows.Length + _slots.Length) * sizeof(int);

    /// <summary>Finds the ghost of a remote node.</summary>
    public bool TryFind(NodeLocation node, out int ghost)
    {
        if (Count > 0)
        {
            var mask = _slots.Length - 1;
            for (var slot = HomeOf(node); _slots[slot] != 0; slot = (slot + 1) & mask)
            {
                ghost = _slots[slot] - 1;
                if (_rows[ghost] == node.Row && _partitions[ghost] == node.Partition)
                {
                    return true;
                }
            }
        }

        ghost = -1;
        return false;
    }

    internal int GetOrAdd(NodeLocation node)
    {
        if (!TryFind(node, out var ghost))
        {
            ghost = Count++;
            Capacity.Ensure(ref _partitions, Count);
            Capacity.Ensure(ref _rows, Count);
            _partitions[ghost] = node.Partition;
            _rows[ghost] = node.Row;
            if (Count * 5L / 4 >= _slots.Length)
            {
                Rehash();
            }
            else
            {
                Place(ghost);
            }
        }

        return ghost;
    }

    /// <summary>Where the ghosts lie, by ghost.</summary>
    internal ReadOnlySpan<int> Partitions => _partitions.AsSpan(0, Count);

    /// <summary>Their rows, by ghost.</summary>
    internal ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    internal void Trim()
    {
        Array.Resize(ref _partitions, Count);
        Array.Resize(ref _rows, Count);
    }

    private int HomeOf(NodeLocation node) =>
        (int)(NodeKey.IndexHashOf(((long)node.Partition << 32) | (uint)node.Row) >> _shift);

    private void Place(int ghost)
    {
        var mask = _slots.Length - 1;
        var slot = HomeOf(this[ghost]);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = ghost + 1;
    }

    private void Rehash()
    {
        _slots = new int[Math.Max(SmallestIndex, (int)Math.Min(1L << 30, (long)BitOperations.RoundUpToPowerOf2((ulong)(Count * 5L / 4) + 1)))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        for (var ghost = 0; ghost < Count; ghost++)
        {
            Place(ghost);
        }
    }
}
