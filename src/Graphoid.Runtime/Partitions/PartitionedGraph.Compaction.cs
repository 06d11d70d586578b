namespace Graphoid.Runtime.Partitions;

/// <summary>Compaction: loose edges into compressed rows, removed edges and rows dropped, rows in sequence order.</summary>
public sealed partial class PartitionedGraph
{
    /// <summary>Brings the storage to rest: trims, merges, drops removed rows and renumbers the others. O(nodes + edges).</summary>
    /// <exception cref="InvalidOperationException">A version is open.</exception>
    public void Compact()
    {
        if (IsVersionOpen)
        {
            throw new InvalidOperationException("A graph cannot be compacted while a version is open.");
        }

        if (_removedRows == 0 && Array.TrueForAll(_partitions, static partition => partition.RowsAreSorted))
        {
            MergeEdges();
            foreach (var partition in _partitions)
            {
                partition.Trim();
            }

            return;
        }

        var orders = Array.ConvertAll(_partitions, static partition => partition.RenumberedOrder());
        var renumbered = new int[]?[_partitions.Length];
        foreach (var partition in _partitions)
        {
            renumbered[partition.Index] = Invert(orders[partition.Index], partition.RowCount);
        }

        foreach (var partition in _partitions)
        {
            var order = orders[partition.Index];
            partition.Edges.Compact(order.Length, order, renumbered, KeepsCreation);
            partition.Renumber(order);
            partition.InEdges = null;
        }

        _removedRows = 0;
        _looseEdges = 0;
        LayoutVersion++;
    }

    /// <summary>Compacts if enough edges or rows are loose or removed to pay for it, see <see cref="StorageLimits"/>; else O(1).</summary>
    /// <returns>Whether rows may have been renumbered.</returns>
    /// <remarks>The graph never renumbers rows while somebody may hold locations, so a graph that is changed for long without versions
    /// needs this call now and then, between two operations.</remarks>
    public bool CompactIfWorthwhile()
    {
        if (IsVersionOpen || _removedRows <= Math.Max(StorageLimits.RemovedRowsMin, (NodeCount + _removedRows) / StorageLimits.RemovedRowsDivisor))
        {
            MergeIfWorthwhile();
            return false;
        }

        Compact();
        return true;
    }

    private static int[] Invert(int[] order, int rows)
    {
        var renumbered = new int[rows];
        Array.Fill(renumbered, -1);
        for (var row = 0; row < order.Length; row++)
        {
            renumbered[order[row]] = row;
        }

        return renumbered;
    }

    private void MergeIfWorthwhile()
    {
        if (_looseEdges > StorageLimits.LooseEdgesMin
            && !IsVersionOpen
            && _looseEdges > (NodeCount + _removedRows + EdgeCount) / StorageLimits.LooseEdgesDivisor)
        {
            MergeEdges();
        }
    }

    private void MergeEdges()
    {
        // Rows keep their numbers: callers may hold locations.
        var renumbered = new int[]?[_partitions.Length];
        foreach (var partition in _partitions)
        {
            partition.Edges.Compact(partition.RowCount, order: null, renumbered, KeepsCreation);
            partition.InEdges = null;
        }

        _looseEdges = 0;
    }
}
