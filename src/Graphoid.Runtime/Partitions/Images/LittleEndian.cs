using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Arrays as images have them: item by item, lowest byte first, whatever the machine does.</summary>
internal static class LittleEndian
{
    /// <summary>Turns items of 1, 2, 4 or 8 bytes from the machine's order into that of images, or back.</summary>
    public static void Convert<T>(Span<T> items)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            return;
        }

        switch (Unsafe.SizeOf<T>())
        {
            case 2:
                var shorts = MemoryMarshal.Cast<T, ushort>(items);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<T, uint>(items);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<T, ulong>(items);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
