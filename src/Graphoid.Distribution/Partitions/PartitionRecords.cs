using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionEvents;

namespace Graphoid.Distribution.Partitions;

/// <summary>What the journal of a partition says: a fold over its records.</summary>
/// <remarks>Once the state is deposited with the member the contents are let go (<see cref="LetContentsGo"/>); positions and the
/// window of answered turns stay.</remarks>
internal sealed class PartitionRecords(PartitionLimits limits)
{
    private readonly List<ChunkSet> _sets = [];
    private readonly List<(long Sequence, long Number, TurnRecord Turn)> _turns = [];
    private readonly List<TurnsAnswered> _window = [];
    private ChunkSet? _import;
    private long _windowStart;
    private long _bytes;
    private long _letGoUpTo;

    /// <summary>The newest epoch that any record names.</summary>
    public long Epoch { get; private set; }

    /// <summary>Sequence number of the oldest record; 0 for an empty journal.</summary>
    public long FirstSequence { get; private set; }

    public long LastSequence { get; private set; }

    public AnsweredTurns Answered { get; } = new(limits);

    /// <summary>Whether chunks and turns are held in memory as they come.</summary>
    public bool KeepsContents { get; set; } = true;

    /// <summary>Bytes of the held chunks and turns.</summary>
    public long Bytes => _bytes;

    /// <summary>Chunks of the import that are in the journal, and whether the last one is.</summary>
    public (int Count, bool IsComplete) Import => (_import?.Count ?? 0, _import?.IsComplete ?? false);

    public PlantedFaults Faults { get; init; }

    /// <summary>Takes in one record.</summary>
    /// <exception cref="InvalidDataException">The record cannot stand in the journal of a partition.</exception>
    public void Fold(long sequence, object record)
    {
        FirstSequence = FirstSequence == 0 ? sequence : FirstSequence;
        LastSequence = sequence;
        switch (record)
        {
            case EpochStarted started:
                Raise(started.Epoch);
                OnlyCheckpoint(started.Checkpoint);
                break;
            case CheckpointChunk chunk:
                Raise(chunk.Epoch);
                Add(sequence, chunk);
                break;
            case TurnsCommitted committed:
                Raise(committed.Epoch);
                Add(sequence, committed);
                break;
            case TurnsAnswered answered:
                Raise(answered.Epoch);
                Add(sequence, answered);
                break;
            default:
                throw new InvalidDataException($"a record of type {record.GetType().Name} is not one of a partition");
        }
    }

    /// <summary>The state after a checkpoint, or why it is not there, in the user's words.</summary>
    public string? Find(long checkpoint, out ChunkSet? set)
    {
        set = Faults.HasFlag(PlantedFaults.UncommittedChunks)
            ? _sets.FindLast(each => each.IsComplete)
            : _sets.FindLast(each => each.IsComplete && each.Number == checkpoint);
        if ((set?.FirstSequence ?? 0) < _letGoUpTo)
        {
            return "the graph is kept in memory only, and so much of it has changed that it cannot be opened again";
        }

        if (set is not null)
        {
            return null;
        }

        var last = _sets.FindLast(each => each.Number == checkpoint && (checkpoint > 0 || each.Epoch == 0));
        if (last is not null)
        {
            var what = last.Epoch == 0 ? "what was imported" : $"the state after operation {checkpoint}";
            return $"of {what} only the first {last.Count} parts are stored, the end is missing";
        }

        if (checkpoint > 0)
        {
            return $"the state after operation {checkpoint} is not stored";
        }

        return FirstSequence > 1 ? "the records from before the first operation are no longer stored" : null;
    }

    /// <summary>The turns behind a checkpoint in order, each with the operation it follows.</summary>
    public List<(long Number, TurnRecord Turn)> TurnsBehind(long checkpoint, ChunkSet? set) =>
        [.. _turns.Where(turn => turn.Number >= checkpoint && turn.Sequence > (set?.FirstSequence ?? 0))
            .Select(turn => (turn.Number, turn.Turn))];

    /// <summary>The complete chunks that an epoch wrote after an operation; null when there are none.</summary>
    public ChunkSet? FindWritten(long epoch, long number) =>
        _sets.FindLast(each => each.IsComplete && each.Epoch == epoch && each.Number == number);

