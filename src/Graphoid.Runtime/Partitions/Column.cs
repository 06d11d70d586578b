using System.Runtime.CompilerServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>One typed column: a scalar while all rows are equal, then numbers, bits or untyped values.</summary>
/// <remarks>
/// Shape: one value per row; rows that nothing was written to hold the initial value. A column widens once and for all when a
/// value does not fit, so a compiled loop needs its guard only at the border. Threads: one writer at a time.
/// Cost: reads and writes O(1); a widening O(rows); the first write to a block of <see cref="BlockRows"/> rows in a version saves the block.
/// Ownership: <see cref="Set"/> takes the value over (whoever keeps a container too must share it first); <see cref="Get"/> hands out shared.
/// </remarks>
public sealed partial class Column
{
    /// <summary>Rows of one before-image.</summary>
    public const int BlockRows = 4096;

    internal const int ValueBytes = 16;

    private const int BlockShift = 12;

    private readonly VersionLog _log;
    private readonly bool _ownsLog;
    private Value _uniform;
    private double[] _numbers = [];
    private ulong[] _bits = [];
    private Value[] _values = [];

    /// <summary>A column of its own, versioned by <see cref="Begin"/>.</summary>
    public Column(Value initial)
        : this(initial, new VersionLog()) => _ownsLog = true;

    internal Column(Value initial, VersionLog log)
    {
        // The one initial container stands in every row.
        Initial = initial.Share();
        _uniform = Initial;
        _log = log;
    }

    /// <summary>How the values are stored now.</summary>
    public ColumnKind Kind { get; private set; }

    /// <summary>What a row holds before anything is written to it.</summary>
    public Value Initial { get; }

    /// <summary>Rows that exist; reading beyond gives <see cref="Initial"/>, writing beyond adds rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The scalar of all rows while <see cref="Kind"/> is <see cref="ColumnKind.Uniform"/>.</summary>
    public Value Uniform => _uniform;

    /// <summary>What the arrays take, strings and containers in them and before-images apart.</summary>
    public long Bytes => ((long)_numbers.Length * sizeof(double)) + ((long)_bits.Length * sizeof(ulong)) + ((long)_values.Length * ValueBytes);

    /// <summary>The numbers by row, for kernels, while that is the kind; call <see cref="PrepareWrite"/> before writing.</summary>
    internal double[] Numbers => _numbers;

    /// <summary>Bit <c>row</c> is bit <c>row &amp; 63</c> of word <c>row &gt;&gt; 6</c>; as <see cref="Numbers"/> for kernels.</summary>
    internal ulong[] Bits => _bits;

    /// <summary>The values by row, as <see cref="Numbers"/> for kernels; containers must be shared when they are handed on.</summary>
    internal Value[] Values => _values;

    /// <summary>The value of a row; containers come shared.</summary>
    public Value Get(int row) => Peek(row).Share();

