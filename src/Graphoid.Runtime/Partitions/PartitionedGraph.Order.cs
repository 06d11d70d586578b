namespace Graphoid.Runtime.Partitions;

/// <summary>Walks in node order and edge order.</summary>
public sealed partial class PartitionedGraph
{
    /// <summary>All nodes in order of their sequence numbers, lazily. O(log partitions) a node, no allocation per node.</summary>
    public IEnumerable<NodeLocation> NodesInOrder() => RowsInOrder(withRemoved: false);

    /// <summary>All edges that start in partitions held here, in order of (source sequence, creation), lazily, or of creation alone
    /// with <see cref="KeepsCreation"/>; undirected ones once, the way they were added.</summary>
    public IEnumerable<GraphEdge> EdgesInOrder() => KeepsCreation ? EdgesAsAdded() : EdgesBySource();

    private IEnumerable<GraphEdge> EdgesAsAdded()
    {
        var edges = _partitions[0].Edges;
        var added = new GraphEdge[edges.Count];
        var isThere = new BitSet();
        foreach (var edge in EdgesBySource())
        {
            var place = edges.CreationOf(edge.Position);
            added[place] = edge;
            isThere.Set(place);
        }

        for (var place = 0; place < added.Length; place++)
        {
            if (isThere[place])
            {
                yield return added[place];
            }
        }
    }

    private IEnumerable<GraphEdge> EdgesBySource()
    {
        foreach (var from in NodesInOrder().Where(node => Owns(node.Partition)))
        {
            var edges = _partitions[from.Partition].OutEdges(from.Row);
            while (edges.MoveNext())
            {
                var edge = edges.Current;
                if (IsDirected || !edge.IsMirror)
                {
                    yield return new GraphEdge(from, edge);
                }
            }
        }
    }

    private IEnumerable<NodeLocation> RowsInOrder(bool withRemoved)
    {
        var orders = Array.ConvertAll(_partitions, static partition => partition.SequenceOrder());
        var next = new int[_partitions.Length];
        var heads = new PriorityQueue<int, long>(_partitions.Length);
        foreach (var partition in _partitions)
        {
            if (partition.RowCount > 0)
            {
                heads.Enqueue(partition.Index, partition.SequenceOf(RowAt(orders, partition.Index, 0)));
            }
        }

        while (heads.TryPeek(out var index, out _))
        {
            var partition = _partitions[index];
            var row = RowAt(orders, index, next[index]++);
            if (withRemoved || partition.IsLive(row))
            {
                yield return new NodeLocation(index, row);
            }

            if (next[index] >= partition.RowCount)
            {
                heads.Dequeue();
            }
            else if (_partitions.Length > 1)
            {
                heads.DequeueEnqueue(index, partition.SequenceOf(RowAt(orders, index, next[index])));
            }
        }
    }

    private static int RowAt(int[]?[] orders, int partition, int at) => orders[partition] is { } order ? order[at] : at;
}
