namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Stored or received data of a partition is not what was written.</summary>
/// <param name="partition">The partition that was to be read.</param>
/// <param name="chunk">Number of the chunk, from 0, in which it showed.</param>
/// <param name="what">What is wrong with the chunk, as the end of a sentence about it.</param>
public sealed class DamagedImageException(int partition, int chunk, string what)
    : Exception($"the stored data of partition {partition} is damaged: chunk {chunk} {what}")
{
    /// <summary>The partition that was to be read.</summary>
    public int Partition => partition;

    /// <summary>Number of the chunk, from 0.</summary>
    public int Chunk => chunk;
}
