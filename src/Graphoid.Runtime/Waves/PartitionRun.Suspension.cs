using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Handlers that wait: replies, release when nothing can wake them, messages held meanwhile.</summary>
internal sealed partial class PartitionRun
{
    /// <summary>A number for a wait, never used again in this wave.</summary>
    public long NextWait() => _waits++;

    /// <summary>Raises TimeoutError in every suspended handler, because no message is left that could wake one.</summary>
    public async ValueTask<RoundReport> ReleaseSuspendedAsync()
    {
        foreach (var row in _suspended.Keys.Order().ToArray())
        {
            var activation = _suspended[row];
            activation.Marks = Marks();
            foreach (var wait in activation.Waits.ToArray())
            {
                wait.Fail(new GraphoidException(
                    ErrorKind.Timeout,
                    "the request can never be answered: only waiting handlers are left",
                    RuntimeErrorIds.WaveDeadlock,
                    "do two nodes request from each other?"));
            }

            await SettleAsync(row, activation).ConfigureAwait(false);
        }

        return Report();
    }

    /// <summary>Hands the replies of this round to the waiting handler of a row.</summary>
    private async ValueTask ResumeAsync(int row, int active)
    {
        var activation = _suspended[row];
        activation.Marks = Marks();
        for (var m = Inbox.StartAt(active); m < Inbox.EndAt(active); m++)
        {
            if (Inbox.PayloadOf(m).Reference is ReplyEnvelope reply)
            {
                activation.Waits.Find(wait => wait.Wait == reply.Wait)?.Complete(reply);
            }
        }

        await SettleAsync(row, activation).ConfigureAwait(false);
    }

    /// <summary>Waits until a handler has finished or waits for a reply again; then goes on with the messages held for its node.</summary>
    private async ValueTask SettleAsync(int row, Activation activation)
    {
        var pending = activation.Pending!;
        while (!pending.IsCompleted)
        {
            // Normally the continuation has run on this thread already; only a handler that had to change threads is still under way.
            activation.WaitStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (activation.Waits.Count > 0)
            {
                return;
            }

            await Task.WhenAny(pending, activation.WaitStarted.Task).ConfigureAwait(false);
        }

        _suspended.Remove(row);
        try
        {
            Succeed(activation, await pending.ConfigureAwait(false));
        }
        catch (GraphoidException failure)
        {
            Fail(activation, failure);
        }

        while (activation.Held.TryDequeue(out var held))
        {
            await Deliver(row, held.Order, held.Payload).ConfigureAwait(false);
        }
    }
}
