using System.Buffers.Binary;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Takes the chunks of an image in order, checks them, and hands the frames in them to whoever knows what comes when.</summary>
/// <remarks>Nothing shows in the store before <see cref="Complete"/>. <see cref="Take"/> may run for several partitions of one store
/// at once; <see cref="Complete"/> is called by one thread at a time. Memory: the partition once, and the frame that crosses the
/// present chunk's end. A length that a damaged frame claims is never allocated ahead of the bytes that fill it.</remarks>
internal abstract class ImageReader
{
    private const int FirstPendingBytes = 4096;

    private readonly ImageKind _kind;
    private IEnumerator<FrameTag>? _expected;
    private ReadOnlyMemory<byte> _body;
    private byte[] _pending = [];
    private int _pendingBytes;
    private int _nextChunk;
    private uint _checksum;
    private bool _sawLast;
    private bool _sawEnd;
    private bool _isBroken;
    private bool _isComplete;
    private ImageHead _head;
    private TextParts? _names;
    private RowParts? _rows;

    protected ImageReader(PartitionedGraph store, int partition, ImageKind kind)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, store.PartitionCount);
        Store = store;
        Partition = partition;
        _kind = kind;
    }

    /// <summary>The graph that the partition becomes part of.</summary>
    public PartitionedGraph Store { get; }

    /// <summary>Number of the partition.</summary>
    public int Partition { get; }

    /// <summary>The body of the present frame; valid until the next one is asked for.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>Takes the next chunk.</summary>
    /// <exception cref="DamagedImageException">The chunk is damaged or not the next one; the one that should have come may still be given.</exception>
    /// <exception cref="NewerImageException">A newer version wrote it.</exception>
    /// <exception cref="InvalidOperationException">The image is of another graph.</exception>
    public void Take(ReadOnlyMemory<byte> chunk)
    {
        var header = Check(chunk.Span);
        Feed(chunk[ChunkHeader.Bytes..]);
        if (header.IsLast && (!_sawEnd || _pendingBytes > 0))
        {
            _isBroken = true;
            throw Damaged("should be the last one and ends in the middle");
        }

        _checksum = header.Checksum;
        _sawLast = header.IsLast;
        _nextChunk++;
    }

    /// <summary>Puts the partition into the store.</summary>
    /// <exception cref="DamagedImageException">Chunks are missing.</exception>
    /// <exception cref="InvalidOperationException">The store has nodes in this partition already, or a version is open.</exception>
    public void Complete()
    {
        if (!_sawLast)
        {
            throw Damaged("is missing");
        }

        if (_isBroken || _isComplete || Store.IsVersionOpen || Store[Partition].RowCount > 0)
        {
            throw new InvalidOperationException($"Partition {Partition} is in use; an image is loaded into an empty one, outside of versions, once.");
        }

        _isComplete = true;
        var typeIds = _names!.Items.Select(Store.TypeId).ToArray();
        _rows!.LoadInto(Store[Partition], typeIds);
        ApplyRest(_head, typeIds);
    }

    /// <summary>The exception for a frame that makes no sense.</summary>
    public DamagedImageException Damaged(string what) => new(Partition, _nextChunk, what);

    /// <summary>The present frame, for taking apart.</summary>
    public FrameParser Parse() => new(_body.Span, this);

    /// <summary>What comes behind the rows: names the frame that is needed next and finds it as <see cref="Body"/> when it is resumed.</summary>
    protected abstract IEnumerable<FrameTag> ReadRest(ImageHead head);

    /// <summary>Puts what came behind the rows into the store, which has the rows by now, and counts the partition.</summary>
    /// <param name="typeIds">The store's number of each type of the image.</param>
    protected abstract void ApplyRest(ImageHead head, int[] typeIds);

    private IEnumerable<FrameTag> Read()
    {
        yield return FrameTag.Head;
        _head = ImageHead.Read(this);
        if (_head.Partitions != Store.PartitionCount || _head.IsDirected != Store.IsDirected)
        {
            throw new InvalidOperationException(
                $"The image of partition {Partition} is of {_head}, and the graph has {Store.PartitionCount} partitions, directed: {Store.IsDirected}.");
        }

        _names = new TextParts(_head.TypeNames);
        _rows = new RowParts(_head.Rows, _head.TypeNames);
        foreach (var tag in _names.Read(this).Concat(_rows.Read(this)).Concat(ReadRest(_head)))
        {
            yield return tag;
        }
    }

    private ChunkHeader Check(ReadOnlySpan<byte> chunk)
    {
        if (!ChunkHeader.TryRead(chunk, out var header))
        {
            throw Damaged("is no part of a stored partition");
        }

        if (_isBroken)
        {
            throw new InvalidOperationException($"Reading partition {Partition} has failed; a new reader has to begin again.");
        }

        if (_sawLast)
        {
            throw Damaged("comes after the last one");
        }

        if (header.Number != _nextChunk || header.Partition != Partition)
        {
            throw Damaged($"was to come, and chunk {header.Number} of partition {header.Partition} came");
        }

        if (chunk.Length > PartitionImage.ChunkBytesMax || header.Checksum != ChunkHeader.ChecksumOf(chunk, _checksum))
        {
            throw Damaged("is not as it was written: its checksum is wrong");
        }

        if (header.Version > PartitionImage.Format)
        {
            throw new NewerImageException(Partition, header.Version);
        }

        if (header.Kind != _kind || header.Version == 0)
        {
            throw Damaged($"is of kind {header.Kind}, format {header.Version}, and {_kind} was to come");
        }

        return header;
    }

    private void Feed(ReadOnlyMemory<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            // A frame that lies in the chunk as a whole is read where it is.
            if (_pendingBytes == 0 && payload.Length >= Frame.HeaderBytes && LengthOf(payload.Span) is var length
                && length <= payload.Length - Frame.HeaderBytes)
            {
                Handle((FrameTag)payload.Span[0], payload.Slice(Frame.HeaderBytes, length));
                payload = payload[(Frame.HeaderBytes + length)..];
                continue;
            }

            Keep(ref payload, Frame.HeaderBytes);
            if (_pendingBytes >= Frame.HeaderBytes)
            {
                var frameBytes = Frame.HeaderBytes + (long)LengthOf(_pending);
                Keep(ref payload, frameBytes);
                if (_pendingBytes == frameBytes)
                {
                    var frame = _pending.AsMemory(0, _pendingBytes);
                    (_pending, _pendingBytes) = ([], 0);
                    Handle((FrameTag)frame.Span[0], frame[Frame.HeaderBytes..]);
                }
            }
        }
    }

    /// <summary>Keeps bytes of an unfinished frame until there are so many.</summary>
    private void Keep(ref ReadOnlyMemory<byte> payload, long until)
    {
        var taken = (int)Math.Clamp(until - _pendingBytes, 0, payload.Length);
        var needed = _pendingBytes + (long)taken;
        if (needed > _pending.Length)
        {
            Array.Resize(ref _pending, (int)Math.Min(StorageLimits.PartitionItems, Math.Max(Math.Max(needed, FirstPendingBytes), _pending.Length * 2L)));
        }

        payload.Span[..taken].CopyTo(_pending.AsSpan(_pendingBytes));
        _pendingBytes += taken;
        payload = payload[taken..];
    }

    private int LengthOf(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadInt32LittleEndian(frame[1..]) is var length && length is >= 0 and <= StorageLimits.PartitionItems - Frame.HeaderBytes
            ? length
            : throw Damaged($"has an entry of {length} bytes");

    private void Handle(FrameTag tag, ReadOnlyMemory<byte> body)
    {
        // Whoever reads frames does not go on after an exception; only the end of this method takes the mark away.
        _isBroken = true;
        if (_expected is null)
        {
            _expected = Read().GetEnumerator();
            _expected.MoveNext();
        }

        if (_sawEnd || tag != _expected.Current)
        {
            throw Damaged(_sawEnd ? "goes on behind the end" : $"has {tag} where {_expected.Current} was to come");
        }

        _body = body;
        _sawEnd = !_expected.MoveNext();
        _body = default;
        _isBroken = false;
    }
}
