using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>The same model on one machine, one operation after the other: what a cluster has to come out as.</summary>
internal sealed class Reference
{
    private readonly int _partitions;

    public Reference(int partitions)
    {
        _partitions = partitions;
        States = [.. Enumerable.Range(0, partitions).Select(_ => new PartitionState())];
    }

    public PartitionState[] States { get; private set; }

    /// <summary>Runs an operation; null when it does not take effect.</summary>
    public (string Effects, int Rounds, long FailedNodes, long Edges)? Run(GraphOperation operation)
    {
        var tag = Model.Tag(operation);
        PartitionState[] before = [.. States.Select(s => s with { })];
        var result = operation.Kind == OperationKind.Change ? Change(tag) : Wave(operation, tag);
        if (result is null)
        {
            States = before;
        }

        return result;
    }

    private (string, int, long, long)? Change(ulong tag)
    {
        if (Model.ChangeFails(tag))
        {
            return null;
        }

        var effects = new List<byte[]>();
        for (var p = 0; p < _partitions; p++)
        {
            Model.Change(States[p], tag, p);
            effects.Add(Model.Effect(0, p, States[p].Digest));
        }

        return (Model.Canonical(effects), 1, 0, States.Sum(s => s.Edges));
    }

    private (string, int, long, long)? Wave(GraphOperation operation, ulong tag)
    {
        if (operation.HasSelection && Enumerable.Range(0, _partitions).Any(p => Model.SelectionFails(tag, p, _partitions)))
        {
            return null;
        }

        var waves = new WaveCoordinator(
            operation.RoundsMax, operation.Kind == OperationKind.Wave ? HandlerErrorPolicy.Fail : HandlerErrorPolicy.Skip);
        var effects = new List<byte[]>();
        List<ModelMessage> inbox = [];
        var action = WaveAction.Deliver;
        for (var round = 0; action != WaveAction.Commit; round++)
        {
            ModelRound[] done =
            [
                .. States.Select((s, p) => Model.Round(
                    s, tag, round, action == WaveAction.ReleaseSuspended, p, _partitions, inbox.Where(m => m.To == p))),
            ];
            effects.AddRange(States.Select((s, p) => Model.Effect(round, p, s.Digest)));
            action = waves.RoundEnded(
            [
                .. done.Select((d, p) => new RoundReport(
                    d.Sends.Count + d.Deferred.Count, States[p].IsSuspended ? 1 : 0, d.IsFailed ? 1 : 0, d.IsFailed ? new(p, 0, p) : null)),
            ]);
            if (action == WaveAction.Abort)
            {
                return null;
            }

            foreach (var change in done.Select(d => d.Change).OfType<OrderedChange>().OrderBy(c => c.Sender).ThenBy(c => c.Order))
            {
                for (var p = 0; p < _partitions; p++)
                {
                    Model.Apply(States[p], change, p, _partitions);
                }
            }

            inbox = [.. done.SelectMany(d => d.Sends), .. done.SelectMany(d => d.Deferred).Where(Model.IsFound)];
        }

        return (Model.Canonical(effects), waves.Round + 1, waves.FailedNodes, States.Sum(s => s.Edges));
    }
}
