using System.Diagnostics;

namespace Graphoid.Runtime.Values;

/// <summary>A list: an array and a count, copied on write once shared.</summary>
/// <remarks>
/// <see cref="Append"/> is amortised O(1) although it returns a new list: the new list shares the array of the old one, and
/// a watermark says which list owns the free room behind. Lists that share an array never write below the watermark.
/// Reading is safe from any thread; the in-place members are for the one owner of an unshared list.
/// </remarks>
public sealed class ListValue : ContainerValue
{
    private Value[] _items;
    private int _count;
    private Watermark? _watermark;

    /// <summary>A list over the given array, which the caller gives away.</summary>
    public ListValue(Value[] items)
        : this(items, items.Length)
    {
    }

    /// <summary>A list over the first <paramref name="count"/> places of an array, which the caller gives away.</summary>
    public ListValue(Value[] items, int count)
    {
        Debug.Assert(count <= items.Length, "The count fits the array.");
        _items = items;
        _count = count;
    }

    /// <summary>The empty list; shared, like every list that several places hold.</summary>
    public static ListValue Empty { get; } = new([]) { IsShared = true };

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.List;

    /// <inheritdoc/>
    public override bool IsTruthy => _count > 0;

    /// <summary>Number of elements.</summary>
    public int Count => _count;

    /// <summary>The elements for reading only: containers among them must not be handed on without <see cref="Value.Share"/>.</summary>
    public ReadOnlySpan<Value> Items => _items.AsSpan(0, _count);

    /// <summary>An element, marked shared because the list keeps it too.</summary>
    public Value this[int index] => Items[index].Share();

    /// <summary>Whether the single owner may change this list in place.</summary>
    public bool IsExclusive => !IsShared && _watermark is null;

    /// <summary>A list of the given elements.</summary>
    public static ListValue Of(params Value[] items) => new(items);

    /// <summary>The list with one more element; the receiver is unchanged. Amortised O(1).</summary>
    public ListValue Append(Value value)
    {
        if (_count < _items.Length)
        {
            var watermark = _watermark;
            if (watermark is null)
            {
                var fresh = new Watermark { Used = _count };
                watermark = Interlocked.CompareExchange(ref _watermark, fresh, null) ?? fresh;
            }

            if (Interlocked.CompareExchange(ref watermark.Used, _count + 1, _count) == _count)
            {
                _items[_count] = value;
                return new ListValue(_items, _count + 1) { _watermark = watermark };
            }
        }

        var grown = new Value[Capacity(_count)];
        CopySharedTo(grown);
        grown[_count] = value;
        return new ListValue(grown, _count + 1);
    }

    /// <summary>Adds an element to an exclusive list.</summary>
    public void AppendInPlace(Value value)
    {
        Debug.Assert(IsExclusive, "Only the single owner appends in place.");
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Capacity(_count));
        }

        _items[_count++] = value;
    }

    /// <summary>Removes the last element of an exclusive list.</summary>
    public Value PopInPlace()
    {
        Debug.Assert(IsExclusive, "Only the single owner pops in place.");
        var last = _items[--_count];
        _items[_count] = default;
        return last;
    }

    /// <summary>Replaces an element of an exclusive list.</summary>
    public void SetInPlace(int index, Value value)
    {
        Debug.Assert(IsExclusive && index < _count, "Only the single owner writes in place.");
        _items[index] = value;
    }

    /// <summary>A reference to an element's place in an exclusive list, for writing through nested containers.</summary>
    public ref Value PlaceAt(int index)
    {
        Debug.Assert(IsExclusive && index < _count, "Only the single owner writes in place.");
        return ref _items[index];
    }

    /// <summary>An exclusive copy; containers inside become shared.</summary>
    public ListValue Copy()
    {
        MemoryBudget.Reserve(SizeLimits.BytesPerElement * _count);
        var items = new Value[_count];
        CopySharedTo(items);
        return new ListValue(items);
    }

    /// <summary>Places of an array that holds one element more, with room for others.</summary>
    private static int Capacity(int count)
    {
        var capacity = (int)Math.Min(Array.MaxLength, Math.Max(4, 2L * count));
        MemoryBudget.Reserve(SizeLimits.BytesPerElement * capacity);
        return capacity > count ? capacity : throw MemoryBudget.Exhausted();
    }

    private void CopySharedTo(Value[] target)
    {
        for (var i = 0; i < _count; i++)
        {
            target[i] = _items[i].Share();
        }
    }

    /// <summary>How much of an array that several lists share is taken.</summary>
    private sealed class Watermark
    {
        public int Used;
    }
}
