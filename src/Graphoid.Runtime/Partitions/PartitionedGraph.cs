using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>The storage of one graph: partitions of columns, global node order, versions that can be rolled back.</summary>
/// <remarks>
/// Order: node order is that of sequence numbers, edge order is (source sequence, creation), and in-edges of a node lie in the same
/// order; none of them depends on the number of partitions. A graph that is a value of one program has its edges in order of creation.
/// Threads: one thread changes the topology or opens and closes versions; meanwhile nobody else may read. While the topology
/// rests, columns of different partitions may be written in parallel, and in-edges may be read after <see cref="EnsureInEdges"/>.
/// Locations: a <see cref="NodeLocation"/> holds until <see cref="LayoutVersion"/> changes, which only <see cref="Compact"/>,
/// <see cref="CompactIfWorthwhile"/> and <see cref="CommitVersion"/> do. Adding and removing edges may merge loose edges by itself,
/// which moves edge positions but no rows.
/// </remarks>
public sealed partial class PartitionedGraph
{
    private readonly Partition[] _partitions;
    private readonly NameTable _types = new();
    private long _looseEdges;
    private long _removedRows;

    /// <summary>An empty graph.</summary>
    public PartitionedGraph(int partitions, IPartitioner partitioner, bool isDirected = true)
        : this(partitions, partitioner, isDirected, static _ => true)
    {
    }

    /// <summary>An empty graph of which only some partitions are held in this process; of the others it keeps the directory.</summary>
    public PartitionedGraph(int partitions, IPartitioner partitioner, bool isDirected, Func<int, bool> owns)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        if (partitions is < 1 or > StorageLimits.Partitions)
        {
            throw new GraphoidException(
                ErrorKind.Partition,
                $"a graph has 1 to {StorageLimits.Partitions} partitions, not {partitions}",
                RuntimeErrorIds.BadConfiguration);
        }

        Partitioner = partitioner;
        IsDirected = isDirected;
        _partitions = new Partition[partitions];
        for (var index = 0; index < partitions; index++)
        {
            _partitions[index] = new Partition(index) { IsOwned = owns(index) };
        }

