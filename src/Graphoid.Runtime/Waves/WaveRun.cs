using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Whether what is running is all or nothing.</summary>
internal enum WaveMode
{
    /// <summary>A superstep: all of its effects or none.</summary>
    Atomic,

    /// <summary>A superstep in which failing handlers are undone one by one.</summary>
    SkippingFailures,

    /// <summary>Messages outside of any superstep, each to one node: a failing handler is undone, everything else counts.</summary>
    Turns,
}

/// <summary>Drives one wave, or a set of turns, over the partitions of a local graph with all cores.</summary>
/// <remarks>The decisions are <see cref="WaveCoordinator"/>'s; this class runs the rounds, applies structural changes between
/// them, and commits or undoes. The caller holds the graph.</remarks>
internal sealed class WaveRun
{
    /// <summary>Below this many messages a round is not worth waking other threads for.</summary>
    private const long ParallelMessagesMin = 2048;

    private readonly WaveMode _mode;
    private readonly WaveCoordinator _coordinator;
    private readonly PartitionBuffers[] _buffers;
    private readonly PartitionRun[] _runs;
    private readonly SendTable[] _tables;
    private readonly List<HeldEffect> _actions = [];

    public WaveRun(LocalGraph graph, ProgramInstance program, WaveMode mode, int roundsMax, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        Graph = graph;
        Program = program;
        _mode = mode;
        Behaviors = graph.Behaviors;
        Epoch = WriteEpochs.Take();
        _coordinator = new WaveCoordinator(roundsMax, IsAtomic ? HandlerErrorPolicy.Fail : HandlerErrorPolicy.Skip);
        _buffers = graph.RentBuffers();
        _runs = new PartitionRun[graph.Store.PartitionCount];
        for (var i = 0; i < _runs.Length; i++)
        {
            _runs[i] = new PartitionRun(this, graph.Store[i], _buffers[i]);
        }

        _tables = new SendTable[_runs.Length * 2];
    }

    public LocalGraph Graph { get; }

    public ProgramInstance Program { get; }

    public BehaviorTable Behaviors { get; }

    /// <summary>Cancelled when the run is to end or the caller's time is up.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Actors whose state has moved into nodes, to be told when that is certain.</summary>
    public List<(ActorValue Actor, NodeKey Key)> Adopted { get; } = [];

    /// <summary>The write epoch of all handlers, unless each has its own.</summary>
    public long Epoch { get; }

    public int Round => _coordinator.Round;

    public bool IsAtomic => _mode == WaveMode.Atomic;

    /// <summary>Whether this is a broadcast with its rounds rather than single turns.</summary>
    public bool IsSuperstep => _mode != WaveMode.Turns;

    /// <summary>Whether a failing handler's own changes are undone, so that they must be written down.</summary>
    public bool UndoesSingleHandlers => _mode != WaveMode.Atomic;

    /// <summary>Whether replies for the driver are collected per node instead of being the one reply.</summary>
    public bool CollectsReplies { get; private set; }

    /// <summary>One broadcast with everything it causes.</summary>
    public Task BroadcastAsync(Value message, Value? where) => RunAsync(message, null, where, null);

    /// <summary>The replies of all nodes that satisfy a predicate, in node order.</summary>
    public async Task<ListValue> RequestAsync(Value message, Value where, DriverReplies replies)
    {
        CollectsReplies = true;
        await RunAsync(message, replies, where, null).ConfigureAwait(false);
        return new ListValue([.. _runs.SelectMany(r => r.Collected).OrderBy(c => c.Sequence).Select(c => c.Reply)]);
    }

    /// <summary>Messages of the driver to single rows with everything they cause.</summary>
    public Task DeliverAsync(SendTable seeds) => RunAsync(Value.None, null, null, seeds);

    private async Task RunAsync(Value message, PendingReply? reply, Value? where, SendTable? seeds)
    {
        var bindings = Behaviors.Mark;
        if (IsSuperstep)
        {
            Graph.Store.BeginVersion();
        }

        var isCommitted = false;
        try
        {
            var rows = where is { } predicate ? await SelectAsync(predicate).ConfigureAwait(false) : null;
            var reports = seeds is null
                ? await OnPartitions(r => r.BroadcastAsync(message, reply, rows?[r.Index]), Graph.Store.NodeCount).ConfigureAwait(false)
                : await OnPartitions(r => r.DeliverAsync([seeds]), seeds.MessageCount).ConfigureAwait(false);
            await RunRoundsAsync(reports).ConfigureAwait(false);
            if (IsSuperstep)
            {
                Graph.Store.CommitVersion();
            }

            isCommitted = true;
        }
        finally
        {
            if (IsSuperstep && !isCommitted)
            {
                Graph.Store.RollbackVersion();
                Behaviors.UndoTo(bindings);
            }

            Graph.ReturnBuffers(_buffers);
        }

        foreach (var (actor, key) in Adopted)
        {
            actor.MoveTo(new NodeHandle(Graph.Owner, key));
        }

        ShowLines();
    }

