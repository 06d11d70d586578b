namespace Graphoid.Runtime.Partitions;

/// <summary>The out-edges of one row in creation order; allocates nothing.</summary>
public struct OutEdgeEnumerator
{
    private readonly EdgeStore _edges;
    private readonly int _end;
    private int _position;
    private int _loose;

    internal OutEdgeEnumerator(EdgeStore edges, int row)
    {
        _edges = edges;
        edges.Range(row, out var start, out _end, out _loose);
        _position = start - 1;
    }

    /// <summary>The edge reached.</summary>
    public readonly EdgeRef Current => new(_edges, _position, _edges.Resolve(_edges.TargetAt(_position)));

    /// <summary>The enumerator itself, for foreach.</summary>
    public readonly OutEdgeEnumerator GetEnumerator() => this;

    /// <summary>Goes on to the next edge that is not removed.</summary>
    public bool MoveNext()
    {
        while (MoveNextPosition())
        {
            if (!_edges.IsDead(_position))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The position reached, for loops that do not need the edge itself.</summary>
    internal readonly int Position => _position;

    /// <summary>Goes on to the next position, also of a removed edge.</summary>
    internal bool MoveNextPosition()
    {
        if (_position + 1 < _end)
        {
            _position++;
            return true;
        }

        if (_loose < 0)
        {
            return false;
        }

        // From here on the compressed range stays behind: positions of loose edges lie above it.
        _position = _loose;
        _loose = _edges.NextLoose(_loose);
        return true;
    }
}
