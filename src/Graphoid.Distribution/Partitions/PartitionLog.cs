using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

/// <summary>What the actor of a partition does: keeps the partition's journal, opens it for an epoch, runs turns of single nodes while
/// the graph lets it, and writes checkpoints.</summary>
/// <remarks>
/// <code>
///   Closed --OpenPartition--> Starting --EpochStarted is written--> Depositing --Deposited--> Open --Stop--> Ended
///     ^ LoadChunk (import)                                              | DepositRefused        | turns, checkpoints
///                                                                       v                       | HandOff: waits for LeaveGranted
///                                                                    Refused
/// </code>
/// One life of the actor opens one epoch. A newer epoch ends it: the next life starts from the journal, which is the only way to the
/// state of a checkpoint. (A graph that is kept in memory only has no journal; it goes back inside of the same life.)
/// <para>What survives a crash: a turn whose outcome was told, a chunk that was acknowledged, an epoch that was opened. A turn that
/// was run and not told may be lost, with everything that saw it: the member's rows go back to the checkpoint as well. The journal
/// refuses a second record with the same sequence number, so of two lives only one can write; the other one stops.</para>
/// <para>Order of the journal = order in which turns were run. A turn that changes nothing is not journaled, and is not answered
/// before the turns it may have seen are.</para>
/// <para>Not thread safe; the owning actor calls it and carries out <see cref="TakeEffects"/> after each call. Times are of any clock
/// that does not go back.</para>
/// </remarks>
public sealed partial class PartitionLog
{
    private readonly GraphId _graph;
    private readonly int _partition;
    private readonly PartitionLimits _limits;
    private readonly PlantedFaults _faults;
    private readonly PartitionRecords _records;
    private readonly Queue<PendingWrite> _writes = new();
    private List<PartitionEffect> _effects = [];
    private Phase _phase = Phase.Closed;
    private bool _isDurable = true;
    private object? _dropAsker;

    /// <summary>A life of a partition; its journal comes through <see cref="Recover"/> before anything else.</summary>
    public PartitionLog(GraphId graph, int partition, PartitionLimits? limits = null)
        : this(graph, partition, limits, PlantedFaults.None)
    {
    }

    internal PartitionLog(GraphId graph, int partition, PartitionLimits? limits, PlantedFaults faults)
    {
        _graph = graph;
        _partition = partition;
        _limits = limits ?? new PartitionLimits();
        _faults = faults;
        _records = new PartitionRecords(_limits) { Faults = faults };
    }

    private enum Phase
    {
        Closed,
        Starting,
        Depositing,
        Refused,
        Open,
        Dropping,
        Ended,
    }

    /// <summary>The newest epoch this life knows of.</summary>
    public long Epoch => Math.Max(_records.Epoch, _epoch);

    /// <summary>Whether turns can be run once the graph gives leave.</summary>
    public bool IsOpen => _phase == Phase.Open;

    /// <summary>Whether this life is over; every further input is ignored.</summary>
    public bool IsEnded => _phase == Phase.Ended;

    /// <summary>What is to be done since the last call, in order.</summary>
    public IReadOnlyList<PartitionEffect> TakeEffects()
    {
        if (_effects.Count == 0)
        {
            return [];
        }

        var effects = _effects;
        _effects = [];
        return effects;
    }

    /// <summary>Takes in a record of the journal.</summary>
    /// <exception cref="InvalidDataException">The record cannot stand in the journal of a partition.</exception>
    public void Recover(long sequence, object record) => _records.Fold(sequence, record);

    /// <summary>The oldest of the <see cref="PartitionEffect.Persist"/> records that were not reported yet is in the journal.</summary>
    /// <param name="sequence">Its sequence number.</param>
    public void Persisted(long sequence, TimeSpan now)
    {
        if (_phase == Phase.Ended)
        {
            return;
        }

        var write = _writes.Dequeue();
        _records.Fold(sequence, write.Record);
        write.Done(now);
        StopWhenQuiet();
    }

    /// <summary>Time passes: unanswered questions are repeated, waits end. To be called at <see cref="WakeAt"/>.</summary>
    public void Tick(TimeSpan now)
    {
        if (_phase == Phase.Ended)
        {
            return;
        }

        TickLeaving(now);
        TickTurns(now);
    }

    /// <summary>When <see cref="Tick"/> has something to do; null for never.</summary>
    public TimeSpan? WakeAt
    {
        get
        {
            TimeSpan?[] times = [_leaveAskAt, _leaveBy, TurnsWakeAt];
            return _phase == Phase.Ended ? null : times.Min();
        }
    }

    /// <summary>Deletes everything and ends the partition. Answered when the journal is empty.</summary>
    public void Drop(DropPartition drop, object asker)
    {
        if (_phase == Phase.Ended || drop.Graph != _graph)
        {
            return;
        }

        _dropAsker = asker;
        RefuseWaiting();
        _phase = Phase.Dropping;
        StopWhenQuiet();
    }

    /// <summary>A <see cref="PartitionEffect.DeleteUpTo"/> was carried out.</summary>
    public void Deleted(long sequence)
    {
        if (_phase == Phase.Dropping && sequence >= _records.LastSequence)
        {
            Emit(new PartitionEffect.Reply(_dropAsker!, new PartitionDropped(_graph, _partition)));
            End("the graph is dropped");
        }
    }

    /// <summary>The life ends, for whatever reason: tells the member and the graph. Nothing may be called after it but <see cref="TakeEffects"/>.</summary>
    public void Close()
    {
        RefuseWaiting();
        if (_epoch > 0 && !_closeTold)
        {
            _closeTold = true;
            Emit(new PartitionEffect.Withdraw(_epoch));
            Emit(new PartitionEffect.ToGraph(new PartitionClosed(_graph, _partition, _epoch)));
        }

        _phase = Phase.Ended;
    }

    private void Emit(PartitionEffect effect) => _effects.Add(effect);

    private void ToGraph(object message) => Emit(new PartitionEffect.ToGraph(message));

    /// <summary>Appends a record. Without durability it counts as written at once.</summary>
    private void Write(object record, Action<TimeSpan> done, TimeSpan now)
    {
        if (_isDurable)
        {
            _writes.Enqueue(new PendingWrite(record, done));
            Emit(new PartitionEffect.Persist(record));
            return;
        }

        _records.Fold(_records.LastSequence + 1, record);
        done(now);
    }

    private void End(string reason)
    {
        if (_phase == Phase.Ended)
        {
            return;
        }

        Close();
        Emit(new PartitionEffect.Stop(reason));
    }

    private void StopWhenQuiet()
    {
        if (_writes.Count > 0)
        {
            return;
        }

        if (_phase == Phase.Dropping)
        {
            if (_records.LastSequence == 0 || !_isDurable)
            {
                Deleted(_records.LastSequence);
            }
            else
            {
                Emit(new PartitionEffect.DeleteUpTo(_records.LastSequence));
            }
        }
        else if (_mayLeave)
        {
            End("the partition moves");
        }
    }

    private sealed record PendingWrite(object Record, Action<TimeSpan> Done);
}
