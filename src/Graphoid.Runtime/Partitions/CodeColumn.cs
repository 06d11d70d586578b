namespace Graphoid.Runtime.Partitions;

/// <summary>Small integers of -1 and up (type numbers) by row: one scalar while all are equal, else 1, 2 or 4 bytes a row.</summary>
internal sealed class CodeColumn
{
    private int _uniform = -1;
    private byte[]? _bytes;
    private ushort[]? _shorts;
    private int[]? _ints;

    public int Count { get; private set; }

    public bool IsUniform => _bytes is null && _shorts is null && _ints is null;

    /// <summary>The value of all rows while <see cref="IsUniform"/>; -1 when there are none.</summary>
    public int Uniform => _uniform;

    public long Bytes => (_bytes?.Length ?? 0) + ((long)(_shorts?.Length ?? 0) * 2) + ((long)(_ints?.Length ?? 0) * 4);

    // Arrays hold value + 1, so that "none" is 0 and the small types fit the bytes.
    public int this[int row] =>
        _bytes is not null ? _bytes[row] - 1
        : _shorts is not null ? _shorts[row] - 1
        : _ints is not null ? _ints[row] - 1
        : _uniform;

    public void Append(int value)
    {
        if (Count == 0 && IsUniform)
        {
            _uniform = value;
        }

        Count++;
        Set(Count - 1, value);
    }

    public void Set(int row, int value)
    {
        if (IsUniform)
        {
            if (value == _uniform)
            {
                return;
            }

            if (Count == 1)
            {
                _uniform = value;
                return;
            }

            _bytes = [];
            Fit(_uniform, Count);
            Fill(_uniform, 0, Count);
        }

        Fit(value, Count);
        Write(row, value);
    }

    public void RemoveLast() => Count--;

    /// <summary>Shortens the column; what is kept of a uniform one is all that counts.</summary>
    public void Truncate(int rows) => Count = rows;

    /// <summary>Keeps the rows <paramref name="order"/> names, in that order; arrays are trimmed.</summary>
    public void Reorder(ReadOnlySpan<int> order)
    {
        if (IsUniform)
        {
            Count = order.Length;
            return;
        }

        var old = (CodeColumn)MemberwiseClone();
        _bytes = _bytes is null ? null : new byte[order.Length];
        _shorts = _shorts is null ? null : new ushort[order.Length];
        _ints = _ints is null ? null : new int[order.Length];
        Count = order.Length;
        for (var row = 0; row < order.Length; row++)
        {
            Write(row, old[order[row]]);
        }
    }

    /// <summary>The column with every value from 0 up replaced by what stands at its place; -1 stays.</summary>
    public CodeColumn Translate(int[] codes)
    {
        var translated = new CodeColumn();
        for (var row = 0; row < Count; row++)
        {
            var code = this[row];
            translated.Append(code < 0 ? code : codes[code]);
        }

        return translated;
    }

    private void Fit(int value, int rows)
    {
        if (_bytes is not null && value + 1 > byte.MaxValue)
        {
            _shorts = Array.ConvertAll(_bytes, static code => (ushort)code);
            _bytes = null;
        }

        if (_shorts is not null && value + 1 > ushort.MaxValue)
        {
            _ints = Array.ConvertAll(_shorts, static code => (int)code);
            _shorts = null;
        }

        if (_bytes is not null)
        {
            Capacity.Ensure(ref _bytes, rows);
        }
        else if (_shorts is not null)
        {
            Capacity.Ensure(ref _shorts, rows);
        }
        else
        {
            Capacity.Ensure(ref _ints!, rows);
        }
    }

    private void Fill(int value, int from, int to)
    {
        _bytes?.AsSpan(from, to - from).Fill((byte)(value + 1));
        _shorts?.AsSpan(from, to - from).Fill((ushort)(value + 1));
        _ints?.AsSpan(from, to - from).Fill(value + 1);
    }

    private void Write(int row, int value)
    {
        if (_bytes is not null)
        {
            _bytes[row] = (byte)(value + 1);
        }
        else if (_shorts is not null)
        {
            _shorts[row] = (ushort)(value + 1);
        }
        else
        {
            _ints![row] = value + 1;
        }
    }
}
