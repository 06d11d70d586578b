namespace Graphoid.Benchmarks.Generators;

/// <summary>Uniformly random graphs: no hubs, no locality.</summary>
internal static class Uniform
{
    /// <summary>A graph of 2^scale labels with about edgeFactor edges each; loops and duplicates are removed.</summary>
    public static EdgeSet Generate(int scale, int edgeFactor, ulong seed)
    {
        var labels = 1 << scale;
        var random = new SplitMix(seed);
        var pairs = new ulong[(long)labels * edgeFactor];
        for (var i = 0L; i < pairs.LongLength; i++)
        {
            pairs[i] = ((ulong)random.Next(labels) << 32) | (uint)random.Next(labels);
        }

        return EdgeSet.Simple($"uniform scale {scale}, edge factor {edgeFactor}, seed {seed}", labels, pairs, seed + 1);
    }
}
