namespace Graphoid.Runtime.Partitions;

/// <summary>One change of topology in the open version; changes are undone last first.</summary>
internal readonly record struct UndoEntry(UndoKind Kind, int Partition, int Row, int Position);
