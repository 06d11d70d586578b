namespace Graphoid.Benchmarks.Generators;

/// <summary>The generated graphs by name, each in sizes that grow like 2^scale.</summary>
internal static class GraphChoice
{
    /// <summary>The graph that measurements are usually quoted for.</summary>
    public const string Default = "rmat";

    /// <summary>Edges per label of the random graphs before loops and duplicates are removed.</summary>
    public const int EdgeFactor = 16;

    private static readonly Dictionary<string, Func<int, ulong, EdgeSet>> Makers = new(StringComparer.Ordinal)
    {
        [Default] = static (scale, seed) => RMat.Generate(scale, EdgeFactor, seed),
        ["uniform"] = static (scale, seed) => Uniform.Generate(scale, EdgeFactor, seed),
        ["grid"] = static (scale, _) => Grid.Generate(1 << ((scale + 1) / 2), 1 << (scale / 2)),
        ["star"] = static (scale, _) => Star.Generate((1 << scale) - 1),
    };

    /// <summary>Names of the graphs.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>A graph of 2^scale labels.</summary>
    public static EdgeSet Make(string name, int scale, ulong seed) => Makers[name](scale, seed);
}
