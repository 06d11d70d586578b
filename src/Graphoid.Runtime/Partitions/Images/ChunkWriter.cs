using System.Buffers.Binary;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Lays frames behind each other and cuts the result into chunks.</summary>
internal sealed class ChunkWriter(ImageKind kind, int partition)
{
    private readonly byte[] _frameHeader = new byte[Frame.HeaderBytes];
    private byte[] _chunk = new byte[PartitionImage.ChunkBytesMax];
    private int _used = ChunkHeader.Bytes;
    private int _number;
    private uint _checksum;

    /// <summary>The chunks, one at a time; a chunk belongs to whoever asked for it.</summary>
    public IEnumerable<byte[]> Write(IEnumerable<Frame> frames)
    {
        foreach (var frame in frames)
        {
            _frameHeader[0] = (byte)frame.Tag;
            BinaryPrimitives.WriteInt32LittleEndian(_frameHeader.AsSpan(1), frame.Body.Length);
            ReadOnlyMemory<byte> rest = _frameHeader;
            for (var isBody = false; ; isBody = true)
            {
                while (Put(ref rest))
                {
                    yield return Seal(isLast: false);
                    _chunk = new byte[PartitionImage.ChunkBytesMax];
                }

                if (isBody)
                {
                    break;
                }

                rest = frame.Body;
            }
        }

        yield return Seal(isLast: true);
    }

    /// <summary>Takes what fits; returns whether something is left and the chunk is full.</summary>
    private bool Put(ref ReadOnlyMemory<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, _chunk.Length - _used);
        bytes.Span[..taken].CopyTo(_chunk.AsSpan(_used));
        _used += taken;
        bytes = bytes[taken..];
        return bytes.Length > 0;
    }

    private byte[] Seal(bool isLast)
    {
        var chunk = _chunk;
        if (_used < chunk.Length)
        {
            Array.Resize(ref chunk, _used);
        }

        _checksum = ChunkHeader.Seal(chunk, kind, isLast, partition, _number++, _checksum);
        _used = ChunkHeader.Bytes;
        return chunk;
    }
}
