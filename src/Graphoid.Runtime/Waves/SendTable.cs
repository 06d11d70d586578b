using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What the handlers of one partition send in one round: each payload once, and per target partition the rows it goes to.</summary>
/// <remarks>
/// A message along an edge is two ints (row, send); nothing is allocated per message. Handlers run in row order, which is
/// sequence order, so the table and every batch are sorted by (sender sequence, send index) from the start.
/// </remarks>
internal sealed class SendTable
{
    private static readonly Batch NoBatch = new();

    private readonly Batch?[] _batches;
    private long[] _senders = new long[16];
    private int[] _orders = new int[16];
    private Value[] _payloads = new Value[16];
    private int _count;

    public SendTable(int partitions) => _batches = new Batch?[partitions];

    /// <summary>Number of sends, the mark for <see cref="TruncateTo"/>.</summary>
    public int Count => _count;

    /// <summary>Messages over all targets.</summary>
    public long MessageCount
    {
        get
        {
            var sum = 0L;
            foreach (var batch in _batches)
            {
                sum += batch?.Count ?? 0;
            }

            return sum;
        }
    }

    /// <summary>The receivers in one partition; made at the first message to it.</summary>
    public Batch BatchTo(int partition) => _batches[partition] ?? NoBatch;

    public long SenderOf(int send) => _senders[send];

    public int OrderOf(int send) => _orders[send];

    public ref readonly Value PayloadOf(int send) => ref _payloads[send];

    /// <summary>Opens a send; its receivers follow through <see cref="AddReceiver(int, int)"/>.</summary>
    public void Open(long sender, int order, Value payload)
    {
        if (_count == _senders.Length)
        {
            Array.Resize(ref _senders, _count * 2);
            Array.Resize(ref _orders, _count * 2);
            Array.Resize(ref _payloads, _count * 2);
        }

        _senders[_count] = sender;
        _orders[_count] = order;
        _payloads[_count++] = payload;
    }

    public void AddReceiver(int partition, int row) => AddReceiver(_count - 1, partition, row);

    /// <summary>Adds a receiver to an earlier send; sends must come in ascending order.</summary>
    public void AddReceiver(int send, int partition, int row) => (_batches[partition] ??= new Batch()).Add(row, send);

    /// <summary>Takes back every send after the mark, with its receivers.</summary>
    public void TruncateTo(int mark)
    {
        foreach (var batch in _batches)
        {
            batch?.TruncateTo(mark);
        }

        Array.Clear(_payloads, mark, _count - mark);
        _count = mark;
    }

    /// <summary>Forgets all sends; the arrays stay.</summary>
    public void Clear()
    {
        foreach (var batch in _batches)
        {
            batch?.Clear();
        }

        Array.Clear(_payloads, 0, _count);
        _count = 0;
    }

    /// <summary>The receivers in one target partition.</summary>
    internal sealed class Batch
    {
        private int[] _rows = [];
        private int[] _sends = [];

        public int Count { get; private set; }

        public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

        public ReadOnlySpan<int> Sends => _sends.AsSpan(0, Count);

        public void Add(int row, int send)
        {
            if (Count == _rows.Length)
            {
                Array.Resize(ref _rows, Math.Max(16, Count * 2));
                Array.Resize(ref _sends, _rows.Length);
            }

            _rows[Count] = row;
            _sends[Count++] = send;
        }

        public void Clear() => Count = 0;

        public void TruncateTo(int mark)
        {
            while (Count > 0 && _sends[Count - 1] >= mark)
            {
                Count--;
            }
        }
    }
}
