using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Drives one wave, or a set of turns, over a graph that lives in this process whole.</summary>
/// <remarks>The decisions are <see cref="WaveCoordinator"/>'s, the rounds <see cref="WaveShare"/>'s; this class brings the two
/// together and shows what may show. The caller holds the graph.</remarks>
internal sealed class WaveRun
{
    private readonly WaveShare _share;
    private readonly WaveCoordinator _coordinator;
    private readonly List<HeldEffect> _work = [];

    public WaveRun(
        LocalGraph graph, ProgramInstance program, WaveMode mode, int roundsMax, bool collectsReplies, CancellationToken cancellation)
    {
        _share = new WaveShare(graph, program, mode, canRollBack: mode != WaveMode.Turns, cancellation) { CollectsReplies = collectsReplies };
        _coordinator = new WaveCoordinator(roundsMax, mode == WaveMode.Atomic ? HandlerErrorPolicy.Fail : HandlerErrorPolicy.Skip);
    }

    /// <summary>One broadcast with everything it causes.</summary>
    public Task BroadcastAsync(Value message, Value? where) => RunAsync(where, () => _share.BroadcastAsync(message, null));

    /// <summary>The replies of all nodes that satisfy a predicate, in node order.</summary>
    public async Task<ListValue> RequestAsync(Value message, Value where, DriverReplies replies)
    {
        await RunAsync(where, () => _share.BroadcastAsync(message, replies)).ConfigureAwait(false);
        return new ListValue([.. _share.Runs.SelectMany(r => r.Collected).OrderBy(c => c.Sequence).Select(c => c.Reply)]);
    }

    /// <summary>Messages of the driver to single rows with everything they cause.</summary>
    public Task DeliverAsync(SendTable seeds) => RunAsync(null, () => _share.DeliverAsync(seeds));

    private async Task RunAsync(Value? where, Func<Task<RoundReport[]>> firstRound)
    {
        var isCommitted = false;
        try
        {
            if (where is { } predicate && await _share.SelectAsync(predicate).ConfigureAwait(false) is { } failed)
            {
                throw failed.Failure;
            }

            await RunRoundsAsync(await firstRound().ConfigureAwait(false)).ConfigureAwait(false);
            _share.Commit();
            isCommitted = true;
        }
        finally
        {
            if (!isCommitted)
            {
                _share.Rollback();
            }
        }

        ShowLines();
    }

    /// <summary>Carries out what must wait until the graph is free again: work on other graphs and actors, and broadcasts of turns.</summary>
    public Task ReleaseAsync(GraphCaller driver) =>
        OutsideWork.ReleaseAsync(_work, _share.Runs.SelectMany(r => r.Broadcasts), _share.Graph, driver);

    private async Task RunRoundsAsync(RoundReport[] reports)
    {
        while (true)
        {
            var action = _coordinator.RoundEnded(reports);
            if (action == WaveAction.Abort)
            {
                throw Failure();
            }

            _share.Apply(_share.TakeChanges());
            if (!_share.IsSuperstep)
            {
                ShowLines();
            }

            if (action == WaveAction.Commit)
            {
                return;
            }

            reports = action == WaveAction.Deliver
                ? await _share.DeliverAsync().ConfigureAwait(false)
                : await _share.ReleaseSuspendedAsync().ConfigureAwait(false);
        }
    }

    private GraphoidException Failure() => _coordinator.IsEndless
        ? GraphErrors.Endless(_coordinator.Round + 1)
        : GraphErrors.WithOthers(_share.FailureOf(_coordinator.FirstFailedPartition), _coordinator.FailedNodes - 1);

    /// <summary>Shows the lines that may show now, in order, and keeps the rest for later.</summary>
    private void ShowLines()
    {
        foreach (var effect in _share.TakeEffects())
        {
            if (!effect.TryShow(_share.Program.Host))
            {
                _work.Add(effect);
            }
        }
    }
}