    /// <summary>Carries out what must wait until the graph is free again: sends to other graphs and actors, and broadcasts of
    /// turns. The wave has succeeded, so a failure here is logged and the others go on.</summary>
    public async Task ReleaseAsync(GraphCaller driver)
    {
        foreach (var effect in _actions)
        {
            try
            {
                await effect.Action!().ConfigureAwait(false);
            }
            catch (GraphoidException failure)
            {
                failure.Error.Notes.Add("in a send that a handler made to another graph or an actor");
                Program.Host.Log(ErrorText.OneLine(failure.Error));
            }
        }

        foreach (var later in _runs.SelectMany(r => r.Broadcasts).OrderBy(b => b.Round).ThenBy(b => b.Sender).ThenBy(b => b.Order))
        {
            try
            {
                await Graph.BroadcastAsync(driver, later.Message, later.Options).ConfigureAwait(false);
            }
            catch (GraphoidException failure)
            {
                failure.Error.Notes.Add("in a broadcast that a turn made");
                Program.Host.Log(ErrorText.OneLine(failure.Error));
            }
        }
    }

    private async Task RunRoundsAsync(RoundReport[] reports)
    {
        while (true)
        {
            var action = _coordinator.RoundEnded(reports);
            if (action == WaveAction.Abort)
            {
                throw Failure();
            }

            ApplyChanges();
            if (!IsSuperstep)
            {
                ShowLines();
            }

            if (action == WaveAction.Commit)
            {
                return;
            }

            var messages = 0L;
            foreach (var run in _runs)
            {
                messages += run.Sends.MessageCount;
                run.StartRound();
                _tables[run.Index] = run.Delivering;
                _tables[_runs.Length + run.Index] = run.DeliveringDeferred;
            }

            var tables = _tables.Where(t => t.Count > 0).ToArray();
            reports = action == WaveAction.Deliver
                ? await OnPartitions(r => r.DeliverAsync(tables), messages).ConfigureAwait(false)
                : await OnPartitions(r => r.ReleaseSuspendedAsync(), 0).ConfigureAwait(false);
        }
    }

    private GraphoidException Failure()
    {
        if (_coordinator.IsEndless)
        {
            return new GraphoidException(
                ErrorKind.Runtime,
                $"the broadcast did not come to rest within {Round + 1} rounds",
                RuntimeErrorIds.EndlessWave,
                "do handlers keep sending to each other? `max_rounds:` sets the limit");
        }

        var failure = _runs[_coordinator.FirstFailedPartition].Failure!;
        var others = _coordinator.FailedNodes - 1;
        if (others > 0)
        {
            failure.Error.Notes.Add(others == 1 ? "1 other node failed too" : $"{others} other nodes failed too");
        }

        return failure;
    }

    /// <summary>Structural changes of the round in order (sender sequence, send index); then deferred sends find their nodes.</summary>
    private void ApplyChanges()
    {
        var changes = _runs.SelectMany(r => r.Changes).ToList();
        if (changes.Count > 0)
        {
            changes.Sort((a, b) => a.Sender != b.Sender ? a.Sender.CompareTo(b.Sender) : a.Order.CompareTo(b.Order));
            foreach (var change in changes)
            {
                Graph.Apply(change, Adopted);
            }
        }

        foreach (var run in _runs)
        {
            foreach (var (send, target) in run.DeferredTargets)
            {
                if (Graph.Store.TryFind(target, out var at))
                {
                    run.Deferred.AddReceiver(send, at.Partition, at.Row);
                }
            }
        }
    }

    /// <summary>Shows the lines that may show now, in order, and keeps the actions for later.</summary>
    private void ShowLines()
    {
        var effects = _runs.SelectMany(r => r.Effects).ToList();
        if (effects.Count == 0)
        {
            return;
        }

        effects.Sort();
        foreach (var run in _runs)
        {
            run.Effects.Clear();
        }

        foreach (var effect in effects)
        {
            switch (effect.Kind)
            {
                case EffectKind.Print:
                    Program.Host.Print(effect.Text);
                    break;
                case EffectKind.Log:
                    Program.Host.Log(effect.Text);
                    break;
                default:
                    _actions.Add(effect);
                    break;
            }
        }
    }

    private async Task<List<int>[]> SelectAsync(Value predicate)
    {
        var rows = new List<int>[_runs.Length];
        await OnPartitions(
            async run =>
            {
                rows[run.Index] = await run.SelectAsync(predicate).ConfigureAwait(false);
                return default;
            },
            Graph.Store.NodeCount).ConfigureAwait(false);
        var failed = _runs.Where(r => r.SelectionFailure is not null).MinBy(r => r.SelectionFailure!.Value.Sequence);
        return failed is null ? rows : throw failed.SelectionFailure!.Value.Failure;
    }

    /// <summary>Runs a step on every partition, in parallel when there is enough to do; the first failure in partition order wins.</summary>
    private async Task<RoundReport[]> OnPartitions(Func<PartitionRun, ValueTask<RoundReport>> step, long messages)
    {
        if (_runs.Length > 1 && messages >= ParallelMessagesMin)
        {
            return await Task.WhenAll(_runs.Select(run => Task.Run(() => step(run).AsTask()))).ConfigureAwait(false);
        }

        var reports = new RoundReport[_runs.Length];
        for (var i = 0; i < _runs.Length; i++)
        {
            reports[i] = await step(_runs[i]).ConfigureAwait(false);
        }

        return reports;
    }
}
