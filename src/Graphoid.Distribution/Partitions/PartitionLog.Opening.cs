using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

// Import, opening for an epoch, and hand-over.
public sealed partial class PartitionLog
{
    private readonly Queue<(int Index, object Asker)> _loading = new();
    private GraphSpec? _spec;
    private long _epoch;
    private long _checkpoint;
    private PartitionRecords.ChunkSet? _set;
    private TimeSpan _depositedAt;
    private string? _refusal;
    private IPartitionHost? _host;
    private MemberId _member;
    private bool _closeTold;
    private TimeSpan? _leaveAskAt;
    private TimeSpan? _leaveBy;
    private bool _mayLeave;

    /// <summary>Keeps a part of an imported partition; answered when it is in the journal. Parts out of order are ignored, their
    /// sender repeats them.</summary>
    public void Load(LoadChunk chunk, object asker, TimeSpan now)
    {
        var (kept, isComplete) = _records.Import;
        if (chunk.Graph != _graph || chunk.Index < kept)
        {
            if (chunk.Graph == _graph && _phase != Phase.Ended)
            {
                Emit(new PartitionEffect.Reply(asker, new ChunkKept(_graph, _partition, chunk.Index)));
            }

            return;
        }

        var next = kept + _loading.Count;
        if (_phase != Phase.Closed || Epoch > 0 || isComplete || chunk.Index != next || _loading.Count >= _limits.ChunksInFlight)
        {
            return;
        }

        _isDurable = chunk.IsDurable;
        _loading.Enqueue((chunk.Index, asker));
        Write(
            new PartitionEvents.CheckpointChunk(0, 0, chunk.Index, chunk.IsLast, chunk.Content),
            _ =>
            {
                var (index, toTell) = _loading.Dequeue();
                Emit(new PartitionEffect.Reply(toTell, new ChunkKept(_graph, _partition, index)));
            },
            now);
    }

    /// <summary>Opens the partition, or says again that it is open.</summary>
    public void Open(OpenPartition open, TimeSpan now)
    {
        var isStale = open.Epoch < Epoch && !_faults.HasFlag(PlantedFaults.NoEpochCheck);
        if (_phase is Phase.Ended or Phase.Dropping || open.Spec.Id != _graph || isStale)
        {
            return;
        }

        if (open.Epoch == _epoch)
        {
            RepeatOpening(now);
            return;
        }

        if (open.Epoch == Epoch)
        {
            // An earlier life was opened for this epoch: the graph may have gone on since, so its state is not what is asked for.
            ToGraph(new PartitionClosed(_graph, _partition, open.Epoch));
            return;
        }

        if (_epoch > 0 && _isDurable)
        {
            Close();
            Emit(new PartitionEffect.StartAgain(open));
            return;
        }

        if (_epoch > 0)
        {
            GoBack();
        }

        _isDurable = open.Spec.IsDurable;
        _spec = open.Spec;
        _epoch = open.Epoch;
        _checkpoint = open.Checkpoint;
        _phase = Phase.Starting;
        Write(new PartitionEvents.EpochStarted(open.Epoch, open.Checkpoint), Deposit, now);
    }

    /// <summary>The member has taken the state over.</summary>
    public void Deposited(long epoch, IPartitionHost host, MemberId member, TimeSpan now)
    {
        if (_phase != Phase.Depositing || epoch != _epoch)
        {
            return;
        }

        _host = host;
        _member = member;
        _phase = Phase.Open;
        if (_isDurable)
        {
            _records.KeepsContents = false;
            _records.LetContentsGo();
        }
        else
        {
            BoundMemory();
        }

        ToGraph(new PartitionOpened(_graph, _partition, _epoch, _member));
        DeleteBefore(_set);
        Pump(now);
    }

    /// <summary>The member cannot make anything of the state.</summary>
    /// <param name="reason">In the user's words.</param>
    public void DepositRefused(long epoch, string reason)
    {
        if (_phase == Phase.Depositing && epoch == _epoch)
        {
            Refuse(reason);
        }
    }

