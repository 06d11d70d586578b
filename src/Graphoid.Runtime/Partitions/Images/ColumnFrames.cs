using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Writes columns as they are stored: one scalar, numbers and bits as arrays, anything else by the value codec.</summary>
internal sealed class ColumnFrames(FrameBuilder builder, Func<ValueWriter> newWriter)
{
    /// <summary>Forms of a scalar: the column's initial value, which is not repeated; 8 bytes of number; by the value codec.</summary>
    public const byte Initial = 0;
    public const byte Number = 1;
    public const byte Coded = 2;

    /// <summary>No value at all, which the value codec need not know.</summary>
    public const byte Undefined = 3;

    /// <summary>Rows after which a group of coded values is closed although it is short.</summary>
    public const int GroupRows = 4096;

    /// <summary>A column by rows, or by the positions of edges.</summary>
    public IEnumerable<Frame> Of(Column column, int rowsMax, EdgePositions? positions = null)
    {
        var rows = Math.Min(positions is null ? column.Rows : rowsMax, rowsMax);
        yield return Head(column, rows);
        var at = positions is null ? (Func<int, int>)(row => row) : edge => positions[edge];
        var frames = column.Kind switch
        {
            ColumnKind.Numbers => builder.Array<double>(rows, (start, into) =>
            {
                if (positions is null)
                {
                    column.Numbers.AsSpan(start, into.Length).CopyTo(into);
                    return;
                }

                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = column.Numbers[at(start + i)];
                }
            }),
            ColumnKind.Bits when positions is null => builder.Array<ulong>(
                BitParts.WordsOf(rows), (start, into) => column.Bits.AsSpan(start, into.Length).CopyTo(into)),
            ColumnKind.Bits => RowFrames.BitFrames(rows, row => column.Peek(at(row)).Number != 0, builder),
            ColumnKind.Values => Groups(column, rows, at),
            _ => [],
        };
        foreach (var frame in frames)
        {
            yield return frame;
        }
    }

    /// <summary>Writes a value for <see cref="ColumnParts"/>.</summary>
    public static void WriteValue(ValueWriter writer, Value value)
    {
        writer.Byte(value.IsUndefined ? Undefined : Coded);
        if (!value.IsUndefined)
        {
            writer.Value(value);
        }
    }

    private Frame Head(Column column, int rows)
    {
        builder.Byte((byte)column.Kind);
        builder.Int32(rows);
        if (column.Kind != ColumnKind.Uniform || Column.IsSame(column.Uniform, column.Initial))
        {
            builder.Byte(Initial);
        }
        else if (column.Uniform.IsNumber)
        {
            builder.Byte(Number);
            builder.Int64(BitConverter.DoubleToInt64Bits(column.Uniform.Number));
        }
        else
        {
            var writer = newWriter();
            WriteValue(writer, column.Uniform);
            builder.Byte(Coded);
            builder.Raw(writer.ToArray());
        }

        return builder.Finish(FrameTag.Column);
    }

    /// <summary>Values in groups, each with a writer of its own, so that groups can be read one by one.</summary>
    private IEnumerable<Frame> Groups(Column column, int rows, Func<int, int> at)
    {
        for (var row = 0; row < rows;)
        {
            var writer = newWriter();
            for (var end = Math.Min(rows, row + (long)GroupRows); row < end && writer.Length < Frame.BytesTarget; row++)
            {
                var value = column.Peek(at(row));
                if (Column.IsSame(value, column.Initial))
                {
                    writer.Byte(Initial);
                }
                else
                {
                    WriteValue(writer, value);
                }
            }

            yield return new Frame(FrameTag.Values, writer.ToArray());
        }
    }
}
