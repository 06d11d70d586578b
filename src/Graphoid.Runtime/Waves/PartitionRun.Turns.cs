using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Single turns: one message to one node whose handler changes nothing but its own node.</summary>
internal sealed partial class PartitionRun
{
    /// <summary>Runs a handler as far as it can go without anybody else.</summary>
    /// <returns>What it has changed, or null when it does more than that: then nothing has happened at all.</returns>
    /// <remarks>Its printed lines are in <see cref="Effects"/> for the caller to take. The share must be one of single turns.</remarks>
    public OwnChanges? TryTurn(int row, Value message, DriverReplies reply)
    {
        StartRound();
        Effects.Clear();
        try
        {
            var delivery = Start(row, new MessageOrder(-1, 0, Partition.SequenceOf(row)), message, reply);
            if (delivery.IsCompleted)
            {
                delivery.GetAwaiter().GetResult();
                return new OwnChanges(Wave.Behaviors.Of(Partition, row), _activation?.Journal);
            }
        }
        catch (NeedsOperationException)
        {
            // Undone below, like a handler that waits for something.
        }

        var activation = _suspended.Remove(row, out var suspended) ? suspended : _activation;
        activation?.Abandon();
        _activation = null;
        StartRound();
        Effects.Clear();
        return null;
    }

    /// <summary>Ends a single turn that wants more than its own node.</summary>
    public void RequireOperation()
    {
        if (Wave.IsSingleTurn)
        {
            throw new NeedsOperationException();
        }
    }
}

/// <summary>What a turn has changed of its own node.</summary>
/// <param name="Behavior">The behaviour that ran, or null.</param>
/// <param name="Journal">What was overwritten; valid until the partition's next turn.</param>
internal readonly record struct OwnChanges(BehaviorBinding? Behavior, FieldJournal? Journal);

/// <summary>A single turn wants more than its own node. Not an error of the program: no <c>catch</c> of it sees this.</summary>
internal sealed class NeedsOperationException : Exception;
