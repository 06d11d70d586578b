namespace Graphoid.Runtime.Partitions.Images;

/// <summary>One item of an image: tag, length, body. Frames lie behind each other and cross from chunk to chunk anywhere.</summary>
/// <param name="Tag">What the body is.</param>
/// <param name="Body">Valid until the next frame is asked for.</param>
internal readonly record struct Frame(FrameTag Tag, ReadOnlyMemory<byte> Body)
{
    /// <summary>Bytes before the body: the tag and the body's length in 4 bytes.</summary>
    public const int HeaderBytes = 5;

    /// <summary>A frame of several items is closed once it has this many bytes; one item alone may make it longer.</summary>
    public const int BytesTarget = 1 << 16;
}
