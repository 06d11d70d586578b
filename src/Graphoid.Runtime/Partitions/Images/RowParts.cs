using System.Numerics;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Rows that arrive in frames: ids, sequence numbers, removed marks, node types.</summary>
internal sealed class RowParts(int rows, int types)
{
    private readonly KeyColumn _keys = new();
    private readonly SequenceColumn _sequences = new();
    private readonly CodeParts _types = new(rows, types);
    private IdTable? _ids;
    private ulong[] _removed = [];
    private int _removedRows;

    public IEnumerable<FrameTag> Read(ImageReader source) =>
        ReadKeys(source).Concat(ReadSequences(source)).Concat(ReadRemoved(source)).Concat(_types.Read(source));

    /// <summary>Gives everything to an empty partition.</summary>
    public void LoadInto(Partition partition, int[] typeIds) =>
        partition.Load(_ids!, _sequences, _removed, _types.InStore(typeIds), rows - _removedRows);

    private IEnumerable<FrameTag> ReadKeys(ImageReader source)
    {
        yield return FrameTag.Keys;
        ReadKeyForm(source, out var form, out var textCount);
        var narrow = new ArrayParts<int>(form == RowFrames.NarrowNumbers ? rows : 0);
        var wide = new ArrayParts<long>(form == RowFrames.WideNumbers ? rows : 0);
        var isText = new BitParts(textCount > 0 ? rows : 0);
        var texts = new TextParts(textCount);
        foreach (var tag in narrow.Read(source).Concat(wide.Read(source)).Concat(isText.Read(source)).Concat(texts.Read(source)))
        {
            yield return tag;
        }

        var text = 0;
        for (var row = 0; row < rows; row++)
        {
            if (textCount > 0 && isText[row])
            {
                if (text == textCount)
                {
                    throw source.Damaged("marks more ids as text than it has texts");
                }

                _keys.Append(NodeKey.Of(texts.Items[text++]));
            }
            else
            {
                _keys.Append(form switch
                {
                    RowFrames.NarrowNumbers => narrow.Items[row],
                    RowFrames.WideNumbers => wide.Items[row],
                    _ => throw source.Damaged("has no number for an id that is none of its texts"),
                });
            }
        }

        if (text != textCount)
        {
            throw source.Damaged("has more texts than it marks ids as text");
        }

        _keys.Trim();
    }

    private void ReadKeyForm(ImageReader source, out byte form, out int textCount)
    {
        var body = source.Parse();
        form = body.Byte();
        textCount = body.Count(rows);
        if (form > RowFrames.WideNumbers)
        {
            throw source.Damaged($"has ids of form {form}");
        }
    }

    private IEnumerable<FrameTag> ReadSequences(ImageReader source)
    {
        yield return FrameTag.Sequences;
        ReadSequenceForm(source, out var form, out var least);
        var offsets = new ArrayParts<uint>(form == RowFrames.Offsets ? rows : 0);
        var longs = new ArrayParts<long>(form == RowFrames.Longs ? rows : 0);
        foreach (var tag in offsets.Read(source).Concat(longs.Read(source)))
        {
            yield return tag;
        }

        for (var row = 0; row < rows; row++)
        {
            _sequences.Append(form switch
            {
                RowFrames.Offsets => least + offsets.Items[row],
                RowFrames.Longs => longs.Items[row],
                _ => least + row,
            });
        }

        _sequences.Trim();
    }

    private static void ReadSequenceForm(ImageReader source, out byte form, out long least)
    {
        var body = source.Parse();
        form = body.Byte();
        least = body.Int64();
        if (form > RowFrames.Longs)
        {
            throw source.Damaged($"has sequence numbers of form {form}");
        }
    }

    private IEnumerable<FrameTag> ReadRemoved(ImageReader source)
    {
        yield return FrameTag.Removed;
        _removedRows = source.Parse().Count(rows);
        var marks = new BitParts(_removedRows > 0 ? rows : 0);
        foreach (var tag in marks.Read(source))
        {
            yield return tag;
        }

        _removed = marks.Words;
        var marked = 0;
        foreach (var word in _removed)
        {
            marked += BitOperations.PopCount(word);
        }

        if (marked != _removedRows)
        {
            throw source.Damaged($"marks {marked} rows as removed and says {_removedRows}");
        }

        Index(source);
    }

    /// <summary>Makes the ids of the rows that are left findable.</summary>
    private void Index(ImageReader source)
    {
        _ids = new IdTable(_keys);
        _ids.Reserve(rows - _removedRows);
        for (var row = 0; row < rows; row++)
        {
            if (_removedRows > 0 && (_removed[row >> 6] & (1UL << row)) != 0)
            {
                continue;
            }

            if (_ids.TryFind(_keys[row], out var other))
            {
                throw source.Damaged($"has the id {_keys[row]} in row {other} and in row {row}");
            }

            _ids.Index(row);
        }
    }
}
