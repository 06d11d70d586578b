using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Epochs: opening the partitions, putting the members together, running the log again; and what ends an epoch.</summary>
public sealed partial class GraphCoordinator
{
    private OpeningPhase? _opening;
    private long[] _nodeCounts = [];
    private long[] _edgeCounts = [];
    private long _startingEpoch;
    private long? _resumeAtMs;
    private long _openAgainAtMs;
    private int _replayed;
    private bool _hasServed;
    private bool _wasImported;

    /// <summary>Why everything is refused; null while the graph can be used or opened.</summary>
    private string? _refusal;

    /// <summary>Openings in a row after which nothing was carried out.</summary>
    private int _reopenings;

    /// <summary>Openings in a row that ended in silence.</summary>
    private int _silentOpenings;

    private void StartEpoch()
    {
        Phase = GraphPhase.Starting;
        _resumeAtMs = null;
        _opening = null;
        _startingEpoch = Epoch + 1;
        Persist(new GraphEvents.EpochStarted(_startingEpoch));
        if (Bug == PlantedBug.EpochIsNotDurable)
        {
            Epoch = _startingEpoch;
            EpochStarted(_startingEpoch);
        }
    }

    private void EpochStarted(long epoch)
    {
        if (Phase != GraphPhase.Starting || epoch != _startingEpoch || _isDropping)
        {
            return;
        }

        Phase = GraphPhase.Opening;
        _opening = new OpeningPhase(_spec!.PartitionNames.Length);
        _attemptsOf = 0;
        Progress();
        SendOpenings();
    }

    private void SendOpenings()
    {
        _openAgainAtMs = _nowMs + Ms(_options.ResendInterval);
        foreach (var partition in _opening!.NotOpen)
        {
            ToPartition(partition, new PartitionProtocol.OpenPartition(_spec!, partition, Epoch, Checkpoint));
        }
    }

    private void PartitionOpened(PartitionProtocol.PartitionOpened opened)
    {
        if (!IsOfEpoch(opened.Epoch) || !IsPartition(opened.Partition))
        {
            return;
        }

        if (Phase != GraphPhase.Opening)
        {
            if (!_opening!.IsAt(opened.Partition, opened.Member))
            {
                Reopen($"partition {opened.Partition} has moved to {opened.Member}");
            }

            return;
        }

        Progress();
        _opening!.Opened(opened.Partition, opened.Member);
        if (_watched.Add(opened.Member))
        {
            Do(new GraphEffect.Watch(opened.Member));
        }

        if (_opening.IsAllOpen)
        {
            Phase = GraphPhase.Assembling;
            Unwatch(_watched.Except(_opening.Members));
            ToMembers(_ => new MemberProtocol.Assemble(_spec!, Epoch, Checkpoint, _opening.Places));
        }
    }

    private void Assembled(MemberProtocol.Assembled assembled)
    {
        if (!IsOfEpoch(assembled.Epoch) || Phase != GraphPhase.Assembling
            || !_opening!.Assembled(assembled.Member, assembled.NodeCount, assembled.EdgeCount))
        {
            return;
        }

        Progress();
        if (_opening.IsAllAssembled)
        {
            Phase = GraphPhase.Replaying;
            _nodeCounts = _opening.NodeCounts;
            _edgeCounts = _opening.EdgeCounts;
            _replayed = 0;
            _checkpoints.Replaying();
            ReplayNext();
        }
    }

    private void ReplayNext()
    {
        if (_replayed >= _log.Count - (Bug == PlantedBug.ReplaysOnlyAPart ? 1 : 0))
        {
            Serve();
            return;
        }

        var committed = _log[_replayed];
        if (committed.Engine != _engine)
        {
            Unreadable(
                $"operation {committed.Number} was run by engine {committed.Engine} and can only be run again by the same; this is "
                + $"{_engine}. Start members of the former version, which make a checkpoint when they leave");
            return;
        }

        BeginRun(committed.Number, committed.Operation, isReplay: true);
    }

    private void ReplayEnded(OperationOutcome outcome)
    {
        var committed = _log[_replayed];
        var was = committed.Outcome;
        if (outcome.End != OperationEnd.Completed || outcome.Rounds != was.Rounds || outcome.FailedNodes != was.FailedNodes
            || outcome.NodeCount != was.NodeCount || outcome.EdgeCount != was.EdgeCount)
        {
            Unreadable(
                $"operation {committed.Number} does not come out as it did: {Counts(outcome)}, then {Counts(was)}");
            return;
        }

        EndRun(isCommit: true);
        _replayed++;
        ReplayNext();
    }

