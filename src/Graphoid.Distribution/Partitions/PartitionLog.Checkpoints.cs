using System.Diagnostics;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Partitions;

// Checkpoints. What is kept for repeated turns goes in front of the first chunk, so that everything before it may be deleted.
public sealed partial class PartitionLog
{
    private Part? _part;

    /// <summary>Keeps a part of the partition's state after an operation; <see cref="PartitionEffect.PartKept"/> says when it is in
    /// the journal. Index 0 starts over. The graph has taken back its leave to run turns before.</summary>
    /// <exception cref="InvalidOperationException">Turns may still be run: the state would not be the one after the operation.</exception>
    public void KeepPart(long epoch, long number, int index, bool isLast, byte[] content, TimeSpan now)
    {
        if (_phase != Phase.Open || epoch != _epoch)
        {
            return;
        }

        if (index == 0)
        {
            if (_leave is not null || _writing is not null)
            {
                throw new InvalidOperationException($"a checkpoint of partition {_partition} began while turns were being run");
            }

            _part = new Part(number);
            foreach (var record in _records.Answered.ToRecords(_epoch))
            {
                Write(record, _ => { }, now);
            }
        }
        else if (_part is { } known && known.Number == number && index < known.Kept)
        {
            Emit(new PartitionEffect.PartKept(epoch, number, index));
            return;
        }

        if (_part is not { } part || part.Number != number || part.Next != index || part.Next - part.Kept >= _limits.ChunksInFlight)
        {
            return;
        }

        part.Next++;
        part.Bytes += content.Length;
        Write(
            new PartitionEvents.CheckpointChunk(_epoch, number, index, isLast, content),
            _ => PartWritten(part, index, isLast),
            now);
    }

    /// <summary>The checkpoint counts: what is older than it goes.</summary>
    public void Commit(CheckpointCommitted committed)
    {
        if (_phase == Phase.Open && committed.Epoch == _epoch)
        {
            DeleteBefore(_records.FindWritten(committed.Epoch, committed.Number));
        }
    }

    private void PartWritten(Part part, int index, bool isLast)
    {
        part.Kept++;
        Emit(new PartitionEffect.PartKept(_epoch, part.Number, index));
        if (isLast)
        {
            Debug.Assert(part.Kept == part.Next, "the last part is written last");
            ToGraph(new CheckpointWritten(_graph, _partition, _epoch, part.Number, part.Bytes));
        }
    }

    private sealed class Part(long number)
    {
        public long Number => number;

        public int Next { get; set; }

        public int Kept { get; set; }

        public long Bytes { get; set; }
    }
}
