namespace Graphoid.Runtime.Partitions;

/// <summary>A run of imported edges by node number: 8 bytes an edge, 8 more once one has a weight, 4 more once one has an unusual type.</summary>
internal sealed class EdgeChunk
{
    /// <summary>Edges of one chunk.</summary>
    public const int Size = 1 << 16;

    public int[] From { get; } = new int[Size];

    public int[] To { get; } = new int[Size];

    /// <summary>NaN for none; null while no edge has a weight.</summary>
    public double[]? Weights { get; private set; }

    /// <summary>Null while all edges have the usual type.</summary>
    public int[]? Types { get; private set; }

    public int Count { get; private set; }

    public bool IsFull => Count == Size;

    public void Add(int from, int to, double weight, int type)
    {
        From[Count] = from;
        To[Count] = to;
        if (!double.IsNaN(weight) && Weights is null)
        {
            Weights = new double[Size];
            Array.Fill(Weights, double.NaN);
        }

        if (Weights is not null)
        {
            Weights[Count] = weight;
        }

        if (type != 0)
        {
            Types ??= new int[Size];
            Types[Count] = type;
        }

        Count++;
    }
}
