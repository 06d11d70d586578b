using System.Runtime.CompilerServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>One partition of a graph: rows of nodes with ids, values, types and behaviour state, and the rows' out-edges.</summary>
/// <remarks>
/// Shape: everything is columns in row order. Rows are appended; a removed node leaves its row behind until a compaction.
/// Threads: topology is changed by one thread at a time through <see cref="PartitionedGraph"/>; columns of different
/// partitions may be written in parallel.
/// </remarks>
public sealed class Partition
{
    private IdTable _ids = new();
    private SequenceColumn _sequences = new();
    private readonly BitSet _removed = new();
    private CodeColumn _types = new();
    private readonly List<FieldTable?> _fields = [];

    internal Partition(int index)
    {
        Index = index;
        Edges = new EdgeStore(index, Log);
        NodeValues = new Column(Value.None, Log);
    }

    /// <summary>The partition's number, from 0.</summary>
    public int Index { get; }

    /// <summary>Whether values, fields and edges are held here; if not, only ids, numbers and types are.</summary>
    public bool IsOwned { get; internal init; } = true;

    /// <summary>Rows, those of removed nodes included: the length of every column.</summary>
    public int RowCount { get; private set; }

    /// <summary>Nodes that are not removed.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Out-edges that are not removed; an undirected edge counts in both directions.</summary>
    public int EdgeCount => Edges.LiveCount;

    /// <summary>The nodes' values.</summary>
    public Column NodeValues { get; }

    /// <summary>The edges' weights by position, none where there is no weight.</summary>
    public Column EdgeWeights => Edges.Weights;

    /// <summary>The edges' property maps by position, none where there are none.</summary>
    public Column EdgeProperties => Edges.Properties;

    /// <summary>The remote neighbours.</summary>
    public GhostTable Ghosts => Edges.Ghosts;

    internal VersionLog Log { get; } = new();

    internal EdgeStore Edges { get; private set; }

    /// <summary>The in-edge index, null until somebody needs it.</summary>
    internal InEdgeIndex? InEdges { get; set; }

    /// <summary>The node types by row.</summary>
    internal CodeColumn Types => _types;

    internal bool RowsAreSorted => _sequences.IsSorted;

    /// <summary>The id of a row's node.</summary>
    public NodeKey KeyOf(int row) => _ids[Checked(row)];

    /// <summary>The global sequence number of a row's node, which is node order.</summary>
    public long SequenceOf(int row) => _sequences[row];

    /// <summary>Whether a row's node still exists.</summary>
    public bool IsLive(int row) => (uint)row < (uint)RowCount && !_removed[row];

    /// <summary>Finds the row of an id. O(1).</summary>
    public bool TryFind(in NodeKey key, out int row) => _ids.TryFind(key, out row);

    /// <summary>The node type: -1 for none, else an index into the graph's type names.</summary>
    public int TypeOf(int row) => _types[Checked(row)];

    /// <summary>Changes the node type; -1 takes it away.</summary>
    public void SetType(int row, int type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(type, -1);
        if (Log.IsOpen)
        {
            Log.TypeChanged(Checked(row), _types[row]);
        }

        _types.Set(Checked(row), type);
    }

    /// <summary>The out-edges of a row in creation order.</summary>
    public OutEdgeEnumerator OutEdges(int row) => new(Edges, row);

    /// <summary>Number of out-edges. O(1).</summary>
    public int OutDegree(int row) => Edges.Degree(row);

    /// <summary>Number of out-edges of a type. O(1) while all edges have one type, else O(degree).</summary>
    public int OutDegree(int row, int type) => Edges.Degree(row, type);

    /// <summary>The state of a behaviour's instances; made on demand.</summary>
    public FieldTable Fields(int behaviorSlot)
    {
        while (_fields.Count <= behaviorSlot)
        {
            _fields.Add(null);
        }

        return _fields[behaviorSlot] ??= new FieldTable(this, Log);
    }

    internal int Append(in NodeKey key, Value value, long sequence)
    {
        if (RowCount == StorageLimits.PartitionItems)
        {
            throw StorageLimits.TooMany("nodes", Index);
        }

        var row = RowCount++;
        LiveCount++;
        _ids.Append(key);
        _sequences.Append(sequence);
        _types.Append(-1);
        NodeValues.Extend(RowCount, value);
        return row;
    }

    internal void Remove(int row)
    {
        _removed.Set(row);
        _ids.Unindex(row);
        LiveCount--;
    }

