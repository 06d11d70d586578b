namespace Graphoid.Runtime.Partitions.Images;

/// <summary>How much of a partition an image holds.</summary>
internal enum ImageKind : byte
{
    /// <summary>Everything.</summary>
    Whole = 1,

    /// <summary>Ids, sequence numbers, removed marks and node types.</summary>
    Directory = 2,
}
