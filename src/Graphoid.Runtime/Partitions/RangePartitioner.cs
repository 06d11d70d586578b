namespace Graphoid.Runtime.Partitions;

/// <summary>Keeps neighbouring ids together: blocks of integers are dealt round, text goes by its beginning.</summary>
/// <remarks>Blocks of <see cref="BlockIds"/> rather than one long range per partition, because the largest id is not known
/// when the first one is placed. Text is split by its first two UTF-8 bytes, so its balance is that of the ids' first letters.</remarks>
public sealed class RangePartitioner : IPartitioner
{
    /// <summary>Consecutive integer ids that stay in one partition.</summary>
    public const int BlockIds = 4096;

    private const int BlockShift = 12;

    /// <summary>The one instance; it has no state.</summary>
    public static RangePartitioner Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "range";

    /// <inheritdoc/>
    public int PartitionOf(in NodeKey key, int partitions)
    {
        if (key.Text is { } text)
        {
            return (int)(((long)FirstTwoBytes(text) * partitions) >> 16);
        }

        // The shift rounds down for negative ids too, so blocks have one size on both sides of 0.
        var dealt = (key.Number >> BlockShift) % partitions;
        return (int)(dealt < 0 ? dealt + partitions : dealt);
    }

    private static int FirstTwoBytes(string text)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        var written = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            written += rune.EncodeToUtf8(bytes[written..]);
            if (written >= 2)
            {
                break;
            }
        }

        return (bytes[0] << 8) | bytes[1];
    }
}
