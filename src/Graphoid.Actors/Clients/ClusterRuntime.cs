using System.Collections.Concurrent;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Actors.Clients;

/// <summary>Settings of a <see cref="ClusterRuntime"/>.</summary>
public sealed record ClusterRuntimeOptions
{
    /// <summary>Partitions of a graph that does not say.</summary>
    public required int DefaultPartitions { get; init; }

    /// <summary>Reads graph files; null: none can be read.</summary>
    public IGraphFiles? Files { get; init; }

    /// <summary>Files that <c>distributed.load(name)</c> finds, read at the first load; they end with the program.</summary>
    public IReadOnlyDictionary<string, ImportSpecification> Sources { get; init; } = new Dictionary<string, ImportSpecification>();

    /// <summary>Told how far imports are.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>The runtime behind <c>distributed</c> on a cluster, for one running program.</summary>
/// <remarks>Named graphs outlive the program; unnamed ones, kept in memory only, end with it: <see cref="DisposeAsync"/> drops them.</remarks>
public sealed class ClusterRuntime : IGraphRuntime, IAsyncDisposable
{
    private readonly ClusterRuntimeOptions _options;
    private readonly LocalRuntime _local = new(new LocalRuntimeOptions { DefaultPartitions = 1 });
    private readonly ConcurrentDictionary<string, GraphObject> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GraphObject> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<GraphId, bool> _unnamed = new();
    private readonly Guid _session = Guid.NewGuid();
    private long _lastOperation;

    /// <summary>A runtime over a gateway of this process.</summary>
    public ClusterRuntime(IGateway gateway, ClusterRuntimeOptions options)
    {
        Gateway = gateway;
        _options = options;
        Context = new DriverContext(GraphOf);
    }

    /// <inheritdoc/>
    public int DefaultPartitions => _options.DefaultPartitions;

    internal IGateway Gateway { get; }

    internal DriverContext Context { get; }

    /// <inheritdoc/>
    public async ValueTask<GraphObject> CreateAsync(GraphCaller caller, GraphSpecification specification)
    {
        Know(caller);
        if (specification.Name is { } name && specification.IfExists != ExistingGraph.Replace)
        {
            var found = await Gateway.FindNameAsync(name, caller.Cancellation).ConfigureAwait(false);
            if (found.Graph is { } existing)
            {
                return specification.IfExists == ExistingGraph.Open
                    ? await OpenAsync(caller, existing, name).ConfigureAwait(false)
                    : throw GraphoidException.Library(ErrorKind.Runtime, $"there is already a graph \"{name}\"", RuntimeErrorIds.GraphState);
            }
        }

        var graph = await MakeAsync(
            caller, SpecOf(specification), specification.Partitioner, awaitsImport: false, isOfProgram: specification.Name is null).ConfigureAwait(false);
        if (specification.Behavior is { } behavior)
        {
            var settings = new MapValue();
            settings.Set("behavior", Value.Of(behavior.Template));
            await graph.Data!.ConfigureAsync(caller, settings).ConfigureAwait(false);
        }

        await BindAsync(caller, specification.Name, graph).ConfigureAwait(false);
        return graph;
    }

    /// <inheritdoc/>
    public async ValueTask<GraphObject> LoadAsync(GraphCaller caller, string name)
    {
        Know(caller);
        if (_read.TryGetValue(name, out var read))
        {
            return read;
        }

        if (_options.Sources.TryGetValue(name, out var source))
        {
            return _read[name] = await ReadFileAsync(caller, source, isNamed: false).ConfigureAwait(false);
        }

        var found = await Gateway.FindNameAsync(name, caller.Cancellation).ConfigureAwait(false);
        if (found.Graph is { } id)
        {
            return await OpenAsync(caller, id, name).ConfigureAwait(false);
        }

        throw GraphErrors.UnknownGraph(name, found.Known.Concat(_options.Sources.Keys));
    }

