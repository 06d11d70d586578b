namespace Graphoid.Runtime.Values;

/// <summary>How much memory values may fill: a program that goes beyond gets an error at the place where it did, and the process lives.</summary>
/// <remarks>
/// <para>The budget is the process's: three quarters of the memory that it may have, which a container or the runtime's own setting
/// (<c>DOTNET_GCHeapHardLimit</c>) restricts. Large arrays ask before they are made; everything else is noticed by the look that loops
/// and calls take every few thousand turns.</para>
/// <para>Garbage counts only until it has been collected: before a refusal there is one collection, and it has to have freed an eighth of
/// the budget, so that a program at the limit does not spend its time collecting.</para>
/// </remarks>
public static class MemoryBudget
{
    /// <summary>A smaller budget would not hold what the runtime itself needs.</summary>
    public const long BytesMin = 16 * 1024 * 1024;

    /// <summary>Smaller arrays are not worth a question: the look at every few thousand turns finds them.</summary>
    private const long QuestionMin = 256 * 1024;

    private static readonly Lock Collecting = new();

    private static long _bytesMax = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Bytes that the process's values may take, at least <see cref="BytesMin"/>; may be changed at any time.</summary>
    public static long BytesMax
    {
        get => Volatile.Read(ref _bytesMax);
        set => Volatile.Write(ref _bytesMax, Math.Max(BytesMin, value));
    }

    /// <summary>Raises when the budget is used up.</summary>
    /// <exception cref="GraphoidException">Values take more than the budget.</exception>
    public static void Check() => Require(0);

    /// <summary>Raises when an array of this size would not fit the budget; to be called before it is made.</summary>
    /// <exception cref="GraphoidException">It does not fit.</exception>
    public static void Reserve(long bytes)
    {
        if (bytes >= QuestionMin)
        {
            Require(bytes);
        }
    }

    /// <summary>The error of a program that asked for more.</summary>
    internal static GraphoidException Exhausted() => new(
        ErrorKind.Runtime,
        $"there is not enough memory: values may take {BytesMax / (1024 * 1024)} MB here",
        help: "does a list, map or string grow without end? Keep less of it at a time");

    private static void Require(long bytes)
    {
        if (GC.GetTotalMemory(forceFullCollection: false) + bytes <= BytesMax)
        {
            return;
        }

        lock (Collecting)
        {
            // Another flow may have collected in the meantime.
            if (GC.GetTotalMemory(forceFullCollection: false) + bytes <= BytesMax)
            {
                return;
            }

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            if (GC.GetTotalMemory(forceFullCollection: false) + bytes > BytesMax / 8 * 7)
            {
                throw Exhausted();
            }
        }
    }
}
