using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

// Turns of single nodes: queue and group commit.
public sealed partial class PartitionLog
{
    private readonly Queue<WaitingTurn> _queue = new();
    private readonly Dictionary<OperationId, WaitingTurn> _unanswered = [];
    private long _queueBytes;
    private Group _collecting = new();
    private Group? _writing;

    /// <summary>Takes in a turn. It is answered by <see cref="TurnDone"/>, once what it changed is in the journal.</summary>
    public void Run(RunTurn turn, object asker, TimeSpan now)
    {
        if (_records.Answered.Knows(turn.Id, out var outcome))
        {
            Emit(new PartitionEffect.Reply(asker, outcome is null
                ? Refused(turn.Id, "this message was sent again so late that nobody knows any more whether it was handled")
                : new TurnDone(turn.Id, false, false, outcome)));
        }
        else if (_unanswered.TryGetValue(turn.Id, out var known))
        {
            // Of a life that has ended this may or may not be in the journal: no answer. The next life knows.
            known.AddAsker(asker, _limits.AskersPerTurn);
        }
        else if (_phase is Phase.Ended or Phase.Dropping || _mayLeave || turn.Graph != _graph)
        {
            Emit(new PartitionEffect.Reply(asker, Unavailable(turn.Id)));
        }
        else if (turn.Blobs.Length > _limits.BlobsPerTurn)
        {
            Emit(new PartitionEffect.Reply(asker, Refused(
                turn.Id, $"the message refers to {turn.Blobs.Length} programs, at most {_limits.BlobsPerTurn} are possible")));
        }
        else if (_queue.Count >= _limits.QueueTurns || _queueBytes + turn.Content.Length > _limits.QueueBytes)
        {
            Emit(new PartitionEffect.Reply(asker, Unavailable(turn.Id)));
        }
        else
        {
            var waiting = new WaitingTurn(turn, asker);
            _unanswered.Add(turn.Id, waiting);
            _queue.Enqueue(waiting);
            _queueBytes += turn.Content.Length;
            Pump(now);
        }
    }

    private void TickTurns(TimeSpan now)
    {
        if (_blobAskedAt is not null && now >= _blobWaitUntil && _queue.TryPeek(out var head))
        {
            AnswerHead(Unavailable(head.Message.Id));
        }

        Pump(now);
    }

    /// <summary>Runs what may be run, in order.</summary>
    private void Pump(TimeSpan now)
    {
        while (_phase == Phase.Open && _leave is { } number && _queue.TryPeek(out var turn) && !IsFull(_collecting))
        {
            var message = turn.Message;
            if (_host!.MissingBlobs(message.Blobs) is { Count: > 0 } missing)
            {
                AskFor(missing, now);
                break;
            }

            _blobAskedAt = null;
            _queue.Dequeue();
            _queueBytes -= message.Content.Length;
            var result = _host.RunTurn(message.Key, message.Content, message.Blobs);
            var done = new TurnDone(message.Id, result.NeedsOperation, false, result.NeedsOperation ? [] : result.Outcome);
            if (result.NeedsOperation)
            {
                Answer(turn, done);
            }
            else if (result.Changes.Length == 0)
            {
                AnswerAfterEarlier(turn, done);
            }
            else
            {
                _collecting.Number = number;
                _collecting.Add(new TurnRecord(message.Id, message.Key, result.Changes, result.Outcome));
                _collecting.Answers.Add((turn, done));
                WriteTurns(now);
            }
        }

        WantLeave(now);
    }

    private bool IsFull(Group group) => group.Records.Count >= _limits.RecordTurns || group.Bytes >= _limits.RecordBytes;

    /// <summary>Group commit: one record is being written, further turns collect for the next one.</summary>
    private void WriteTurns(TimeSpan now)
    {
        if (_writing is not null || _collecting.Records.Count == 0)
        {
            return;
        }

        _writing = _collecting;
        _collecting = new Group();
        if (_faults.HasFlag(PlantedFaults.ReplyBeforeJournal))
        {
            _writing.Answers.ForEach(each => Answer(each.Turn, each.Done));
            _writing.Answers.Clear();
        }

        Write(new PartitionEvents.TurnsCommitted(_epoch, _writing.Number, [.. _writing.Records]), TurnsWritten, now);
    }

    private void TurnsWritten(TimeSpan now)
    {
        var written = _writing!;
        _writing = null;
        written.Answers.ForEach(each => Answer(each.Turn, each.Done));

        // The leave may have been taken back meanwhile; what was run under it keeps its place.
        WriteTurns(now);
        if (!_isDurable)
        {
            BoundMemory();
            return;
        }

        ReturnWhenJournaled(now);
        Pump(now);
    }

    private void AnswerAfterEarlier(WaitingTurn turn, TurnDone done)
    {
        var last = _collecting.Records.Count > 0 ? _collecting : _writing;
        if (last is null)
        {
            Answer(turn, done);
        }
        else
        {
            last.Answers.Add((turn, done));
        }
    }

    private void Answer(WaitingTurn turn, TurnDone done)
    {
        _unanswered.Remove(turn.Message.Id);
        turn.Askers.ForEach(asker => Emit(new PartitionEffect.Reply(asker, done)));
    }

    private void AnswerHead(TurnDone done)
    {
        var head = _queue.Dequeue();
        _queueBytes -= head.Message.Content.Length;
        _blobAskedAt = null;
        Answer(head, done);
    }

    /// <summary>Nothing has happened to what waits in the queue, and nothing will in this life.</summary>
    private void RefuseQueued()
    {
        while (_queue.TryPeek(out var head))
        {
            AnswerHead(Unavailable(head.Message.Id));
        }
    }

    private void RefuseWaiting()
    {
        RefuseQueued();
        _leave = null;
    }

    private static TurnDone Unavailable(OperationId id) => new(id, false, true, []);

    private static TurnDone Refused(OperationId id, string reason) => new(id, false, false, [], reason);

    private sealed class Group
    {
        public List<TurnRecord> Records { get; } = [];

        public List<(WaitingTurn Turn, TurnDone Done)> Answers { get; } = [];

        public long Number { get; set; }

        public long Bytes { get; private set; }

        public void Add(TurnRecord record)
        {
            Records.Add(record);
            Bytes += record.Key.Length + record.Changes.Length + record.Outcome.Length;
        }
    }
}