    /// <summary>The value of a row for looking at it only: a container is not marked shared and must not be kept or changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Peek(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            return Initial;
        }

        return Kind switch
        {
            ColumnKind.Numbers => Value.Of(_numbers[row]),
            ColumnKind.Uniform => _uniform,
            ColumnKind.Bits => Value.Of((_bits[row >> 6] & (1UL << row)) != 0),
            _ => _values[row],
        };
    }

    /// <summary>The value of a row for changing it in place: an exclusively owned container comes unshared.</summary>
    /// <remarks>The caller must <see cref="Set"/> the row before anybody else reads it. The block is saved first, which shares what
    /// lies in it, so the first change in a version copies and later ones do not.</remarks>
    public Value Take(int row)
    {
        if (Kind == ColumnKind.Values)
        {
            PrepareWrite(row, row + 1);
        }

        return Peek(row);
    }

    /// <summary>Writes a row, widening the column when the value does not fit.</summary>
    public void Set(int row, Value value)
    {
        if (row >= Rows)
        {
            EnsureRows(row + 1);
        }

        switch (Kind)
        {
            case ColumnKind.Numbers when value.IsNumber:
                BeforeWrite(row);
                _numbers[row] = value.Number;
                return;
            case ColumnKind.Bits when value.IsBool:
                BeforeWrite(row);
                WriteBit(row, value.Number != 0);
                return;
            case ColumnKind.Values:
                BeforeWrite(row);
                _values[row] = value;
                return;
            case ColumnKind.Uniform when IsSame(_uniform, value):
                return;
            case ColumnKind.Uniform when Rows == 1:
                Track();
                _uniform = value.Share();
                return;
            default:
                Widen(KindFor(value));
                Set(row, value);
                return;
        }
    }

    /// <summary>Gives all rows one value; the column becomes uniform again. O(1).</summary>
    public void SetAll(Value value)
    {
        Replace(ColumnKind.Uniform);
        _uniform = value.Share();
    }

    /// <summary>Makes rows up to a count exist; new ones hold the initial value.</summary>
    public void EnsureRows(int rows)
    {
        if (rows > Rows)
        {
            Extend(rows, Initial);
        }
    }

    /// <summary>Adds one row with a value of its own. Unlike growing and setting, the first rows decide how the column starts.</summary>
    public void Append(Value value) => Extend(Rows + 1, value);

    /// <summary>Saves what a kernel is about to write over, and makes the rows exist. No-op for saved blocks and outside versions.</summary>
    public void PrepareWrite(int fromRow, int toRow)
    {
        EnsureRows(toRow);
        if (_log.IsOpen)
        {
            Track();
            for (var block = fromRow >> BlockShift; block <= (toRow - 1) >> BlockShift; block++)
            {
                SaveBlock(block);
            }
        }
    }

    /// <summary>Widens to a kind ahead of a kernel that will need it; never narrows. O(rows).</summary>
    public void Widen(ColumnKind kind)
    {
        if (kind == Kind || Kind == ColumnKind.Values || kind == ColumnKind.Uniform)
        {
            return;
        }

        // Numbers and bits have no common form but values, and neither has a uniform of another type.
        kind = Kind switch
        {
            ColumnKind.Uniform when kind == ColumnKind.Numbers && (_uniform.IsNumber || Rows == 0) => ColumnKind.Numbers,
            ColumnKind.Uniform when kind == ColumnKind.Bits && (_uniform.IsBool || Rows == 0) => ColumnKind.Bits,
            _ => ColumnKind.Values,
        };
        var (before, numbers, bits) = (Kind, _numbers, _bits);
        Replace(kind);
        Allocate(Rows);
        if (before == ColumnKind.Uniform)
        {
            Fill(0, Rows, _uniform);
            return;
        }

        for (var row = 0; row < Rows; row++)
        {
            _values[row] = before == ColumnKind.Numbers
                ? Value.Of(numbers[row])
                : Value.Of((bits[row >> 6] & (1UL << row)) != 0);
        }
    }

    /// <summary>Whether two values are the same bits or text, so that one scalar may stand for both.</summary>
    internal static bool IsSame(Value left, Value right)
    {
        if (left.Reference is string a && right.Reference is string b)
        {
            return string.Equals(a, b, StringComparison.Ordinal);
        }

        // By bits: 0 and -0 differ, a NaN equals itself.
        return ReferenceEquals(left.Reference, right.Reference)
            && BitConverter.DoubleToInt64Bits(left.Number) == BitConverter.DoubleToInt64Bits(right.Number);
    }

    /// <summary>Takes over bulk-loaded numbers, where NaN stands for none.</summary>
    internal void Load(double[] numbers)
    {
        var missing = 0;
        var isUniform = true;
        foreach (var number in numbers)
        {
            missing += double.IsNaN(number) ? 1 : 0;
            isUniform &= BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(numbers[0]);
        }

        Rows = numbers.Length;
        if (numbers.Length == 0 || missing == numbers.Length)
        {
            _uniform = Value.None;
        }
        else if (isUniform)
        {
            _uniform = Value.Of(numbers[0]);
        }
        else if (missing == 0)
        {
            Kind = ColumnKind.Numbers;
            _numbers = numbers;
        }
        else
        {
            Kind = ColumnKind.Values;
            _values = Array.ConvertAll(numbers, static number => double.IsNaN(number) ? Value.None : Value.Of(number));
        }
    }

    /// <summary>Takes over what another column held: its kind and that kind's array. Not inside a version.</summary>
    internal void Load(ColumnKind kind, int rows, Value uniform, double[] numbers, ulong[] bits, Value[] values)
    {
        Kind = kind;
        Rows = rows;
        _uniform = uniform.Share();
        _numbers = numbers;
        _bits = bits;
        _values = values;
    }

    /// <summary>Keeps the rows <paramref name="order"/> names, in that order; arrays are trimmed. Not inside a version.</summary>
    internal void Reorder(ReadOnlySpan<int> order)
    {
        EnsureRows(MaxOf(order) + 1);
        var (numbers, bits, values) = (_numbers, _bits, _values);
        Rows = order.Length;
        Allocate(Rows);
        for (var row = 0; row < order.Length; row++)
        {
            switch (Kind)
            {
                case ColumnKind.Numbers:
                    _numbers[row] = numbers[order[row]];
                    break;
                case ColumnKind.Bits:
                    WriteBit(row, (bits[order[row] >> 6] & (1UL << order[row])) != 0);
                    break;
                case ColumnKind.Values:
                    _values[row] = values[order[row]];
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Gives slack back. Not inside a version.</summary>
    internal void Trim()
    {
        if (_numbers.Length > Rows)
        {
            Array.Resize(ref _numbers, Rows);
        }

        if (_values.Length > Rows)
        {
            Array.Resize(ref _values, Rows);
        }
    }

    /// <summary>Shortens or extends a uniform column by its scalar. Not inside a version.</summary>
    internal void Truncate(int rows) => Rows = rows;

    /// <summary>Adds rows up to a count, all with one value.</summary>
    internal void Extend(int rows, Value value)
    {
        if (rows <= Rows)
        {
            return;
        }

        Track();
        if (Kind == ColumnKind.Uniform && (Rows == 0 || IsSame(_uniform, value)))
        {
            _uniform = value.Share();
            Rows = rows;
            return;
        }

        if (Kind == ColumnKind.Uniform || !Fits(value))
        {
            Widen(KindFor(value));
        }

        if (rows > CapacityRows)
        {
            Grow(rows);
        }

        Fill(Rows, rows, rows - Rows > 1 ? value.Share() : value);
        Rows = rows;
    }

    private static int MaxOf(ReadOnlySpan<int> order)
    {
        var max = -1;
        foreach (var row in order)
        {
            max = Math.Max(max, row);
        }

        return max;
    }

    private static ColumnKind KindFor(Value value) =>
        value.IsNumber ? ColumnKind.Numbers : value.IsBool ? ColumnKind.Bits : ColumnKind.Values;

    private int CapacityRows => Kind switch
    {
        ColumnKind.Numbers => _numbers.Length,
        ColumnKind.Bits => (int)Math.Min(StorageLimits.PartitionItems, _bits.Length * 64L),
        ColumnKind.Values => _values.Length,
        _ => StorageLimits.PartitionItems,
    };

    private bool Fits(Value value) => Kind switch
    {
        ColumnKind.Numbers => value.IsNumber,
        ColumnKind.Bits => value.IsBool,
        ColumnKind.Values => true,
        _ => false,
    };

    private void Grow(int rows)
    {
        var (numbers, bits, values) = (_numbers, _bits, _values);
        Replace(Kind);
        Allocate(Capacity.Grow(Rows, rows));
        numbers.AsSpan(0, Math.Min(numbers.Length, Rows)).CopyTo(_numbers);
        bits.CopyTo(_bits, 0);
        values.AsSpan(0, Math.Min(values.Length, Rows)).CopyTo(_values);
    }

    /// <summary>New arrays of the present kind, contents not carried over.</summary>
    private void Allocate(int rows)
    {
        _numbers = Kind == ColumnKind.Numbers ? new double[rows] : [];
        _bits = Kind == ColumnKind.Bits ? new ulong[(int)((rows + 63L) >> 6)] : [];
        _values = Kind == ColumnKind.Values ? new Value[rows] : [];
    }

    private void Fill(int from, int to, Value value)
    {
        switch (Kind)
        {
            case ColumnKind.Numbers:
                _numbers.AsSpan(from, to - from).Fill(value.Number);
                break;
            case ColumnKind.Values:
                _values.AsSpan(from, to - from).Fill(value);
                break;
            case ColumnKind.Bits:
                for (var row = from; row < to; row++)
                {
                    WriteBit(row, value.Number != 0);
                }

                break;
        }
    }

    private void WriteBit(int row, bool bit)
    {
        if (bit)
        {
            _bits[row >> 6] |= 1UL << row;
        }
        else
        {
            _bits[row >> 6] &= ~(1UL << row);
        }
    }
}
