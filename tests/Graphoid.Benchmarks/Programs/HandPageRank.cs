using Graphoid.Benchmarks.Generators;

namespace Graphoid.Benchmarks.Programs;

/// <summary>PageRank as one would write it by hand: compressed rows, two arrays, one thread.</summary>
/// <remarks>The algorithm of the program it is compared with: rank = (1 - d) / n + d * incoming, and a node without out-edges
/// sends nothing, so that ranks need not sum to 1.</remarks>
internal sealed class HandPageRank
{
    private readonly int[] _offsets;
    private readonly int[] _targets;
    private readonly int _nodes;

    /// <summary>Sorts the edges into rows, which is not part of any measurement.</summary>
    public HandPageRank(EdgeSet edges)
    {
        _nodes = edges.NodeCount;
        _offsets = new int[edges.Labels + 1];
        foreach (var from in edges.From)
        {
            _offsets[from + 1]++;
        }

        for (var label = 0; label < edges.Labels; label++)
        {
            _offsets[label + 1] += _offsets[label];
        }

        var next = _offsets[..^1];
        _targets = new int[edges.Count];
        for (var i = 0; i < edges.Count; i++)
        {
            _targets[next[edges.From[i]]++] = edges.To[i];
        }
    }

    /// <summary>Ranks by label; those of labels that are no nodes mean nothing.</summary>
    public double[] Run(int iterations, double damping)
    {
        var ranks = new double[_offsets.Length - 1];
        var incoming = new double[ranks.Length];
        Array.Fill(ranks, 1.0 / _nodes);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            for (var from = 0; from < ranks.Length; from++)
            {
                var row = _targets.AsSpan(_offsets[from], _offsets[from + 1] - _offsets[from]);
                var contribution = ranks[from] / row.Length;
                foreach (var to in row)
                {
                    incoming[to] += contribution;
                }
            }

            for (var label = 0; label < ranks.Length; label++)
            {
                ranks[label] = ((1 - damping) / _nodes) + (damping * incoming[label]);
                incoming[label] = 0;
            }
        }

        return ranks;
    }
}
