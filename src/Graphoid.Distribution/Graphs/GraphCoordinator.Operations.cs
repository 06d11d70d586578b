using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Operations from their arrival to their answer: repetitions, refusals, attempts, the commit.</summary>
public sealed partial class GraphCoordinator
{
    /// <summary>No operation waits longer, whatever it asks for: a day.</summary>
    private const long WaitMsMax = 24L * 60 * 60 * 1000;

    private readonly WaitingLine _line = new();

    /// <summary>Operations that have not taken effect, whose outcome is on its way to the journal.</summary>
    private readonly Dictionary<OperationId, Askers> _answering = [];

    private OperationRun? _run;
    private long _runStartedAtMs;
    private WaitingOperation? _running;

    /// <summary>The operation whose record is on its way to the journal, also when its epoch is over.</summary>
    private WaitingOperation? _committing;

    private long _attemptsOf;
    private int _attempt;

    private void Run(GraphProtocol.RunOperation request, ReplyTo from)
    {
        var id = request.Id;
        if (IsGone)
        {
            Reply(from, new GraphProtocol.OperationDone(id, Refused(Unknown)));
        }
        else if (AskersOf(id) is { } askers)
        {
            askers.With(from);
        }
        else if (Bug == PlantedBug.RunsRepeatedOperations || !ReplyFromWindow(id, from))
        {
            askers = new Askers(_options.AskersMax).With(from);
            if (RefusalOf(request.Operation) is { } reason)
            {
                Answer(id, Refused(reason), askers);
            }
            else
            {
                var deadline = _nowMs + Math.Clamp(request.WaitMaxMs, 0, WaitMsMax);
                _line.Add(new WaitingOperation(id, request.Operation, askers, _nowMs, deadline));
            }
        }
    }

    private string? RefusalOf(GraphOperation operation)
    {
        if (_refusal is not null)
        {
            return _refusal;
        }

        if (_line.Count >= _options.WaitingMax)
        {
            return $"{_line.Count} operations and reads wait for this graph already";
        }

        var missing = Array.FindIndex(operation.Blobs, b => !_blobs.Contains(b));
        return missing < 0 ? null : $"the operation refers to content {operation.Blobs[missing]}, which the graph does not keep";
    }

    private void Cancel(OperationId id, ReplyTo from)
    {
        if (IsGone)
        {
            Reply(from, new GraphProtocol.OperationDone(id, Refused(Unknown)));
        }
        else if (_line.Find(id) is { } waiting)
        {
            _line.Remove(waiting);
            Answer(id, Cancelled(), waiting.Askers.With(from));
        }
        else if (_running is not null && _running.Id == id)
        {
            var running = _running;
            _running = null;
            _activity = Activity.Idle;
            EndRun(isCommit: false);
            Answer(id, Cancelled(), running.Askers.With(from));
        }
        else if (AskersOf(id) is { } askers)
        {
            // It is being committed, or has been refused: either way the journal has the word.
            askers.With(from);
        }
        else if (!ReplyFromWindow(id, from))
        {
            // The request may be late, or lost: it must not run when it comes.
            Answer(id, Cancelled(), new Askers(_options.AskersMax).With(from));
        }
    }

    private Askers? AskersOf(OperationId id)
    {
        if (_running is not null && _running.Id == id)
        {
            return _running.Askers;
        }

        if (_committing is not null && _committing.Id == id)
        {
            return _committing.Askers;
        }

        return _line.Find(id)?.Askers ?? _answering.GetValueOrDefault(id);
    }

    private bool ReplyFromWindow(OperationId id, ReplyTo from)
    {
        switch (_window.Find(id, out var outcome))
        {
            case WindowAnswer.Answered:
                Reply(from, new GraphProtocol.OperationDone(id, outcome!));
                return true;
            case WindowAnswer.Forgotten:
                Reply(from, new GraphProtocol.OperationDone(id, NoEffect(
                    OperationEnd.Forgotten,
                    "the operation was answered before, so long ago that its outcome is no longer kept; it is not run again")));
                return true;
            default:
                return false;
        }
    }

    private void BeginOperation(WaitingOperation operation)
    {
        _line.Remove(operation);
        _running = operation;
        _activity = Activity.Running;
        _hasGrantedBetween = false;
        _silentPauses = 0;
        BeginRun(Number + 1, operation.Operation, isReplay: false);
    }

