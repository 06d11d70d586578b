using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Puts the body of one frame together after the other, in one buffer.</summary>
internal sealed class FrameBuilder
{
    private byte[] _bytes = new byte[Frame.BytesTarget];
    private int _count;

    /// <summary>Fills part of an array: the items from an index on.</summary>
    public delegate void Fill<T>(int start, Span<T> into);

    /// <summary>Whether the frame should be closed before more is put into it.</summary>
    public bool IsFull => _count >= Frame.BytesTarget;

    public bool IsEmpty => _count == 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>UTF-8, or UTF-16 for text with lone surrogates, which ids may have and UTF-8 cannot say.</summary>
    public void Text(string value)
    {
        var start = _count;
        Int32(0);
        var most = System.Text.Encoding.UTF8.GetMaxByteCount(value.Length);
        var status = Utf8.FromUtf16(value, Reserve(most), out _, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            _count = start + sizeof(int) + written;
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), written << 1);
            return;
        }

        _count = start;
        Int32((value.Length << 1) | 1);
        foreach (var unit in value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Reserve(sizeof(char)), unit);
        }
    }

    /// <summary>Closes the frame; the builder may be filled again once the frame is used.</summary>
    public Frame Finish(FrameTag tag)
    {
        var frame = new Frame(tag, _bytes.AsMemory(0, _count));
        _count = 0;
        return frame;
    }

    /// <summary>An array as frames.</summary>
    public IEnumerable<Frame> Array<T>(int count, Fill<T> fill)
        where T : unmanaged
    {
        var perFrame = Frame.BytesTarget / Unsafe.SizeOf<T>();
        for (var start = 0; start < count; start += Math.Min(perFrame, count - start))
        {
            var items = Math.Min(perFrame, count - start);
            var into = MemoryMarshal.Cast<byte, T>(Reserve(items * Unsafe.SizeOf<T>()));
            fill(start, into);
            LittleEndian.Convert(into);
            yield return Finish(FrameTag.Array);
        }
    }

    /// <summary>Strings as frames.</summary>
    public IEnumerable<Frame> Texts(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Text(text);
            if (IsFull)
            {
                yield return Finish(FrameTag.Texts);
            }
        }

        if (!IsEmpty)
        {
            yield return Finish(FrameTag.Texts);
        }
    }

    private Span<byte> Reserve(int bytes)
    {
        var needed = (long)_count + bytes;
        if (needed > _bytes.Length)
        {
            System.Array.Resize(ref _bytes, checked((int)Math.Min(StorageLimits.PartitionItems, Math.Max(needed, _bytes.Length * 2L))));
        }

        _count += bytes;
        return _bytes.AsSpan(_count - bytes, bytes);
    }
}
