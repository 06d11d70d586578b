namespace Graphoid.Runtime.Partitions;

/// <summary>What one partition has to undo when the open version is rolled back, topology apart.</summary>
/// <remarks>Columns enrol themselves at their first write, so that opening a version costs nothing per column.</remarks>
internal sealed class VersionLog
{
    private readonly List<Column> _columns = [];
    private readonly List<FieldTable> _addedTo = [];
    private readonly List<(int Row, int Type)> _types = [];

    public bool IsOpen { get; private set; }

    public BlockPool Pool { get; } = new();

    public long Bytes
    {
        get
        {
            var sum = Pool.Bytes + (_types.Capacity * 8L);
            foreach (var column in _columns)
            {
                sum += column.ImageBytes;
            }

            return sum;
        }
    }

    public void Begin() => IsOpen = true;

    public void Enroll(Column column) => _columns.Add(column);

    public void ColumnAdded(FieldTable table) => _addedTo.Add(table);

    public void TypeChanged(int row, int before) => _types.Add((row, before));

    public void Commit()
    {
        foreach (var column in _columns)
        {
            column.DropImages();
        }

        Close();
    }

    public void Rollback(CodeColumn? types)
    {
        foreach (var column in _columns)
        {
            column.RestoreImages();
        }

        foreach (var table in _addedTo)
        {
            table.RemoveLastColumn();
        }

        for (var i = _types.Count - 1; i >= 0; i--)
        {
            types!.Set(_types[i].Row, _types[i].Type);
        }

        Close();
    }

    private void Close()
    {
        _columns.Clear();
        _addedTo.Clear();
        _types.Clear();
        IsOpen = false;
    }
}
