namespace Graphoid.Runtime.Partitions;

/// <summary>Per-row records that exist only for the pages of rows somebody touched.</summary>
internal sealed class RowPages<T>(T untouched)
    where T : struct
{
    private const int PageShift = 10;
    private const int PageRows = 1 << PageShift;

    private T[]?[] _pages = [];
    private int _allocated;

    public long Bytes => ((long)_allocated * PageRows * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()) + ((long)_pages.Length * IntPtr.Size);

    /// <summary>Whether the record's page exists; records of untouched pages read as the untouched record.</summary>
    public bool TryGet(int row, out T record)
    {
        var page = row >> PageShift;
        if (page < _pages.Length && _pages[page] is { } records)
        {
            record = records[row & (PageRows - 1)];
            return true;
        }

        record = untouched;
        return false;
    }

    /// <summary>The record for writing.</summary>
    public ref T Touch(int row)
    {
        var page = row >> PageShift;
        if (page >= _pages.Length)
        {
            Array.Resize(ref _pages, Capacity.Grow(_pages.Length, page + 1));
        }

        if (_pages[page] is not { } records)
        {
            records = new T[PageRows];
            Array.Fill(records, untouched);
            _pages[page] = records;
            _allocated++;
        }

        return ref records[row & (PageRows - 1)];
    }

    public void Reset()
    {
        _pages = [];
        _allocated = 0;
    }
}
