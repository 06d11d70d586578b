namespace Graphoid.Runtime.Partitions;

/// <summary>How arrays grow: by half, so that at most a third of an array is slack, and never past what an array can be.</summary>
internal static class Capacity
{
    private const int Smallest = 4;

    /// <summary>A length of at least <paramref name="needed"/>.</summary>
    public static int Grow(int length, int needed) =>
        (int)Math.Min(StorageLimits.PartitionItems, Math.Max(Math.Max(Smallest, needed), length + (length / 2L)));

    /// <summary>Makes room for <paramref name="needed"/> entries.</summary>
    public static void Ensure<T>(ref T[] array, int needed)
    {
        if (needed > array.Length)
        {
            Array.Resize(ref array, Grow(array.Length, needed));
        }
    }
}
