namespace Graphoid.Benchmarks.Generators;

/// <summary>One node with an edge to every other: the worst hub there can be.</summary>
internal static class Star
{
    /// <summary>A star with so many leaves; 0 is the middle.</summary>
    public static EdgeSet Generate(int leaves) =>
        new($"star of {leaves}", leaves + 1, new int[leaves], [.. Enumerable.Range(1, leaves)]);
}
