namespace Graphoid.Runtime.Encoding;

/// <summary>Bytes that no <see cref="ValueWriter"/> of this or an older version has written.</summary>
public sealed class BrokenEncodingException : Exception
{
    /// <summary>Something at an offset makes no sense.</summary>
    public BrokenEncodingException(int offset, string message, Exception? cause = null)
        : base($"unreadable encoded value at byte {offset}: {message}", cause) => Offset = offset;

    /// <summary>Where, in bytes from the start of the blob.</summary>
    public int Offset { get; }
}
