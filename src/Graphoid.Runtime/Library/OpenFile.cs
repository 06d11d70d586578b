using System.Text.Unicode;

namespace Graphoid.Runtime.Library;

/// <summary>One open file; its calls wait for each other.</summary>
internal sealed class OpenFile : IDisposable
{
    private const int BlockBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly FileStream _stream;
    private byte[] _heldBack = [];

    /// <summary>Opens a file: to read it when the mode is <see cref="FileMode.Open"/>, else to write it.</summary>
    public OpenFile(string path, FileMode mode)
    {
        Path = path;
        _stream = new FileStream(
            path, mode, mode == FileMode.Open ? FileAccess.Read : FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
    }

    /// <summary>As given to <c>fs.open</c>.</summary>
    public string Path { get; }

    /// <summary>The text of the next bytes, empty at the end.</summary>
    /// <remarks>A character that the limit cuts waits for the next read; one that is longer than the limit comes whole, because an
    /// empty text means the end.</remarks>
    public string Read(int bytesMax)
    {
        lock (_lock)
        {
            if (!_stream.CanRead)
            {
                throw new IOException("The file is open for writing");
            }

            if (bytesMax <= 0)
            {
                return string.Empty;
            }

            var bytes = Fill(Math.Min(bytesMax, TextFiles.BytesMax), out var atEnd);
            while (true)
            {
                var text = Decode(bytes, atEnd, out var used);
                if (used > 0 || atEnd)
                {
                    _heldBack = bytes[used..];
                    return text;
                }

                bytes = [.. bytes, .. ReadBlock(1, out atEnd)];
            }
        }
    }

    /// <summary>Writes a text; gives the number of bytes.</summary>
    public int Write(string text)
    {
        lock (_lock)
        {
            if (!_stream.CanWrite)
            {
                throw new IOException("The file is open for reading");
            }

            var bytes = TextFiles.Utf8.GetBytes(text);
            _stream.Write(bytes);
            _stream.Flush();
            return bytes.Length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>The bytes held back and what follows them. Of what is no file on a disk, what has arrived.</summary>
    private byte[] Fill(int bytesMax, out bool atEnd)
    {
        var bytes = new List<byte>(_heldBack);
        atEnd = false;
        while (bytes.Count < bytesMax && !atEnd && (_stream.CanSeek || bytes.Count == _heldBack.Length))
        {
            bytes.AddRange(ReadBlock(Math.Min(BlockBytes, bytesMax - bytes.Count), out atEnd));
        }

        return [.. bytes];
    }

    private ReadOnlySpan<byte> ReadBlock(int count, out bool atEnd)
    {
        var block = new byte[count];
        var read = _stream.Read(block);
        atEnd = read == 0;
        return block.AsSpan(0, read);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool isLast, out int used)
    {
        var characters = new char[bytes.Length + 1];
        Utf8.ToUtf16(bytes, characters, out used, out var written, replaceInvalidSequences: true, isFinalBlock: isLast);
        return new string(characters, 0, written);
    }
}
