namespace Graphoid.Runtime.Partitions;

/// <summary>Versions: everything between begin and commit can be taken back.</summary>
/// <remarks>Columns keep before-images by block; topology keeps a log of 16 bytes a change, undone last first. Undone edges stay
/// behind as removed positions until a compaction, undone nodes give their rows back.</remarks>
public sealed partial class PartitionedGraph
{
    private const int UndoEntryBytes = 16;

    /// <summary>Log entries whose memory is kept for the next version; a larger log is given back.</summary>
    private const int UndoKeptMax = 1 << 16;

    private readonly List<UndoEntry> _undo = [];
    private long _nodeCountBefore;
    private long _edgeCountBefore;
    private long _nextSequenceBefore;
    private long _removedRowsBefore;

    /// <summary>Whether a version is open.</summary>
    public bool IsVersionOpen { get; private set; }

    /// <summary>Opens a version. O(partitions).</summary>
    /// <exception cref="InvalidOperationException">One is open already.</exception>
    public void BeginVersion()
    {
        if (IsVersionOpen)
        {
            throw new InvalidOperationException("A version is open already.");
        }

        IsVersionOpen = true;
        _nodeCountBefore = NodeCount;
        _edgeCountBefore = EdgeCount;
        _nextSequenceBefore = NextSequence;
        _removedRowsBefore = _removedRows;
        foreach (var partition in _partitions)
        {
            partition.Log.Begin();
        }
    }

    /// <summary>Keeps everything since <see cref="BeginVersion"/>. O(blocks written), and a compaction when it is worthwhile.</summary>
    public void CommitVersion()
    {
        RequireVersion();
        foreach (var partition in _partitions)
        {
            partition.Log.Commit();
        }

        _shadowsAreOfVersion = false;
        Version++;
        CloseVersion();
        CompactIfWorthwhile();
    }

    /// <summary>Takes everything since <see cref="BeginVersion"/> back: fields, values, types, topology, ids, numbers. O(what changed).</summary>
    public void RollbackVersion()
    {
        RequireVersion();

        // Columns first: their logged types may be those of rows that go away below.
        foreach (var partition in _partitions)
        {
            partition.RollbackColumns();
        }

        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            Undo(_undo[i]);
        }

        NodeCount = _nodeCountBefore;
        EdgeCount = _edgeCountBefore;
        NextSequence = _nextSequenceBefore;
        _removedRows = _removedRowsBefore;
        CloseVersion();
        ForgetShadowsOfVersion();
        MergeIfWorthwhile();
    }

    private void Undo(UndoEntry entry)
    {
        var partition = _partitions[entry.Partition];
        switch (entry.Kind)
        {
            case UndoKind.NodeAdded:
                partition.RemoveLast();
                break;
            case UndoKind.NodeRemoved:
                partition.Restore(entry.Row);
                break;
            case UndoKind.EdgeAdded:
                partition.Edges.Remove(entry.Row, entry.Position);
                ChangeInDegree(partition, entry.Position, -1);
                break;
            default:
                partition.Edges.Restore(entry.Row, entry.Position);
                ChangeInDegree(partition, entry.Position, 1);
                break;
        }
    }

    private void ChangeInDegree(Partition source, int position, int by)
    {
        var target = source.Edges.Resolve(source.Edges.TargetAt(position));
        _partitions[target.Partition].InEdges?.ChangeDegree(target.Row, by);
    }

    private void CloseVersion()
    {
        IsVersionOpen = false;
        _undo.Clear();
        if (_undo.Capacity > UndoKeptMax)
        {
            _undo.Capacity = 0;
        }
    }

    private void RequireVersion()
    {
        if (!IsVersionOpen)
        {
            throw new InvalidOperationException("No version is open.");
        }
    }

    private void Log(UndoKind kind, int partition, int row, int position)
    {
        if (IsVersionOpen)
        {
            _undo.Add(new UndoEntry(kind, partition, row, position));
        }
    }
}