    private void BeginRun(long number, GraphOperation operation, bool isReplay)
    {
        _attempt = _attemptsOf == number ? _attempt + 1 : 1;
        _attemptsOf = number;
        _run = new OperationRun(
            _id,
            new OperationStamp(Epoch, number, _attempt),
            operation,
            _opening!.Members,
            _nodeCounts,
            _edgeCounts,
            isReplay,
            Bug);
        _runStartedAtMs = _nowMs;
        _run.Begin();
        Progress();
        CarryOn();
    }

    /// <summary>A member has answered; of which attempt, the stamp says.</summary>
    private void Answered(OperationStamp stamp, Predicate<OperationRun> take)
    {
        if (_run is not null && (stamp == _run.Stamp || Bug == PlantedBug.ChecksNoEpoch) && take(_run))
        {
            Progress();
            CarryOn();
        }
    }

    private void CarryOn()
    {
        foreach (var (member, message) in _run!.TakeSends())
        {
            Do(new GraphEffect.ToMember(member, message));
        }

        if (!_run.IsOver)
        {
            return;
        }

        _reopenings = 0;
        if (Phase == GraphPhase.Replaying)
        {
            ReplayEnded(_run.Outcome!);
        }
        else if (_activity == Activity.Running)
        {
            Ended(_running!, _run.Outcome!);
        }
    }

    private void Ended(WaitingOperation operation, OperationOutcome outcome)
    {
        _running = null;
        if (outcome.End == OperationEnd.Completed)
        {
            _activity = Activity.Committing;
            _committing = operation;
            if (Bug == PlantedBug.RepliesBeforeTheJournal)
            {
                Tell(operation.Id, outcome, operation.Askers);
            }

            Persist(new GraphEvents.OperationCommitted(Number + 1, operation.Id, operation.Operation, outcome, _engine));
        }
        else
        {
            _activity = Activity.Idle;
            EndRun(isCommit: false);
            Answer(operation.Id, outcome, operation.Askers);
        }
    }

    /// <summary>The record is durable: the operation has taken effect, whatever happens to the members.</summary>
    private void Committed(GraphEvents.OperationCommitted committed)
    {
        if (_committing is { } operation && operation.Id == committed.Id)
        {
            _committing = null;
            if (Bug != PlantedBug.RepliesBeforeTheJournal)
            {
                Tell(operation.Id, committed.Outcome, operation.Askers);
            }
        }

        if (_activity == Activity.Committing)
        {
            _activity = Activity.Idle;
            EndRun(isCommit: true);
        }
    }

    private void EndRun(bool isCommit)
    {
        var run = _run!;
        _run = null;
        ToMembers(_ => new MemberProtocol.End(_id, run.Stamp, isCommit));
        if (isCommit)
        {
            _nodeCounts = run.NodeCounts;
            _edgeCounts = run.EdgeCounts;
            _checkpoints.Ran(TimeSpan.FromMilliseconds(_nowMs - _runStartedAtMs));
        }
    }

    /// <summary>Ends an operation that has not taken effect: first in the journal, then for whoever asked.</summary>
    private void Answer(OperationId id, OperationOutcome outcome, Askers askers)
    {
        if (Bug == PlantedBug.ForgetsFailures)
        {
            _window.Add(id, outcome);
            Tell(id, outcome, askers);
        }
        else if (_answering.Count < _options.WaitingMax)
        {
            _answering.Add(id, askers);
            Persist(new GraphEvents.AnsweredOperation(id, outcome));
        }
        else
        {
            // The journal does not keep up with refusals. Who asked hears nothing, and asks again.
            Report($"operation {id} is not answered: {_answering.Count} answers wait for the journal", isWarning: true);
        }
    }

    private void Told(GraphEvents.AnsweredOperation answered)
    {
        if (_answering.Remove(answered.Id, out var askers))
        {
            Tell(answered.Id, answered.Outcome, askers);
        }
    }

    private void Tell(OperationId id, OperationOutcome outcome, Askers askers)
    {
        foreach (var asker in askers.All)
        {
            Reply(asker, new GraphProtocol.OperationDone(id, outcome));
        }
    }

    private static OperationOutcome Refused(string reason) => NoEffect(OperationEnd.Refused, reason);

    private static OperationOutcome Cancelled() => NoEffect(OperationEnd.Cancelled, null);

    private static OperationOutcome NoEffect(OperationEnd end, string? reason) => new(end, 0, [], null, 0, 0, 0, 0, reason);
}
