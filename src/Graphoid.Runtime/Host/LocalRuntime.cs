using System.Collections.Concurrent;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Settings of a <see cref="LocalRuntime"/>.</summary>
public sealed record LocalRuntimeOptions
{
    /// <summary>More partitions than this serve nothing on one machine.</summary>
    public const int PartitionsMax = 4096;

    /// <summary>Partitions of a graph that does not say; default: one per core.</summary>
    public int DefaultPartitions { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, PartitionsMax);

    /// <summary>Reads graph files; null: none can be read.</summary>
    public IGraphFiles? Files { get; init; }

    /// <summary>Files that <c>distributed.load(name)</c> finds, read at the first load.</summary>
    public IReadOnlyDictionary<string, ImportSpecification> Sources { get; init; } = new Dictionary<string, ImportSpecification>();

    /// <summary>Told how far imports are.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>The runtime behind <c>distributed</c> in one process, in memory: graphs end with it.</summary>
public sealed class LocalRuntime : IGraphRuntime
{
    private readonly LocalRuntimeOptions _options;
    private readonly ConcurrentDictionary<string, GraphObject> _graphs = new(StringComparer.Ordinal);

    /// <summary>A runtime without graphs.</summary>
    public LocalRuntime(LocalRuntimeOptions options) => _options = options;

    /// <inheritdoc/>
    public int DefaultPartitions => _options.DefaultPartitions;

    /// <inheritdoc/>
    public async ValueTask<GraphObject> CreateAsync(GraphCaller caller, GraphSpecification specification)
    {
        if (specification.Name is { } name && _graphs.TryGetValue(name, out var existing))
        {
            switch (specification.IfExists)
            {
                case ExistingGraph.Raise:
                    throw GraphoidException.Library(
                        ErrorKind.Runtime, $"there is already a graph \"{name}\"", RuntimeErrorIds.GraphState);
                case ExistingGraph.Open:
                    return existing;
                case ExistingGraph.Replace:
                default:
                    break;
            }
        }

        var partitions = specification.PartitionNames?.Count ?? DefaultPartitions;
        var store = new PartitionedGraph(partitions, specification.Partitioner, specification.IsDirected);
        var graph = Wrap(new LocalGraph(store, specification.Name, true, specification.PartitionNames)
        {
            IsDurable = specification.IsDurable,
        });
        if (specification.Behavior is { } behavior)
        {
            var settings = new MapValue();
            settings.Set("behavior", Value.Of(behavior.Template));
            await graph.Data!.ConfigureAsync(caller, settings).ConfigureAwait(false);
        }

        if (specification.Name is { } registered)
        {
            _graphs[registered] = graph;
        }

        return graph;
    }

    /// <inheritdoc/>
    public async ValueTask<GraphObject> LoadAsync(GraphCaller caller, string name)
    {
        if (_graphs.TryGetValue(name, out var graph))
        {
            return graph;
        }

        if (_options.Sources.TryGetValue(name, out var source))
        {
            return await ImportAsync(caller, source).ConfigureAwait(false);
        }

        throw GraphErrors.UnknownGraph(name, _graphs.Keys.Concat(_options.Sources.Keys));
    }

    /// <inheritdoc/>
    public async ValueTask<GraphObject> ImportAsync(GraphCaller caller, ImportSpecification specification)
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

        var graph = Wrap(new LocalGraph(imported.Graph, specification.Name, true, null) { IsDurable = specification.IsDurable });
        _graphs[specification.Name] = graph;
        return graph;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> NamesAsync(GraphCaller caller) =>
        new([.. _graphs.Keys.Concat(_options.Sources.Keys).Distinct().Order(StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public ValueTask DropAsync(GraphCaller caller, string name)
    {
        if (!_graphs.TryRemove(name, out _))
        {
            throw GraphErrors.UnknownGraphToDrop(name, _graphs.Keys);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(GraphCaller caller, GraphObject graph, string name)
    {
        if (graph.Data is LocalGraph data)
        {
            data.Name ??= name;
        }

        _graphs[name] = graph;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IGraphData NewLocalData(GraphObject graph) =>
        new LocalGraph(LocalGraph.NewStore(graph.IsDirected), null, false, null) { Owner = graph };

    private static GraphObject Wrap(LocalGraph data)
    {
        var graph = GraphObject.OverData(data);
        data.Owner = graph;
        return graph;
    }
}
