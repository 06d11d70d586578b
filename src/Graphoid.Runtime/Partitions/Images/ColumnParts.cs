using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>A column that arrives in frames.</summary>
internal sealed class ColumnParts(int rowsMax, Func<ReadOnlyMemory<byte>, ValueReader> newReader)
{
    /// <summary>Kind, rows and form lie before the scalar.</summary>
    private const int ScalarAt = 6;

    /// <summary>Stands for the initial value until the column that has it is known.</summary>
    private static readonly Value InitialMark = Value.Of(new Mark());

    private ColumnKind _kind;
    private int _rows;
    private Value _uniform = InitialMark;
    private ArrayParts<double>? _numbers;
    private BitParts? _bits;
    private Value[] _values = [];
    private int _valueCount;

    /// <summary>Reads what <see cref="ColumnFrames.WriteValue"/> wrote.</summary>
    public static Value ReadValue(ValueReader reader) => ReadValue(reader, reader.Byte());

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        yield return FrameTag.Column;
        ReadHead(source);
        switch (_kind)
        {
            case ColumnKind.Numbers:
                _numbers = new ArrayParts<double>(_rows);
                foreach (var tag in _numbers.Read(source))
                {
                    yield return tag;
                }

                break;
            case ColumnKind.Bits:
                _bits = new BitParts(_rows);
                foreach (var tag in _bits.Read(source))
                {
                    yield return tag;
                }

                break;
            case ColumnKind.Values:
                while (_valueCount < _rows)
                {
                    yield return FrameTag.Values;
                    TakeValues(source);
                }

                break;
        }
    }

    /// <summary>Gives everything to a column.</summary>
    public void LoadInto(Column column)
    {
        for (var row = 0; row < _values.Length; row++)
        {
            if (ReferenceEquals(_values[row].Reference, InitialMark.Reference))
            {
                _values[row] = column.Initial;
            }
        }

        var uniform = ReferenceEquals(_uniform.Reference, InitialMark.Reference) ? column.Initial : _uniform;
        column.Load(_kind, _rows, uniform, _numbers?.Items ?? [], _bits?.Words ?? [], _values);
    }

    private static Value ReadValue(ValueReader reader, byte form) => form switch
    {
        ColumnFrames.Initial => InitialMark,
        ColumnFrames.Undefined => Value.Undefined,

        // A codec may give one container to two rows, so none of them owns it alone.
        _ => reader.Value().Share(),
    };

    private void ReadHead(ImageReader source)
    {
        var body = source.Parse();
        _kind = (ColumnKind)body.Byte();
        _rows = body.Count(rowsMax);
        var form = body.Byte();
        if (_kind > ColumnKind.Values || form > ColumnFrames.Coded)
        {
            throw source.Damaged($"has a column of kind {(byte)_kind}, form {form}");
        }

        _uniform = form switch
        {
            ColumnFrames.Number => Value.Of(BitConverter.Int64BitsToDouble(body.Int64())),
            ColumnFrames.Coded => ReadValue(newReader(source.Body[ScalarAt..])),
            _ => InitialMark,
        };
    }

    private void TakeValues(ImageReader source)
    {
        var reader = newReader(source.Body);
        var before = _valueCount;
        while (!reader.AtEnd && _valueCount < _rows)
        {
            if (_valueCount == _values.Length)
            {
                Array.Resize(ref _values, (int)Math.Min(_rows, Math.Max(ColumnFrames.GroupRows, _values.Length * 2L)));
            }

            var form = reader.Byte();
            if (form is not (ColumnFrames.Initial or ColumnFrames.Coded or ColumnFrames.Undefined))
            {
                throw source.Damaged($"has a value of form {form}");
            }

            _values[_valueCount++] = ReadValue(reader, form);
        }

        if (!reader.AtEnd || _valueCount == before)
        {
            throw source.Damaged($"has values that do not fit the {_rows} rows of their column");
        }
    }

    private sealed class Mark : ObjectValue
    {
        public override ValueKind Kind => ValueKind.Undefined;
    }
}
