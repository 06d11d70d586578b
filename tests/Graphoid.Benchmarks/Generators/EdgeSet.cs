namespace Graphoid.Benchmarks.Generators;

/// <summary>A generated directed graph: edges in some order, without duplicates and loops unless the generator says otherwise.</summary>
internal sealed class EdgeSet
{
    /// <param name="labels">Labels are less than this; those without an edge are no nodes.</param>
    public EdgeSet(string name, int labels, int[] from, int[] to)
    {
        Name = name;
        Labels = labels;
        From = from;
        To = to;
        var isNode = new bool[labels];
        for (var i = 0; i < from.Length; i++)
        {
            isNode[from[i]] = true;
            isNode[to[i]] = true;
            Checksum += ChecksumOf(from[i], to[i]);
        }

        NodeCount = isNode.Count(static node => node);
    }

    /// <summary>What it is, with its parameters.</summary>
    public string Name { get; }

    public int Labels { get; }

    public int[] From { get; }

    public int[] To { get; }

    public int Count => From.Length;

    /// <summary>Labels that have an edge.</summary>
    public int NodeCount { get; }

    /// <summary>The sum of <see cref="ChecksumOf"/> over all edges: the same for every order.</summary>
    public ulong Checksum { get; }

    /// <summary>What an edge adds to a checksum; direction matters.</summary>
    public static ulong ChecksumOf(long from, long to) => SplitMix.Finalize(SplitMix.Finalize((ulong)from + 1) + (ulong)to);

    /// <summary>Makes a graph of (from &lt;&lt; 32 | to) pairs: loops and duplicates go, the order becomes random.</summary>
    public static EdgeSet Simple(string name, int labels, ulong[] pairs, ulong seed)
    {
        Array.Sort(pairs);
        var count = 0;
        var last = ulong.MaxValue;
        foreach (var pair in pairs)
        {
            if (pair != last && (pair >> 32) != (uint)pair)
            {
                pairs[count++] = pair;
            }

            last = pair;
        }

        var random = new SplitMix(seed);
        var (from, to) = (new int[count], new int[count]);
        for (var i = count - 1; i >= 0; i--)
        {
            var other = random.Next(i + 1);
            (pairs[i], pairs[other]) = (pairs[other], pairs[i]);
            from[i] = (int)(pairs[i] >> 32);
            to[i] = (int)(uint)pairs[i];
        }

        return new EdgeSet(name, labels, from, to);
    }
}