        HoldsAll = Array.TrueForAll(_partitions, static partition => partition.IsOwned);
    }

    /// <summary>Number of partitions, fixed for the graph's life.</summary>
    public int PartitionCount => _partitions.Length;

    /// <summary>Who decides where a node lies.</summary>
    public IPartitioner Partitioner { get; }

    /// <summary>Whether edges lead one way only.</summary>
    public bool IsDirected { get; }

    /// <summary>The number the next node gets; may be moved up by whoever hands out blocks of numbers.</summary>
    public long NextSequence { get; set; }

    /// <summary>The number of committed versions.</summary>
    public long Version { get; private set; }

    /// <summary>Changes whenever rows are renumbered, which makes all locations, rows and kernels over them stale.</summary>
    public long LayoutVersion { get; private set; }

    /// <summary>Number of nodes.</summary>
    public long NodeCount { get; private set; }

    /// <summary>Number of edges that start in partitions held here; an undirected edge counts once, where it was added from.</summary>
    public long EdgeCount { get; private set; }

    /// <summary>Whether <see cref="EdgesInOrder"/> gives the edges as they were added rather than by source; for graphs of one
    /// partition.</summary>
    public bool KeepsCreation { get; init; }

    /// <summary>Whether every partition is held in this process.</summary>
    public bool HoldsAll { get; }

    /// <summary>Whether a partition's values and edges are held in this process, rather than its directory only.</summary>
    public bool Owns(int partition) => _partitions[partition].IsOwned;

    /// <summary>Type names by index, shared by nodes and edges. Names are never taken back, also not by a rollback.</summary>
    public IReadOnlyList<string> TypeNames => _types.Names;

    /// <summary>A partition.</summary>
    public Partition this[int partition] => _partitions[partition];

    /// <summary>The index of a type name, given to it now if it is new.</summary>
    public int TypeId(string name) => _types.Add(name);

    /// <summary>The index of a type name, if anything ever had it.</summary>
    public bool TryTypeId(string name, out int type) => _types.TryGet(name, out type);

    /// <summary>The name of a type index.</summary>
    public string TypeName(int type) => _types[type];

    /// <summary>Finds a node. O(1).</summary>
    public bool TryFind(in NodeKey key, out NodeLocation at)
    {
        var partition = PartitionOf(key);
        var isFound = _partitions[partition].TryFind(key, out var row);
        at = new NodeLocation(partition, row);
        return isFound;
    }

    /// <summary>The id of a node.</summary>
    public NodeKey KeyOf(NodeLocation node) => _partitions[node.Partition].KeyOf(node.Row);

    /// <summary>The sequence number of a node.</summary>
    public long SequenceOf(NodeLocation node) => _partitions[node.Partition].SequenceOf(node.Row);

    /// <summary>Whether the location is that of a node that exists.</summary>
    public bool IsLive(NodeLocation node) => _partitions[node.Partition].IsLive(node.Row);

    /// <summary>Adds a node with the next sequence number, or replaces the value of one that exists; its edges stay. O(1) amortised.</summary>
    public NodeLocation AddNode(in NodeKey key, Value value, out bool existed) => AddNode(key, value, NextSequence, out existed);

    /// <summary>As above with a number handed out by the caller, who never gives one number twice.</summary>
    public NodeLocation AddNode(in NodeKey key, Value value, long sequence, out bool existed)
    {
        var index = PartitionOf(key);
        var partition = _partitions[index];
        existed = partition.TryFind(key, out var row);
        if (existed)
        {
            partition.NodeValues.Set(row, NodeContent.Replaced(partition.NodeValues.Get(row), value));
            return new NodeLocation(index, row);
        }

        row = partition.Append(key, value, sequence);
        NextSequence = Math.Max(NextSequence, sequence + 1);
        NodeCount++;
        Log(UndoKind.NodeAdded, index, row, 0);
        return new NodeLocation(index, row);
    }

    /// <summary>Removes a node with all its edges in both directions. O(degree), and once O(edges) for the in-edge index of a directed graph.</summary>
    /// <returns>Whether there was a node.</returns>
    public bool RemoveNode(NodeLocation node)
    {
        if (!IsLive(node))
        {
            return false;
        }

        var partition = _partitions[node.Partition];
        foreach (var edge in partition.OutEdges(node.Row))
        {
            if (!IsDirected && edge.Target != node && Owns(edge.Target.Partition))
            {
                RemoveStored(edge.Target, FindStored(edge.Target, node, edge.Type), node);
            }

            RemoveStored(node, edge.Position, edge.Target);
        }

        // What leads to a node of another member is found from the other side.
        if (IsDirected || !partition.IsOwned)
        {
            foreach (var edge in InEdges(node))
            {
                RemoveStored(edge.Source, edge.Position, node);
            }
        }

        partition.Remove(node.Row);
        NodeCount--;
        _removedRows++;
        Log(UndoKind.NodeRemoved, node.Partition, node.Row, 0);
        MergeIfWorthwhile();
        return true;
    }

    /// <summary>What the graph takes in memory. O(partitions), plus O(nodes) when ids are text.</summary>
    public StorageReport Report()
    {
        var tally = new StorageTally();
        var offsets = 0L;
        foreach (var partition in _partitions)
        {
            partition.AddTo(tally);
            offsets += (long)partition.Edges.Offsets.Length * sizeof(int);
        }

        return new StorageReport(
            NodeCount,
            EdgeCount,
            tally.NodeBytes,
            tally.IdBytes,
            tally.IdIndexBytes,
            tally.EdgeBytes,
            offsets,
            tally.InEdgeBytes,
            tally.GhostBytes,
            tally.FieldBytes,
            tally.BeforeImageBytes + ((long)_undo.Capacity * UndoEntryBytes));
    }

    /// <summary>Sets the counts after a bulk load.</summary>
    internal void Loaded(long nodes, long edges)
    {
        NodeCount = nodes;
        EdgeCount = edges;
        NextSequence = nodes;
    }

    /// <summary>The partition a node of this id lives in, or would live in.</summary>
    public int PartitionOf(in NodeKey key) => _partitions.Length == 1 ? 0 : Partitioner.PartitionOf(key, _partitions.Length);

    /// <summary>Adds to the counts what the image of one partition brought.</summary>
    /// <param name="partition">The partition, loaded by now.</param>
    /// <param name="edges">Its edges that are no mirrors.</param>
    /// <param name="nextSequence">The number the next node got when the image was written.</param>
    internal void LoadedPartition(int partition, long edges, long nextSequence)
    {
        var loaded = _partitions[partition];
        NodeCount += loaded.LiveCount;
        EdgeCount += edges;
        _removedRows += loaded.RowCount - loaded.LiveCount;
        NextSequence = Math.Max(NextSequence, nextSequence);
        LayoutVersion++;
        foreach (var other in _partitions)
        {
            // The indexes of all partitions are built together.
            other.InEdges = null;
        }
    }


    private void RequireLive(NodeLocation node)
    {
        if (!IsLive(node))
        {
            throw new ArgumentException($"There is no node at {node}.", nameof(node));
        }
    }
}
