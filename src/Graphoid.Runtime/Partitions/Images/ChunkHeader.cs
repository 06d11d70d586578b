using System.Buffers.Binary;
using System.Numerics;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>The first bytes of every chunk.</summary>
/// <remarks>
/// <code>
///  0  4  magic "GRPI"            12  4  number of the chunk, from 0
///  4  2  format version          16  4  CRC32C of everything else in the chunk, going on from the chunk before
///  6  1  whole or directory      20  .. payload
///  7  1  1 for the last chunk
///  8  4  partition
/// </code>
/// This layout and the checksum stay as they are in every version, so that a damaged chunk can be told from a newer one. That
/// checksums go on from each other means that chunks of two images cannot be mixed.
/// </remarks>
internal readonly record struct ChunkHeader(ushort Version, ImageKind Kind, bool IsLast, int Partition, int Number, uint Checksum)
{
    public const int Bytes = 20;

    private const uint Magic = 0x49505247;
    private const int ChecksumAt = 16;

    /// <summary>Writes the header into a chunk that is otherwise complete; returns the checksum for the next chunk.</summary>
    public static uint Seal(Span<byte> chunk, ImageKind kind, bool isLast, int partition, int number, uint before)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(chunk, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[4..], PartitionImage.Format);
        chunk[6] = (byte)kind;
        chunk[7] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(chunk[8..], partition);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[12..], number);
        var checksum = ChecksumOf(chunk, before);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[ChecksumAt..], checksum);
        return checksum;
    }

    /// <summary>Reads the header if these bytes begin like a chunk.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, out ChunkHeader header)
    {
        header = default;
        if (chunk.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(chunk) != Magic)
        {
            return false;
        }

        header = new ChunkHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[4..]),
            (ImageKind)chunk[6],
            chunk[7] != 0,
            BinaryPrimitives.ReadInt32LittleEndian(chunk[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(chunk[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk[ChecksumAt..]));
        return true;
    }

    /// <summary>The checksum that a chunk must have behind one with checksum <paramref name="before"/>.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> chunk, uint before) =>
        ~Update(Update(~before, chunk[..ChecksumAt]), chunk[Bytes..]);

    private static uint Update(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var last in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, last);
        }

        return checksum;
    }
}
