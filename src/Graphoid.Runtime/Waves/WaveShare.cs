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

/// <summary>What one process does in a wave or a set of turns: the rounds of the partitions it holds, with all cores.</summary>
/// <remarks>
/// Whoever drives it decides after each round, from the reports of all shares, how to go on; on one machine there is one share
/// and <see cref="WaveRun"/> drives it, on a cluster every member has one. Rounds: a delivering step, then the changes of all
/// shares in order, then the next step. Messages that other shares sent for the next round are added before it starts.
/// Used by one thread at a time; a step uses as many as are worthwhile.
/// </remarks>
internal sealed class WaveShare
{
    /// <summary>Below this many messages a round is not worth waking other threads for.</summary>
    private const long ParallelMessagesMin = 2048;

    private readonly WaveMode _mode;
    private readonly PartitionBuffers[] _buffers;
    private readonly PartitionRun[] _runs;
    private readonly List<SendTable> _incoming = [];
    private readonly (int Bindings, bool HasOwnBindings) _bindings;
    private readonly bool _opensVersion;
    private List<int>[]? _selected;

    /// <summary>Opens the share; <see cref="Commit"/> or <see cref="Rollback"/> closes it.</summary>
    /// <param name="canRollBack">Whether the whole share may have to be undone, also for turns.</param>
    public WaveShare(LocalGraph graph, ProgramInstance program, WaveMode mode, bool canRollBack, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        Graph = graph;
        Program = program;
        _mode = mode;
        Epoch = WriteEpochs.Take();
        _buffers = graph.RentBuffers();
        _runs = [.. Enumerable.Range(0, graph.Store.PartitionCount)
            .Where(graph.Store.Owns)
            .Select(i => new PartitionRun(this, graph.Store[i], _buffers[i]))];
        _bindings = Behaviors.Mark;
        _opensVersion = canRollBack;
        if (_opensVersion)
        {
            graph.Store.BeginVersion();
        }
    }

    public LocalGraph Graph { get; }

    public ProgramInstance Program { get; }

    public BehaviorTable Behaviors => Graph.Behaviors;

    /// <summary>Cancelled when the run is to end or the caller's time is up.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Actors whose state has moved into nodes, to be told when that is certain.</summary>
    public List<(ActorValue Actor, NodeKey Key)> Adopted { get; } = [];

    /// <summary>The write epoch of all handlers, unless each has its own.</summary>
    public long Epoch { get; }

    /// <summary>The round being run, from 0.</summary>
    public int Round { get; private set; }

    public bool IsAtomic => _mode == WaveMode.Atomic;

    /// <summary>What the wave takes from outside.</summary>
    public WaveOrigin Origin { get; init; } = WaveOrigin.Now();

    /// <summary>Whether this is a broadcast with its rounds rather than single turns.</summary>
    public bool IsSuperstep => _mode != WaveMode.Turns;

    /// <summary>Whether a failing handler's own changes are undone, so that they must be written down.</summary>
    public bool UndoesSingleHandlers => _mode != WaveMode.Atomic;

    /// <summary>Whether replies for the driver are collected per node instead of being the one reply.</summary>
    public bool CollectsReplies { get; init; }

    /// <summary>Whether handlers may change nothing but their own node, see <see cref="PartitionRun.TryTurn"/>.</summary>
    public bool IsSingleTurn { get; init; }

    /// <summary>The partitions of this share.</summary>
    public IReadOnlyList<PartitionRun> Runs => _runs;

    /// <summary>Asks a predicate of every node; those that satisfy it get the broadcast.</summary>
    /// <returns>The first failure in node order, or null.</returns>
    public async Task<(long Sequence, GraphoidException Failure)?> SelectAsync(Value predicate)
    {
        _selected = new List<int>[Graph.Store.PartitionCount];
        await OnPartitions(
            async run =>
            {
                _selected[run.Index] = await run.SelectAsync(predicate).ConfigureAwait(false);
                return default;
            },
            Graph.Store.NodeCount).ConfigureAwait(false);
        return _runs.Where(r => r.SelectionFailure is not null).MinBy(r => r.SelectionFailure!.Value.Sequence)?.SelectionFailure;
    }

