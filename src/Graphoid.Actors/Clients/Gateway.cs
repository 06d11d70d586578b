using Akka.Actor;
using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Clients;

/// <summary>The front of a <see cref="GatewayActor"/>: turns calls into messages and answers into results.</summary>
public sealed class Gateway : IGateway
{
    /// <summary>The name of the actor, directly below <c>/user</c>.</summary>
    public const string ActorName = "graphoid-gateway";

    private readonly IActorRef _actor;
    private readonly GatewayDesk _desk;
    private readonly CallPlan _plan;
    private readonly TimeSpan _grace;

    private Gateway(IActorRef actor, GatewayDesk desk, GatewayOptions options)
    {
        _actor = actor;
        _desk = desk;
        _plan = new CallPlan(options.CallWaitMax, TimeSpan.Zero, CallCancellation.EndsAtOnce);
        _grace = options.AnswerGrace;
    }

    /// <summary>Starts the gateway of a process; one per actor system.</summary>
    /// <param name="region">The shard region of graphs, or a proxy of it.</param>
    /// <param name="registry">The registry of names, or a proxy of it.</param>
    public static IGateway Start(ActorSystem system, IActorRef region, IActorRef registry, GatewayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var settings = options ?? GatewayOptions.Default;
        var desk = new GatewayDesk(settings.Calls.PendingMax);
        var actor = system.ActorOf(Props.Create(() => new GatewayActor(region, registry, desk, settings)), ActorName);
        return new Gateway(actor, desk, settings);
    }

    /// <inheritdoc/>
    public Task<GraphProtocol.GraphDescription> CreateAsync(GraphSpec spec, bool awaitsImport, CancellationToken cancellation = default) =>
        AskGraphAsync<GraphProtocol.GraphDescription>(
            spec.Id, "was not created", call => new GraphProtocol.CreateGraph(call, spec, awaitsImport), cancellation);

    /// <inheritdoc/>
    public Task<GraphProtocol.GraphDescription> DescribeAsync(GraphId graph, string? name = null, CancellationToken cancellation = default) =>
        CallAsync<GraphProtocol.GraphDescription>(
            null,
            ShardRule.GraphEntity(graph),
            name is null ? $"graph `{graph}` did not say what it holds" : $"graph \"{name}\" did not open",
            _plan,
            (call, _) => new GraphProtocol.DescribeGraph(call, graph),
            null,
            cancellation);

    /// <inheritdoc/>
    public Task LoadChunkAsync(PartitionProtocol.LoadChunk chunk, CancellationToken cancellation = default) =>
        CallAsync<PartitionProtocol.ChunkKept>(
            new CallKey.Chunk(chunk.Graph, chunk.Partition, chunk.Index),
            ShardRule.PartitionEntity(chunk.Graph, chunk.Partition),
            $"partition {chunk.Partition} of graph `{chunk.Graph}` did not keep part {chunk.Index} of the import",
            _plan,
            (_, _) => chunk,
            null,
            cancellation);

    /// <inheritdoc/>
    public Task<GraphProtocol.GraphDescription> CompleteImportAsync(GraphId graph, CancellationToken cancellation = default) =>
        AskGraphAsync<GraphProtocol.GraphDescription>(
            graph, "did not open after its import", call => new GraphProtocol.CompleteImport(call, graph), cancellation);

    /// <inheritdoc/>
    public async Task<ContentHash> KeepBlobAsync(GraphId graph, byte[] content, CancellationToken cancellation = default)
    {
        var hash = ContentHash.Of(content);
        await CallAsync<GraphProtocol.BlobKept>(
            new CallKey.Blob(graph, hash),
            ShardRule.GraphEntity(graph),
            $"graph `{graph}` did not keep {content.Length} bytes of program",
            _plan,
            (_, _) => new GraphProtocol.KeepBlob(graph, hash, content),
            null,
            cancellation).ConfigureAwait(false);
        return hash;
    }

    /// <inheritdoc/>
    public async Task<OperationOutcome> RunAsync(
        GraphId graph, OperationId id, GraphOperation operation, TimeSpan waitMax, CancellationToken cancellation = default)
    {
        var done = await CallAsync<GraphProtocol.OperationDone>(
            new CallKey.Operation(id),
            ShardRule.GraphEntity(graph),
            $"graph `{graph}` did not answer operation {id}",
            new CallPlan(waitMax, _grace, CallCancellation.IsSent),
            (_, left) => new GraphProtocol.RunOperation(graph, id, operation, (long)left.TotalMilliseconds),
            new GraphProtocol.CancelOperation(graph, id),
            cancellation).ConfigureAwait(false);
        return done.Outcome;
    }

