namespace Graphoid.Runtime.Partitions;

/// <summary>Walks in node order and edge order.</summary>
public sealed partial class PartitionedGraph
{
    /// <summary>All nodes in order of their sequence numbers, lazily. O(log partitions) a node, no allocation per node.</summary>
    public IEnumerable<NodeLocation> NodesInOrder() => RowsInOrder(withRemoved: false);

    /// <summary>All edges that start in partitions held here, in order of (source sequence, creation), lazily; undirected ones once,
    /// the way they were added.</summary>
    public IEnumerable<GraphEdge> EdgesInOrder()
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
