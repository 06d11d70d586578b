namespace Graphoid.Runtime.Partitions;

/// <summary>Builds a graph from a stream of edges, much faster and smaller than edge by edge.</summary>
/// <remarks>
/// Order: nodes are numbered by first appearance, source before target of each edge, so the result is that of adding nodes and
/// edges one after the other. Edges that appear twice for (from, to, type) keep their first place and their last weight.
/// Memory: 8 bytes an edge until <see cref="Build"/> (16 with weights), 12 to 24 a node; text is never held beyond the ids.
/// Threads: called by one thread; chunks of text may be parsed elsewhere in parallel and handed over in file order.
/// </remarks>
public sealed class GraphBuilder
{
    private readonly int _partitions;
    private readonly IPartitioner _partitioner;
    private readonly bool _isDirected;
    private readonly NodeInterner _nodes = new();
    private readonly List<EdgeChunk> _chunks = [new()];
    private readonly List<string> _typeNames;

    /// <summary>A builder whose edges have a type unless their record names another.</summary>
    public GraphBuilder(int partitions, IPartitioner partitioner, bool isDirected, string edgeType = "edge")
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        _partitions = partitions;
        _partitioner = partitioner;
        _isDirected = isDirected;
        _typeNames = [edgeType];
    }

    /// <summary>Edges added so far, duplicates included.</summary>
    public long AddedEdgeCount { get; private set; }

    /// <summary>Nodes met so far.</summary>
    public int NodeCount => _nodes.Keys.Count;

    /// <summary>Edges that were the second or later for their (from, to, type); known after <see cref="Build"/>.</summary>
    public long DuplicateCount { get; private set; }

    /// <summary>Edges from a node to itself, duplicates included; they are kept.</summary>
    public long LoopCount { get; private set; }

    /// <summary>The number of an edge type, to be used in <see cref="EdgeRecord.Type"/>. O(types).</summary>
    public int TypeId(string name)
    {
        var type = _typeNames.IndexOf(name);
        if (type < 0)
        {
            type = _typeNames.Count;
            _typeNames.Add(name);
        }

        return type;
    }

    /// <summary>Adds a node, which changes nothing if it was met before.</summary>
    public void AddNode(in NodeKey key) => _nodes.Intern(key);

    /// <summary>Adds edges and, before each, its source and target.</summary>
    public void Add(ReadOnlySpan<EdgeRecord> edges)
    {
        foreach (ref readonly var edge in edges)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)edge.Type, (uint)_typeNames.Count, nameof(edges));
            var from = _nodes.Intern(edge.From);
            Add(from, _nodes.Intern(edge.To), edge.Weight, edge.Type);
        }
    }

    /// <summary>Adds edges between integer ids.</summary>
    /// <param name="from">Sources.</param>
    /// <param name="to">Targets.</param>
    /// <param name="weights">Weights, NaN for none; null when no edge has one.</param>
    /// <param name="count">How many entries of the arrays count.</param>
    public void Add(long[] from, long[] to, double[]? weights, int count)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        for (var i = 0; i < count; i++)
        {
            var source = _nodes.Intern(from[i]);
            Add(source, _nodes.Intern(to[i]), weights is null ? double.NaN : weights[i], 0);
        }
    }

    /// <summary>Builds the graph. The builder's edges are gone afterwards.</summary>
    /// <param name="progress">Told edges placed so far, about every million.</param>
    /// <param name="cancellation">Stops the work; the builder is of no more use then.</param>
    public PartitionedGraph Build(IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var graph = new PartitionedGraph(_partitions, _partitioner, _isDirected);
        foreach (var name in _typeNames)
        {
            graph.TypeId(name);
        }

        var assembly = new GraphAssembly(graph, _nodes.Keys, _chunks, progress, cancellation);
        DuplicateCount = assembly.Run();
        _chunks.Clear();
        _chunks.Add(new EdgeChunk());
        graph.Loaded(_nodes.Keys.Count, AddedEdgeCount - DuplicateCount);
        return graph;
    }

    private void Add(int from, int to, double weight, int type)
    {
        var chunk = _chunks[^1];
        if (chunk.IsFull)
        {
            chunk = new EdgeChunk();
            _chunks.Add(chunk);
        }

        chunk.Add(from, to, weight, type);
        AddedEdgeCount++;
        LoopCount += from == to ? 1 : 0;
    }
}
