namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Writes the rows: ids, sequence numbers, removed marks, node types.</summary>
internal static class RowFrames
{
    /// <summary>Numbers of ids: none, because all ids are text; or 32 or 64 bits each, 0 for text.</summary>
    public const byte NoNumbers = 0;
    public const byte NarrowNumbers = 1;
    public const byte WideNumbers = 2;

    /// <summary>Sequence numbers: row + base; or base + 32 bits each; or 64 bits each.</summary>
    public const byte Consecutive = 0;
    public const byte Offsets = 1;
    public const byte Longs = 2;

    public static IEnumerable<Frame> Of(Partition partition, FrameBuilder builder) =>
        Keys(partition, builder).Concat(Sequences(partition, builder)).Concat(Removed(partition, builder)).Concat(
            CodeFrames.Of(partition.Types, partition.RowCount, positions: null, builder));

    private static IEnumerable<Frame> Keys(Partition partition, FrameBuilder builder)
    {
        var rows = partition.RowCount;
        var (texts, isNarrow) = (0, true);
        for (var row = 0; row < rows; row++)
        {
            var key = partition.KeyOf(row);
            texts += key.IsInteger ? 0 : 1;
            isNarrow &= key.Number == (int)key.Number;
        }

        var form = texts == rows ? NoNumbers : isNarrow ? NarrowNumbers : WideNumbers;
        builder.Byte(form);
        builder.Int32(texts);
        yield return builder.Finish(FrameTag.Keys);
        var numbers = form switch
        {
            NarrowNumbers => builder.Array<int>(rows, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (int)partition.KeyOf(start + i).Number;
                }
            }),
            WideNumbers => builder.Array<long>(rows, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = partition.KeyOf(start + i).Number;
                }
            }),
            _ => [],
        };
        foreach (var frame in numbers)
        {
            yield return frame;
        }

        if (texts == 0)
        {
            yield break;
        }

        foreach (var frame in BitFrames(rows, row => !partition.KeyOf(row).IsInteger, builder))
        {
            yield return frame;
        }

        foreach (var frame in builder.Texts(Enumerable.Range(0, rows).Select(row => partition.KeyOf(row).Text).OfType<string>()))
        {
            yield return frame;
        }
    }

    /// <summary>Bits as frames of words.</summary>
    public static IEnumerable<Frame> BitFrames(int count, Func<int, bool> bitAt, FrameBuilder builder) =>
        builder.Array<ulong>(BitParts.WordsOf(count), (start, into) =>
        {
            into.Clear();
            var first = start * 64L;
            var bits = (int)Math.Min(count - first, into.Length * 64L);
            for (var i = 0; i < bits; i++)
            {
                into[i >> 6] |= bitAt((int)(first + i)) ? 1UL << i : 0;
            }
        });

    private static IEnumerable<Frame> Sequences(Partition partition, FrameBuilder builder)
    {
        var rows = partition.RowCount;
        var (least, most) = rows == 0 ? (0, 0) : (long.MaxValue, long.MinValue);
        var isConsecutive = true;
        for (var row = 0; row < rows; row++)
        {
            var sequence = partition.SequenceOf(row);
            least = Math.Min(least, sequence);
            most = Math.Max(most, sequence);
            isConsecutive &= sequence == partition.SequenceOf(0) + row;
        }

        var form = isConsecutive ? Consecutive : (ulong)(most - least) <= uint.MaxValue ? Offsets : Longs;
        builder.Byte(form);
        builder.Int64(least);
        yield return builder.Finish(FrameTag.Sequences);
        var numbers = form switch
        {
            Offsets => builder.Array<uint>(rows, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (uint)(partition.SequenceOf(start + i) - least);
                }
            }),
            Longs => builder.Array<long>(rows, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = partition.SequenceOf(start + i);
                }
            }),
            _ => [],
        };
        foreach (var frame in numbers)
        {
            yield return frame;
        }
    }

    private static IEnumerable<Frame> Removed(Partition partition, FrameBuilder builder)
    {
        var removed = partition.RowCount - partition.LiveCount;
        builder.Int32(removed);
        yield return builder.Finish(FrameTag.Removed);
        if (removed > 0)
        {
            foreach (var frame in BitFrames(partition.RowCount, row => !partition.IsLive(row), builder))
            {
                yield return frame;
            }
        }
    }
}
