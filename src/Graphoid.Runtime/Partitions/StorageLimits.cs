using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>Bounds of the storage, each with what happens one past it.</summary>
public static class StorageLimits
{
    /// <summary>Rows, out-edges or in-edges of one partition; enforced where they are added, one more raises a PartitionError.</summary>
    /// <remarks>Row and edge numbers are 32 bits, and no array is longer.</remarks>
    public const int PartitionItems = 0x7FFFFFC7;

    /// <summary>Nodes of one bulk import (they are numbered with 32 bits meanwhile); one more raises a PartitionError.</summary>
    public const int BuilderNodes = 0x7FFFFFC7;

    /// <summary>Partitions of one graph; more raise a PartitionError when the graph is made.</summary>
    public const int Partitions = 1 << 16;

    /// <summary>An out-degree up to this is searched by scanning; above it the row gets a hash set of its edges on first demand.</summary>
    public const int ScannedDegree = 32;

    /// <summary>Edges added or removed since the last compaction below which no compaction starts by itself.</summary>
    public const int LooseEdgesMin = 4096;

    /// <summary>Removed rows below which no renumbering starts by itself.</summary>
    public const int RemovedRowsMin = 4096;

    /// <summary>Compaction starts when loose edges exceed (rows + compressed edges) divided by this, so that its cost is amortised O(1).</summary>
    public const int LooseEdgesDivisor = 2;

    /// <summary>Renumbering starts when removed rows exceed all rows divided by this.</summary>
    public const int RemovedRowsDivisor = 4;

    internal static GraphoidException TooMany(string what, int partition) => new(
        ErrorKind.Partition,
        $"partition {partition} cannot hold more than {PartitionItems} {what}; use more partitions");
}
