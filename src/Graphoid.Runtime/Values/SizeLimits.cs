using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>How large a single value may become at one stroke: beyond, a call is a mistake rather than a wish.</summary>
public static class SizeLimits
{
    /// <summary>Elements of a list that one call makes; one past it a ValueError is raised.</summary>
    /// <remarks>A list of this size takes 800 MB.</remarks>
    public const int ElementsMax = 50_000_000;

    /// <summary>Characters of a text (UTF-16 units) that one call makes; one past it a ValueError is raised.</summary>
    /// <remarks>A text of this size takes 400 MB.</remarks>
    public const int TextMax = 200_000_000;

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

    /// <summary>Checks the length of a text before it is made.</summary>
    /// <exception cref="GraphoidException">It is too long.</exception>
    public static int Text(long length)
    {
        if (length > TextMax)
        {
            throw new GraphoidException(ErrorKind.Value, $"a text cannot be longer than {TextMax} characters");
        }

        MemoryBudget.Reserve(length * sizeof(char));
        return (int)length;
    }

    /// <summary>Checks a text that is being put together from parts; to be called after each of them.</summary>
    /// <exception cref="GraphoidException">It is too long.</exception>
    public static void Check(StringBuilder text)
    {
        if (text.Length > TextMax)
        {
            Text(text.Length);
        }
    }
}
