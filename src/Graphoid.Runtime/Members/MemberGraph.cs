using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>What a member holds of one graph in one epoch: its partitions, the directory of the others, and the code that runs there.</summary>
/// <remarks>
/// Threads: operations come one at a time; looks, turns and what peers ask may come beside them. Turns of one partition exclude each
/// other and looks at its rows through a lock per partition; while an operation runs there are no turns.
/// </remarks>
internal sealed class MemberGraph
{
    private readonly MemberContext _context;
    private readonly Lock[] _locks;
    private readonly ReaderWriterLockSlim _bindings = new();
    private readonly Dictionary<string, GraphType> _behaviors = new(StringComparer.Ordinal);
    private readonly MemberTurns?[] _turns;

    /// <summary>An empty share.</summary>
    /// <param name="name">The registered name, or null.</param>
    /// <param name="owns">Which partitions live here.</param>
    /// <param name="peers">Who holds the others; null when all live here.</param>
    public MemberGraph(
        string? name,
        GraphSpecification specification,
        Func<int, bool> owns,
        IGraphPeers? peers,
        MemberContext context)
    {
        _context = context;
        var names = specification.PartitionNames!;
        var store = new PartitionedGraph(names.Count, specification.Partitioner, specification.IsDirected, owns);
        Graph = new LocalGraph(store, name, isDistributed: true, names) { Peers = peers, IsDurable = specification.IsDurable };
        Graph.Owner = context.Bind(Graph);
        _locks = [.. names.Select(_ => new Lock())];
        _turns = new MemberTurns?[names.Count];
        Program = new ProgramInstance(context.Host);
    }

    /// <summary>What the chunk of the configuration begins with; those of an image begin otherwise.</summary>
    private static ReadOnlySpan<byte> ConfigurationMark => "GCFG1"u8;

    /// <summary>The engine.</summary>
    public LocalGraph Graph { get; }

    /// <summary>The program instance handlers run in.</summary>
    public ProgramInstance Program { get; }

    /// <summary>A caller for looks on behalf of drivers.</summary>
    public GraphCaller Caller => new(null, Program);

    /// <summary>A writer whose contents may refer to what this graph knows.</summary>
    public ValueWriter NewWriter() => new(_context);

    /// <summary>A reader of contents from other members, drivers and the journal.</summary>
    public ValueReader NewReader(ReadOnlyMemory<byte> content) => new(content, _context);

    /// <summary>Takes a partition's state from the chunks of <see cref="WritePartition"/>, or of an import.</summary>
    public void LoadPartition(int partition, IReadOnlyList<byte[]> chunks)
    {
        var reader = new PartitionImageReader(Graph.Store, partition, Graph.Behaviors, NewReader);
        foreach (var chunk in chunks)
        {
            if (chunk.AsSpan().StartsWith(ConfigurationMark))
            {
                Graph.Restore((MapValue)NewReader(chunk.AsMemory(ConfigurationMark.Length)).Value().Reference!);
            }
            else
            {
                reader.Take(chunk);
            }
        }

        reader.Complete();
    }

    /// <summary>Takes the directory of a partition that lives elsewhere, chunk by chunk.</summary>
    public DirectoryReader LoadDirectory(int partition) => new(Graph.Store, partition);

    /// <summary>A partition's state as chunks.</summary>
    public IEnumerable<byte[]> WritePartition(int partition)
    {
        var writer = NewWriter();
        writer.Value(Value.Of(Graph.Configuration));
        return PartitionImage.Write(Graph.Store, partition, Graph.Behaviors, NewWriter).Prepend([.. ConfigurationMark, .. writer.ToArray()]);
    }

    /// <summary>A partition's directory as chunks.</summary>
    public IEnumerable<byte[]> WriteDirectory(int partition) => PartitionImage.WriteDirectory(Graph.Store, partition);

    /// <summary>Opens an operation.</summary>
    /// <param name="origin">What its handlers take from outside.</param>
    public MemberOperation Begin(ReadOnlyMemory<byte> content, WaveMode mode, WaveOrigin origin, CancellationToken cancellation)
    {
        var (request, driver) = RequestCodec.Read(NewReader(content), Name);
        return new MemberOperation(this, request, BehaviorOf(driver), mode, origin, cancellation);
    }

    /// <summary>The turns of one partition.</summary>
    public MemberTurns TurnsOf(int partition)
    {
        lock (_locks[partition])
        {
            return _turns[partition] ??= new MemberTurns(this, partition);
        }
    }

