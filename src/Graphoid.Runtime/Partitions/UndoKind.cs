namespace Graphoid.Runtime.Partitions;

/// <summary>What happened to the topology, for taking it back.</summary>
internal enum UndoKind : byte
{
    NodeAdded,
    NodeRemoved,
    EdgeAdded,
    EdgeRemoved,
}
