using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>Judges a run that has come to rest by running its log again on one machine.</summary>
internal static class Verdict
{
    public static void Judge(World world)
    {
        GraphEvents.OperationCommitted[] log = [.. world.Graph.Journal.Ever.OfType<GraphEvents.OperationCommitted>()];
        Demand(log.Select(c => c.Number).SequenceEqual(Enumerable.Range(1, log.Length).Select(i => (long)i)), "numbers have gaps");
        Demand(log.DistinctBy(c => c.Id).Count() == log.Length, "an operation took effect twice");
        long[] epochs = [.. world.Graph.Journal.Ever.OfType<GraphEvents.EpochStarted>().Select(e => e.Epoch)];
        Demand(epochs.Zip(epochs.Skip(1)).All(e => e.First < e.Second), "epochs do not grow");
        JudgeAnswers(world, log);
        JudgeStates(world, log);
        ulong[] durable = [.. world.Partitions.SelectMany(p => p.TurnsEver).Select(t => t.Id)];
        Demand(durable.Distinct().Count() == durable.Length, "a turn took effect twice");
        Demand(world.AnsweredTurns.All(durable.Contains), "a turn was answered before its record");
    }

    private static void JudgeAnswers(World world, GraphEvents.OperationCommitted[] log)
    {
        foreach (var (id, outcome) in world.Drivers.SelectMany(d => d.Answers))
        {
            var committed = Array.Find(log, c => c.Id == id);
            if (outcome.End == OperationEnd.Completed)
            {
                Demand(committed is not null, $"{id} was acknowledged and is not in the log");
                Demand(committed!.Number == outcome.Number, $"{id} was acknowledged as another operation");
            }
            else if (outcome.End != OperationEnd.Forgotten)
            {
                Demand(committed is null, $"{id} was answered with {outcome.End} and is in the log");
            }
        }
    }

    private static void JudgeStates(World world, GraphEvents.OperationCommitted[] log)
    {
        var reference = new Reference(world.Partitions.Length);
        RunTurns(world, reference, 0);
        foreach (var committed in log)
        {
            var result = reference.Run(committed.Operation);
            Demand(result is not null, $"operation {committed.Number} should have failed");
            var (effects, rounds, failedNodes, edges) = result!.Value;
            Demand(effects == Model.Canonical(committed.Outcome.Parts), $"operation {committed.Number} has other effects");
            Demand(
                (rounds, failedNodes, edges) == (committed.Outcome.Rounds, committed.Outcome.FailedNodes, committed.Outcome.EdgeCount),
                $"operation {committed.Number} has other counts");
            RunTurns(world, reference, committed.Number);
        }

        foreach (var partition in world.Partitions)
        {
            Demand(
                reference.States[partition.Index] == partition.Place?.StateOf(partition.Index),
                $"partition {partition.Index} is in another state than its log says");
        }
    }

    private static void RunTurns(World world, Reference reference, long number)
    {
        foreach (var partition in world.Partitions)
        {
            foreach (var turn in partition.TurnsEver.Where(t => t.Number == number))
            {
                Model.Turn(reference.States[partition.Index], turn.Id);
                Demand(
                    reference.States[partition.Index].Digest == turn.Digest,
                    $"a turn behind operation {number} saw another state of partition {partition.Index}");
            }
        }
    }

    private static void Demand(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new SimulationException(otherwise);
        }
    }
}
