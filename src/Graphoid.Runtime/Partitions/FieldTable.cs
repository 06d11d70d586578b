using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>The state of one behaviour's instances in a partition: a column per field, and which rows have an instance.</summary>
/// <remarks>Shape: one value per row in every column, in row order. That all rows have an instance costs nothing.</remarks>
public sealed class FieldTable
{
    private readonly Partition _partition;
    private readonly VersionLog _log;
    private readonly List<Column> _columns = [];
    private readonly Column _present;

    internal FieldTable(Partition partition, VersionLog log)
    {
        _partition = partition;
        _log = log;
        _present = new Column(Value.False, log);
    }

    /// <summary>The columns by field index.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>What the columns take.</summary>
    public long Bytes
    {
        get
        {
            var sum = _present.Bytes;
            foreach (var column in _columns)
            {
                sum += column.Bytes;
            }

            return sum;
        }
    }

    /// <summary>How the instance marks are stored, for kernels: uniform while all rows have one.</summary>
    internal Column Present => _present;

    /// <summary>Adds a field that is the same everywhere, and returns its index.</summary>
    public int AddColumn(Value initial)
    {
        var column = new Column(initial, _log);
        column.EnsureRows(_partition.RowCount);
        _columns.Add(column);
        if (_log.IsOpen)
        {
            _log.ColumnAdded(this);
        }

        return _columns.Count - 1;
    }

    /// <summary>Whether the node of a row has an instance of the behaviour.</summary>
    public bool IsPresent(int row) => _present.Peek(row).Number != 0;

    /// <summary>The node of a row has an instance now.</summary>
    public void MarkPresent(int row)
    {
        if (!IsPresent(row))
        {
            _present.Set(row, Value.True);
        }
    }

    /// <summary>The node of a row has no instance any more.</summary>
    public void MarkAbsent(int row) => _present.Set(row, Value.False);

    /// <summary>All present rows have an instance now; rows added later have none. O(1).</summary>
    public void MarkAllPresent()
    {
        _present.EnsureRows(_partition.RowCount);
        _present.SetAll(Value.True);
    }

    /// <summary>Makes all rows of the partition exist in every column; what kernels call before they index arrays.</summary>
    public void EnsureRows()
    {
        _present.EnsureRows(_partition.RowCount);
        foreach (var column in _columns)
        {
            column.EnsureRows(_partition.RowCount);
        }
    }

    internal void RemoveLastColumn() => _columns.RemoveAt(_columns.Count - 1);

    internal void Reorder(ReadOnlySpan<int> order)
    {
        _present.Reorder(order);
        foreach (var column in _columns)
        {
            column.Reorder(order);
        }
    }
}
