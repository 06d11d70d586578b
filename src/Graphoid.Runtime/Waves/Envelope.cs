using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>A message that is more than its payload; ordinary messages travel as bare values without one.</summary>
internal abstract class Envelope : ObjectValue
{
    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.Undefined;
}

/// <summary>A message whose handler's result goes back to someone.</summary>
/// <param name="isOptional">A node without behaviour is left out instead of answering none.</param>
internal sealed class RequestEnvelope(Value message, PendingReply reply, bool isOptional = false) : Envelope
{
    public bool IsOptional { get; } = isOptional;

    public Value Message { get; } = message;

    public PendingReply Reply { get; } = reply;
}

/// <summary>A message that holds graphs or functions: every receiver gets a copy of its own.</summary>
internal sealed class CopiedEnvelope(Value message) : Envelope
{
    public Value Message { get; } = message;
}

/// <summary>A message for the nodes that satisfy a predicate, asked where the node lives.</summary>
internal sealed class FilteredEnvelope(Value predicate, Value message) : Envelope
{
    public Value Predicate { get; } = predicate;

    public Value Message { get; } = message;
}

/// <summary>A read of another node's state: an attribute by name, or the whole value when the name is null.</summary>
internal sealed class ReadEnvelope(string? name, PendingReply reply) : Envelope
{
    public string? Name { get; } = name;

    public PendingReply Reply { get; } = reply;
}

/// <summary>The answer to a request or read; resumes the handler that waits for it.</summary>
/// <param name="wait">Which wait of the receiving row it ends.</param>
internal sealed class ReplyEnvelope(long wait, Value result, GraphoidException? failure) : Envelope
{
    public long Wait { get; } = wait;

    public Value Result { get; } = result;

    public GraphoidException? Failure { get; } = failure;
}

/// <summary>Somebody waits for the reply of a handler.</summary>
internal abstract class PendingReply;

/// <summary>A handler waits, here or on another member: its row and the number of the wait.</summary>
internal class NodeReply(int partition, int row, long wait) : PendingReply
{
    public int Partition { get; } = partition;

    public int Row { get; } = row;

    /// <summary>Unique in the partition's part of a wave.</summary>
    public long Wait { get; } = wait;
}

/// <summary>A handler that waits inside a wave; its continuation runs on the thread that delivers the reply.</summary>
/// <remarks>A reply that comes after the wait has timed out is dropped. It travels all the same, so that the number of
/// messages never depends on which partition was faster.</remarks>
internal sealed class HandlerWait(Activation waiting, long wait) : NodeReply(waiting.Run.Index, waiting.Row, wait)
{
    private readonly TaskCompletionSource<Value> _completion = new();

    public Task<Value> Task => _completion.Task;

    /// <summary>Lets the waiting handler go on, on the calling thread as far as it gets.</summary>
    public void Complete(ReplyEnvelope reply)
    {
        if (reply.Failure is { } failure)
        {
            Fail(failure);
            return;
        }

        waiting.Waits.Remove(this);
        _completion.TrySetResult(reply.Result);
    }

    public void Fail(GraphoidException failure)
    {
        waiting.Waits.Remove(this);
        _completion.TrySetException(failure);
    }
}

/// <summary>A driver that waits for the replies of one or many nodes.</summary>
internal sealed class DriverReplies : PendingReply
{
    private readonly Lock _lock = new();
    private MessageOrder? _failedAt;

    /// <summary>The first failure in message order, or null.</summary>
    public GraphoidException? Failure { get; private set; }

    /// <summary>Where the first failed message stands.</summary>
    public MessageOrder FailedAt => _failedAt ?? default;

    /// <summary>Whether a reply or a failure has come.</summary>
    public bool IsAnswered { get; private set; }

    public Value Result { get; private set; } = Value.None;

    public void Succeed(Value result)
    {
        lock (_lock)
        {
            IsAnswered = true;
            Result = result;
        }
    }

    public void Fail(GraphoidException failure, MessageOrder at)
    {
        lock (_lock)
        {
            IsAnswered = true;
            if (_failedAt is null || at < _failedAt.Value)
            {
                _failedAt = at;
                Failure = failure;
            }
        }
    }
}
