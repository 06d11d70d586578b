namespace Graphoid.Benchmarks.Generators;

/// <summary>R-MAT graphs, which have the skewed degrees of social networks (Chakrabarti, Zhan and Faloutsos, 2004), with the
/// parameters of Graph500: a = 0.57, b = c = 0.19.</summary>
/// <remarks>Labels are permuted, loops and duplicates removed, edges in random order, which is the hardest one to import.
/// The same scale, edge factor and seed give the same graph on every machine.</remarks>
internal static class RMat
{
    private const double A = 0.57;
    private const double B = 0.19;
    private const double C = 0.19;

    /// <summary>Edges made from one seed, so that threads do not change the graph.</summary>
    private const int BlockEdges = 1 << 14;

    /// <summary>A graph of 2^scale labels with so many edges each before loops and duplicates are removed.</summary>
    public static EdgeSet Generate(int scale, int edgeFactor, ulong seed)
    {
        var labels = 1 << scale;
        var permutation = Permutation(labels, new SplitMix(SplitMix.Finalize(seed)));
        var pairs = new ulong[(long)labels * edgeFactor];
        var blocks = (int)((pairs.LongLength + BlockEdges - 1) / BlockEdges);
        Parallel.For(0, blocks, block =>
        {
            var random = new SplitMix(SplitMix.Finalize(seed + 1) ^ SplitMix.Finalize((ulong)block));
            var end = Math.Min(pairs.LongLength, (block + 1L) * BlockEdges);
            for (var i = (long)block * BlockEdges; i < end; i++)
            {
                var (from, to) = Pair(scale, ref random);
                pairs[i] = ((ulong)permutation[from] << 32) | (uint)permutation[to];
            }
        });
        return EdgeSet.Simple($"R-MAT scale {scale}, edge factor {edgeFactor}, seed {seed}", labels, pairs, seed + 2);
    }

    /// <summary>Falls into one quarter of the matrix per level.</summary>
    private static (int From, int To) Pair(int scale, ref SplitMix random)
    {
        const uint AEnd = (uint)(A * uint.MaxValue);
        const uint BEnd = (uint)((A + B) * uint.MaxValue);
        const uint CEnd = (uint)((A + B + C) * uint.MaxValue);
        var (from, to) = (0, 0);
        var bits = 0UL;
        for (var level = 0; level < scale; level++)
        {
            // One draw serves two levels.
            bits = level % 2 == 0 ? random.Next() : bits >> 32;
            var draw = (uint)bits;
            from = (from << 1) | (draw >= BEnd ? 1 : 0);
            to = (to << 1) | (draw is >= AEnd and < BEnd or >= CEnd ? 1 : 0);
        }

        return (from, to);
    }

    private static int[] Permutation(int count, SplitMix random)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            var other = random.Next(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }

        return numbers;
    }
}
