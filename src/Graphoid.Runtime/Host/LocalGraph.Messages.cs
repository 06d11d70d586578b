using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Broadcasts, sends, requests, and configuration.</summary>
internal sealed partial class LocalGraph
{
    public ValueTask<IReadOnlyList<WaveTrace>> LastWaveAsync(GraphCaller caller) => new(LastWave is { } trace ? [trace] : []);

    public ValueTask BroadcastAsync(GraphCaller caller, Value message, WaveOptions options)
    {
        caller = Localize(caller);
        if (caller.Activation is not { } activation)
        {
            var mode = options.OnError == HandlerErrorPolicy.Skip ? WaveMode.SkippingFailures : WaveMode.Atomic;
            return Run(caller, mode, options.RoundsMax, false, wave => wave.BroadcastAsync(Payload.ForReceivers(message), options.Where));
        }

        CheckSender(activation);
        if (!IsInside(caller))
        {
            activation.Run.Hold(activation, new BroadcastWork(Owner, Payload.Isolate(message), options));
        }
        else if (!activation.Run.Wave.IsSuperstep)
        {
            activation.Run.BroadcastLater(activation, message, options);
        }
        else
        {
            activation.Run.SendToAll(activation, options.Where is { } where ? Filtered(where, message) : message);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        caller = Localize(caller);
        if (caller.Activation is not { } activation)
        {
            return DriverSendAsync(caller, message, route);
        }

        CheckSender(activation);
        if (!IsInside(caller))
        {
            activation.Run.Hold(activation, new SendWork(Owner, Payload.Isolate(message), route));
            return ValueTask.CompletedTask;
        }

        if (route.From is { } from)
        {
            if (IsElsewhere(from, route.Direction))
            {
                return SendAlongElsewhere(caller, activation, from, route, message);
            }

            activation.Run.SendAlong(activation, Find(from), route, message);
        }
        else if (route.Where is { } where)
        {
            activation.Run.SendToAll(activation, Filtered(where, message));
        }
        else
        {
            foreach (var target in Targets(route))
            {
                activation.Run.SendTo(activation, target, message);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<Value> RequestAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout)
    {
        caller = Localize(caller);
        if (caller.Activation is not { } activation)
        {
            return await DriverRequestAsync(caller, message, route, onError, timeout).ConfigureAwait(false);
        }

        CheckSender(activation);
        if (!IsInside(caller))
        {
            throw GraphErrors.NotInWave("a request to another graph");
        }

        if (route.To is { } single)
        {
            return await activation.Run.Request(activation, single, message).ConfigureAwait(false);
        }

        var replies = route.Where is { } where
            ? activation.Run.RequestWhere(activation, where, message)
            : [.. Targets(route).Select(target => activation.Run.Request(activation, target, message))];
        return Value.Of(await Gather(replies, onError).ConfigureAwait(false));
    }

    /// <summary>The replies in order; every one is waited for, then the first failure counts unless failures are left out.</summary>
    private static async Task<ListValue> Gather(Task<Value>[] replies, HandlerErrorPolicy onError)
    {
        var values = new List<Value>(replies.Length);
        GraphoidException? first = null;
        foreach (var reply in replies)
        {
            try
            {
                var value = await reply.ConfigureAwait(false);
                if (!value.IsUndefined)
                {
                    values.Add(value);
                }
            }
            catch (GraphoidException failure)
            {
                first ??= failure;
            }
        }

        return first is null || onError == HandlerErrorPolicy.Skip ? new ListValue([.. values]) : throw first;
    }

    public ValueTask ConfigureAsync(GraphCaller caller, MapValue settings)
    {
        if (caller.Activation is not null)
        {
            throw GraphErrors.NotInWave("`configure`");
        }

        CheckSettings(settings);
        return Exclusive(caller, () => Merge(settings));
    }

    /// <summary>Where the messages of a route that starts at a node go.</summary>
    public async ValueTask<List<NodeLocation>> EndsAsync(GraphCaller caller, NodeKey from, MessageRoute route) =>
        [.. EndsOf(from, await EdgesOfAsync(caller, from, route.Direction, null).ConfigureAwait(false), route)];

    /// <summary>A send along edges that have to be asked for first; the handler waits meanwhile.</summary>
    private async ValueTask SendAlongElsewhere(GraphCaller caller, Activation activation, NodeKey from, MessageRoute route, Value message)
    {
        activation.Run.RequireOperation();
        activation.Run.SendToEnds(activation, await EndsAsync(caller, from, route).ConfigureAwait(false), message);
    }

    private static void CheckSender(Activation activation)
    {
        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }
    }

    private static Value Filtered(Value where, Value message) => Value.Of(new FilteredEnvelope(where, Payload.ForReceivers(message)));

    private static IEnumerable<NodeKey> Targets(MessageRoute route) => route.To is { } single ? [single] : route.ToMany!;

    private async ValueTask DriverSendAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        var payload = Payload.ForReceivers(message);
        if (route.Where is { } where)
        {
            await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, false, wave => wave.BroadcastAsync(payload, where)).ConfigureAwait(false);
            return;
        }

        await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, false, wave =>
        {
            var seeds = new SendTable(Store.PartitionCount);
            if (route.From is { } from)
            {
                foreach (var end in EdgesAlong(from, route))
                {
                    Seed(seeds, end, payload);
                }
            }
            else
            {
                foreach (var target in Targets(route))
                {
                    Seed(seeds, Find(target), payload);
                }
            }

            return wave.DeliverAsync(seeds);
        }).ConfigureAwait(false);
    }

    private IEnumerable<NodeLocation> EdgesAlong(NodeKey from, MessageRoute route) => EndsOf(from, EdgesOf(from, route.Direction, null), route);

    private IEnumerable<NodeLocation> EndsOf(NodeKey from, IEnumerable<EdgeRecordView> edges, MessageRoute route)
    {
        var wanted = route.Via?.ToHashSet(StringComparer.Ordinal);
        foreach (var edge in edges)
        {
            if (wanted is null || wanted.Contains(edge.Type))
            {
                yield return Find(edge.From == from ? edge.To : edge.From);
            }
        }
    }

    private async ValueTask<Value> DriverRequestAsync(
        GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError, TimeSpan? timeout)
    {
        var payload = Payload.ForReceivers(message);
        if (route.Where is { } where)
        {
            ListValue? replies = null;
            var asked = new DriverReplies();
            await Run(
                caller,
                WaveMode.Turns,
                WaveOptions.DefaultRoundsMax,
                true,
                async wave => replies = await wave.RequestAsync(payload, where, asked).ConfigureAwait(false),
                timeout).ConfigureAwait(false);
            return asked.Failure is null || onError == HandlerErrorPolicy.Skip ? Value.Of(replies!) : throw asked.Failure;
        }

        var targets = Targets(route).ToList();
        var pending = targets.ConvertAll(_ => new DriverReplies());
        await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, false, wave =>
        {
            var seeds = new SendTable(Store.PartitionCount);
            for (var i = 0; i < targets.Count; i++)
            {
                Seed(seeds, Find(targets[i]), Value.Of(new RequestEnvelope(payload, pending[i])));
            }

            return wave.DeliverAsync(seeds);
        }, timeout).ConfigureAwait(false);
        if (onError == HandlerErrorPolicy.Fail && pending.Find(p => p.Failure is not null) is { } failed)
        {
            throw failed.Failure!;
        }

        return route.To is not null
            ? pending[0].Result
            : Value.Of(new ListValue([.. pending.Where(p => p.Failure is null).Select(p => p.Result)]));
    }

    private static void Seed(SendTable seeds, NodeLocation at, Value message)
    {
        seeds.Open(-1, seeds.Count, message);
        seeds.AddReceiver(at.Partition, at.Row);
    }

    /// <summary>Holds the graph for a wave or a set of turns.</summary>
    private async ValueTask Run(
        GraphCaller caller, WaveMode mode, int roundsMax, bool collectsReplies, Func<WaveRun, Task> work, TimeSpan? timeout = null)
    {
        using var time = timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation);
        time?.CancelAfter(timeout!.Value);
        var cancellation = time?.Token ?? caller.Cancellation;
        WaveRun wave;
        try
        {
            await _gate.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                if (Behaviors.PrepareFallback(caller.Program.OnlyBehavior))
                {
                    caller.Program.WarnOfFallback(caller.Program.OnlyBehavior!.Name);
                }

                wave = new WaveRun(this, caller.Program, mode, roundsMax, collectsReplies, cancellation);
                await work(wave).ConfigureAwait(false);
                Store.CompactIfWorthwhile();
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (time is { IsCancellationRequested: true } && !caller.Cancellation.IsCancellationRequested)
        {
            throw new GraphoidException(
                ErrorKind.Timeout,
                $"the request was not answered within {NumberText.Format(timeout!.Value.TotalMilliseconds)} ms",
                RuntimeErrorIds.RequestTimeout);
        }

        // Only now, because what is released may need this graph again.
        await wave.ReleaseAsync(caller with { Activation = null }).ConfigureAwait(false);
    }
}
