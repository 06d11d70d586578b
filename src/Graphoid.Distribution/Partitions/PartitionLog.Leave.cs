using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

// What turns need before they can be run: the graph's leave, and the contents they refer to.
public sealed partial class PartitionLog
{
    private readonly HashSet<ContentHash> _askedBlobs = [];
    private long? _leave;
    private long? _owedLeave;
    private long _returnedLeave;
    private TimeSpan? _leaveWantedAt;
    private TimeSpan? _blobAskedAt;
    private TimeSpan _blobWaitUntil;

    private TimeSpan? TurnsWakeAt => _blobAskedAt is { } asked
        ? TimeSpan.FromTicks(Math.Min((asked + _limits.AskAgain).Ticks, _blobWaitUntil.Ticks))
        : WantsLeave ? (_leaveWantedAt ?? TimeSpan.Zero) + _limits.AskAgain : null;

    private bool WantsLeave => _queue.Count > 0 && _leave is null && _owedLeave is null && !_mayLeave;

    /// <summary>The graph lets the partition run turns.</summary>
    public void Grant(TurnsGranted granted, TimeSpan now)
    {
        TellIfClosed(granted.Epoch);
        var isCurrent = granted.Epoch == _epoch || _faults.HasFlag(PlantedFaults.NoEpochCheck);
        var isNew = granted.Leave > _returnedLeave;
        if (_phase == Phase.Open && isCurrent && isNew && _owedLeave is null && !_mayLeave)
        {
            _leave = _faults.HasFlag(PlantedFaults.WrongStamp) ? Math.Max(0, granted.Number - 1) : granted.Number;
            _leaveWantedAt = null;
            Pump(now);
        }
    }

    /// <summary>The graph takes its leave back; told that it has it when nothing that was run is unjournaled.</summary>
    public void Revoke(TurnsRevoked revoked, TimeSpan now)
    {
        TellIfClosed(revoked.Epoch);
        if (_phase == Phase.Open && revoked.Epoch == _epoch)
        {
            _leave = null;
            _owedLeave = revoked.Leave;
            _leaveWantedAt = null;
            _blobAskedAt = null;
            _askedBlobs.Clear();
            ReturnWhenJournaled(now);
        }
    }

    /// <summary>Content that turns refer to.</summary>
    public void Blob(MemberProtocol.Blob blob, TimeSpan now)
    {
        if (_phase != Phase.Open || blob.Graph != _graph || !_askedBlobs.Remove(blob.Hash))
        {
            return;
        }

        if (blob.Content is { } content)
        {
            _host!.AddBlob(blob.Hash, content);
            Pump(now);
        }
        else if (_queue.TryPeek(out var head) && head.Message.Blobs.Contains(blob.Hash))
        {
            AnswerHead(Refused(head.Message.Id, $"the graph does not have the program {blob.Hash} that the message refers to"));
            Pump(now);
        }
    }

    /// <summary>The graph takes this for the life it has opened, which was an earlier one: it has to open the partition anew.</summary>
    private void TellIfClosed(long epoch)
    {
        if (_epoch == 0 && epoch > 0 && epoch == Epoch && _phase == Phase.Closed)
        {
            ToGraph(new PartitionClosed(_graph, _partition, epoch));
        }
    }

    private void ReturnWhenJournaled(TimeSpan now)
    {
        if (_owedLeave is { } leave && _writing is null && _collecting.Records.Count == 0)
        {
            _owedLeave = null;
            _returnedLeave = leave;
            ToGraph(new TurnsReturned(_graph, _partition, _epoch, leave));
            Pump(now);
        }
    }

    private void WantLeave(TimeSpan now)
    {
        if (WantsLeave && (_leaveWantedAt is not { } wanted || now >= wanted + _limits.AskAgain))
        {
            // Also while closed: the question wakes the graph's actor, which opens the partition.
            _leaveWantedAt = now;
            ToGraph(new TurnsWanted(_graph, _partition, _epoch));
        }
    }

    private void AskFor(IReadOnlyList<ContentHash> missing, TimeSpan now)
    {
        if (_blobAskedAt is { } asked && now < asked + _limits.AskAgain && missing.All(_askedBlobs.Contains))
        {
            return;
        }

        if (_blobAskedAt is null)
        {
            _blobWaitUntil = now + _limits.BlobWait;
        }

        _blobAskedAt = now;
        _askedBlobs.Clear();
        foreach (var hash in missing)
        {
            _askedBlobs.Add(hash);
            ToGraph(new MemberProtocol.NeedBlob(_graph, hash));
        }
    }
}
