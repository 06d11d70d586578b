namespace Graphoid.Runtime.Partitions;

/// <summary>The edges that lead to a partition's rows, by target, in order of (source sequence, creation).</summary>
/// <remarks>
/// Shape: compressed rows of (source slot, position in the source's partition), 8 bytes an edge; edges added later are linked per
/// row beside them and sorted when somebody reads that row. Whether an edge still exists is asked of its source's store, so
/// removing an edge, and undoing that, touches nothing here but the degree. Removed edges are indexed too for that reason.
/// </remarks>
internal sealed class InEdgeIndex
{
    private readonly Partition _partition;
    private readonly Partition[] _partitions;
    private readonly RowPages<AddedRow> _rows = new(new AddedRow { Head = -1, Tail = -1 });
    private readonly int[] _offsets;
    private readonly int[] _sources;
    private readonly int[] _positions;
    private int[] _degrees;
    private int[] _addedSources = [];
    private int[] _addedPositions = [];
    private int[] _next = [];
    private int _addedCount;

    private InEdgeIndex(Partition partition, Partition[] partitions, int[] offsets, int[] degrees)
    {
        _partition = partition;
        _partitions = partitions;
        _offsets = offsets;
        _degrees = degrees;
        _sources = new int[offsets[^1]];
        _positions = new int[offsets[^1]];
    }

    /// <summary>Row r's indexed edges are [Offsets[r], Offsets[r + 1]).</summary>
    public int[] Offsets => _offsets;

    /// <summary>Source slots: a row of this partition, or <c>~</c> the index of a ghost.</summary>
    public int[] Sources => _sources;

    /// <summary>Positions in the source's partition.</summary>
    public int[] Positions => _positions;

    /// <summary>Whether edges were added since the index was built, which a kernel over the arrays would miss.</summary>
    public bool HasAdded => _addedCount > 0;

    public long Bytes =>
        (((long)_offsets.Length + _sources.Length + _positions.Length + _degrees.Length + _addedSources.Length + _addedPositions.Length + _next.Length) * sizeof(int))
        + _rows.Bytes;

    /// <summary>Builds the indexes of all partitions in two passes over all edges.</summary>
    public static void BuildAll(Partition[] partitions, IEnumerable<NodeLocation> nodesInOrder)
    {
        var offsets = new int[partitions.Length][];
        var degrees = new int[partitions.Length][];
        foreach (var partition in partitions)
        {
            offsets[partition.Index] = new int[partition.RowCount + 1];
            degrees[partition.Index] = new int[partition.RowCount];
        }

        foreach (var partition in partitions)
        {
            partition.CountTargets(offsets, degrees);
        }

        var indexes = new InEdgeIndex[partitions.Length];
        foreach (var partition in partitions)
        {
            var running = 0L;
            var own = offsets[partition.Index];
            for (var row = 0; row < own.Length; row++)
            {
                (own[row], running) = ((int)running, running + own[row]);
                if (running > StorageLimits.PartitionItems)
                {
                    throw StorageLimits.TooMany("in-edges", partition.Index);
                }
            }

            indexes[partition.Index] = new InEdgeIndex(partition, partitions, own, degrees[partition.Index]);
        }

        Fill(partitions, indexes, nodesInOrder);
        foreach (var index in indexes)
        {
            // Filling moved every start to its row's end, which is the next row's start.
            Array.Copy(index._offsets, 0, index._offsets, 1, index._offsets.Length - 1);
            index._offsets[0] = 0;
            index._partition.InEdges = index;
        }
    }

    public int Degree(int row) => row < _degrees.Length ? _degrees[row] : 0;

    public void ChangeDegree(int row, int by)
    {
        Capacity.Ensure(ref _degrees, row + 1);
        _degrees[row] += by;
    }

