using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Indices as programs write them: from 0, negative ones from the end.</summary>
internal static class Positions
{
    /// <summary>The index from the start; may lie outside.</summary>
    public static int FromEnd(int index, int count) => index < 0 ? index + count : index;

    /// <summary>A bound of a slice, between 0 and <paramref name="count"/>.</summary>
    public static int Bound(int index, int count) => Math.Clamp(FromEnd(index, count), 0, count);

    /// <summary>The index of an existing element.</summary>
    /// <exception cref="GraphoidException">There is no such element.</exception>
    public static int Existing(string method, int index, int count, string what)
    {
        var position = FromEnd(index, count);
        return position >= 0 && position < count ? position : throw Missing(method, index, count, what);
    }

    /// <summary>The error for an index outside.</summary>
    public static GraphoidException Missing(string method, int index, int count, string what) =>
        GraphoidException.Library(
            ErrorKind.Runtime, $"`{method}`: index {index} is outside {what} of length {count}", RuntimeErrorIds.MissingElement);

    /// <summary>The error for asking an empty list for an element.</summary>
    public static GraphoidException Empty(string method, string what) =>
        GraphoidException.Library(ErrorKind.Runtime, $"`{method}`: {what} is empty", RuntimeErrorIds.MissingElement);
}
