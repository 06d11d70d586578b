using Graphoid.Actors.Clients;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Members;

/// <summary>What members in this process are started with, once they are needed.</summary>
/// <param name="Folder">Keeps their graphs.</param>
/// <param name="Members">How many, &gt; 0.</param>
internal sealed record EmbeddedOptions(string Folder, int Members)
{
    /// <summary>Partitions of a graph that does not say, or null for one per core, and at least one per member.</summary>
    public int? Partitions { get; init; }

    /// <summary>Files that <c>distributed.load(name)</c> finds.</summary>
    public IReadOnlyDictionary<string, ImportSpecification> Sources { get; init; } = new Dictionary<string, ImportSpecification>();

    /// <summary>Told how far imports are.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>The runtime of <c>graphoid run</c>: members in this process, started when the program first uses <c>distributed</c>.</summary>
/// <remarks>
/// A program that never does starts none and leaves no folder behind. Calls may come from any thread. Disposing stops the members; it takes
/// no longer than <see cref="EndPatience"/> and what ending an actor system takes.
/// </remarks>
internal sealed class EmbeddedRuntime : IGraphRuntime, IAsyncDisposable
{
    /// <summary>For dropping graphs that end with the program; what is left of them then ends with the members.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly EmbeddedOptions _options;
    private readonly LocalRuntime _local = new(new LocalRuntimeOptions { DefaultPartitions = 1 });
    private readonly Lazy<Task<Started>> _started;

    /// <summary>A runtime that has started nothing.</summary>
    /// <param name="cancellation">Ends a start that is under way.</param>
    public EmbeddedRuntime(EmbeddedOptions options, CancellationToken cancellation)
    {
        _options = options;
        DefaultPartitions = options.Partitions
            ?? Math.Clamp(Environment.ProcessorCount, options.Members, LocalRuntimeOptions.PartitionsMax);
        _started = new Lazy<Task<Started>>(() => StartAsync(cancellation));
    }

    /// <inheritdoc/>
    public int DefaultPartitions { get; }

    /// <inheritdoc/>
    public async ValueTask<GraphObject> CreateAsync(GraphCaller caller, GraphSpecification specification) =>
        await (await GraphsAsync()).CreateAsync(caller, specification);

    /// <inheritdoc/>
    public async ValueTask<GraphObject> LoadAsync(GraphCaller caller, string name) => await (await GraphsAsync()).LoadAsync(caller, name);

    /// <inheritdoc/>
    public async ValueTask<GraphObject> ImportAsync(GraphCaller caller, ImportSpecification specification) =>
        await (await GraphsAsync()).ImportAsync(caller, specification);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> NamesAsync(GraphCaller caller) => await (await GraphsAsync()).NamesAsync(caller);

    /// <inheritdoc/>
    public async ValueTask DropAsync(GraphCaller caller, string name) => await (await GraphsAsync()).DropAsync(caller, name);

    /// <inheritdoc/>
    public async ValueTask SaveAsync(GraphCaller caller, GraphObject graph, string name) =>
        await (await GraphsAsync()).SaveAsync(caller, graph, name);

    /// <inheritdoc/>
    public IGraphData NewLocalData(GraphObject graph) => _local.NewLocalData(graph);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated)
        {
            return;
        }

        // A start that failed has told whoever asked for it, and left nothing behind.
        await ((Task)_started.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_started.Value.IsCompletedSuccessfully)
        {
            var (members, graphs) = await _started.Value;
            await using (members)
            {
                try
                {
                    await graphs.DisposeAsync().AsTask().WaitAsync(EndPatience);
                }
                catch (TimeoutException)
                {
                    // Only memory was to be given back, and that of the process is next.
                    return;
                }
            }
        }
    }

    private async ValueTask<ClusterRuntime> GraphsAsync() => (await _started.Value).Graphs;

    private async Task<Started> StartAsync(CancellationToken cancellation)
    {
        var members = await EmbeddedMembers.StartAsync(_options.Folder, _options.Members, cancellation);
        return new Started(members, members.NewRuntime(DefaultPartitions, _options.Sources, _options.Progress));
    }

    private sealed record Started(EmbeddedMembers Members, ClusterRuntime Graphs);
}