    private static string Counts(OperationOutcome o) =>
        $"{o.End} in {o.Rounds} rounds with {o.FailedNodes} failed nodes, {o.NodeCount} nodes and {o.EdgeCount} edges";

    private void Serve()
    {
        Phase = GraphPhase.Serving;
        _hasServed = true;
        _silentOpenings = 0;
        _hasGrantedBetween = false;
        Report($"open in epoch {Epoch} on {_opening!.Members.Length} members, behind operation {Number}");
        AnswerDescriptions();
    }

    private void MemberLost(MemberId member)
    {
        _watched.Remove(member);
        if (Phase is >= GraphPhase.Opening and <= GraphPhase.Leaving && _opening!.HasPartitionsOn(member))
        {
            Reopen($"lost member {member}");
        }
    }

    private void PartitionClosed(PartitionProtocol.PartitionClosed closed)
    {
        if (!IsOfEpoch(closed.Epoch) || !IsPartition(closed.Partition))
        {
            return;
        }

        if (Phase == GraphPhase.Leaving)
        {
            if (_mayLeave.Remove(closed.Partition) && _mayLeave.Count == 0)
            {
                Reopen("partitions have moved", isFailure: false);
            }
        }
        else if (_opening!.IsOpen(closed.Partition))
        {
            Reopen($"partition {closed.Partition} has ended");
        }
    }

    private void PartitionUnreadable(PartitionProtocol.PartitionUnreadable unreadable)
    {
        if (IsOfEpoch(unreadable.Epoch))
        {
            Unreadable(unreadable.Reason);
        }
    }

    /// <summary>Ends the epoch; the next one begins at once, after failures in a row a little later.</summary>
    private void Reopen(string reason, bool isFailure = true)
    {
        if (Phase is < GraphPhase.Opening or > GraphPhase.Leaving)
        {
            return;
        }

        SetAside();
        if (!IsDurable && (_hasServed || _wasImported))
        {
            Report($"lost for good: {reason}", isWarning: true);
            RefuseAll(GraphPhase.Lost, $"the graph was kept in memory only and is gone: {reason}");
            return;
        }

        _reopenings = isFailure ? _reopenings + 1 : 0;
        var pause = _reopenings <= 1 ? 0 : Math.Min(Ms(_options.ReopenPauseMax), 250L << Math.Min(_reopenings - 2, 20));
        Report($"epoch {Epoch} is over: {reason}", isFailure);
        if (pause == 0)
        {
            StartEpoch();
        }
        else
        {
            Phase = GraphPhase.Starting;
            _resumeAtMs = _nowMs + pause;
        }
    }

    /// <summary>Nothing of this epoch counts any more, but for a record that is on its way to the journal.</summary>
    private void SetAside()
    {
        foreach (var partition in _leaving)
        {
            ToPartition(partition, new PartitionProtocol.LeaveGranted(_id, partition, Epoch));
        }

        _leaving.Clear();
        _mayLeave.Clear();
        _leaves.Clear();
        if (_run is not null && _activity != Activity.Committing)
        {
            EndRun(isCommit: false);
        }

        if (Bug == PlantedBug.RerunsWhatIsBeingCommitted)
        {
            _running ??= _committing;
        }

        if (_running is { } operation)
        {
            operation.HasBegun = true;
            _line.AddFirst(operation);
            _running = null;
        }

        _run = null;
        _activity = Activity.Idle;
    }

    private void Unreadable(string reason)
    {
        SetAside();
        DissolveMembers();
        Report($"cannot be opened: {reason}", isWarning: true);
        RefuseAll(GraphPhase.Unreadable, reason);
    }

    private void RefuseAll(GraphPhase phase, string reason)
    {
        Phase = phase;
        _refusal = reason;
        AnswerDescriptions();
        foreach (var call in _line.TakeAll())
        {
            Refuse(call, reason);
        }
    }

    private void DissolveMembers()
    {
        if (_opening is not null)
        {
            ToMembers(_ => new MemberProtocol.Dissolve(_id, Epoch));
            Unwatch(_watched);
            _opening = null;
        }
    }

    private void Unwatch(IEnumerable<MemberId> members)
    {
        foreach (var member in members.ToArray())
        {
            _watched.Remove(member);
            Do(new GraphEffect.Unwatch(member));
        }
    }
}
