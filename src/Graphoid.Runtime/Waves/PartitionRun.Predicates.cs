using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Predicates of <c>where:</c>, asked where the node lives.</summary>
internal sealed partial class PartitionRun
{
    /// <summary>The rows whose nodes satisfy a predicate, in row order.</summary>
    public async ValueTask<List<int>> SelectAsync(Value predicate)
    {
        var rows = new List<int>();
        var reader = new Activation(this, new Machine(Wave.Program)) { IsReader = true };
        for (var row = 0; row < Partition.RowCount; row++)
        {
            if (row % RowsPerBlock == 0)
            {
                Wave.Cancellation.ThrowIfCancellationRequested();
            }

            try
            {
                if (Partition.IsLive(row) && await Satisfies(reader, row, predicate).ConfigureAwait(false))
                {
                    rows.Add(row);
                }
            }
            catch (GraphoidException failure)
            {
                // Partitions ask side by side, so each reports its first failure and the first of all is raised.
                SelectionFailure = (Partition.SequenceOf(row), failure);
                break;
            }
        }

        return rows;
    }

    private async ValueTask<bool> Satisfies(Activation reader, int row, Value predicate)
    {
        reader.Row = row;
        reader.ForgetRandomness();
        var node = new NodeHandle(Wave.Graph.Owner, Partition.KeyOf(row));
        try
        {
            var answer = await reader.Machine.CallAsync(Payload.FreshCall(predicate), [Value.Of(node)]).ConfigureAwait(false);
            return answer.IsTruthy;
        }
        catch (GraphoidException failure)
        {
            failure.Error.Notes.Add($"in the predicate of `where:`, for node \"{node.IdText}\"");
            throw;
        }
    }

    private async ValueTask DeliverFiltered(int row, MessageOrder order, FilteredEnvelope filtered)
    {
        var reader = new Activation(this, new Machine(Wave.Program)) { IsReader = true, ReadsOwnNodeOnly = true };
        var request = filtered.Message.Reference as RequestEnvelope;
        bool isMeant;
        try
        {
            isMeant = Partition.IsLive(row) && await Satisfies(reader, row, filtered.Predicate).ConfigureAwait(false);
        }
        catch (GraphoidException failure)
        {
            Failed(row, order, failure, request?.Reply);
            return;
        }

        if (isMeant)
        {
            await Deliver(row, order, filtered.Message).ConfigureAwait(false);
        }
        else if (request is not null)
        {
            Answer(request.Reply, row, order, Value.Undefined, null);
        }
    }
}