    /// <summary>Round 0: one message to every node, or to the selected ones.</summary>
    public Task<RoundReport[]> BroadcastAsync(Value message, PendingReply? reply) =>
        OnPartitions(r => r.BroadcastAsync(message, reply, _selected?[r.Index]), Graph.Store.NodeCount);

    /// <summary>Round 0: messages of the driver to single nodes.</summary>
    public Task<RoundReport[]> DeliverAsync(SendTable seeds) => OnPartitions(r => r.DeliverAsync([seeds]), seeds.MessageCount);

    /// <summary>Adds messages from another share for the round after the one that has just ended; sorted like every table.</summary>
    public void AddIncoming(SendTable table) => _incoming.Add(table);

    /// <summary>The next round: delivers what was sent in the last one.</summary>
    public async Task<RoundReport[]> DeliverAsync()
    {
        StartRound();
        var tables = _runs.Select(run => run.Delivering)
            .Concat(_runs.Select(run => run.DeliveringDeferred))
            .Concat(_incoming)
            .Where(table => table.Count > 0)
            .ToArray();
        var messages = tables.Sum(table => table.MessageCount);
        _incoming.Clear();
        return await OnPartitions(r => r.DeliverAsync(tables), messages).ConfigureAwait(false);
    }

    /// <summary>The next round when nothing is on its way: raises TimeoutError in every suspended handler.</summary>
    public Task<RoundReport[]> ReleaseSuspendedAsync()
    {
        StartRound();
        return OnPartitions(r => r.ReleaseSuspendedAsync(), 0);
    }

    /// <summary>The changes that handlers made in the round, in order (sender sequence, send index).</summary>
    public List<StructuralChange> TakeChanges()
    {
        var changes = _runs.SelectMany(r => r.Changes).ToList();
        changes.Sort((a, b) => a.Sender != b.Sender ? a.Sender.CompareTo(b.Sender) : a.Order.CompareTo(b.Order));
        return changes;
    }

    /// <summary>Carries out the changes of all shares, in order; then deferred sends find their nodes.</summary>
    public void Apply(List<StructuralChange> changes)
    {
        foreach (var change in changes)
        {
            Graph.Apply(change, Adopted);
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

    /// <summary>The held effects so far in order; they are not held any more.</summary>
    public List<HeldEffect> TakeEffects()
    {
        var effects = _runs.SelectMany(r => r.Effects).ToList();
        effects.Sort();
        foreach (var run in _runs)
        {
            run.Effects.Clear();
        }

        return effects;
    }

    /// <summary>The error that the partition at an index of <see cref="Runs"/> met first in the last round.</summary>
    public GraphoidException FailureOf(int run) => _runs[run].Failure!;

    /// <summary>Keeps everything.</summary>
    public void Commit(long messagesAway = 0, long bytesAway = 0)
    {
        if (IsSuperstep)
        {
            Graph.LastWave = new WaveTrace(null, Round + 1, [.. _runs.Select(run => run.Trace)], messagesAway, bytesAway);
        }

        if (_opensVersion)
        {
            Graph.Store.CommitVersion();
        }

        Graph.ReturnBuffers(_buffers);
        foreach (var (actor, key) in Adopted)
        {
            actor.MoveTo(new NodeHandle(Graph.Owner, key));
        }
    }

    /// <summary>Takes everything back that can be: all of a superstep.</summary>
    public void Rollback()
    {
        if (_opensVersion)
        {
            Graph.Store.RollbackVersion();
            Behaviors.UndoTo(_bindings);
        }

        Graph.ReturnBuffers(_buffers);
    }

    private void StartRound()
    {
        Round++;
        foreach (var run in _runs)
        {
            run.StartRound();
        }
    }

    /// <summary>Runs a step on every partition, in parallel when there is enough to do; the first failure in partition order wins.</summary>
    private async Task<RoundReport[]> OnPartitions(Func<PartitionRun, ValueTask<RoundReport>> step, long messages)
    {
        if (_runs.Length > 1 && messages >= ParallelMessagesMin)
        {
            return await Task.WhenAll(_runs.Select(run => Task.Run(() => run.TimedAsync(step).AsTask()))).ConfigureAwait(false);
        }

        var reports = new RoundReport[_runs.Length];
        for (var i = 0; i < _runs.Length; i++)
        {
            reports[i] = await _runs[i].TimedAsync(step).ConfigureAwait(false);
        }

        return reports;
    }
}
