using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>What is known of an operation that may be a repetition.</summary>
internal enum WindowAnswer
{
    /// <summary>Never answered, as far as anyone can tell.</summary>
    New,

    /// <summary>Answered; the outcome is here.</summary>
    Answered,

    /// <summary>May have been answered, so long ago that the outcome is gone. Must not be run.</summary>
    Forgotten,
}

/// <summary>Outcomes of answered operations, kept so that a repeated one is answered and not run again.</summary>
/// <remarks>
/// <para>Changed by journaled events only, in their order, so that a recovered window equals the lost one. Forgetting moves the
/// session's <i>floor</i> up to the forgotten number: at or below it, what is not kept counts as forgotten.</para>
/// <para>Past <see cref="GraphCoordinatorOptions.ForgottenSessionsMax"/> forgotten sessions, a repetition from the most distant of
/// them would be taken for new; it would have to be late by that many other sessions.</para>
/// </remarks>
internal sealed class OperationWindow
{
    private const int OverheadBytes = 128;

    private readonly GraphCoordinatorOptions _options;
    private readonly Dictionary<OperationId, LinkedListNode<GraphEvents.AnsweredOperation>> _answered = [];
    private readonly LinkedList<GraphEvents.AnsweredOperation> _inOrder = new();
    private readonly Dictionary<Guid, Session> _sessions = [];
    private readonly LinkedList<Guid> _sessionsBySilence = new();
    private readonly Dictionary<Guid, (long Number, LinkedListNode<Guid> Place)> _floors = [];
    private readonly LinkedList<Guid> _floorsByAge = new();
    private long _bytes;

    public OperationWindow(GraphCoordinatorOptions options) => _options = options;

    public WindowAnswer Find(OperationId id, out OperationOutcome? outcome)
    {
        if (_answered.TryGetValue(id, out var kept))
        {
            outcome = kept.Value.Outcome;
            return WindowAnswer.Answered;
        }

        outcome = null;
        return _floors.TryGetValue(id.Session, out var floor) && id.Number <= floor.Number ? WindowAnswer.Forgotten : WindowAnswer.New;
    }

    public void Add(OperationId id, OperationOutcome outcome)
    {
        if (_answered.ContainsKey(id))
        {
            return;
        }

        if (_sessions.TryGetValue(id.Session, out var session))
        {
            _sessionsBySilence.Remove(session.Place);
            _sessionsBySilence.AddLast(session.Place);
        }
        else
        {
            session = new Session(_sessionsBySilence.AddLast(id.Session));
            _sessions.Add(id.Session, session);
        }

        var answered = _inOrder.AddLast(new GraphEvents.AnsweredOperation(id, outcome));
        _answered.Add(id, answered);
        session.Answered.Enqueue(answered);
        _bytes += Size(outcome);
        if (session.Answered.Count > _options.AnsweredPerSessionMax)
        {
            Forget(session.Answered.Peek());
        }

        while (_bytes > _options.AnsweredBytesMax && _inOrder.Count > 1)
        {
            Forget(_inOrder.First!);
        }

        while (_sessions.Count > _options.SessionsMax)
        {
            var silent = _sessions[_sessionsBySilence.First!.Value];
            for (var count = silent.Answered.Count; count > 0; count--)
            {
                Forget(silent.Answered.Peek());
            }
        }
    }

    /// <summary>What is kept, in the order in which it was answered.</summary>
    public GraphEvents.AnsweredOperation[] Kept() => [.. _inOrder];

    public GraphEvents.SessionMark[] Forgotten() => [.. _floorsByAge.Select(s => new GraphEvents.SessionMark(s, _floors[s].Number))];

    public void Restore(GraphEvents.AnsweredOperation[] kept, GraphEvents.SessionMark[] forgotten)
    {
        _answered.Clear();
        _inOrder.Clear();
        _sessions.Clear();
        _sessionsBySilence.Clear();
        _floors.Clear();
        _floorsByAge.Clear();
        _bytes = 0;
        foreach (var mark in forgotten)
        {
            RaiseFloor(mark.Session, mark.Number);
        }

        foreach (var answered in kept)
        {
            Add(answered.Id, answered.Outcome);
        }
    }

    private static long Size(OperationOutcome outcome) =>
        OverheadBytes + outcome.Parts.Sum(p => (long)p.Length) + (outcome.Failure?.Length ?? 0) + (outcome.Reason?.Length ?? 0);

    /// <summary>Every kept outcome is the first of its session when it goes: each way to choose one goes by age.</summary>
    private void Forget(LinkedListNode<GraphEvents.AnsweredOperation> answered)
    {
        var id = answered.Value.Id;
        _bytes -= Size(answered.Value.Outcome);
        _answered.Remove(id);
        _inOrder.Remove(answered);
        var session = _sessions[id.Session];
        session.Answered.Dequeue();
        if (session.Answered.Count == 0)
        {
            _sessionsBySilence.Remove(session.Place);
            _sessions.Remove(id.Session);
        }

        RaiseFloor(id.Session, id.Number);
    }

    private void RaiseFloor(Guid session, long number)
    {
        if (_floors.TryGetValue(session, out var floor))
        {
            _floorsByAge.Remove(floor.Place);
            number = Math.Max(number, floor.Number);
        }

        _floors[session] = (number, _floorsByAge.AddLast(session));
        if (_floors.Count > _options.ForgottenSessionsMax)
        {
            _floors.Remove(_floorsByAge.First!.Value);
            _floorsByAge.RemoveFirst();
        }
    }

    private sealed class Session(LinkedListNode<Guid> place)
    {
        public LinkedListNode<Guid> Place { get; } = place;

        public Queue<LinkedListNode<GraphEvents.AnsweredOperation>> Answered { get; } = new();
    }
}
