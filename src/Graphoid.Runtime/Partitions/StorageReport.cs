namespace Graphoid.Runtime.Partitions;

/// <summary>What a graph takes in memory, in bytes of its arrays; containers and strings inside values are not followed.</summary>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Edges">Number of edges; an undirected one counts once.</param>
/// <param name="NodeBytes">Sequence numbers, types, removal marks, node values.</param>
/// <param name="IdBytes">Ids by row, strings included.</param>
/// <param name="IdIndexBytes">The way from id to row.</param>
/// <param name="EdgeBytes">Out-edges: offsets, targets, types, weights, properties, loose edges, hub indexes.</param>
/// <param name="OffsetBytes">The part of <paramref name="EdgeBytes"/> that is per row.</param>
/// <param name="InEdgeBytes">The in-edge index, 0 until it is needed.</param>
/// <param name="GhostBytes">Remote neighbours.</param>
/// <param name="FieldBytes">Behaviour state.</param>
/// <param name="BeforeImageBytes">Undo data and its pooled blocks.</param>
public readonly record struct StorageReport(
    long Nodes,
    long Edges,
    long NodeBytes,
    long IdBytes,
    long IdIndexBytes,
    long EdgeBytes,
    long OffsetBytes,
    long InEdgeBytes,
    long GhostBytes,
    long FieldBytes,
    long BeforeImageBytes)
{
    /// <summary>What a node takes at rest: ids, their index, sequence, type, value and row offset; fields and ghosts not included.</summary>
    public double BytesPerNode => Nodes == 0 ? 0 : (double)(NodeBytes + IdBytes + IdIndexBytes + OffsetBytes) / Nodes;

    /// <summary>What an edge takes at rest: target, type, weight, properties; row offsets, in-edges and ghosts not included.</summary>
    public double BytesPerEdge => Edges == 0 ? 0 : (double)(EdgeBytes - OffsetBytes) / Edges;

    /// <summary>Everything.</summary>
    public long TotalBytes =>
        NodeBytes + IdBytes + IdIndexBytes + EdgeBytes + InEdgeBytes + GhostBytes + FieldBytes + BeforeImageBytes;
}
