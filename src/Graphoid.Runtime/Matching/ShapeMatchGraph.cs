using Graphoid.Runtime.Host;
using Graphoid.Runtime.Rules;

namespace Graphoid.Runtime.Matching;

/// <summary>A <see cref="GraphShape"/> with the sorted neighbour lists that a pattern needs, each made at its first use.</summary>
internal sealed class ShapeMatchGraph : IMatchGraph
{
    private readonly GraphShape _shape;
    private readonly string?[] _nodeTypes;
    private readonly List<string?> _edgeTypeNames = [null];
    private readonly List<string> _nodeTypeNames = [string.Empty];
    private readonly List<Lists?> _lists = [];

    /// <param name="nodeTypes">Declared type per node; empty when no pattern asks for one.</param>
    public ShapeMatchGraph(GraphShape shape, string?[] nodeTypes)
    {
        _shape = shape;
        _nodeTypes = nodeTypes;
    }

    /// <inheritdoc/>
    public int NodeCount => _shape.Count;

    /// <summary>The number of an edge type; null is any type.</summary>
    public int EdgeType(string? name) => IndexOf(_edgeTypeNames, name);

    /// <summary>The number of a node type.</summary>
    public int NodeType(string name) => IndexOf(_nodeTypeNames, name);

    /// <inheritdoc/>
    public bool HasNodeType(int node, int nodeType) => _nodeTypes[node] == _nodeTypeNames[nodeType];

    /// <inheritdoc/>
    public ReadOnlySpan<int> Neighbors(int node, int edgeType, EdgeDirection direction)
    {
        var at = (edgeType * 3) + (_shape.IsDirected ? (int)direction : (int)EdgeDirection.Both);
        while (_lists.Count <= at)
        {
            _lists.Add(null);
        }

        return (_lists[at] ??= Build(_edgeTypeNames[edgeType], _shape.IsDirected ? direction : EdgeDirection.Both)).Of(node);
    }

    private static int IndexOf<T>(List<T> names, T name)
    {
        var index = names.IndexOf(name);
        if (index < 0)
        {
            index = names.Count;
            names.Add(name);
        }

        return index;
    }

    /// <summary>Pairs of node numbers sorted as one number each. O(edges log edges).</summary>
    private Lists Build(string? type, EdgeDirection direction)
    {
        var pairs = new List<long>();
        for (var edge = 0; edge < _shape.Edges.Count; edge++)
        {
            if (type is not null && _shape.Edges[edge].Type != type)
            {
                continue;
            }

            var (from, to) = (_shape.FromOf(edge), _shape.ToOf(edge));
            if (direction != EdgeDirection.Incoming)
            {
                pairs.Add(((long)from << 32) | (uint)to);
            }

            if (direction != EdgeDirection.Outgoing)
            {
                pairs.Add(((long)to << 32) | (uint)from);
            }
        }

        pairs.Sort();
        var start = new int[_shape.Count + 1];
        var ends = new int[pairs.Count];
        var used = 0;
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0 && pairs[i] == pairs[i - 1])
            {
                continue;
            }

            ends[used++] = (int)pairs[i];
            start[(int)(pairs[i] >> 32) + 1] = used;
        }

        for (var node = 1; node <= _shape.Count; node++)
        {
            start[node] = Math.Max(start[node], start[node - 1]);
        }

        return new Lists(start, ends);
    }

    private sealed record Lists(int[] Start, int[] Ends)
    {
        public ReadOnlySpan<int> Of(int node) => Ends.AsSpan(Start[node], Start[node + 1] - Start[node]);
    }
}