    /// <inheritdoc/>
    public ValueTask<GraphObject> ImportAsync(GraphCaller caller, ImportSpecification specification)
    {
        Know(caller);
        return ReadFileAsync(caller, specification, isNamed: true);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> NamesAsync(GraphCaller caller) =>
        [.. (await Gateway.ListNamesAsync(caller.Cancellation).ConfigureAwait(false)).Concat(_options.Sources.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async ValueTask DropAsync(GraphCaller caller, string name)
    {
        var unbound = await Gateway.UnbindNameAsync(name, null, caller.Cancellation).ConfigureAwait(false);
        if (unbound.Graph is not { } graph)
        {
            throw GraphErrors.UnknownGraphToDrop(name, unbound.Known);
        }

        _open.TryRemove(graph.Text, out _);
        await Gateway.DropAsync(graph, caller.Cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(GraphCaller caller, GraphObject graph, string name)
    {
        Know(caller);
        if (graph.Data is ClusterGraph { Name: { } present } stored && present == name)
        {
            await Gateway.BindNameAsync(name, stored.Id, null, replaces: true, caller.Cancellation).ConfigureAwait(false);
            return;
        }

        // What was kept in memory becomes a graph of its own; the value goes over to it.
        var data = graph.Data;
        var specification = new GraphSpecification(
            name, data is { IsDistributed: true } ? data.PartitionNames : null, HashPartitioner.Instance, null, ExistingGraph.Replace)
        {
            IsDirected = data?.IsDirected ?? graph.IsDirected,
        };
        var copy = await MakeAsync(
            caller, SpecOf(specification), specification.Partitioner, awaitsImport: false, isOfProgram: false).ConfigureAwait(false);
        await GraphCopies.CopyDataAsync(graph, copy, caller).ConfigureAwait(false);
        if (data is not null)
        {
            var settings = data.Configuration;
            settings.Remove(Value.Of(GraphConfiguration.DurabilityKey));
            await copy.Data!.ConfigureAsync(caller, settings).ConfigureAwait(false);
        }

        await BindAsync(caller, name, copy).ConfigureAwait(false);
        graph.Data = copy.Data;
        ((ClusterGraph)copy.Data!).Owner = graph;
        _open[((ClusterGraph)copy.Data!).Id.Text] = graph;
        if (data is ClusterGraph old && _unnamed.TryRemove(old.Id, out _))
        {
            await Gateway.DropAsync(old.Id, caller.Cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public IGraphData NewLocalData(GraphObject graph) => _local.NewLocalData(graph);

    /// <summary>Drops the graphs that end with the program. What cannot be dropped now ends with its members.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var graph in _unnamed.Keys)
        {
            try
            {
                await Gateway.DropAsync(graph, CancellationToken.None).ConfigureAwait(false);
            }
            catch (GraphoidException)
            {
                // Kept in memory only: nothing is left behind but the memory of members that are going or gone.
            }
        }

        _unnamed.Clear();
    }

    /// <summary>Makes the running program known to whatever is decoded from now on.</summary>
    internal void Know(GraphCaller caller) => Context.Add(caller.Program.Code!);

    internal OperationId NextOperation() => new(_session, Interlocked.Increment(ref _lastOperation));

    private GraphObject GraphOf(string reference) => _open.TryGetValue(reference, out var graph)
        ? graph
        : throw new GraphoidException(
            ErrorKind.IO, "this value is a graph that the program has not opened", RuntimeErrorIds.UnknownGraph, "open it with `distributed.load`");

    private GraphSpec SpecOf(GraphSpecification specification)
    {
        var names = specification.PartitionNames ?? [.. Enumerable.Range(0, DefaultPartitions).Select(i => $"partition_{i}")];
        var function = specification.Partitioner as FunctionPartitioner;
        return new GraphSpec(
            new GraphId($"{Guid.NewGuid():N}"),
            specification.Name,
            [.. names],
            function is null ? specification.Partitioner.Name : "function",
            function is null ? null : Encode(function.Function),
            specification.IsDirected,
            IsDurable: specification.IsDurable && specification.Name is not null);
    }

    private byte[] Encode(Value value)
    {
        var (writer, _) = Context.NewWriter();
        writer.Value(value);
        return writer.ToArray();
    }

    /// <param name="isOfProgram">Whether the graph ends with the program.</param>
    private async ValueTask<GraphObject> MakeAsync(
        GraphCaller caller, GraphSpec spec, IPartitioner partitioner, bool awaitsImport, bool isOfProgram)
    {
        // Members need a partitioner's program before they can even say where a node lives, so the graph opens behind it.
        var opensLater = spec.PartitionerFunction is not null && !awaitsImport;
        await Gateway.CreateAsync(spec, awaitsImport || opensLater, caller.Cancellation).ConfigureAwait(false);
        if (isOfProgram)
        {
            _unnamed[spec.Id] = true;
        }

        if (opensLater)
        {
            var (writer, references) = Context.NewWriter();
            writer.Value(((FunctionPartitioner)partitioner).Function);
            foreach (var program in references.Programs)
            {
                await Gateway.KeepBlobAsync(
                    spec.Id, System.Text.Encoding.UTF8.GetBytes(program.Text), caller.Cancellation).ConfigureAwait(false);
            }

            await Gateway.CompleteImportAsync(spec.Id, caller.Cancellation).ConfigureAwait(false);
        }

        var graph = Wrap(spec, partitioner);
        if (!awaitsImport)
        {
            await ((ClusterGraph)graph.Data!).RefreshAsync(caller).ConfigureAwait(false);
        }

        return graph;
    }

    private GraphObject Wrap(GraphSpec spec, IPartitioner partitioner)
    {
        var data = new ClusterGraph(this, spec, partitioner);
        return _open[spec.Id.Text] = data.Owner = GraphObject.OverData(data);
    }

    private async ValueTask<GraphObject> OpenAsync(GraphCaller caller, GraphId id, string name)
    {
        if (_open.TryGetValue(id.Text, out var open))
        {
            return open;
        }

        var description = await Gateway.DescribeAsync(id, name, caller.Cancellation).ConfigureAwait(false);
        var spec = description.Spec
            ?? throw GraphoidException.Library(ErrorKind.IO, "the graph has been dropped", RuntimeErrorIds.UnknownGraph);
        var graph = Wrap(spec, PartitionerOf(caller, spec));
        await ((ClusterGraph)graph.Data!).RefreshAsync(caller).ConfigureAwait(false);
        return graph;
    }

    private IPartitioner PartitionerOf(GraphCaller caller, GraphSpec spec) => spec.Partitioner switch
    {
        "range" => RangePartitioner.Instance,
        "function" => new FunctionPartitioner(Context.NewReader(spec.PartitionerFunction!).Value(), caller.Program),
        _ => HashPartitioner.Instance,
    };

    /// <summary>Makes a name stand for a graph; the one it stood for is dropped.</summary>
    private async ValueTask BindAsync(GraphCaller caller, string? name, GraphObject graph)
    {
        if (name is null)
        {
            return;
        }

        var bound = await Gateway.BindNameAsync(
            name, ((ClusterGraph)graph.Data!).Id, null, replaces: true, caller.Cancellation).ConfigureAwait(false);
        if (bound.Replaced is { } old)
        {
            await Gateway.DropAsync(old, caller.Cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<GraphObject> ReadFileAsync(GraphCaller caller, ImportSpecification specification, bool isNamed)
    {
        var files = _options.Files ?? throw GraphoidException.Library(
            ErrorKind.Permission, "importing files is not permitted here", RuntimeErrorIds.NotPermitted);
        var partitions = specification.Partitions ?? DefaultPartitions;
        var imported = await files
            .ReadAsync(specification, partitions, HashPartitioner.Instance, _options.Progress, caller.Cancellation)
            .ConfigureAwait(false);
        if (imported.SkippedLines > 0)
        {
            caller.Program.Host.Log($"Warning: {specification.Path}: {imported.SkippedLines} broken lines were left out");
        }

        var spec = SpecOf(new GraphSpecification(
            isNamed ? specification.Name : null,
            [.. Enumerable.Range(0, partitions).Select(i => $"partition_{i}")],
            HashPartitioner.Instance,
            null,
            ExistingGraph.Replace)
        {
            IsDirected = specification.IsDirected,
            IsDurable = specification.IsDurable,
        }) with { Name = specification.Name };
        var graph = await MakeAsync(
            caller, spec, HashPartitioner.Instance, awaitsImport: true, isOfProgram: !isNamed).ConfigureAwait(false);
        await StoreAsync(caller, spec, imported.Graph).ConfigureAwait(false);
        await ((ClusterGraph)graph.Data!).RefreshAsync(caller).ConfigureAwait(false);
        await BindAsync(caller, isNamed ? specification.Name : null, graph).ConfigureAwait(false);
        return graph;
    }

    /// <summary>Gives every partition its contents, several at a time, then opens the graph.</summary>
    private async Task StoreAsync(GraphCaller caller, GraphSpec spec, PartitionedGraph store)
    {
        var behaviors = new BehaviorTable(store);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, store.PartitionCount),
            caller.Cancellation,
            async (partition, cancellation) =>
            {
                var index = 0;
                byte[]? held = null;
                foreach (var chunk in PartitionImage.Write(store, partition, behaviors, () => Context.NewWriter().Writer))
                {
                    if (held is not null)
                    {
                        await SendAsync(held, isLast: false).ConfigureAwait(false);
                    }

                    held = chunk;
                }

                await SendAsync(held!, isLast: true).ConfigureAwait(false);

                Task SendAsync(byte[] content, bool isLast) => Gateway.LoadChunkAsync(
                    new PartitionProtocol.LoadChunk(spec.Id, partition, index++, isLast, content, spec.IsDurable), cancellation);
            }).ConfigureAwait(false);
        await Gateway.CompleteImportAsync(spec.Id, caller.Cancellation).ConfigureAwait(false);
    }
}
