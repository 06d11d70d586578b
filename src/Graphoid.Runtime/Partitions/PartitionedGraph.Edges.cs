using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>Edges. An undirected edge is stored in both directions; the one added second is its mirror.</summary>
public sealed partial class PartitionedGraph
{
    /// <summary>Adds an edge, or replaces weight and properties of the one that exists for (from, to, type); it keeps its place. O(1) amortised.</summary>
    /// <returns>Whether the edge is new; false too when neither end is held here.</returns>
    /// <remarks>Every member carries the same call out; each stores what starts in a partition of its own.</remarks>
    public bool AddEdge(NodeLocation from, NodeLocation to, int type, Value weight, Value properties)
    {
        RequireLive(from);
        RequireLive(to);
        ArgumentOutOfRangeException.ThrowIfNegative(type);
        var isNew = Holds(from, to) && Store(from, to, type, isMirror: false, weight, properties);
        if (!IsDirected && from != to && Holds(to, from))
        {
            isNew |= Store(to, from, type, isMirror: true, weight.Share(), properties.Share());
        }

        MergeIfWorthwhile();
        return isNew;
    }

    /// <summary>Removes an edge, or with type -1 all edges from one node to another. O(1), O(types) for hubs with -1.</summary>
    /// <returns>How many were removed; an undirected edge counts once.</returns>
    public int RemoveEdge(NodeLocation from, NodeLocation to, int type = -1)
    {
        var removed = Holds(from, to) ? RemoveAllStored(from, to, type) : 0;
        if (!IsDirected && from != to && Holds(to, from))
        {
            removed = Math.Max(removed, RemoveAllStored(to, from, type));
        }

        MergeIfWorthwhile();
        return removed;
    }

    /// <summary>Whether there is an edge of a type, or of any type with -1.</summary>
    public bool HasEdge(NodeLocation from, NodeLocation to, int type = -1) => TryFindEdge(from, to, type, out _);

    /// <summary>Finds an edge of a type, or the oldest kind of edge with -1. O(1), O(types) for hubs with -1.</summary>
    public bool TryFindEdge(NodeLocation from, NodeLocation to, int type, out EdgeRef edge)
    {
        var position = -1;
        if (IsLive(from) && IsLive(to))
        {
            position = type >= 0 ? FindStored(from, to, type) : FindAnyStored(from, to);
        }

        edge = position < 0 ? default : new EdgeRef(_partitions[from.Partition].Edges, position, to);
        return position >= 0;
    }

    /// <summary>The out-edges of a node in creation order.</summary>
    public OutEdgeEnumerator OutEdges(NodeLocation node) => _partitions[node.Partition].OutEdges(node.Row);

    /// <summary>Number of out-edges. O(1).</summary>
    public int OutDegree(NodeLocation node) => _partitions[node.Partition].OutDegree(node.Row);

    /// <summary>The in-edges of a node in order of (source sequence, creation). The first call builds the index, see <see cref="EnsureInEdges"/>.</summary>
    public InEdgeEnumerator InEdges(NodeLocation node)
    {
        EnsureInEdges();
        return new InEdgeEnumerator(_partitions, _partitions[node.Partition], node.Row);
    }

    /// <summary>Number of in-edges. O(1) once the index exists.</summary>
    public int InDegree(NodeLocation node)
    {
        EnsureInEdges();
        return _partitions[node.Partition].InEdges!.Degree(node.Row);
    }

    /// <summary>Number of in-edges of a type. O(in-degree).</summary>
    public int InDegree(NodeLocation node, int type)
    {
        var degree = 0;
        foreach (var edge in InEdges(node))
        {
            degree += edge.Type == type ? 1 : 0;
        }

        return degree;
    }

    /// <summary>Builds the in-edge indexes of all partitions unless they exist. O(nodes + edges); until the next compaction changes keep them valid.</summary>
    public void EnsureInEdges()
    {
        if (_partitions[0].InEdges is null)
        {
            InEdgeIndex.BuildAll(_partitions, RowsInOrder(withRemoved: true));
        }
    }

    private int FindStored(NodeLocation from, NodeLocation to, int type)
    {
        var edges = _partitions[from.Partition].Edges;
        return edges.TrySlot(to, out var slot) ? edges.Find(from.Row, slot, type) : -1;
    }

    private int FindAnyStored(NodeLocation from, NodeLocation to)
    {
        var edges = _partitions[from.Partition].Edges;
        if (!edges.TrySlot(to, out var slot))
        {
            return -1;
        }

        if (edges.Degree(from.Row) <= StorageLimits.ScannedDegree)
        {
            foreach (var edge in OutEdges(from))
            {
                if (edges.TargetAt(edge.Position) == slot)
                {
                    return edge.Position;
                }
            }

            return -1;
        }

        var found = -1;
        for (var type = 0; type < _types.Count && found < 0; type++)
        {
            found = edges.Find(from.Row, slot, type);
        }

        return found;
    }

    /// <summary>Whether an edge that starts at a node is stored here: at its owner, and as a shadow where its target lives.</summary>
    private bool Holds(NodeLocation from, NodeLocation to) => Owns(from.Partition) || (HasShadows && IsDirected && Owns(to.Partition));

    private bool Store(NodeLocation from, NodeLocation to, int type, bool isMirror, Value weight, Value properties)
    {
        var position = FindStored(from, to, type);
        if (position >= 0)
        {
            ReplaceStored(from, position, weight, properties);
            return false;
        }

        AddStored(from, to, type, isMirror, weight, properties);
        return true;
    }

    private int RemoveAllStored(NodeLocation from, NodeLocation to, int type)
    {
        var removed = 0;
        while (TryFindEdge(from, to, type, out var edge))
        {
            RemoveStored(from, edge.Position, to);
            removed++;
        }

        return removed;
    }

    private void AddStored(NodeLocation from, NodeLocation to, int type, bool isMirror, Value weight, Value properties)
    {
        var edges = _partitions[from.Partition].Edges;
        var position = edges.Add(from.Row, edges.SlotOf(to), type, isMirror, weight, properties);
        _partitions[to.Partition].InEdges?.Add(to.Row, from, position);
        _looseEdges++;
        EdgeCount += Owns(from.Partition) && !isMirror ? 1 : 0;
        Log(UndoKind.EdgeAdded, from.Partition, from.Row, position);
    }

    private void ReplaceStored(NodeLocation from, int position, Value weight, Value properties)
    {
        var edges = _partitions[from.Partition].Edges;
        edges.Weights.Set(position, weight);
        edges.Properties.Set(position, properties);
    }

    private void RemoveStored(NodeLocation from, int position, NodeLocation to)
    {
        EdgeCount -= Owns(from.Partition) && !_partitions[from.Partition].Edges.IsMirror(position) ? 1 : 0;
        _partitions[from.Partition].Edges.Remove(from.Row, position);
        _partitions[to.Partition].InEdges?.ChangeDegree(to.Row, -1);
        _looseEdges++;
        Log(UndoKind.EdgeRemoved, from.Partition, from.Row, position);
    }
}