    /// <summary>The partition is to move: asks the graph when it may, and stops then, or after <see cref="PartitionLimits.LeaveWait"/>.</summary>
    public void HandOff(TimeSpan now)
    {
        if (_phase == Phase.Open)
        {
            _leaveBy ??= now + _limits.LeaveWait;
            _leaveAskAt ??= now;
            TickLeaving(now);
        }
        else
        {
            End("the partition moves");
        }
    }

    /// <summary>The graph has no operation running: the partition stops as soon as the journal has everything.</summary>
    public void LeaveGranted(LeaveGranted granted)
    {
        if (_phase == Phase.Open && _leaveBy is not null && granted.Epoch == _epoch)
        {
            _leave = null;
            _mayLeave = true;
            _leaveAskAt = null;
            RefuseQueued();
            StopWhenQuiet();
        }
    }

    /// <summary>The graph's coordinator has ended, and its epoch with it: a partition that is to move need not ask any more.</summary>
    public void GraphEnded()
    {
        if (_leaveBy is not null)
        {
            End("the partition moves; the graph's coordinator has ended");
        }
    }

    private void TickLeaving(TimeSpan now)
    {
        if (_leaveBy <= now)
        {
            End("the partition moves; the graph did not answer in time");
        }
        else if (_leaveAskAt <= now)
        {
            _leaveAskAt = now + _limits.AskAgain;
            ToGraph(new LeaveWanted(_graph, _partition, _epoch));
        }
    }

    private void RepeatOpening(TimeSpan now)
    {
        switch (_phase)
        {
            case Phase.Open:
                ToGraph(new PartitionOpened(_graph, _partition, _epoch, _member));
                break;
            case Phase.Refused:
                ToGraph(Unreadable(_epoch, _refusal!));
                break;
            case Phase.Depositing when now >= _depositedAt + _limits.DepositAgain:
                Deposit(now);
                break;
        }
    }

    private void Deposit(TimeSpan now)
    {
        if (_phase is not (Phase.Starting or Phase.Depositing))
        {
            return;
        }

        // Only now: an older life that did not know of its end may have written a checkpoint since this one read the journal. Then
        // the epoch's record was refused.
        if (_records.Find(_checkpoint, out _set) is { } reason)
        {
            Refuse(reason);
            return;
        }

        _phase = Phase.Depositing;
        _depositedAt = now;
        var turns = _records.TurnsBehind(_checkpoint, _set);
        Emit(new PartitionEffect.Deposit(_spec!, _epoch, _checkpoint, _set is null ? [] : [.. _set.Contents], turns));
    }

    /// <summary>Without a journal the partition returns to the checkpoint inside of this life.</summary>
    private void GoBack()
    {
        Emit(new PartitionEffect.Withdraw(_epoch));
        _epoch = 0;
        _host = null;
        _phase = Phase.Closed;
        _leave = null;
        _leaveWantedAt = null;
        _owedLeave = null;
        _returnedLeave = 0;
        _part = null;
        _blobAskedAt = null;
        _refusal = null;
    }

    private void Refuse(string reason)
    {
        _phase = Phase.Refused;
        _refusal = reason;
        ToGraph(Unreadable(_epoch, reason));
    }

    private void BoundMemory()
    {
        if (_records.Bytes > _limits.MemoryBytes)
        {
            _records.LetContentsGo();
        }
    }

    private void DeleteBefore(PartitionRecords.ChunkSet? set)
    {
        if (set is null || set.FirstSequence <= _records.FirstSequence)
        {
            return;
        }

        _records.ForgetBefore(set);
        if (_isDurable)
        {
            Emit(new PartitionEffect.DeleteUpTo(set.FirstSequence - 1));
        }
    }

    private PartitionUnreadable Unreadable(long epoch, string reason) => new(
        _graph, _partition, epoch, $"partition {NameOf()} cannot be opened: {reason}");

    private string NameOf() => _spec is { } spec && _partition < spec.PartitionNames.Length
        ? $"`{spec.PartitionNames[_partition]}`"
        : $"{_partition}";
}
