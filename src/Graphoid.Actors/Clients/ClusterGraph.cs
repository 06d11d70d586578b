using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Actors.Clients;

/// <summary>A graph of the cluster, as a driver uses it.</summary>
/// <remarks>Everything but a message to a single node is an operation in the graph's log and complete when the call returns; a
/// message to a single node is a turn at its partition, and becomes an operation when its handler does more than change its node.</remarks>
internal sealed partial class ClusterGraph : RemoteGraph
{
    /// <summary>How long a graph may take to begin an operation before it is refused: longer than it takes to recover from the loss of a member.</summary>
    private static readonly TimeSpan BeginMax = TimeSpan.FromSeconds(120);

    private readonly ClusterRuntime _runtime;
    private readonly Dictionary<GraphType, KeptBehavior> _behaviors = new(ReferenceEqualityComparer.Instance);
    private GraphSpec _spec;
    private IPartitioner _partitioner;
    private long _nodeCount;
    private long _edgeCount;
    private MapValue _configuration = new();

    public ClusterGraph(ClusterRuntime runtime, GraphSpec spec, IPartitioner partitioner)
    {
        _runtime = runtime;
        _spec = spec;
        _partitioner = partitioner;
    }

    /// <summary>Which graph this is.</summary>
    public GraphId Id => _spec.Id;

    public override string? Name => _spec.Name;

    public override bool IsDirected => _spec.IsDirected;

    public override IReadOnlyList<string> PartitionNames => _spec.PartitionNames;

    public override long NodeCount => Volatile.Read(ref _nodeCount);

    public override long EdgeCount => Volatile.Read(ref _edgeCount);

    public override MapValue Configuration => _configuration.Copy();

    private IGateway Gateway => _runtime.Gateway;

    public override string PartitionNameOf(NodeKey key) => PartitionNames[PartitionOf(key)];

    /// <summary>Asks for the present counts and configuration.</summary>
    public async ValueTask RefreshAsync(GraphCaller caller) => await CountsAsync(caller).ConfigureAwait(false);

    protected override async ValueTask<(long Nodes, long Edges)> CountsAsync(GraphCaller caller)
    {
        var counts = await LookAllAsync(
            caller,
            new GraphLook(LookKind.Counts, default, null, default),
            reader => (Nodes: reader.Varint(), Edges: reader.Varint(), Configuration: (MapValue)reader.Value().Reference!)).ConfigureAwait(false);

        // Every member knows all nodes, and counts the edges that start with it.
        var nodes = counts[0].Nodes;
        var edges = counts.Sum(count => count.Edges);
        _configuration = counts[0].Configuration;
        Volatile.Write(ref _nodeCount, nodes);
        Volatile.Write(ref _edgeCount, edges);
        return (nodes, edges);
    }

    public override async ValueTask<IReadOnlyList<WaveTrace>> LastWaveAsync(GraphCaller caller)
    {
        var answers = await Gateway.ReadAsync(
            Id, -1, Encode(new GraphLook(LookKind.LastWave, default, null, default)), caller.Cancellation).ConfigureAwait(false);
        var traces = new List<WaveTrace>();
        foreach (var answer in answers)
        {
            if (await DecodeAsync(caller, answer, RequestCodec.ReadTrace).ConfigureAwait(false) is { } trace)
            {
                traces.Add(trace with { Member = answer.Member.Address });
            }
        }

        return traces;
    }

    protected override async ValueTask<T> LookAsync<T>(GraphCaller caller, NodeKey? key, GraphLook look, Func<ValueReader, T> decode)
    {
        _runtime.Know(caller);
        var partition = key is { } node ? PartitionOf(node) : 0;
        var answers = await Gateway.ReadAsync(Id, partition, Encode(look), caller.Cancellation).ConfigureAwait(false);
        return await DecodeAsync(caller, answers[0], decode).ConfigureAwait(false);
    }

    protected override ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAlongAsync(
        GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) => LookAsync(
            caller,
            key,
            new GraphLook(LookKind.EdgesOf, key, type, direction),
            IReadOnlyList<EdgeRecordView> (reader) => RequestCodec.ReadEdges(reader));

    protected override async ValueTask<IReadOnlyList<EdgeRecordView>> AllEdgesAsync(GraphCaller caller)
    {
        var nodes = await NodesAsync(caller).ConfigureAwait(false);
        var order = new Dictionary<NodeKey, int>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            order[nodes[i]] = i;
        }

        var edges = await LookAllAsync(
            caller, new GraphLook(LookKind.Edges, default, null, default), RequestCodec.ReadEdges).ConfigureAwait(false);
        return [.. edges.SelectMany(part => part).OrderBy(edge => order.GetValueOrDefault(edge.From, int.MaxValue))];
    }

    private int PartitionOf(NodeKey key) => _partitioner.PartitionOf(key, _spec.PartitionNames.Length);

    private async ValueTask<T[]> LookAllAsync<T>(GraphCaller caller, GraphLook look, Func<ValueReader, T> decode)
    {
        _runtime.Know(caller);
        var answers = await Gateway.ReadAsync(Id, -1, Encode(look), caller.Cancellation).ConfigureAwait(false);
        var decoded = new T[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            decoded[i] = await DecodeAsync(caller, answers[i], decode).ConfigureAwait(false);
        }

        return decoded;
    }

    private async Task<T> DecodeAsync<T>(GraphCaller caller, GraphProtocol.ReadDone answer, Func<ValueReader, T> decode)
    {
        if (answer.Failure is { } failure)
        {
            throw await DecodeErrorAsync(caller, failure).ConfigureAwait(false);
        }

        return await DecodeAsync(caller, () => decode(_runtime.Context.NewReader(answer.Content))).ConfigureAwait(false);
    }

    private byte[] Encode(GraphLook look)
    {
        var (writer, _) = _runtime.Context.NewWriter();
        RequestCodec.Write(writer, look);
        return writer.ToArray();
    }

    private Task<GraphoidException> DecodeErrorAsync(GraphCaller caller, byte[] failure) =>
        DecodeAsync(caller, () => new GraphoidException(_runtime.Context.NewReader(failure).Error()));

    /// <summary>Decodes something; a program of another driver that it refers to is fetched first.</summary>
    private async Task<T> DecodeAsync<T>(GraphCaller caller, Func<T> decode)
    {
        while (true)
        {
            string missing;
            try
            {
                return decode();
            }
            catch (MissingContentException content)
            {
                missing = content.Hash;
            }

            var text = await LookAsync(
                caller, null, new GraphLook(LookKind.Content, default, missing, default), reader => System.Text.Encoding.UTF8.GetString(reader.Bytes().Span))
                .ConfigureAwait(false);
            _runtime.Context.Add(text);
        }
    }
}
