using System.Numerics;

namespace Graphoid.Runtime.Partitions;

/// <summary>Finds edges that appear twice in a row while the row is packed in place.</summary>
/// <remarks>Short rows are scanned, with vectors; long ones use a table whose used part is as long as the row asks for, so
/// that one hub does not make the rows after it pay for clearing.</remarks>
internal sealed class RowDuplicates(int[] targets, int[]? types)
{
    /// <summary>Row lengths up to this are scanned.</summary>
    private const int ScannedRow = 64;

    private int[] _slots = [];
    private int _first;
    private int _mask;
    private int _shift;

    /// <summary>Starts a row of at most so many edges, packed from a place on.</summary>
    public void Begin(int first, int edges)
    {
        _first = first;
        _mask = 0;
        if (edges > ScannedRow)
        {
            var length = (int)Math.Min(1L << 30, (long)BitOperations.RoundUpToPowerOf2((ulong)edges * 3 / 2));
            if (length > _slots.Length)
            {
                _slots = new int[length];
            }
            else
            {
                Array.Clear(_slots, 0, length);
            }

            _mask = length - 1;
            _shift = 64 - BitOperations.Log2((uint)length);
        }
    }

    /// <summary>The place of an equal edge in the row so far; else -1, and the edge is taken to go to <paramref name="next"/>.</summary>
    public int PlaceOf(int slot, int type, int next) => _mask == 0 ? Scan(slot, type, next) : Look(slot, type, next);

    private int Scan(int slot, int type, int next)
    {
        for (var from = _first; ; from++)
        {
            var found = targets.AsSpan(from, next - from).IndexOf(slot);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (types is null || types[from] == type)
            {
                return from;
            }
        }
    }

    private int Look(int slot, int type, int next)
    {
        var at = (int)(NodeKey.IndexHashOf(((long)slot << 32) ^ type) >> _shift);
        for (; _slots[at] != 0; at = (at + 1) & _mask)
        {
            var place = _slots[at] - 1;
            if (targets[place] == slot && (types is null || types[place] == type))
            {
                return place;
            }
        }

        _slots[at] = next + 1;
        return -1;
    }
}
