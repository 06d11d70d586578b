using Graphoid.Runtime.Values;

namespace Graphoid.Formats.Files;

/// <summary>A file to be read once from the beginning, decompressed if need be.</summary>
/// <remarks>Errors: whatever goes wrong with the file itself, now or while reading, is a FileError that names the path as it was given.
/// Threads: one thread reads; <see cref="BytesRead"/> is for that thread too.</remarks>
internal sealed class InputFile : IDisposable
{
    /// <summary>What compressed files end with.</summary>
    public const string GzipEnding = ".gz";

    /// <summary>The stream does its own buffering in the readers' chunks.</summary>
    private const int NoBuffer = 1;

    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    private readonly FileStream _file;
    private readonly Stream _content;

    private InputFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
        BytesTotal = file.CanSeek ? file.Length : 0;
        _content = IsGzip(file, path) ? new GzipInput(file) : file;
    }

    /// <summary>The path as the program gave it.</summary>
    public string Path { get; }

    /// <summary>Size of the file on disk; 0 when it has none, like a pipe.</summary>
    public long BytesTotal { get; }

    /// <summary>How much of the file on disk was read so far.</summary>
    public long BytesRead { get; private set; }

    /// <exception cref="GraphoidException">FileError: there is no such file, or it may not be read.</exception>
    public static InputFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw Unreadable(path, "it is a directory");
        }

        if (!File.Exists(path))
        {
            throw Unreadable(path, "there is no such file");
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, NoBuffer, FileOptions.SequentialScan);
            return new InputFile(path, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw Unreadable(path, Reason(error));
        }
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="GraphoidException">FileError: reading failed, or the compressed data is damaged or ends early.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            var count = _content.Read(buffer);
            BytesRead = _content is GzipInput gzip ? gzip.CompressedBytesRead : BytesRead + count;
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(Path, Reason(error));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    /// <summary>The content decides where it can be looked at twice, so that a misnamed file is read all the same.</summary>
    private static bool IsGzip(FileStream file, string path)
    {
        if (!file.CanSeek)
        {
            return path.EndsWith(GzipEnding, StringComparison.OrdinalIgnoreCase);
        }

        var start = new byte[GzipMagic.Length];
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start.AsSpan(0, count).SequenceEqual(GzipMagic);
    }

    private static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "access is denied",
        InvalidDataException => $"its compressed data is damaged ({error.Message.TrimEnd('.')})",
        _ => error.Message.TrimEnd('.'),
    };

    private static GraphoidException Unreadable(string path, string reason) =>
        GraphoidException.Library(ErrorKind.File, $"cannot read `{path}`: {reason}", RuntimeErrorIds.UnreadableFile);
}
