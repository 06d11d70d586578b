using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>What is done next while the graph serves: leave to move, checkpoints, turns, reads, operations, in this order.</summary>
public sealed partial class GraphCoordinator
{
    private readonly TurnLeaves _leaves = new();

    /// <summary>Partitions that want to move.</summary>
    private readonly SortedSet<int> _leaving = [];

    /// <summary>Partitions that may move, and have not said that they ended.</summary>
    private readonly SortedSet<int> _mayLeave = [];

    private readonly SortedSet<int> _unwritten = [];
    private Activity _activity;
    private long _checkpointStartedAtMs;
    private bool _isSealed;
    private bool _hasGrantedBetween;
    private long _revokeAgainAtMs;

    /// <summary>Checkpoints and revocations in a row that ended in silence.</summary>
    private int _silentPauses;

    /// <summary>When this life ends at the latest, because the graph moves; null while it stays.</summary>
    private long? _movesByMs;

    private enum Activity
    {
        Idle,

        /// <summary>Leave to run turns is being taken back, for whatever is next.</summary>
        Revoking,

        /// <summary>The operation's rounds run.</summary>
        Running,

        /// <summary>Its record is on its way to the journal.</summary>
        Committing,

        /// <summary>Partitions write their checkpoint.</summary>
        Writing,

        /// <summary>The checkpoint's record is on its way to the journal.</summary>
        Sealing,
    }

