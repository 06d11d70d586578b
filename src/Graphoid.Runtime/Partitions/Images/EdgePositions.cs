namespace Graphoid.Runtime.Partitions.Images;

/// <summary>The positions of a partition's edges, removed ones left out, in order of rows and creation.</summary>
/// <remarks>Cost: O(1) a step forwards, O(edges) for each step back, which starts over. So nothing has to be kept per edge.</remarks>
internal sealed class EdgePositions(Partition partition)
{
    private readonly EdgeStore _edges = partition.Edges;
    private OutEdgeEnumerator _row;
    private int _rows;
    private int _at = -1;

    /// <summary>Number of edges.</summary>
    public int Count => _edges.LiveCount;

    /// <summary>The position of an edge. At rest edges lie in order already.</summary>
    public int this[int edge]
    {
        get
        {
            if (_edges.IsAtRest)
            {
                return edge;
            }

            if (edge < _at || _at < 0)
            {
                (_rows, _at) = (1, -1);
                _row = partition.OutEdges(0);
            }

            while (_at < edge)
            {
                if (_row.MoveNext())
                {
                    _at++;
                }
                else if (_rows < partition.RowCount)
                {
                    _row = partition.OutEdges(_rows++);
                }
                else
                {
                    throw new InvalidOperationException($"Partition {partition.Index} was changed while its image was written.");
                }
            }

            return _row.Position;
        }
    }
}
