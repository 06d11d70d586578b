using Graphoid.Formats.Files;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats.EdgeLists;

/// <summary>Cuts a file at line ends into chunks.</summary>
/// <remarks>Threads: one thread calls <see cref="TryFill"/>.</remarks>
internal sealed class EdgeListSource
{
    /// <summary>How far into a file binary content is looked for at once; later it is found line by line.</summary>
    private const int ProbeBytes = 4096;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly InputFile _file;
    private readonly EdgeListLimits _limits;
    private readonly byte[] _probe = new byte[ProbeBytes];
    private int _probeStart;
    private int _probeEnd;

    /// <summary>The beginning of a line whose end was not in the last chunk.</summary>
    private byte[] _carried = [];
    private int _carriedLength;
    private bool _skipsLine;
    private bool _isAtEnd;

    /// <exception cref="GraphoidException">ParseError: the file begins like a binary one.</exception>
    public EdgeListSource(InputFile file, EdgeListLimits limits)
    {
        _file = file;
        _limits = limits;
        int count;
        while (_probeEnd < ProbeBytes && (count = file.Read(_probe.AsSpan(_probeEnd))) > 0)
        {
            _probeEnd += count;
        }

        var probe = _probe.AsSpan(0, _probeEnd);
        if (probe.Contains((byte)0))
        {
            throw GraphoidException.Library(
                ErrorKind.Parse,
                $"`{file.Path}` is no edge list but a binary file, or text in UTF-16",
                RuntimeErrorIds.BrokenLine,
                "an edge list is UTF-8 text with one edge a line");
        }

        _probeStart = probe.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
    }

    /// <summary>Fills a chunk with the next lines; false when there are none.</summary>
    /// <remarks>The chunk ends with a line end, with the file, or in the middle of a line that is too long, whose rest is passed
    /// over.</remarks>
    public bool TryFill(EdgeListChunk chunk)
    {
        if (_skipsLine)
        {
            SkipLine(chunk);
        }

        Grow(chunk, Math.Max(_limits.ChunkBytes, _carriedLength));
        var text = chunk.Text;
        var length = _carriedLength;
        _carried.AsSpan(0, length).CopyTo(text);
        _carriedLength = 0;
        var target = _limits.ChunkBytes;
        var cut = text.AsSpan(0, length).LastIndexOf((byte)'\n');
        while (!_isAtEnd && (length < target || cut < 0))
        {
            // CR LF may follow a line of exactly the limit.
            if (cut < 0 && length > _limits.LineBytesMax + 1)
            {
                _skipsLine = true;
                break;
            }

            if (length >= target)
            {
                target = Math.Min(length * 2, _limits.LineBytesMax + 2);
                Grow(chunk, target);
                text = chunk.Text;
            }

            var count = Read(text.AsSpan(length, target - length));
            _isAtEnd = count == 0;
            var lineEnd = text.AsSpan(length, count).LastIndexOf((byte)'\n');
            cut = lineEnd < 0 ? cut : length + lineEnd;
            length += count;
        }

        chunk.Length = _isAtEnd || cut < 0 ? length : cut + 1;
        chunk.FileBytes = _file.BytesRead;
        Carry(text.AsSpan(chunk.Length, length - chunk.Length));
        return chunk.Length > 0;
    }

    private void SkipLine(EdgeListChunk chunk)
    {
        Grow(chunk, _limits.ChunkBytes);
        while (_skipsLine && !_isAtEnd)
        {
            var count = Read(chunk.Text.AsSpan(0, _limits.ChunkBytes));
            _isAtEnd = count == 0;
            var lineEnd = chunk.Text.AsSpan(0, count).IndexOf((byte)'\n');
            if (lineEnd >= 0)
            {
                Carry(chunk.Text.AsSpan(lineEnd + 1, count - lineEnd - 1));
                _skipsLine = false;
            }
        }
    }

    private void Carry(ReadOnlySpan<byte> text)
    {
        if (_carried.Length < text.Length)
        {
            _carried = new byte[text.Length];
        }

        text.CopyTo(_carried);
        _carriedLength = text.Length;
    }

    private int Read(Span<byte> buffer)
    {
        if (_probeStart == _probeEnd)
        {
            return _file.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _probeEnd - _probeStart);
        _probe.AsSpan(_probeStart, count).CopyTo(buffer);
        _probeStart += count;
        return count;
    }

    private static void Grow(EdgeListChunk chunk, int length)
    {
        if (chunk.Text.Length < length)
        {
            var text = chunk.Text;
            Array.Resize(ref text, length);
            chunk.Text = text;
        }
    }
}
