using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Broadcasts, sends, requests, and configuration.</summary>
internal sealed partial class LocalGraph
{
    public ValueTask BroadcastAsync(GraphCaller caller, Value message, WaveOptions options)
    {
        if (caller.Activation is not { } activation)
        {
            var mode = options.OnError == HandlerErrorPolicy.Skip ? WaveMode.SkippingFailures : WaveMode.Atomic;
            return Run(caller, mode, options.RoundsMax, wave => wave.BroadcastAsync(Payload.Isolate(message), options.Where));
        }

        CheckSender(activation);
        if (!IsInside(caller))
        {
            var driver = caller with { Activation = null };
            activation.Run.Hold(activation, EffectKind.Action, string.Empty, () => BroadcastAsync(driver, message, options));
        }
        else if (!activation.Run.Wave.IsSuperstep)
        {
            activation.Run.BroadcastLater(activation, message);
        }
        else
        {
            activation.Run.SendToAll(activation, options.Where is { } where ? Filtered(where, message) : message);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        if (caller.Activation is not { } activation)
        {
            return DriverSendAsync(caller, message, route);
        }

        CheckSender(activation);
        if (!IsInside(caller))
        {
            var driver = caller with { Activation = null };
            activation.Run.Hold(activation, EffectKind.Action, string.Empty, () => SendAsync(driver, message, route));
            return ValueTask.CompletedTask;
        }

        if (route.From is { } from)
        {
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
        if (caller.Activation is not { } activation)
        {
            return await DriverRequestAsync(caller, message, route, onError).ConfigureAwait(false);
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
        var values = await Task.WhenAll(replies).ConfigureAwait(false);
        return Value.Of(new ListValue([.. values.Where(v => !v.IsUndefined)]));
    }

    public ValueTask ConfigureAsync(GraphCaller caller, MapValue settings)
    {
        if (caller.Activation is not null)
        {
            throw GraphErrors.NotInWave("`configure`");
        }

        return Exclusive(caller, () =>
        {
            _configuration.Merge(settings);
            if (_configuration.Behavior is { } behavior)
            {
                Behaviors.SetDefault(behavior);
            }

            foreach (var (nodeType, type) in _configuration.Behaviors)
            {
                Behaviors.SetForNodeType(nodeType, type);
            }
        });
    }

    private static void CheckSender(Activation activation)
    {
        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }
    }

    private static Value Filtered(Value where, Value message) => Value.Of(new FilteredEnvelope(where, Payload.Isolate(message)));

    private static IEnumerable<NodeKey> Targets(MessageRoute route) => route.To is { } single ? [single] : route.ToMany!;

    private async ValueTask DriverSendAsync(GraphCaller caller, Value message, MessageRoute route)
    {
        var payload = Payload.Isolate(message);
        if (route.Where is { } where)
        {
            await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, wave => wave.BroadcastAsync(payload, where)).ConfigureAwait(false);
            return;
        }

        await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, wave =>
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

    private IEnumerable<NodeLocation> EdgesAlong(NodeKey from, MessageRoute route)
    {
        var wanted = route.Via?.ToHashSet(StringComparer.Ordinal);
        foreach (var edge in EdgesOf(from, route.Direction, null))
        {
            if (wanted is null || wanted.Contains(edge.Type))
            {
                yield return Find(edge.From == from ? edge.To : edge.From);
            }
        }
    }

    private async ValueTask<Value> DriverRequestAsync(GraphCaller caller, Value message, MessageRoute route, HandlerErrorPolicy onError)
    {
        var payload = Payload.Isolate(message);
        if (route.Where is { } where)
        {
            ListValue? replies = null;
            GraphoidException? failure = null;
            await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, async wave =>
            {
                replies = await wave.RequestAsync(payload, where, new DriverReplies()).ConfigureAwait(false);
                failure = wave.FirstFailure;
            }).ConfigureAwait(false);
            return failure is null || onError == HandlerErrorPolicy.Skip ? Value.Of(replies!) : throw failure;
        }

        var targets = Targets(route).ToList();
        var pending = targets.ConvertAll(_ => new DriverReplies());
        await Run(caller, WaveMode.Turns, WaveOptions.DefaultRoundsMax, wave =>
        {
            var seeds = new SendTable(Store.PartitionCount);
            for (var i = 0; i < targets.Count; i++)
            {
                Seed(seeds, Find(targets[i]), Value.Of(new RequestEnvelope(payload, pending[i])));
            }

            return wave.DeliverAsync(seeds);
        }).ConfigureAwait(false);
        if (onError == HandlerErrorPolicy.Fail && pending.Find(p => p.Failures.Count > 0) is { } failed)
        {
            throw failed.Failures[0];
        }

        return route.To is not null
            ? pending[0].Result
            : Value.Of(new ListValue([.. pending.Where(p => p.Failures.Count == 0).Select(p => p.Result)]));
    }

    private static void Seed(SendTable seeds, NodeLocation at, Value message)
    {
        seeds.Open(-1, seeds.Count, message);
        seeds.AddReceiver(at.Partition, at.Row);
    }

    /// <summary>Holds the graph for a wave or a set of turns.</summary>
    private async ValueTask Run(GraphCaller caller, WaveMode mode, int roundsMax, Func<WaveRun, Task> work)
    {
        await _gate.WaitAsync(caller.Cancellation).ConfigureAwait(false);
        try
        {
            Behaviors.PrepareFallback(caller.Program);
            await work(new WaveRun(this, caller.Program, mode, roundsMax)).ConfigureAwait(false);
            Store.CompactIfWorthwhile();
        }
        finally
        {
            _gate.Release();
        }
    }
}