    /// <summary>Undoes <see cref="Remove"/>.</summary>
    internal void Restore(int row)
    {
        _removed.Clear(row);
        _ids.Index(row);
        LiveCount++;
    }

    /// <summary>Undoes <see cref="Append"/> of the last row, whose edges are all removed by now.</summary>
    internal void RemoveLast()
    {
        RowCount--;
        LiveCount--;
        _ids.RemoveLast();
        _sequences.RemoveLast();
        _types.RemoveLast();
        Edges.ForgetRow(RowCount);
        InEdges?.ForgetRow(RowCount);
    }

    /// <summary>Drops the edges of a partition that is held elsewhere.</summary>
    internal void ForgetEdges() => Edges = new EdgeStore(Index, Log);

    internal void RollbackColumns() => Log.Rollback(_types);

    /// <summary>Rows in order of their sequence numbers when they do not lie that way, else null.</summary>
    internal int[]? SequenceOrder()
    {
        if (_sequences.IsSorted)
        {
            return null;
        }

        var order = new int[RowCount];
        var keys = new long[RowCount];
        for (var row = 0; row < RowCount; row++)
        {
            order[row] = row;
            keys[row] = _sequences[row];
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The old row of every row after a renumbering: live rows in sequence order.</summary>
    internal int[] RenumberedOrder()
    {
        var bySequence = SequenceOrder();
        var order = new int[LiveCount];
        var live = 0;
        for (var i = 0; i < RowCount; i++)
        {
            var row = bySequence is null ? i : bySequence[i];
            if (!_removed[row])
            {
                order[live++] = row;
            }
        }

        return order;
    }

    internal void Renumber(int[] order)
    {
        RowCount = order.Length;
        LiveCount = order.Length;
        _ids.Reorder(order);
        _sequences.Reorder(order);
        _types.Reorder(order);
        NodeValues.Reorder(order);
        foreach (var table in _fields)
        {
            table?.Reorder(order);
        }

        _removed.Reset();
    }

    internal void Trim()
    {
        _ids.Trim();
        _sequences.Trim();
        NodeValues.Trim();
    }

    /// <summary>Takes over the rows of a bulk load. Only for an empty partition.</summary>
    internal void Load(KeyColumn keys, int[]? sequences, int rows)
    {
        _ids.Reserve(rows);
        for (var row = 0; row < rows; row++)
        {
            var sequence = sequences is null ? row : sequences[row];
            _ids.Append(keys[sequence]);
            _sequences.Append(sequence);
            _types.Append(-1);
        }

        RowCount = rows;
        LiveCount = rows;
        _ids.Trim();
        _sequences.Trim();
        NodeValues.EnsureRows(rows);
    }

    /// <summary>Takes over the rows of an image, removed ones included. Only for an empty partition.</summary>
    internal void Load(IdTable ids, SequenceColumn sequences, ulong[] removed, CodeColumn types, int liveRows)
    {
        _ids = ids;
        _sequences = sequences;
        _removed.Load(removed);
        _types = types;
        RowCount = sequences.Count;
        LiveCount = liveRows;
        NodeValues.EnsureRows(RowCount);
    }

    /// <summary>Counts this partition's edges at their targets: all in <paramref name="counts"/>, the live ones also in <paramref name="degrees"/>.</summary>
    internal void CountTargets(int[][] counts, int[][] degrees)
    {
        for (var row = 0; row < RowCount; row++)
        {
            var edges = new OutEdgeEnumerator(Edges, row);
            while (edges.MoveNextPosition())
            {
                var target = Edges.Resolve(Edges.TargetAt(edges.Position));
                if (target.Row < degrees[target.Partition].Length)
                {
                    counts[target.Partition][target.Row]++;
                    degrees[target.Partition][target.Row] += Edges.IsDead(edges.Position) ? 0 : 1;
                }
            }
        }
    }

    internal void AddTo(StorageTally tally)
    {
        tally.NodeBytes += _sequences.Bytes + _types.Bytes + _removed.Bytes + NodeValues.Bytes;
        tally.IdBytes += _ids.KeyBytes;
        tally.IdIndexBytes += _ids.IndexBytes;
        tally.EdgeBytes += Edges.Bytes;
        tally.InEdgeBytes += InEdges?.Bytes ?? 0;
        tally.GhostBytes += Edges.Ghosts.Bytes;
        tally.BeforeImageBytes += Log.Bytes;
        foreach (var table in _fields)
        {
            tally.FieldBytes += table?.Bytes ?? 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Checked(int row) => (uint)row < (uint)RowCount
        ? row
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"The partition has {RowCount} rows.");
}
