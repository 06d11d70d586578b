using System.Runtime.CompilerServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>The out-edges of a partition: compressed sparse rows, loose edges added since, and removal marks.</summary>
/// <remarks>
/// An edge is a position. Positions below the compressed count lie row by row; later ones are loose, linked per row in creation
/// order, so creation order of a row is always "compressed, then loose". A position is never reused before a compaction,
/// which is why undoing an addition is marking it removed and undoing a removal is taking the mark away.
/// A target is a slot: a row of this partition when not negative, else <c>~</c> the index of a ghost.
/// </remarks>
internal sealed class EdgeStore
{
    private readonly int _partition;
    private readonly RowPages<LooseRow> _rows = new(new LooseRow { Head = -1, Tail = -1, Degree = -1 });
    private readonly BitSet _dead = new();
    private readonly BitSet _mirrors = new();
    private CodeColumn _types = new();
    private readonly Dictionary<int, HubIndex> _hubs = [];
    private int[] _offsets = [0];
    private int[] _targets = [];
    private int[] _next = [];
    private int[]? _creation;
    private int _compressed;

    public EdgeStore(int partition, VersionLog log)
    {
        _partition = partition;
        Weights = new Column(Value.None, log);
        Properties = new Column(Value.None, log);
    }

    public GhostTable Ghosts { get; private set; } = new();

    public Column Weights { get; }

    public Column Properties { get; }

    /// <summary>Positions in use, removed edges included.</summary>
    public int Count { get; private set; }

    /// <summary>Edges that are not removed.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Positions that lie in compressed rows.</summary>
    public int CompressedCount => _compressed;

    /// <summary>Row r's compressed edges are positions [Offsets[r], Offsets[r + 1]); rows past the end have none.</summary>
    public int[] Offsets => _offsets;

    /// <summary>Target slots by position.</summary>
    public int[] Targets => _targets;

    public CodeColumn Types => _types;

    /// <summary>Rows that have an index now.</summary>
    public int HubCount => _hubs.Count;

