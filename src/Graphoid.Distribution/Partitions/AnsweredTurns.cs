using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionEvents;

namespace Graphoid.Distribution.Partitions;

/// <summary>The outcomes of a partition's last turns, by session, so that a repeated turn gets the same outcome and takes effect once.</summary>
/// <remarks>A function of the journal alone: it grows in the order of the records, so a later life has the same window. Numbers of a
/// session at or below the highest one that fell out of its window are refused: they may have been run.</remarks>
internal sealed class AnsweredTurns(PartitionLimits limits)
{
    private readonly LinkedList<AnsweredTurn> _inOrder = new();
    private readonly Dictionary<Guid, Session> _sessions = [];
    private readonly LinkedList<Guid> _bySilence = new();
    private long _bytes;

    public int Count => _inOrder.Count;

    /// <summary>Whether the turn was answered; <paramref name="outcome"/> is null when its outcome is no longer kept.</summary>
    public bool Knows(OperationId id, out byte[]? outcome)
    {
        outcome = null;
        if (!_sessions.TryGetValue(id.Session, out var session))
        {
            return false;
        }

        if (session.Answered.TryGetValue(id.Number, out var turn))
        {
            outcome = turn.Outcome;
            return true;
        }

        return id.Number <= session.ForgottenUpTo;
    }

    public void Add(OperationId id, byte[] outcome)
    {
        var session = SessionOf(id.Session);
        _bySilence.Remove(session.BySilence);
        _bySilence.AddLast(session.BySilence);
        if (Append(session, new AnsweredTurn(id, outcome)))
        {
            Trim(session);
        }
    }

    /// <summary>The window as records of about <see cref="PartitionLimits.RecordBytes"/> each; at least one, the last one marked.</summary>
    public List<TurnsAnswered> ToRecords(long epoch)
    {
        var records = new List<TurnsAnswered>();
        var answered = new List<AnsweredTurn>();
        var bytes = 0L;
        var sessions = _bySilence.Select(id => new OperationId(id, _sessions[id].ForgottenUpTo)).ToArray();
        foreach (var turn in _inOrder)
        {
            answered.Add(turn);
            bytes += SizeOf(turn);
            if (bytes >= limits.RecordBytes)
            {
                records.Add(new TurnsAnswered(epoch, records.Count, false, [.. answered], []));
                answered.Clear();
                bytes = 0;
            }
        }

        records.Add(new TurnsAnswered(epoch, records.Count, true, [.. answered], sessions));
        return records;
    }

    /// <summary>Starts over from what <see cref="ToRecords"/> wrote.</summary>
    public void Restore(IReadOnlyList<TurnsAnswered> records)
    {
        _inOrder.Clear();
        _sessions.Clear();
        _bySilence.Clear();
        _bytes = 0;
        foreach (var id in records.SelectMany(record => record.Sessions))
        {
            SessionOf(id.Session).ForgottenUpTo = id.Number;
        }

        foreach (var turn in records.SelectMany(record => record.Answered))
        {
            Append(SessionOf(turn.Id.Session), turn);
        }
    }

    private static long SizeOf(AnsweredTurn turn) => turn.Outcome.Length + 64;

    private Session SessionOf(Guid id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            _sessions.Add(id, session = new Session { BySilence = _bySilence.AddLast(id) });
        }

        return session;
    }

    private bool Append(Session session, AnsweredTurn turn)
    {
        if (!session.Answered.TryAdd(turn.Id.Number, turn))
        {
            return false;
        }

        session.InOrder.Enqueue(_inOrder.AddLast(turn));
        _bytes += SizeOf(turn);
        return true;
    }

    private void Trim(Session session)
    {
        if (session.InOrder.Count > limits.WindowTurns)
        {
            ForgetOldest(session);
        }

        while (_bytes > limits.WindowBytes && _inOrder.First is { } oldest && oldest != _inOrder.Last)
        {
            ForgetOldest(_sessions[oldest.Value.Id.Session]);
        }

        while (_sessions.Count > limits.Sessions && _bySilence.First is { } silent)
        {
            var forgotten = _sessions[silent.Value];
            while (forgotten.InOrder.Count > 0)
            {
                ForgetOldest(forgotten);
            }

            _sessions.Remove(silent.Value);
            _bySilence.RemoveFirst();
        }
    }

    private void ForgetOldest(Session session)
    {
        var oldest = session.InOrder.Dequeue();
        session.Answered.Remove(oldest.Value.Id.Number);
        session.ForgottenUpTo = Math.Max(session.ForgottenUpTo, oldest.Value.Id.Number);
        _bytes -= SizeOf(oldest.Value);
        _inOrder.Remove(oldest);
    }

    private sealed class Session
    {
        public required LinkedListNode<Guid> BySilence { get; init; }

        public Dictionary<long, AnsweredTurn> Answered { get; } = [];

        public Queue<LinkedListNode<AnsweredTurn>> InOrder { get; } = new();

        public long ForgottenUpTo { get; set; }
    }
}
