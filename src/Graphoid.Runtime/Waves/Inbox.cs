using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>The messages of one round for one partition, grouped by row, each row's in order (sender sequence, send index).</summary>
/// <remarks>Cost of filling: O(messages + active rows · log), independent of the partition's size. The arrays are kept from
/// round to round.</remarks>
internal sealed class Inbox
{
    private int[] _counts = [];
    private int[] _active = new int[16];
    private int[] _starts = new int[16];
    private int[] _sources = [];
    private int[] _sends = [];
    private SendTable[] _tables = [];

    /// <summary>Number of rows with messages.</summary>
    public int ActiveCount { get; private set; }

    /// <summary>Number of messages.</summary>
    public int MessageCount { get; private set; }

    public int RowAt(int active) => _active[active];

    public int StartAt(int active) => _starts[active];

    public int EndAt(int active) => active + 1 < ActiveCount ? _starts[active + 1] : MessageCount;

    public long SenderOf(int message) => _tables[_sources[message]].SenderOf(_sends[message]);

    public int OrderOf(int message) => _tables[_sources[message]].OrderOf(_sends[message]);

    public ref readonly Value PayloadOf(int message) => ref _tables[_sources[message]].PayloadOf(_sends[message]);

    /// <summary>Merges what all partitions sent to this one.</summary>
    public void Fill(SendTable[] tables, int partition, int rowCount)
    {
        _tables = tables;
        if (_counts.Length < rowCount)
        {
            _counts = new int[Math.Max(rowCount, _counts.Length * 2)];
        }

        ActiveCount = 0;
        MessageCount = 0;
        foreach (var table in tables)
        {
            foreach (var row in table.BatchTo(partition).Rows)
            {
                if (_counts[row]++ == 0)
                {
                    AddActive(row);
                }

                MessageCount++;
            }
        }

        if (MessageCount > _sends.Length)
        {
            var size = Math.Max(MessageCount, _sends.Length * 2);
            _sends = new int[size];
            _sources = new int[size];
        }

        Array.Sort(_active, 0, ActiveCount);
        var start = 0;
        for (var i = 0; i < ActiveCount; i++)
        {
            _starts[i] = start;
            start += _counts[_active[i]];

            // From here on the count is the place of the row's next message.
            _counts[_active[i]] = _starts[i];
        }

        Place(tables, partition);
        for (var i = 0; i < ActiveCount; i++)
        {
            _counts[_active[i]] = 0;
        }
    }

    public void Clear()
    {
        ActiveCount = 0;
        MessageCount = 0;
        _tables = [];
    }

    private void AddActive(int row)
    {
        if (ActiveCount == _active.Length)
        {
            Array.Resize(ref _active, ActiveCount * 2);
            Array.Resize(ref _starts, ActiveCount * 2);
        }

        _active[ActiveCount++] = row;
    }

    /// <summary>A merge of sorted streams: always the stream whose next send has the smallest (sender, order).</summary>
    private void Place(SendTable[] tables, int partition)
    {
        if (tables.Length == 1)
        {
            PlaceRun(0, tables[0].BatchTo(partition), 0, tables[0].BatchTo(partition).Count);
            return;
        }

        var batches = new SendTable.Batch[tables.Length];
        for (var t = 0; t < tables.Length; t++)
        {
            batches[t] = tables[t].BatchTo(partition);
        }

        var next = new int[tables.Length];
        while (true)
        {
            var best = -1;
            for (var t = 0; t < tables.Length; t++)
            {
                if (next[t] < batches[t].Count
                    && (best < 0 || IsBefore(tables[t], batches[t].Sends[next[t]], tables[best], batches[best].Sends[next[best]])))
                {
                    best = t;
                }
            }

            if (best < 0)
            {
                return;
            }

            var sends = batches[best].Sends;
            var end = next[best] + 1;
            while (end < sends.Length && sends[end] == sends[next[best]])
            {
                end++;
            }

            PlaceRun(best, batches[best], next[best], end);
            next[best] = end;
        }
    }

    private void PlaceRun(int source, SendTable.Batch batch, int from, int to)
    {
        var rows = batch.Rows;
        var sends = batch.Sends;
        for (var i = from; i < to; i++)
        {
            var place = _counts[rows[i]]++;
            _sends[place] = sends[i];
            _sources[place] = source;
        }
    }

    private static bool IsBefore(SendTable a, int sendA, SendTable b, int sendB)
    {
        var senderA = a.SenderOf(sendA);
        var senderB = b.SenderOf(sendB);
        return senderA != senderB ? senderA < senderB : a.OrderOf(sendA) < b.OrderOf(sendB);
    }
}
