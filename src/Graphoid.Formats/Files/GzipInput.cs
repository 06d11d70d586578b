using System.IO.Compression;

namespace Graphoid.Formats.Files;

/// <summary>Decompresses a gzip file and notices when the file ends early, which <see cref="GZipStream"/> does not.</summary>
/// <remarks>
/// A half downloaded file must not pass for a smaller graph. So a small gzip member of our own, the seal, is appended to what the
/// decompressor reads: members may follow each other, so after a complete file the output ends with the seal's text. After an
/// incomplete one the seal's bytes are taken for more of the broken member and either fail or come out as something else.
/// The last <see cref="HeldBytes"/> of output are therefore held back until the end is known to be sound: nothing made of
/// the seal is ever handed out.
/// </remarks>
internal sealed class GzipInput : Stream
{
    /// <summary>Deflate expands at most 1032 times, and the seal has fewer than 60 bytes.</summary>
    private const int HeldBytes = 1 << 16;

    private const int BufferBytes = 4 * HeldBytes;

    private static readonly byte[] SealText = "end of the graphoid input"u8.ToArray();
    private static readonly byte[] Seal = Compress(SealText);

    private readonly SealedStream _compressed;
    private readonly GZipStream _plain;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public GzipInput(Stream compressed)
    {
        _compressed = new SealedStream(compressed);
        _plain = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    /// <summary>Bytes taken from the file so far.</summary>
    public long CompressedBytesRead => _compressed.BytesRead;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data is damaged or ends early.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && _end - _start <= HeldBytes)
        {
            Fill();
        }

        var available = _end - _start - (_isAtEnd ? 0 : HeldBytes);
        var count = Math.Min(buffer.Length, available);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var count = _plain.Read(_buffer.AsSpan(_end));
        _end += count;
        if (count > 0)
        {
            return;
        }

        if (!_buffer.AsSpan(0, _end).EndsWith(SealText))
        {
            throw new InvalidDataException("it ends early, or something else follows it");
        }

        _end -= SealText.Length;
        _isAtEnd = true;
    }

    private static byte[] Compress(byte[] text)
    {
        using var sealedText = new MemoryStream();
        using (var gzip = new GZipStream(sealedText, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return sealedText.ToArray();
    }

    /// <summary>A file with the seal after it.</summary>
    private sealed class SealedStream(Stream file) : Stream
    {
        private int _sealPosition;
        private bool _isFileAtEnd;

        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (!_isFileAtEnd)
            {
                var count = file.Read(buffer);
                BytesRead += count;
                if (count > 0)
                {
                    return count;
                }

                _isFileAtEnd = true;
            }

            var rest = Math.Min(buffer.Length, Seal.Length - _sealPosition);
            Seal.AsSpan(_sealPosition, rest).CopyTo(buffer);
            _sealPosition += rest;
            return rest;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
