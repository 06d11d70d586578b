using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>Nodes, values and edges of a graph at one moment, indexed by node number; what checks and scans run over.</summary>
/// <remarks>Immutable. Node number = place in node order; edges stand in edge order. Building costs O(nodes + edges).</remarks>
internal sealed class GraphShape
{
    private readonly Dictionary<NodeKey, int> _places;
    private readonly int[] _from;
    private readonly int[] _to;
    private int[]? _outStart;
    private int[]? _outEdges;
    private int[]? _inStart;
    private int[]? _inEdges;

    private GraphShape(bool isDirected, NodeKey[] keys, Value[] values, IReadOnlyList<EdgeRecordView> edges)
    {
        IsDirected = isDirected;
        Keys = keys;
        Values = values;
        _places = new Dictionary<NodeKey, int>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            _places.Add(keys[i], i);
        }

        Edges = edges;
        _from = new int[edges.Count];
        _to = new int[edges.Count];
        for (var i = 0; i < edges.Count; i++)
        {
            _from[i] = _places[edges[i].From];
            _to[i] = _places[edges[i].To];
        }
    }

    /// <summary>Whether edges have a direction.</summary>
    public bool IsDirected { get; }

    /// <summary>The ids in node order.</summary>
    public IReadOnlyList<NodeKey> Keys { get; }

    /// <summary>The values, empty when the shape was read without them.</summary>
    public IReadOnlyList<Value> Values { get; }

    /// <summary>The edges in edge order; an edge without direction stands once.</summary>
    public IReadOnlyList<EdgeRecordView> Edges { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => Keys.Count;

    /// <summary>Reads a graph.</summary>
    /// <param name="withValues">Whether values are needed.</param>
    public static async ValueTask<GraphShape> ReadAsync(IGraphData? data, GraphCaller caller, bool withValues = false)
    {
        if (data is null)
        {
            return new GraphShape(true, [], [], []);
        }

        var keys = await data.NodesAsync(caller).ConfigureAwait(false);
        var values = Array.Empty<Value>();
        if (withValues)
        {
            values = new Value[keys.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var value = data.GetValueAsync(caller, keys[i]);
                values[i] = value.IsCompletedSuccessfully ? value.Result : await value.ConfigureAwait(false);
                Check(caller, i);
            }
        }

        return new GraphShape(data.IsDirected, [.. keys], values, await data.EdgesAsync(caller).ConfigureAwait(false));
    }

    /// <summary>The shape after changes, which are carried out as the data layer does it.</summary>
    public GraphShape With(IReadOnlyList<StructuralChange> changes)
    {
        var nodes = new Dictionary<NodeKey, Value>(Count);
        var order = new List<NodeKey>(Keys);
        for (var i = 0; i < Count; i++)
        {
            nodes.Add(Keys[i], Values.Count > 0 ? Values[i] : Value.None);
        }

        var edges = new Dictionary<(NodeKey From, NodeKey To, string Type), EdgeRecordView>(Edges.Count);
        foreach (var edge in Edges)
        {
            edges.Add((edge.From, edge.To, edge.Type), edge);
        }

        var gone = new HashSet<NodeKey>();
        foreach (var change in changes)
        {
            if (change.Kind == StructuralKind.RemoveNode)
            {
                gone.Add(change.Key);
                continue;
            }

            Drop(gone, nodes, order, edges);
            Apply(change, nodes, order, edges);
        }

        Drop(gone, nodes, order, edges);
        return new GraphShape(IsDirected, [.. order], [.. order.Select(key => nodes[key])], [.. edges.Values]);
    }

    /// <summary>The number of a node, or -1.</summary>
    public int PlaceOf(NodeKey key) => _places.GetValueOrDefault(key, -1);

    /// <summary>The node an edge starts at.</summary>
    public int FromOf(int edge) => _from[edge];

    /// <summary>The node an edge ends at.</summary>
    public int ToOf(int edge) => _to[edge];

    /// <summary>The edges that start at a node in edge order; without directions all edges of the node.</summary>
    public ReadOnlySpan<int> OutEdges(int node)
    {
        _outEdges ??= Index(_from, IsDirected ? null : _to, out _outStart);
        return _outEdges.AsSpan(_outStart![node], _outStart[node + 1] - _outStart[node]);
    }

    /// <summary>The edges that end at a node in edge order; without directions all edges of the node.</summary>
    public ReadOnlySpan<int> InEdges(int node)
    {
        if (!IsDirected)
        {
            return OutEdges(node);
        }

        _inEdges ??= Index(_to, null, out _inStart);
        return _inEdges.AsSpan(_inStart![node], _inStart[node + 1] - _inStart[node]);
    }

    /// <summary>The other end of an edge of a node.</summary>
    public int OtherEnd(int edge, int node) => _from[edge] == node ? _to[edge] : _from[edge];

    private static void Check(GraphCaller caller, int round)
    {
        if ((round & 1023) == 0)
        {
            caller.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static void Drop(
        HashSet<NodeKey> gone,
        Dictionary<NodeKey, Value> nodes,
        List<NodeKey> order,
        Dictionary<(NodeKey From, NodeKey To, string Type), EdgeRecordView> edges)
    {
        if (gone.Count == 0)
        {
            return;
        }

        order.RemoveAll(gone.Contains);
        foreach (var key in gone)
        {
            nodes.Remove(key);
        }

        foreach (var key in edges.Keys.Where(edge => gone.Contains(edge.From) || gone.Contains(edge.To)).ToList())
        {
            edges.Remove(key);
        }

        gone.Clear();
    }

    private void Apply(
        StructuralChange change,
        Dictionary<NodeKey, Value> nodes,
        List<NodeKey> order,
        Dictionary<(NodeKey From, NodeKey To, string Type), EdgeRecordView> edges)
    {
        switch (change.Kind)
        {
            case StructuralKind.AddNode:
                if (nodes.TryAdd(change.Key, change.Value))
                {
                    order.Add(change.Key);
                }

                nodes[change.Key] = change.Value;
                break;
            case StructuralKind.AddEdge when nodes.ContainsKey(change.Key) && nodes.ContainsKey(change.To):
                var turned = !IsDirected && edges.ContainsKey((change.To, change.Key, change.Type!));
                var (from, to) = turned ? (change.To, change.Key) : (change.Key, change.To);
                edges[(from, to, change.Type!)] = new EdgeRecordView(from, to, change.Type!, change.Value, change.Properties);
                break;
            case StructuralKind.RemoveEdge:
                foreach (var key in edges.Keys.Where(edge => IsMeant(edge, change)).ToList())
                {
                    edges.Remove(key);
                }

                break;
            default:
                break;
        }
    }

    private bool IsMeant((NodeKey From, NodeKey To, string Type) edge, StructuralChange change) =>
        (change.Type is null || change.Type == edge.Type)
        && ((edge.From == change.Key && edge.To == change.To) || (!IsDirected && edge.From == change.To && edge.To == change.Key));

    /// <summary>Edge numbers grouped by one end, or by both; a loop stands once.</summary>
    private int[] Index(int[] ends, int[]? otherEnds, out int[] start)
    {
        start = new int[Count + 1];
        for (var i = 0; i < ends.Length; i++)
        {
            start[ends[i] + 1]++;
            if (otherEnds is not null && otherEnds[i] != ends[i])
            {
                start[otherEnds[i] + 1]++;
            }
        }

        for (var i = 0; i < Count; i++)
        {
            start[i + 1] += start[i];
        }

        var next = start.AsSpan(0, Count).ToArray();
        var edges = new int[start[Count]];
        for (var i = 0; i < ends.Length; i++)
        {
            edges[next[ends[i]]++] = i;
            if (otherEnds is not null && otherEnds[i] != ends[i])
            {
                edges[next[otherEnds[i]]++] = i;
            }
        }

        return edges;
    }
}