    public long Bytes
    {
        get
        {
            var sum = ((long)_offsets.Length + _targets.Length + _next.Length) * sizeof(int);
            sum += (long)(_creation?.Length ?? 0) * sizeof(int);
            sum += _rows.Bytes + _dead.Bytes + _mirrors.Bytes + _types.Bytes + Weights.Bytes + Properties.Bytes;
            foreach (var hub in _hubs.Values)
            {
                sum += hub.Bytes;
            }

            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TargetAt(int position) => _targets[position];

    public int TypeAt(int position) => _types[position];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsDead(int position) => _dead[position];

    public bool IsMirror(int position) => _mirrors[position];

    public int NextLoose(int position) => _next[position - _compressed];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NodeLocation Resolve(int slot) => slot >= 0 ? new NodeLocation(_partition, slot) : Ghosts[~slot];

    /// <summary>The slot of a node if an edge could lead there.</summary>
    public bool TrySlot(NodeLocation node, out int slot)
    {
        if (node.Partition == _partition)
        {
            slot = node.Row;
            return true;
        }

        var isKnown = Ghosts.TryFind(node, out var ghost);
        slot = ~ghost;
        return isKnown;
    }

    public int SlotOf(NodeLocation node) => node.Partition == _partition ? node.Row : ~Ghosts.GetOrAdd(node);

    /// <summary>Where a row's edges lie: compressed positions and the head of the loose ones, -1 for none.</summary>
    public void Range(int row, out int start, out int end, out int loose)
    {
        start = end = 0;
        if (row + 1 < _offsets.Length)
        {
            start = _offsets[row];
            end = _offsets[row + 1];
        }

        loose = _rows.TryGet(row, out var record) ? record.Head : -1;
    }

    public int Degree(int row) => _rows.TryGet(row, out var record) && record.Degree >= 0 ? record.Degree : CompressedDegree(row);

    public int Degree(int row, int type)
    {
        if (_types.IsUniform)
        {
            return Count > 0 && _types.Uniform == type ? Degree(row) : 0;
        }

        var degree = 0;
        var edges = new OutEdgeEnumerator(this, row);
        while (edges.MoveNext())
        {
            degree += _types[edges.Position] == type ? 1 : 0;
        }

        return degree;
    }

    /// <summary>The position of an edge, or -1. O(1): rows above <see cref="StorageLimits.ScannedDegree"/> are indexed on first demand.</summary>
    public int Find(int row, int target, int type)
    {
        // An index that is there stays in use: a row that shrank may still have many removed edges to step over.
        if (Degree(row) > StorageLimits.ScannedDegree || _hubs.ContainsKey(row))
        {
            return HubOf(row).Find(target, type);
        }

        var edges = new OutEdgeEnumerator(this, row);
        while (edges.MoveNext())
        {
            if (_targets[edges.Position] == target && _types[edges.Position] == type)
            {
                return edges.Position;
            }
        }

        return -1;
    }

    /// <summary>Appends an edge that does not exist yet; returns its position.</summary>
    public int Add(int row, int target, int type, bool isMirror, Value weight, Value properties)
    {
        if (Count == StorageLimits.PartitionItems)
        {
            throw StorageLimits.TooMany("edges", _partition);
        }

        var position = Count++;
        LiveCount++;
        Capacity.Ensure(ref _targets, Count);
        Capacity.Ensure(ref _next, Count - _compressed);
        _targets[position] = target;
        _next[position - _compressed] = -1;
        _types.Append(type);
        // A rolled back version took rows from the columns; nobody reads those positions, so they get what is at hand.
        Weights.Extend(Count, weight);
        Properties.Extend(Count, properties);
        if (isMirror)
        {
            _mirrors.Set(position);
        }

        ref var record = ref Touch(row);
        record.Degree++;
        if (record.Tail < 0)
        {
            record.Head = position;
        }
        else
        {
            _next[record.Tail - _compressed] = position;
        }

        record.Tail = position;
        if (_hubs.TryGetValue(row, out var hub))
        {
            hub.Add(position);
        }

        return position;
    }

    public void Remove(int row, int position)
    {
        _dead.Set(position);
        LiveCount--;
        Touch(row).Degree--;
        if (_hubs.TryGetValue(row, out var hub))
        {
            hub.Remove(position);
        }
    }

    /// <summary>Takes the mark of <see cref="Remove"/> away.</summary>
    public void Restore(int row, int position)
    {
        _dead.Clear(position);
        LiveCount++;
        Touch(row).Degree++;
        if (_hubs.TryGetValue(row, out var hub))
        {
            hub.Add(position);
        }
    }

    /// <summary>The row is gone and may be given to another node: it forgets its (removed) loose edges.</summary>
    public void ForgetRow(int row)
    {
        _hubs.Remove(row);
        if (_rows.TryGet(row, out _))
        {
            ref var record = ref _rows.Touch(row);
            (record.Head, record.Tail, record.Degree) = (-1, -1, -1);
        }
    }

    /// <summary>The place of an edge among all positions in use, in order of creation, as far as <see cref="Compact"/> has kept it.</summary>
    public int CreationOf(int position) => _creation is not null && position < _compressed ? _creation[position] : position;

    /// <summary>Writes all edges as compressed rows.</summary>
    /// <param name="rowCount">Rows afterwards.</param>
    /// <param name="order">Old row of each new row, or null when rows keep their numbers.</param>
    /// <param name="renumbered">Per partition the new row of each old row, or null when rows keep their numbers.</param>
    /// <param name="keepsCreation">Whether to remember in which order the edges of different rows were added: 4 bytes an edge.</param>
    public void Compact(int rowCount, int[]? order, int[]?[] renumbered, bool keepsCreation)
    {
        var offsets = new int[rowCount + 1];
        var targets = new int[LiveCount];
        var positions = keepsCreation || NeedsPositions ? new int[LiveCount] : null;
        var ghosts = new GhostTable();
        var ghostSlots = new int[Ghosts.Count];
        var live = 0;
        for (var row = 0; row < rowCount; row++)
        {
            var edges = new OutEdgeEnumerator(this, order is null ? row : order[row]);
            while (edges.MoveNext())
            {
                var slot = _targets[edges.Position];
                if (slot >= 0)
                {
                    targets[live] = renumbered[_partition] is { } own ? own[slot] : slot;
                }
                else
                {
                    // 0 is no ghost's slot, so it means "not met yet".
                    ref var ghostSlot = ref ghostSlots[~slot];
                    if (ghostSlot == 0)
                    {
                        var (partition, old) = Ghosts[~slot];
                        ghostSlot = ~ghosts.GetOrAdd(new NodeLocation(partition, renumbered[partition] is { } theirs ? theirs[old] : old));
                    }

                    targets[live] = ghostSlot;
                }

                if (positions is not null)
                {
                    positions[live] = edges.Position;
                }

                live++;
            }

            offsets[row + 1] = live;
        }

        ghosts.Trim();
        Ghosts = ghosts;
        _creation = keepsCreation ? CreationAmong(positions!) : null;
        Keep(positions, live);
        _offsets = offsets;
        _targets = targets;
        Settle(live);
    }

    /// <summary>Takes over what a bulk load built. Only for an empty store.</summary>
    public void Load(int[] offsets, int[] targets, int[]? types, int uniformType, double[]? weights, GhostTable ghosts)
    {
        _offsets = offsets;
        _targets = targets;
        Ghosts = ghosts;
        for (var position = 0; position < targets.Length; position++)
        {
            _types.Append(types is null ? uniformType : types[position]);
        }

        if (weights is null)
        {
            Weights.EnsureRows(targets.Length);
        }
        else
        {
            Weights.Load(weights);
        }

        Properties.EnsureRows(targets.Length);
        Settle(targets.Length);
    }

    /// <summary>Takes over the edges of an image; weights and properties are loaded into their columns by the caller. Only for an empty store.</summary>
    public void Load(int[] offsets, int[] targets, CodeColumn types, ulong[] mirrors, GhostTable ghosts)
    {
        _offsets = offsets;
        _targets = targets;
        _types = types;
        _mirrors.Load(mirrors);
        Ghosts = ghosts;
        Settle(targets.Length);
    }

    public void MarkMirror(int position) => _mirrors.Set(position);

    /// <summary>Whether all edges lie in compressed rows and none is removed, so that arrays by position hold them in order.</summary>
    public bool IsAtRest => LiveCount == Count && _compressed == Count;

    /// <summary>Whether any edge is a mirror, or was one before it was removed.</summary>
    public bool HasMirrors => !_mirrors.IsUntouched;

    private bool NeedsPositions => !_types.IsUniform
        || Weights.Kind != ColumnKind.Uniform
        || Properties.Kind != ColumnKind.Uniform
        || !_mirrors.IsUntouched;

    /// <summary>The places in order of creation of the edges that stay, counted from 0; null when they stay in that order.</summary>
    private int[]? CreationAmong(int[] positions)
    {
        var places = new int[Count];
        foreach (var position in positions)
        {
            places[CreationOf(position)] = 1;
        }

        var before = 0;
        for (var place = 0; place < places.Length; place++)
        {
            (places[place], before) = (before, before + places[place]);
        }

        var creation = Array.ConvertAll(positions, position => places[CreationOf(position)]);
        return Array.TrueForAll(creation, new Counter().IsNext) ? null : creation;
    }

    private void Keep(int[]? positions, int live)
    {
        if (positions is null)
        {
            _types.Truncate(live);
            Weights.Truncate(live);
            Properties.Truncate(live);
            return;
        }

        var mirrors = Array.ConvertAll(positions, position => _mirrors[position]);
        _mirrors.Reset();
        for (var position = 0; position < live; position++)
        {
            if (mirrors[position])
            {
                _mirrors.Set(position);
            }
        }

        _types.Reorder(positions);
        Weights.Reorder(positions);
        Properties.Reorder(positions);
    }

    private void Settle(int live)
    {
        _next = [];
        _compressed = live;
        Count = live;
        LiveCount = live;
        _dead.Reset();
        _rows.Reset();
        _hubs.Clear();
    }

    private HubIndex HubOf(int row)
    {
        if (!_hubs.TryGetValue(row, out var hub))
        {
            hub = new HubIndex(this);
            var edges = new OutEdgeEnumerator(this, row);
            while (edges.MoveNext())
            {
                hub.Add(edges.Position);
            }

            _hubs.Add(row, hub);
        }

        return hub;
    }

    private int CompressedDegree(int row) => row + 1 < _offsets.Length ? _offsets[row + 1] - _offsets[row] : 0;

    private ref LooseRow Touch(int row)
    {
        ref var record = ref _rows.Touch(row);
        if (record.Degree < 0)
        {
            record.Degree = CompressedDegree(row);
        }

        return ref record;
    }

    /// <summary>Tells whether numbers come as 0, 1, 2, ….</summary>
    private sealed class Counter
    {
        private int _next;

        public bool IsNext(int number) => number == _next++;
    }

    /// <summary>What a row has beyond its compressed edges; degree -1 means "as compressed".</summary>
    private struct LooseRow
    {
        public int Head;
        public int Tail;
        public int Degree;
    }
}