    /// <summary>Forgets everything before a checkpoint.</summary>
    public void ForgetBefore(ChunkSet set)
    {
        _sets.RemoveAll(each => each.FirstSequence < set.FirstSequence);
        _turns.RemoveAll(turn => turn.Sequence < set.FirstSequence);
        FirstSequence = set.FirstSequence;
        Recount();
    }

    /// <summary>Lets chunks and turns go that the member has taken over. A graph that is kept in memory only cannot go back to them.</summary>
    public void LetContentsGo()
    {
        _turns.Clear();
        _sets.ForEach(set => set.Contents.Clear());
        _bytes = 0;
        _letGoUpTo = LastSequence;
    }

    private void Raise(long epoch) => Epoch = Math.Max(Epoch, epoch);

    private void OnlyCheckpoint(long checkpoint)
    {
        if (_letGoUpTo > 0 || Faults.HasFlag(PlantedFaults.UncommittedChunks))
        {
            return;
        }

        // Chunks of a checkpoint that was never committed are dead weight once an epoch has started without them.
        if (_sets.FindLast(each => each.IsComplete && each.Number == checkpoint) is { } set)
        {
            _sets.RemoveAll(each => each != set);
            _turns.RemoveAll(turn => turn.Sequence < set.FirstSequence);
        }
        else if (checkpoint == 0)
        {
            _sets.RemoveAll(each => each.Epoch > 0);
        }

        Recount();
    }

    private void Add(long sequence, CheckpointChunk chunk)
    {
        var set = _sets.Count > 0 ? _sets[^1] : null;
        if (chunk.Index == 0)
        {
            // What is there for repeated turns stands right before the first chunk and goes with it.
            var first = _windowStart > 0 ? _windowStart : sequence;
            set = new ChunkSet(chunk.Epoch, chunk.Number, first);
            _sets.RemoveAll(each => !each.IsComplete);
            _sets.Add(set);
            _import = chunk.Epoch == 0 ? set : _import;
        }
        else if (set is null || set.IsComplete || set.Count != chunk.Index
            || set.Number != chunk.Number || set.Epoch != chunk.Epoch)
        {
            // The rest of chunks whose beginning is deleted already.
            return;
        }

        _windowStart = 0;
        set.Count++;
        set.Bytes += chunk.Content.Length;
        set.IsComplete = chunk.IsLast;
        if (KeepsContents)
        {
            set.Contents.Add(chunk.Content);
            _bytes += chunk.Content.Length;
        }
    }

    private void Add(long sequence, TurnsCommitted committed)
    {
        foreach (var turn in committed.Turns)
        {
            if (!Faults.HasFlag(PlantedFaults.LostWindow))
            {
                Answered.Add(turn.Id, turn.Outcome);
            }

            if (KeepsContents)
            {
                _turns.Add((sequence, committed.Number, turn));
                _bytes += SizeOf(turn);
            }
        }
    }

    private void Add(long sequence, TurnsAnswered answered)
    {
        if (answered.Index == 0)
        {
            _window.Clear();
            _windowStart = 0;
        }

        if (answered.Index != _window.Count)
        {
            return;
        }

        _window.Add(answered);
        if (answered.IsLast)
        {
            Answered.Restore(_window);
            _windowStart = sequence - answered.Index;
            _window.Clear();
        }
    }

    private static long SizeOf(TurnRecord turn) => turn.Key.Length + turn.Changes.Length + turn.Outcome.Length + 96;

    private void Recount() =>
        _bytes = _sets.Sum(set => set.Contents.Sum(content => (long)content.Length)) + _turns.Sum(turn => SizeOf(turn.Turn));

    /// <summary>The chunks of one checkpoint, or of the import.</summary>
    public sealed class ChunkSet(long epoch, long number, long firstSequence)
    {
        /// <summary>The epoch that wrote it; 0 for an import.</summary>
        public long Epoch => epoch;

        public long Number => number;

        /// <summary>Where it begins in the journal, what is kept for repeated turns included.</summary>
        public long FirstSequence => firstSequence;

        public int Count { get; set; }

        public long Bytes { get; set; }

        public bool IsComplete { get; set; }

        public List<byte[]> Contents { get; } = [];
    }
}
