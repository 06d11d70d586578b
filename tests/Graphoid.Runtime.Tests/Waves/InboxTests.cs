using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Waves;

public sealed class InboxTests
{
    [Fact]
    public void A_row_gets_its_messages_by_sender_and_send_index_from_all_partitions()
    {
        var first = new SendTable(1);
        first.Open(0, 0, Value.Of("0.0"));
        first.AddReceiver(0, 5);
        first.AddReceiver(0, 2);
        first.Open(4, 1, Value.Of("4.1"));
        first.AddReceiver(0, 5);
        var second = new SendTable(1);
        second.Open(1, 0, Value.Of("1.0"));
        second.AddReceiver(0, 5);
        second.Open(9, 3, Value.Of("9.3"));
        second.AddReceiver(0, 2);

        var inbox = new Inbox();
        inbox.Fill([second, first], 0, 10);

        Assert.Equal(["2: 0.0 9.3", "5: 0.0 1.0 4.1"], Dump(inbox));
    }

    [Fact]
    public void Deferred_sends_of_a_sender_are_merged_by_their_index()
    {
        var sent = new SendTable(1);
        var deferred = new SendTable(1);
        sent.Open(3, 0, Value.Of("a"));
        sent.AddReceiver(0, 0);
        deferred.Open(3, 1, Value.Of("b"));
        sent.Open(3, 2, Value.Of("c"));
        sent.AddReceiver(0, 0);
        deferred.AddReceiver(0, 0, 0);

        var inbox = new Inbox();
        inbox.Fill([sent, deferred], 0, 1);

        Assert.Equal(["0: a b c"], Dump(inbox));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_split_of_the_senders_over_partitions_gives_the_same_order(int seed)
    {
        var random = new Random(seed);
        for (var trial = 0; trial < 200; trial++)
        {
            var senders = random.Next(1, 20);
            var rows = random.Next(1, 8);
            var messages = new List<(int Sender, int Order, int[] Rows)>();
            for (var sender = 0; sender < senders; sender++)
            {
                for (var order = 0; order < random.Next(0, 4); order++)
                {
                    messages.Add((sender, order, [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(rows))]));
                }
            }

            var whole = Fill(messages, 1, _ => 0, rows);
            var parts = random.Next(2, 6);
            var homes = Enumerable.Range(0, senders).Select(_ => random.Next(parts)).ToArray();
            Assert.Equal(whole, Fill(messages, parts, sender => homes[sender], rows));
        }
    }

    [Fact]
    public void An_inbox_can_be_filled_again()
    {
        var table = new SendTable(1);
        table.Open(0, 0, Value.Of("x"));
        table.AddReceiver(0, 3);
        var inbox = new Inbox();
        inbox.Fill([table], 0, 4);
        inbox.Clear();
        table.Clear();
        table.Open(0, 0, Value.Of("y"));
        table.AddReceiver(0, 1);
        inbox.Fill([table], 0, 4);
        Assert.Equal(["1: y"], Dump(inbox));
    }

    [Fact]
    public void Truncating_takes_back_sends_with_their_receivers()
    {
        var table = new SendTable(2);
        table.Open(0, 0, Value.Of("kept"));
        table.AddReceiver(0, 1);
        table.AddReceiver(1, 1);
        var mark = table.Count;
        table.Open(0, 1, Value.Of("undone"));
        table.AddReceiver(0, 1);
        table.AddReceiver(0, 2);
        table.TruncateTo(mark);
        Assert.Equal(2, table.MessageCount);
        var inbox = new Inbox();
        inbox.Fill([table], 0, 3);
        Assert.Equal(["1: kept"], Dump(inbox));
    }

    private static List<string> Fill(List<(int Sender, int Order, int[] Rows)> messages, int parts, Func<int, int> home, int rows)
    {
        var tables = Enumerable.Range(0, parts).Select(_ => new SendTable(1)).ToArray();
        foreach (var (sender, order, targets) in messages)
        {
            var table = tables[home(sender)];
            table.Open(sender, order, Value.Of($"{sender}.{order}"));
            foreach (var row in targets)
            {
                table.AddReceiver(0, row);
            }
        }

        var inbox = new Inbox();
        inbox.Fill(tables, 0, rows);
        return Dump(inbox);
    }

    private static List<string> Dump(Inbox inbox)
    {
        var lines = new List<string>();
        for (var i = 0; i < inbox.ActiveCount; i++)
        {
            var payloads = Enumerable.Range(inbox.StartAt(i), inbox.EndAt(i) - inbox.StartAt(i)).Select(m => inbox.PayloadOf(m).ToString());
            lines.Add($"{inbox.RowAt(i)}: {string.Join(' ', payloads)}");
        }

        return lines;
    }
}