    /// <summary>Runs something that touches the rows of one partition while others may touch those of theirs.</summary>
    /// <param name="onlyBehavior">The running program's only behaviour, which is bound first if it is to be used.</param>
    public T WithRows<T>(int partition, GraphType? onlyBehavior, Func<T> work)
    {
        while (true)
        {
            _bindings.EnterReadLock();
            try
            {
                if (Graph.Behaviors.IsPrepared(onlyBehavior))
                {
                    lock (_locks[partition])
                    {
                        return work();
                    }
                }
            }
            finally
            {
                _bindings.ExitReadLock();
            }

            // A new binding adds columns to every partition, so nobody may be looking at any.
            _bindings.EnterWriteLock();
            try
            {
                Graph.Behaviors.PrepareFallback(onlyBehavior);
            }
            finally
            {
                _bindings.ExitWriteLock();
            }
        }
    }

    /// <summary>Notes what the driver calls its program.</summary>
    public void Name(RequestOrigin origin) => _context.NameProgram(origin.Program, origin.ProgramName);

    /// <summary>The running program's only behaviour, or null.</summary>
    public GraphType? BehaviorOf(RequestOrigin origin) => origin.Behavior is { } hash ? BehaviorOf(hash) : null;

    /// <summary>The type that a piece of content is, decoded once.</summary>
    public GraphType BehaviorOf(string hash)
    {
        lock (_behaviors)
        {
            if (!_behaviors.TryGetValue(hash, out var type))
            {
                type = NewReader(_context.ContentOf(hash)).Type()!;
                _behaviors.Add(hash, type);
            }

            return type;
        }
    }

    /// <summary>Answers a look.</summary>
    /// <exception cref="GraphoidException">The look fails, as for an unknown node.</exception>
    public async Task<byte[]> LookAsync(byte[] content)
    {
        var look = RequestCodec.ReadLook(NewReader(content));
        var writer = NewWriter();
        switch (look.Kind)
        {
            case LookKind.HasNode:
                writer.Bool(Graph.Store.TryFind(look.Key, out _));
                break;
            case LookKind.State:
                writer.Value(ReadLocked(look.Key, at => Graph.ReadState(at, look.Name)));
                break;
            case LookKind.Copy:
                writer.Value(ReadLocked(look.Key, Graph.CopyOf));
                break;
            case LookKind.NodeType:
                writer.Text(await Graph.GetNodeTypeAsync(Caller, look.Key).ConfigureAwait(false));
                break;
            case LookKind.Nodes:
                RequestCodec.Write(writer, (IReadOnlyCollection<NodeKey>)await Graph.NodesAsync(Caller).ConfigureAwait(false));
                break;
            case LookKind.NodesOfPartition:
                RequestCodec.Write(
                    writer, (IReadOnlyCollection<NodeKey>)await Graph.NodesOfPartitionAsync(Caller, int.Parse(look.Name!, System.Globalization.CultureInfo.InvariantCulture)).ConfigureAwait(false));
                break;
            case LookKind.Edges:
                RequestCodec.Write(writer, (IReadOnlyCollection<EdgeRecordView>)Graph.EdgesHere());
                break;
            case LookKind.EdgesOf:
                RequestCodec.Write(
                    writer,
                    (IReadOnlyCollection<EdgeRecordView>)await Graph.EdgesOfAsync(Caller, look.Key, look.Direction, look.Name).ConfigureAwait(false));
                break;
            case LookKind.Counts:
                writer.Varint(Graph.Store.NodeCount);
                writer.Varint(Graph.Store.EdgeCount);
                writer.Value(Value.Of(Graph.Configuration));
                break;
            case LookKind.Shadows:
                RequestCodec.Write(writer, EdgesInto([.. look.Name!.Split(',').Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture))]));
                break;
            case LookKind.LastWave:
                RequestCodec.Write(writer, Graph.LastWave);
                break;
            case LookKind.Content:
                writer.Bytes(_context.ContentOf(look.Name!));
                break;
            default:
                throw new BrokenEncodingException(0, $"there is no look {look.Kind}");
        }

        return writer.ToArray();
    }

    /// <summary>Takes the answer of a peer to <see cref="LookKind.Shadows"/>.</summary>
    public void LoadShadows(ReadOnlyMemory<byte> answer)
    {
        foreach (var edge in RequestCodec.ReadEdges(NewReader(answer)))
        {
            Graph.Store.LoadShadow(
                Graph.Find(edge.From), Graph.Find(edge.To), Graph.Store.TypeId(edge.Type), edge.Weight, edge.Properties);
        }
    }

    private Value ReadLocked(NodeKey key, Func<NodeLocation, Value> read)
    {
        if (!Graph.Store.TryFind(key, out var at))
        {
            return Value.Undefined;
        }

        _bindings.EnterReadLock();
        try
        {
            lock (_locks[at.Partition])
            {
                return read(at);
            }
        }
        finally
        {
            _bindings.ExitReadLock();
        }
    }

    private List<EdgeRecordView> EdgesInto(HashSet<int> partitions) =>
        [.. Graph.EdgesHere().Where(edge => partitions.Contains(Graph.Store.PartitionOf(edge.To)))];
}
