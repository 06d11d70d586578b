namespace Graphoid.Runtime.Partitions;

/// <summary>The in-edges of one row in order of (source sequence, creation); allocates nothing.</summary>
public struct InEdgeEnumerator
{
    private readonly Partition[] _partitions;
    private readonly Partition _partition;
    private readonly InEdgeIndex _index;
    private readonly int _end;
    private int _indexed;
    private int _added;
    private InEdgeRef _current;

    internal InEdgeEnumerator(Partition[] partitions, Partition partition, int row)
    {
        _partitions = partitions;
        _partition = partition;
        _index = partition.InEdges!;
        _index.Range(row, out _indexed, out _end, out _added);
    }

    /// <summary>The edge reached.</summary>
    public readonly InEdgeRef Current => _current;

    /// <summary>The enumerator itself, for foreach.</summary>
    public readonly InEdgeEnumerator GetEnumerator() => this;

    /// <summary>Goes on to the next edge that is not removed.</summary>
    public bool MoveNext()
    {
        while (_indexed < _end && IsDead(_index.Sources[_indexed], _index.Positions[_indexed]))
        {
            _indexed++;
        }

        while (_added >= 0 && IsDead(_index.SourceOfAdded(_added), _index.PositionOfAdded(_added)))
        {
            _added = _index.NextAdded(_added);
        }

        if (_indexed < _end && (_added < 0 || IndexedComesFirst()))
        {
            _current = At(_index.Sources[_indexed], _index.Positions[_indexed]);
            _indexed++;
            return true;
        }

        if (_added < 0)
        {
            return false;
        }

        _current = At(_index.SourceOfAdded(_added), _index.PositionOfAdded(_added));
        _added = _index.NextAdded(_added);
        return true;
    }

    private readonly bool IndexedComesFirst()
    {
        var indexed = _partition.Edges.Resolve(_index.Sources[_indexed]);
        var added = _partition.Edges.Resolve(_index.SourceOfAdded(_added));

        // Of one source the indexed edges are the older ones.
        return _partitions[indexed.Partition].SequenceOf(indexed.Row) <= _partitions[added.Partition].SequenceOf(added.Row);
    }

    private readonly bool IsDead(int slot, int position) =>
        _partitions[_partition.Edges.Resolve(slot).Partition].Edges.IsDead(position);

    private readonly InEdgeRef At(int slot, int position)
    {
        var source = _partition.Edges.Resolve(slot);
        return new InEdgeRef(_partitions[source.Partition].Edges, position, source);
    }
}
