using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>An array that arrives in frames.</summary>
internal sealed class ArrayParts<T>(int length)
    where T : unmanaged
{
    /// <summary>Bytes that are allocated because the image says so; more only when as much has arrived.</summary>
    private const int TrustedBytes = 1 << 20;

    /// <summary>By so much the array grows: copying a quarter costs less than allocating twice as much in between.</summary>
    private const long Growth = 4;

    private T[] _items = GC.AllocateUninitializedArray<T>(Math.Min(length, TrustedBytes / Unsafe.SizeOf<T>()));
    private int _count;

    /// <summary>The array, complete once <see cref="Read"/> has ended.</summary>
    public T[] Items => _items;

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        while (_count < length)
        {
            yield return FrameTag.Array;
            Take(source);
        }
    }

    private void Take(ImageReader source)
    {
        var bytes = source.Body.Span;
        var (items, rest) = Math.DivRem(bytes.Length, Unsafe.SizeOf<T>());
        if (items == 0 || rest != 0 || items > length - _count)
        {
            throw source.Damaged($"has {bytes.Length} bytes of an array that lacks {length - _count} items");
        }

        if (_count + items > _items.Length)
        {
            // Bounded by the length, so that the last growth makes the array exactly as long as it has to be.
            var grown = GC.AllocateUninitializedArray<T>((int)Math.Min(length, Math.Max(_count + (long)items, _items.Length * Growth)));
            _items.AsSpan(0, _count).CopyTo(grown);
            _items = grown;
        }

        var into = _items.AsSpan(_count, items);
        bytes.CopyTo(MemoryMarshal.AsBytes(into));
        LittleEndian.Convert(into);
        _count += items;
    }
}
