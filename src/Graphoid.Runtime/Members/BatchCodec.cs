using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>What one partition sends to another member in a round, as batches of bytes.</summary>
/// <remarks>
/// Shape of a batch: source partition, whether deferred; then per send the sender's sequence number, the send index, the payload,
/// once, and its receivers there as (partition, row). A send with very many receivers goes on in the next batch under the same
/// number. Batches of one source, read in order, give a table sorted as the source's was.
/// </remarks>
internal static class BatchCodec
{
    /// <summary>A batch is closed when it has reached this size.</summary>
    public const int BatchBytes = 48 * 1024;

    /// <summary>Receivers after which a look at the size is taken.</summary>
    private const int ReceiversPerLook = 4096;

    /// <summary>Encodes what a table holds for some partitions, lazily, batch by batch.</summary>
    /// <param name="targets">Partitions of the receiving member.</param>
    public static IEnumerable<(byte[] Content, long Messages)> Write(
        int source, bool isDeferred, SendTable table, IReadOnlyList<int> targets, Func<ValueWriter> newWriter)
    {
        var next = new int[targets.Count];
        ValueWriter? writer = null;
        var messages = 0L;
        for (var send = 0; send < table.Count; send++)
        {
            var receivers = Receivers(table, targets, next, send);
            for (var from = 0; from < receivers.Count;)
            {
                writer ??= Open(newWriter(), source, isDeferred);
                var count = Math.Min(receivers.Count - from, ReceiversPerLook);
                writer.Bool(true);
                writer.Varint(table.SenderOf(send));
                writer.Varint(table.OrderOf(send));
                MessageCodec.Write(writer, table.PayloadOf(send));
                writer.Varint(count);
                for (var i = from; i < from + count; i++)
                {
                    writer.Varint(receivers[i].Partition);
                    writer.Varint(receivers[i].Row);
                }

                from += count;
                messages += count;
                if (writer.Length >= BatchBytes)
                {
                    yield return (Close(writer), messages);
                    (writer, messages) = (null, 0);
                }
            }
        }

        if (writer is not null)
        {
            yield return (Close(writer), messages);
        }
    }

    /// <summary>Adds a batch to the table of its source.</summary>
    /// <param name="tableOf">The table of (source partition, whether deferred).</param>
    public static void Read(ValueReader reader, Func<int, bool, SendTable> tableOf)
    {
        var table = tableOf((int)reader.Varint(), reader.Bool());
        while (reader.Bool())
        {
            var sender = reader.Varint();
            var order = (int)reader.Varint();
            var payload = MessageCodec.ReadMessage(reader);
            var last = table.Count - 1;
            if (last < 0 || table.SenderOf(last) != sender || table.OrderOf(last) != order)
            {
                table.Open(sender, order, payload);
            }

            for (var count = reader.Varint(); count > 0; count--)
            {
                table.AddReceiver((int)reader.Varint(), (int)reader.Varint());
            }
        }
    }

    private static ValueWriter Open(ValueWriter writer, int source, bool isDeferred)
    {
        writer.Varint(source);
        writer.Bool(isDeferred);
        return writer;
    }

    private static byte[] Close(ValueWriter writer)
    {
        writer.Bool(false);
        return writer.ToArray();
    }

    private static List<(int Partition, int Row)> Receivers(SendTable table, IReadOnlyList<int> targets, int[] next, int send)
    {
        var receivers = new List<(int Partition, int Row)>();
        for (var t = 0; t < targets.Count; t++)
        {
            var batch = table.BatchTo(targets[t]);
            while (next[t] < batch.Count && batch.Sends[next[t]] == send)
            {
                receivers.Add((targets[t], batch.Rows[next[t]++]));
            }
        }

        return receivers;
    }
}
