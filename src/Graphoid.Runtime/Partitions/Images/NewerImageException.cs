namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Stored or received data of a partition comes from a version of this software that is newer than the one that reads it.</summary>
/// <param name="partition">The partition that was to be read.</param>
/// <param name="format">The format it has.</param>
public sealed class NewerImageException(int partition, int format)
    : Exception($"the stored data of partition {partition} was written by a newer version (format {format}, this version reads up to {PartitionImage.Format})")
{
    /// <summary>The partition that was to be read.</summary>
    public int Partition => partition;

    /// <summary>The format it has.</summary>
    public int Format => format;
}
