namespace Graphoid.Runtime.Values;

/// <summary>How large a single value may become at one stroke: beyond, a call is a mistake rather than a wish.</summary>
public static class SizeLimits
{
    /// <summary>Elements of a list, and characters of a text, that one call makes; one past it a ValueError is raised.</summary>
    /// <remarks>A list of this size takes 1.6 GB.</remarks>
    public const int ElementsMax = 100_000_000;

    /// <summary>What a list needs for one element.</summary>
    public const long BytesPerElement = 16;

    /// <summary>Checks the size of a list before it is made.</summary>
    /// <exception cref="GraphoidException">It is too large.</exception>
    public static int Elements(long count)
    {
        if (count > ElementsMax)
        {
            throw GraphoidException.Library(
                ErrorKind.Value,
                $"a list of {count} elements is too large: one call makes at most {ElementsMax}",
                help: "a loop over a range needs no list");
        }

        MemoryBudget.Reserve(BytesPerElement * count);
        return (int)count;
    }
}
