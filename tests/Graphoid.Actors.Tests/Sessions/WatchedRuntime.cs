using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>A local runtime that shows from outside how far its program is.</summary>
internal sealed class WatchedRuntime(LocalRuntimeOptions options) : IGraphRuntime, IDisposable
{
    private readonly LocalRuntime _local = new(options);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _namesCalls;

    /// <summary>How often the program has called <c>distributed.graphs()</c>.</summary>
    public long NamesCalls => Volatile.Read(ref _namesCalls);

    /// <summary>Done when the program has ended.</summary>
    public Task Ended => _ended.Task;

    public int DefaultPartitions => _local.DefaultPartitions;

    public ValueTask<GraphObject> CreateAsync(GraphCaller caller, GraphSpecification specification) => _local.CreateAsync(caller, specification);

    public ValueTask<GraphObject> LoadAsync(GraphCaller caller, string name) => _local.LoadAsync(caller, name);

    public ValueTask<GraphObject> ImportAsync(GraphCaller caller, ImportSpecification specification) => _local.ImportAsync(caller, specification);

    public ValueTask<IReadOnlyList<string>> NamesAsync(GraphCaller caller)
    {
        Interlocked.Increment(ref _namesCalls);
        return _local.NamesAsync(caller);
    }

    public ValueTask DropAsync(GraphCaller caller, string name) => _local.DropAsync(caller, name);

    public ValueTask SaveAsync(GraphCaller caller, GraphObject graph, string name) => _local.SaveAsync(caller, graph, name);

    public IGraphData NewLocalData(GraphObject graph) => _local.NewLocalData(graph);

    public void Dispose() => _ended.TrySetResult();
}
