using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Failing handlers: where they failed, undoing them, telling who waits.</summary>
internal sealed partial class PartitionRun
{
    /// <summary>A handler failed: notes where, undoes its own effects if that is the policy, and tells who waits.</summary>
    private void Fail(Activation activation, GraphoidException failure)
    {
        // Many nodes may raise one error value; each failure keeps notes of its own.
        failure = new GraphoidException(failure.Error.WithOwnNotes());
        Annotate(activation, failure.Error);
        if (activation.Journal is { } journal)
        {
            journal.Undo();
            UndoTo(activation.Marks);
        }

        Failed(activation.Row, activation.Order, failure, activation.Reply);
    }

    /// <summary>Counts a message whose handler or predicate failed, and tells who waits for it.</summary>
    private void Failed(int row, MessageOrder order, GraphoidException failure, PendingReply? asked)
    {
        _failedRows.Add(row);
        if (_firstFailure is null || order < _firstFailure.Value)
        {
            _firstFailure = order;
            Failure = failure;
        }

        if (asked is { } reply)
        {
            Answer(reply, row, order, Value.None, failure);
        }
        else if (!Wave.IsSuperstep)
        {
            Effects.Add(new HeldEffect(Wave.Round, Partition.SequenceOf(row), _order++, EffectKind.Log, ErrorText.OneLine(failure.Error), null));
        }
    }

    private void Annotate(Activation activation, ErrorValue error)
    {
        var message = activation.Message.Reference switch
        {
            Symbol symbol => symbol.Display,
            ListValue { Count: > 0 } list when list.Items[0].Reference is Symbol tag => $"[{tag.Display}, …]",
            _ => "…",
        };
        var graph = Wave.Graph.Name is { } name ? $", graph \"{name}\"" : string.Empty;
        error.Notes.Add($"in on_message({message}) of {activation.Behavior.Type.Name}");
        error.Notes.Add(
            $"node \"{Partition.KeyOf(activation.Row)}\", partition {Index} of {Wave.Graph.Store.PartitionCount}{graph}, round {Wave.Round}");
    }

    private void UndoTo(EffectMarks marks)
    {
        Sends.TruncateTo(marks.Sends);
        Deferred.TruncateTo(marks.Deferred);
        while (DeferredTargets.Count > 0 && DeferredTargets[^1].Send >= marks.Deferred)
        {
            DeferredTargets.RemoveAt(DeferredTargets.Count - 1);
        }

        Changes.RemoveRange(marks.Changes, Changes.Count - marks.Changes);
        Broadcasts.RemoveRange(marks.Broadcasts, Broadcasts.Count - marks.Broadcasts);
        Effects.RemoveRange(marks.Effects, Effects.Count - marks.Effects);
    }
}
