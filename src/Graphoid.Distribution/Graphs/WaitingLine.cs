using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Something that waits for its turn at a graph.</summary>
internal abstract class WaitingCall(long arrivedMs, long deadlineMs)
{
    public long ArrivedMs { get; } = arrivedMs;

    public long DeadlineMs { get; } = deadlineMs;
}

/// <summary>An operation that has not ended, and who wants to know how it does.</summary>
internal sealed class WaitingOperation(OperationId id, GraphOperation operation, Askers askers, long arrivedMs, long deadlineMs)
    : WaitingCall(arrivedMs, deadlineMs)
{
    public OperationId Id { get; } = id;

    public GraphOperation Operation { get; } = operation;

    public Askers Askers { get; } = askers;

    /// <summary>Whether an attempt was lost with a member.</summary>
    public bool HasBegun { get; set; }
}

/// <summary>A read that waits until no operation is in front of it.</summary>
internal sealed class WaitingRead(GraphProtocol.ReadGraph read, ReplyTo from, long arrivedMs, long deadlineMs)
    : WaitingCall(arrivedMs, deadlineMs)
{
    public GraphProtocol.ReadGraph Read { get; } = read;

    public ReplyTo From { get; } = from;
}

/// <summary>Who has asked for an outcome: each once, the latest when there are too many.</summary>
internal sealed class Askers(int max)
{
    private readonly List<ReplyTo> _all = [];

    public IReadOnlyList<ReplyTo> All => _all;

    public Askers With(ReplyTo asker)
    {
        _all.Remove(asker);
        _all.Add(asker);
        if (_all.Count > max)
        {
            _all.RemoveAt(0);
        }

        return this;
    }
}

/// <summary>What waits at a graph, first come first served; the bound is the coordinator's.</summary>
internal sealed class WaitingLine
{
    private readonly LinkedList<WaitingCall> _calls = new();
    private readonly Dictionary<OperationId, LinkedListNode<WaitingCall>> _operations = [];

    public int Count => _calls.Count;

    public WaitingCall? First => _calls.First?.Value;

    public IEnumerable<WaitingOperation> Operations => _calls.OfType<WaitingOperation>();

    public WaitingOperation? Find(OperationId id) => _operations.TryGetValue(id, out var node) ? (WaitingOperation)node.Value : null;

    public void Add(WaitingCall call) => Note(_calls.AddLast(call));

    /// <summary>Back to the front: an operation whose attempt was lost.</summary>
    public void AddFirst(WaitingOperation operation) => Note(_calls.AddFirst(operation));

    public void Remove(WaitingCall call)
    {
        if (call is WaitingOperation operation)
        {
            _operations.Remove(operation.Id, out var node);
            _calls.Remove(node!);
        }
        else
        {
            _calls.Remove(call);
        }
    }

    public WaitingCall[] TakeOverdue(long nowMs) => Take(c => c.DeadlineMs <= nowMs);

    public WaitingCall[] TakeAll() => Take(_ => true);

    private WaitingCall[] Take(Predicate<WaitingCall> isTaken)
    {
        WaitingCall[] taken = [.. _calls.Where(c => isTaken(c))];
        foreach (var call in taken)
        {
            Remove(call);
        }

        return taken;
    }

    private void Note(LinkedListNode<WaitingCall> node)
    {
        if (node.Value is WaitingOperation operation)
        {
            _operations.Add(operation.Id, node);
        }
    }
}
