using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Actors.Clients;

/// <summary>Operations and turns.</summary>
internal sealed partial class ClusterGraph
{
    protected override async ValueTask ChangeByDriverAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes)
    {
        foreach (var actor in changes.Select(change => change.Value.Reference).OfType<ActorValue>())
        {
            // What it has queued is handled first, so that its state moves whole.
            await actor.DrainAsync(caller.Cancellation).ConfigureAwait(false);
        }

        await RunAsync(caller, OperationKind.Change, new ChangeRequest(changes)).ConfigureAwait(false);
        foreach (var change in changes)
        {
            if (change.Value.Reference is ActorValue actor)
            {
                actor.MoveTo(new NodeHandle(Owner, change.Key));
            }
        }
    }

    protected override async ValueTask SetByDriverAsync(GraphCaller caller, NodeKey key, string name, Value value) =>
        await RunAsync(caller, OperationKind.Change, new AttributeRequest(key, name, Payload.Isolate(value))).ConfigureAwait(false);

    protected override async ValueTask ConfigureByDriverAsync(GraphCaller caller, MapValue settings)
    {
        await RunAsync(caller, OperationKind.Change, new ConfigureRequest(settings)).ConfigureAwait(false);
        await RefreshAsync(caller).ConfigureAwait(false);
    }

    protected override async ValueTask BroadcastByDriverAsync(GraphCaller caller, Value message, WaveOptions options) => await RunAsync(
        caller,
        options.OnError == HandlerErrorPolicy.Skip ? OperationKind.WaveSkippingFailures : OperationKind.Wave,
        new BroadcastRequest(Payload.Isolate(message), options.Where),
        options.RoundsMax,
        hasSelection: options.Where is not null).ConfigureAwait(false);

    protected override async ValueTask SendByDriverAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        if (route.To is { } single && await TurnAsync(caller, message, single, null).ConfigureAwait(false) is { } answered)
        {
            if (answered.Failure is { } failure)
            {
                // Nobody waits for the reply, so the failure is only logged; that the node is unknown is the caller's mistake.
                if (failure.Error.Id == RuntimeErrorIds.UnknownNode)
                {
                    throw failure;
                }

                caller.Program.Host.Log(ErrorText.OneLine(failure.Error));
            }

            return;
        }

        await RunAsync(caller, OperationKind.Turns, new SendRequest(Payload.Isolate(message), route), hasSelection: true).ConfigureAwait(false);
    }

    protected override async ValueTask<Value> RequestByDriverAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout)
    {
        if (route.To is { } single && await TurnAsync(caller, message, single, timeout).ConfigureAwait(false) is { } answered)
        {
            return answered.Failure is { } failed && onError == HandlerErrorPolicy.Fail ? throw failed : answered.Result;
        }

        var outcome = await RunAsync(
            caller, OperationKind.Turns, new AskRequest(Payload.Isolate(message), route), hasSelection: true, timeout: timeout).ConfigureAwait(false);
        if (onError == HandlerErrorPolicy.Fail && FirstFailure(outcome.Replies) is { } failure)
        {
            throw failure;
        }

        if (route.Where is not null)
        {
            return Value.Of(new ListValue([.. outcome.Collected.Select(c => c.Reply)]));
        }

        var replies = outcome.Replies.Where(r => r.Failure is null).OrderBy(r => r.Index).Select(r => r.Result).ToArray();
        return route.To is not null ? replies.FirstOrDefault(Value.None) : Value.Of(new ListValue(replies));
    }

    /// <summary>Of a predicate's nodes the first in message order, of named nodes the first in the order they were named.</summary>
    private static GraphoidException? FirstFailure(List<DriverReply> replies) =>
        replies.Where(r => r.Failure is not null).OrderBy(r => r.Index).ThenBy(r => r.FailedAt).Select(r => r.Failure).FirstOrDefault();

    /// <summary>A message to one node at its partition.</summary>
    /// <returns>The reply, or null when it has to be an operation; then nothing has happened.</returns>
    private async ValueTask<DriverReply?> TurnAsync(GraphCaller caller, Value message, NodeKey key, TimeSpan? timeout)
    {
        _runtime.Know(caller);
        var (writer, references) = _runtime.Context.NewWriter();
        var origin = await OriginAsync(caller).ConfigureAwait(false);
        MemberTurns.WriteTurn(writer, Payload.Isolate(message), origin);
        var (keyWriter, _) = _runtime.Context.NewWriter();
        keyWriter.Key(key);
        var blobs = await KeepAsync(references, origin, caller.Cancellation).ConfigureAwait(false);
        var partition = PartitionOf(key);
        var turn = new PartitionProtocol.RunTurn(
            Id, partition, ShardRule.NodeEntity(Id, partition, key.ToString()), _runtime.NextOperation(), keyWriter.ToArray(), writer.ToArray(), blobs);
        PartitionProtocol.TurnDone done;
        caller.Program.Host.Flush();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation);
        if (timeout is { } limit)
        {
            time.CancelAfter(limit);
        }

        try
        {
            done = await Gateway.TurnAsync(turn, BeginMax, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout is not null && !caller.Cancellation.IsCancellationRequested)
        {
            throw TimedOut(timeout.Value);
        }

        if (done.NeedsOperation)
        {
            return null;
        }

        if (done.Refusal is { } refusal)
        {
            throw new GraphoidException(ErrorKind.Partition, refusal, RuntimeErrorIds.GraphUnavailable);
        }

        var outcome = await DecodeAsync(
            caller, () => RoundOutcome.Read(_runtime.Context.NewReader(done.Outcome))).ConfigureAwait(false);
        Show(caller, outcome);
        return outcome.Replies[0];
    }

    private async ValueTask<RoundOutcome> RunAsync(
        GraphCaller caller,
        OperationKind kind,
        GraphRequest request,
        int roundsMax = WaveOptions.DefaultRoundsMax,
        bool hasSelection = false,
        TimeSpan? timeout = null)
    {
        _runtime.Know(caller);
        var (writer, references) = _runtime.Context.NewWriter(isCode: request is ConfigureRequest);
        var origin = await OriginAsync(caller).ConfigureAwait(false);
        RequestCodec.Write(writer, request, origin);
        var blobs = await KeepAsync(references, origin, caller.Cancellation).ConfigureAwait(false);
        var operation = new GraphOperation(
            kind, writer.ToArray(), blobs, hasSelection, roundsMax, Random.Shared.NextInt64(), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        using var time = CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation);
        if (timeout is { } limit)
        {
            time.CancelAfter(limit);
        }

        OperationOutcome outcome;
        caller.Program.Host.Flush();
        try
        {
            outcome = await Gateway.RunAsync(Id, _runtime.NextOperation(), operation, BeginMax, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout is not null && !caller.Cancellation.IsCancellationRequested)
        {
            throw TimedOut(timeout.Value);
        }

        if (outcome.End == OperationEnd.Cancelled)
        {
            caller.Cancellation.ThrowIfCancellationRequested();
            throw TimedOut(timeout ?? BeginMax);
        }

        await CheckAsync(caller, outcome).ConfigureAwait(false);
        Volatile.Write(ref _nodeCount, outcome.NodeCount);
        Volatile.Write(ref _edgeCount, outcome.EdgeCount);
        var rounds = await DecodeAsync(
            caller, () => RoundOutcome.Merge(outcome.Parts.Select(part => RoundOutcome.Read(_runtime.Context.NewReader(part))))).ConfigureAwait(false);
        var work = Show(caller, rounds);
        await OutsideWork.ReleaseAsync(work, rounds.Broadcasts, this, caller).ConfigureAwait(false);
        return rounds;
    }

    private async ValueTask CheckAsync(GraphCaller caller, OperationOutcome outcome)
    {
        switch (outcome.End)
        {
            case OperationEnd.Completed:
                return;
            case OperationEnd.Failed:
                throw GraphErrors.WithOthers(
                    await DecodeErrorAsync(caller, outcome.Failure!).ConfigureAwait(false), outcome.FailedNodes - 1);
            case OperationEnd.Endless:
                throw GraphErrors.Endless(outcome.Rounds);
            case OperationEnd.Forgotten:
                throw new GraphoidException(ErrorKind.Partition, outcome.Reason ?? "the outcome is not kept", RuntimeErrorIds.OutcomeUnknown);
            default:
                throw new GraphoidException(ErrorKind.Partition, outcome.Reason ?? "the graph refuses", RuntimeErrorIds.GraphUnavailable);
        }
    }

    /// <summary>Shows lines in order; gives back what is left to do.</summary>
    private static List<HeldEffect> Show(GraphCaller caller, RoundOutcome outcome)
    {
        if (outcome.Behavior is { } behavior)
        {
            caller.Program.WarnOfFallback(behavior);
        }

        return [.. outcome.Effects.Where(effect => !effect.TryShow(caller.Program.Host))];
    }

    private static GraphoidException TimedOut(TimeSpan timeout) => new(
        ErrorKind.Timeout,
        $"the request was not answered within {NumberText.Format(timeout.TotalMilliseconds)} ms",
        RuntimeErrorIds.RequestTimeout);

    /// <summary>The running program as members are told: its text and its only behaviour, both kept with the graph.</summary>
    private async ValueTask<RequestOrigin> OriginAsync(GraphCaller caller)
    {
        var source = caller.Program.Code!.Source;
        if (caller.Program.OnlyBehavior is not { } type)
        {
            return new RequestOrigin(source.Hash, source.Name, null);
        }

        var behavior = await KeepAsync(caller, type).ConfigureAwait(false);
        return new RequestOrigin(source.Hash, source.Name, behavior.Hash) { BehaviorPrograms = behavior.Programs };
    }

    /// <summary>Encoded once: what the methods of a behaviour see of their module freezes when it is first bound (reference, 5.4).</summary>
    private async ValueTask<KeptBehavior> KeepAsync(GraphCaller caller, GraphType type)
    {
        lock (_behaviors)
        {
            if (_behaviors.TryGetValue(type, out var known))
            {
                return known;
            }
        }

        var (writer, references) = _runtime.Context.NewWriter(isCode: true);
        writer.Type(type);
        foreach (var program in references.Programs)
        {
            await KeepAsync(program, caller.Cancellation).ConfigureAwait(false);
        }

        var hash = (await Gateway.KeepBlobAsync(Id, writer.ToArray(), caller.Cancellation).ConfigureAwait(false)).Text;
        var kept = new KeptBehavior(hash, [.. references.Programs.Select(program => program.Hash)]);
        lock (_behaviors)
        {
            _behaviors[type] = kept;
        }

        return kept;
    }

    private async ValueTask<ContentHash[]> KeepAsync(DriverContext.Content references, RequestOrigin origin, CancellationToken cancellation)
    {
        var blobs = new HashSet<ContentHash>();
        foreach (var program in references.Programs)
        {
            blobs.Add(await KeepAsync(program, cancellation).ConfigureAwait(false));
        }

        if (origin.Behavior is { } behavior)
        {
            blobs.Add(new ContentHash(behavior));
            blobs.Add(new ContentHash(origin.Program));
            blobs.UnionWith(origin.BehaviorPrograms.Select(hash => new ContentHash(hash)));
        }

        return [.. blobs];
    }

    private Task<ContentHash> KeepAsync(Language.Text.SourceText program, CancellationToken cancellation) =>
        Gateway.KeepBlobAsync(Id, System.Text.Encoding.UTF8.GetBytes(program.Text), cancellation);

    /// <summary>A behaviour that the graph keeps, and the texts that it refers to: the program's, and those of its modules.</summary>
    private sealed record KeptBehavior(string Hash, IReadOnlyList<string> Programs);
}