    private void Advance()
    {
        if (!_isRecovered || _isOver)
        {
            return;
        }

        TryDrop();
        TryMove();
        if (_isDropping || _isOver)
        {
            return;
        }

        if (Bug == PlantedBug.GrantsTurnsDuringOperations && Phase == GraphPhase.Serving && _activity == Activity.Running)
        {
            GrantTurns();
        }

        if (_activity == Activity.Sealing)
        {
            TrySeal();
        }

        while (Phase == GraphPhase.Serving && _activity is Activity.Idle or Activity.Revoking && Next())
        {
        }
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private bool Next()
    {
        var isMoving = _leaving.Count > 0 || _movesByMs is not null;
        if (IsDurable && (_checkpoints.IsDue || (isMoving && _checkpoints.Operations > 0)))
        {
            if (IsAllLeaveBack())
            {
                BeginCheckpoint();
            }

            return false;
        }

        if (_movesByMs is not null)
        {
            // An answer that is on its way to the journal would meet the next life's records there.
            if (IsAllLeaveBack() && _unpersisted == 0)
            {
                MoveAway();
            }

            return false;
        }

        if (_leaving.Count > 0)
        {
            _activity = Activity.Idle;
            GrantLeaving();
            return false;
        }

        switch (_line.First)
        {
            case WaitingRead read:
                _line.Remove(read);
                Forward(read.Read, read.From);
                return true;
            case WaitingOperation operation:
                if (!_hasGrantedBetween)
                {
                    // Turns do not starve behind operations: who waits for leave has it once between any two of them.
                    _hasGrantedBetween = true;
                    GrantTurns();
                }

                if (IsAllLeaveBack())
                {
                    BeginOperation(operation);
                }

                return false;
            default:
                _activity = Activity.Idle;
                GrantTurns();
                return false;
        }
    }

    private void GrantTurns()
    {
        foreach (var (partition, leave) in _leaves.Grant())
        {
            ToPartition(partition, new PartitionProtocol.TurnsGranted(_id, partition, Epoch, Number, leave));
        }
    }

    /// <summary>Asks for all leave that is out, once; <see cref="Tick"/> repeats it.</summary>
    private bool IsAllLeaveBack()
    {
        if (!_leaves.IsAnyHeld || Bug == PlantedBug.RevokesNothing)
        {
            return true;
        }

        if (_activity != Activity.Revoking)
        {
            _activity = Activity.Revoking;
            Progress();
            _leaves.Revoke();
            SendRevocations();
        }

        return false;
    }

    private void SendRevocations()
    {
        _revokeAgainAtMs = _nowMs + Ms(_options.ResendInterval);
        foreach (var (partition, leave) in _leaves.Asked())
        {
            ToPartition(partition, new PartitionProtocol.TurnsRevoked(_id, partition, Epoch, leave));
        }
    }

    private void TurnsWanted(PartitionProtocol.TurnsWanted wanted)
    {
        if (IsOfEpoch(wanted.Epoch) && IsPartition(wanted.Partition))
        {
            _leaves.Want(wanted.Partition);
        }
    }

    private void TurnsReturned(PartitionProtocol.TurnsReturned returned)
    {
        if (IsOfEpoch(returned.Epoch) && _leaves.Returned(returned.Partition, returned.Leave))
        {
            Progress();
        }
    }

    /// <summary>A partition of another epoch may go at once: nothing depends on it, it would be opened anew anyway.</summary>
    private void LeaveWanted(PartitionProtocol.LeaveWanted wanted)
    {
        if (!IsOfEpoch(wanted.Epoch) || !IsPartition(wanted.Partition))
        {
            ToPartition(wanted.Partition, new PartitionProtocol.LeaveGranted(_id, wanted.Partition, wanted.Epoch));
            return;
        }

        _leaving.Add(wanted.Partition);
        if (Phase == GraphPhase.Leaving)
        {
            GrantLeaving();
        }
    }

    /// <summary>What moves takes the epoch with it, so nothing begins until all that were let go have ended.</summary>
    private void GrantLeaving()
    {
        Phase = GraphPhase.Leaving;
        Progress();
        foreach (var partition in _leaving)
        {
            _mayLeave.Add(partition);
            ToPartition(partition, new PartitionProtocol.LeaveGranted(_id, partition, Epoch));
        }

        _leaving.Clear();
    }

    /// <summary>Outside of serving there is nothing to wait for but the journal; beyond the deadline not even that.</summary>
    private void TryMove()
    {
        if (_movesByMs is { } end && ((Phase != GraphPhase.Serving && _unpersisted == 0) || _nowMs >= end))
        {
            MoveAway();
        }
    }

    /// <summary>Ends this life, and with it the epoch on all members: their partitions end too, wherever they are, and none that has
    /// to move asks a coordinator that is gone for leave.</summary>
    private void MoveAway()
    {
        SetAside();
        DissolveMembers();
        Report("moves to another member");
        Do(new GraphEffect.Stop("the graph moves to another member"));
        _isOver = true;
    }

    private void CheckpointWanted(PartitionProtocol.CheckpointWanted wanted)
    {
        if (IsOfEpoch(wanted.Epoch) && IsDurable)
        {
            _checkpoints.Request();
        }
    }

    private void BeginCheckpoint()
    {
        _activity = Activity.Writing;
        _isSealed = false;
        _checkpointStartedAtMs = _nowMs;
        _unwritten.UnionWith(Enumerable.Range(0, _opening!.Places.Length));
        Progress();
        ToMembers(_ => new MemberProtocol.WriteCheckpoint(_id, Epoch, Number));
    }

    private void CheckpointWritten(PartitionProtocol.CheckpointWritten written)
    {
        if (!IsOfEpoch(written.Epoch) || _activity != Activity.Writing || written.Number != Number
            || !_unwritten.Remove(written.Partition))
        {
            return;
        }

        Progress();
        if (_unwritten.Count == 0 || Bug == PlantedBug.SealsIncompleteCheckpoints)
        {
            _unwritten.Clear();
            _activity = Activity.Sealing;
            _checkpoints.Took(TimeSpan.FromMilliseconds(_nowMs - _checkpointStartedAtMs));
        }
    }

    /// <summary>The record replaces everything before it in the journal, so it must know all of that: it waits until nothing is
    /// on its way there.</summary>
    private void TrySeal()
    {
        if (_unpersisted > 0 || _isSealed)
        {
            return;
        }

        _isSealed = true;
        var blobs = _blobs.Kept(AwaitedBlobs(), out var referred);
        var answered = Bug == PlantedBug.CheckpointForgetsAnswers ? [] : _window.Kept();
        Persist(new GraphEvents.CheckpointCommitted(_spec!, Epoch, Number, answered, blobs, referred, _window.Forgotten()));
    }

    private void CheckpointCommitted(GraphEvents.CheckpointCommitted checkpoint)
    {
        _silentPauses = 0;
        Report($"checkpoint behind operation {checkpoint.Number}");
        Do(new GraphEffect.DeleteOldEvents());
        for (var i = 0; i < checkpoint.Spec.PartitionNames.Length; i++)
        {
            ToPartition(i, new PartitionProtocol.CheckpointCommitted(_id, i, checkpoint.Epoch, checkpoint.Number));
        }

        if (_activity == Activity.Sealing)
        {
            _activity = Activity.Idle;
        }
    }

    private void Read(GraphProtocol.ReadGraph read, ReplyTo from)
    {
        var call = new WaitingRead(read, from, _nowMs, _nowMs + Ms(_options.CallWaitMax));
        if (IsGone || _refusal is not null)
        {
            Refuse(call, _refusal ?? Unknown);
        }
        else if (read.Partition != -1 && !IsPartition(read.Partition))
        {
            Refuse(call, $"the graph has no partition {read.Partition}");
        }
        else if (_line.Count >= _options.WaitingMax)
        {
            Refuse(call, $"{_line.Count} operations and reads wait for this graph already");
        }
        else
        {
            _line.Add(call);
        }
    }

    private void Forward(GraphProtocol.ReadGraph read, ReplyTo from)
    {
        MemberId[] members = read.Partition < 0 ? _opening!.Members : [_opening!.Places[read.Partition]];
        foreach (var member in members)
        {
            Do(new GraphEffect.ToMember(
                member, new MemberProtocol.Read(_id, Epoch, read.Call, read.Partition, members.Length, Number, read.Content), from));
        }
    }
}