    /// <inheritdoc/>
    public Task<PartitionProtocol.TurnDone> TurnAsync(
        PartitionProtocol.RunTurn turn, TimeSpan deadline, CancellationToken cancellation = default) =>
        CallAsync<PartitionProtocol.TurnDone>(
            new CallKey.Turn(turn.Id),
            turn.NodeEntity,
            $"partition {turn.Partition} of graph `{turn.Graph}` did not answer a message to one of its nodes",
            new CallPlan(deadline, TimeSpan.Zero, CallCancellation.WaitsOn),
            (_, _) => turn,
            null,
            cancellation);

    /// <inheritdoc/>
    public Task<GraphProtocol.ReadDone[]> ReadAsync(
        GraphId graph, int partition, byte[] content, CancellationToken cancellation = default) =>
        AskGraphAsync<GraphProtocol.ReadDone[]>(
            graph, "did not answer a read", call => new GraphProtocol.ReadGraph(graph, call, partition, content), cancellation);

    /// <inheritdoc/>
    public Task DropAsync(GraphId graph, CancellationToken cancellation = default) =>
        AskGraphAsync<GraphProtocol.GraphDropped>(
            graph, "did not say that it is gone", call => new GraphProtocol.DropGraph(call, graph), cancellation);

    /// <inheritdoc/>
    public Task<RegistryProtocol.NameFound> FindNameAsync(string name, CancellationToken cancellation = default) =>
        AskRegistryAsync<RegistryProtocol.NameFound>($"look up `{name}`", call => new RegistryProtocol.FindName(call, name), cancellation);

    /// <inheritdoc/>
    public Task<RegistryProtocol.NameBound> BindNameAsync(
        string name, GraphId graph, GraphId? expected, bool replaces, CancellationToken cancellation = default) =>
        AskRegistryAsync<RegistryProtocol.NameBound>(
            $"give the name `{name}`", call => new RegistryProtocol.BindName(call, name, graph, expected, replaces), cancellation);

    /// <inheritdoc/>
    public Task<RegistryProtocol.NameFound> UnbindNameAsync(string name, GraphId? expected, CancellationToken cancellation = default) =>
        AskRegistryAsync<RegistryProtocol.NameFound>(
            $"forget `{name}`", call => new RegistryProtocol.UnbindName(call, name, expected), cancellation);

    /// <inheritdoc/>
    public async Task<string[]> ListNamesAsync(CancellationToken cancellation = default)
    {
        var names = await AskRegistryAsync<RegistryProtocol.Names>(
            "list its names", call => new RegistryProtocol.ListNames(call), cancellation).ConfigureAwait(false);
        return names.All;
    }

    private Task<T> AskGraphAsync<T>(GraphId graph, string missing, Func<long, IGraphoidMessage> compose, CancellationToken cancellation)
        where T : class =>
        CallAsync<T>(null, ShardRule.GraphEntity(graph), $"graph `{graph}` {missing}", _plan, (call, _) => compose(call), null, cancellation);

    private Task<T> AskRegistryAsync<T>(string task, Func<long, IGraphoidMessage> compose, CancellationToken cancellation)
        where T : class =>
        CallAsync<T>(null, null, $"the registry of graph names did not {task}", _plan, (call, _) => compose(call), null, cancellation);

    private async Task<T> CallAsync<T>(
        CallKey? key,
        string? entity,
        string what,
        CallPlan plan,
        ComposeCall compose,
        IGraphoidMessage? takesBack,
        CancellationToken cancellation)
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = _desk.Enter(what);
        try
        {
            _actor.Tell(new GatewayCall(key, typeof(T), entity, what, plan, compose, takesBack, waiter), ActorRefs.NoSender);

            // Registered after the call was sent, so the actor hears of them in this order.
            using var cancelling = cancellation.UnsafeRegister(
                _ => _actor.Tell(new GatewayCancel(waiter), ActorRefs.NoSender), null);
            return (T)await waiter.Task.ConfigureAwait(false);
        }
        finally
        {
            _desk.Leave(waiter);
        }
    }
}