    public void Add(int row, NodeLocation source, int position)
    {
        ChangeDegree(row, 1);
        var added = _addedCount++;
        Capacity.Ensure(ref _addedSources, _addedCount);
        Capacity.Ensure(ref _addedPositions, _addedCount);
        Capacity.Ensure(ref _next, _addedCount);
        _addedSources[added] = _partition.Edges.SlotOf(source);
        _addedPositions[added] = position;
        _next[added] = -1;
        ref var record = ref _rows.Touch(row);
        if (record.Tail < 0)
        {
            record.Head = added;
        }
        else
        {
            // A removed tail proves nothing about the edges before it.
            record.IsUnsorted |= !IsLive(record.Tail) || Compare(record.Tail, added) > 0;
            _next[record.Tail] = added;
        }

        record.Tail = added;
    }

    /// <summary>The row is gone and may be given to another node.</summary>
    public void ForgetRow(int row)
    {
        if (_rows.TryGet(row, out _))
        {
            _rows.Touch(row) = new AddedRow { Head = -1, Tail = -1 };
        }
    }

    /// <summary>Where a row's edges lie: the indexed range, and the head of the sorted added ones, -1 for none.</summary>
    public void Range(int row, out int start, out int end, out int added)
    {
        start = end = 0;
        if (row + 1 < _offsets.Length)
        {
            start = _offsets[row];
            end = _offsets[row + 1];
        }

        added = -1;
        if (_rows.TryGet(row, out var record))
        {
            if (record.IsUnsorted)
            {
                Sort(row);
            }

            _rows.TryGet(row, out record);
            added = record.Head;
        }
    }

    public int SourceOfAdded(int added) => _addedSources[added];

    public int PositionOfAdded(int added) => _addedPositions[added];

    public int NextAdded(int added) => _next[added];

    private static void Fill(Partition[] partitions, InEdgeIndex[] indexes, IEnumerable<NodeLocation> nodesInOrder)
    {
        // The slot of the present source in each target partition: looked up once per source and partition, not per edge.
        var slots = new int[partitions.Length];
        var slotNode = new long[partitions.Length];
        var node = 0L;
        foreach (var source in nodesInOrder)
        {
            node++;
            var store = partitions[source.Partition].Edges;
            var edges = new OutEdgeEnumerator(store, source.Row);
            while (edges.MoveNextPosition())
            {
                var target = store.Resolve(store.TargetAt(edges.Position));
                var index = indexes[target.Partition];
                if (target.Row >= index._offsets.Length - 1)
                {
                    continue;
                }

                if (slotNode[target.Partition] != node)
                {
                    slotNode[target.Partition] = node;
                    slots[target.Partition] = partitions[target.Partition].Edges.SlotOf(source);
                }

                var at = index._offsets[target.Row]++;
                index._sources[at] = slots[target.Partition];
                index._positions[at] = edges.Position;
            }
        }
    }

    private bool IsLive(int added)
    {
        var source = _partition.Edges.Resolve(_addedSources[added]);
        return !_partitions[source.Partition].Edges.IsDead(_addedPositions[added]);
    }

    private int Compare(int left, int right)
    {
        var bySequence = SequenceOf(_addedSources[left]).CompareTo(SequenceOf(_addedSources[right]));
        return bySequence != 0 ? bySequence : _addedPositions[left].CompareTo(_addedPositions[right]);
    }

    private long SequenceOf(int slot)
    {
        var source = _partition.Edges.Resolve(slot);
        var owner = _partitions[source.Partition];

        // The row of a removed edge may be gone after a rollback; where such an edge is sorted to does not matter.
        return source.Row < owner.RowCount ? owner.SequenceOf(source.Row) : 0;
    }

    private void Sort(int row)
    {
        ref var record = ref _rows.Touch(row);
        var added = new List<int>();
        for (var at = record.Head; at >= 0; at = _next[at])
        {
            added.Add(at);
        }

        added.Sort(Compare);
        for (var i = 0; i < added.Count; i++)
        {
            _next[added[i]] = i + 1 < added.Count ? added[i + 1] : -1;
        }

        record.Head = added[0];
        record.Tail = added[^1];
        record.IsUnsorted = false;
    }

    private struct AddedRow
    {
        public int Head;
        public int Tail;
        public bool IsUnsorted;
    }
}
