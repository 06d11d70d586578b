using Graphoid.Distribution.Nodes;
using static Graphoid.Distribution.Protocols.PartitionProtocol;
using static Graphoid.Distribution.Tests.Partitions.PartitionSample;

namespace Graphoid.Distribution.Tests.Nodes;

/// <summary>Design 3: a node handles one message at a time, from an ordered mailbox.</summary>
public sealed class NodeMailboxTests
{
    private readonly List<NodeEffect> _effects = [];
    private TimeSpan _now;

    [Fact]
    public void One_message_is_at_the_partition_and_the_others_follow_in_order()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        Accept(mailbox, 2);
        Assert.Equal([1], Sent());
        Done(mailbox, 1);
        Assert.Equal([1, 2], Sent());
        Done(mailbox, 2);
        Assert.Equal([1, 2], Answered());
    }

    [Fact]
    public void A_message_without_an_answer_is_sent_again_less_and_less_often()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        var times = new List<double>();
        for (var attempt = 0; attempt < 7; attempt++)
        {
            var before = _now;
            Wake(mailbox);
            times.Add((_now - before).TotalSeconds);
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 5, 5], times);
        Assert.Equal(8, Sent().Count);
    }

    [Fact]
    public void A_repeated_message_is_not_queued_twice_and_all_askers_are_answered()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1, "one");
        Accept(mailbox, 1, "two");
        Assert.Equal(1, mailbox.Count);
        Done(mailbox, 1);
        Assert.Equal(["one", "two"], _effects.OfType<NodeEffect.Reply>().Select(reply => (string)reply.Asker));
    }

    [Fact]
    public void One_message_too_many_is_unavailable_in_count_and_in_bytes()
    {
        var mailbox = new NodeMailbox(new NodeLimits { Turns = 2, Bytes = 5 });
        Accept(mailbox, 1);
        Accept(mailbox, 2, text: "++++");
        Accept(mailbox, 3);
        Accept(mailbox, 4, text: "");
        Assert.Equal([2, 4], Answered());
        Assert.All(_effects.OfType<NodeEffect.Reply>(), reply => Assert.True(reply.Done.IsUnavailable));
    }

    [Fact]
    public void A_partition_that_is_unavailable_is_asked_again_for_a_bounded_time()
    {
        var mailbox = new NodeMailbox(new NodeLimits { UnavailableWait = TimeSpan.FromSeconds(2) });
        Accept(mailbox, 1);
        while (Answered().Count == 0)
        {
            mailbox.Done(new TurnDone(Id(1), false, true, []), _now);
            Collect(mailbox);
            if (Answered().Count == 0)
            {
                Wake(mailbox);
            }
        }

        Assert.InRange(_now, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
        Assert.True(_effects.OfType<NodeEffect.Reply>().Single().Done.IsUnavailable);
    }

    [Fact]
    public void A_late_answer_to_another_message_changes_nothing()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        Accept(mailbox, 2);
        Done(mailbox, 1);
        Done(mailbox, 1);
        Assert.Equal([1], Answered());
        Assert.Equal(1, mailbox.Count);
    }

    [Fact]
    public void An_idle_node_asks_for_its_end_and_ends_when_told()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        Done(mailbox, 1);
        Wake(mailbox);
        Assert.IsType<NodeEffect.Passivate>(_effects[^1]);
        Assert.Null(mailbox.WakeAt);
        mailbox.Stop(_now);
        Collect(mailbox);
        Assert.IsType<NodeEffect.Stop>(_effects[^1]);
    }

    [Fact]
    public void A_node_that_has_to_end_handles_first_what_it_has_accepted()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        Accept(mailbox, 2);
        mailbox.Stop(_now);
        Collect(mailbox);
        Done(mailbox, 1);
        Assert.DoesNotContain(_effects, effect => effect is NodeEffect.Stop);
        Done(mailbox, 2);
        Assert.IsType<NodeEffect.Stop>(_effects[^1]);
    }

    [Fact]
    public void A_node_that_may_wait_no_longer_says_what_has_not_happened()
    {
        var mailbox = new NodeMailbox();
        Accept(mailbox, 1);
        Accept(mailbox, 2);
        mailbox.Stop(_now);
        _now = new NodeLimits().StopWait;
        mailbox.Tick(_now);
        Collect(mailbox);
        Assert.Equal([2], Answered());
        Assert.IsType<NodeEffect.Stop>(_effects[^1]);
    }

    private void Accept(NodeMailbox mailbox, long number, string asker = "asker", string text = "+1")
    {
        mailbox.Accept(Turn(number, text), asker, _now);
        Collect(mailbox);
    }

    private void Done(NodeMailbox mailbox, long number)
    {
        mailbox.Done(new TurnDone(Id(number), false, false, [1]), _now);
        Collect(mailbox);
    }

    private void Wake(NodeMailbox mailbox)
    {
        _now = mailbox.WakeAt!.Value;
        mailbox.Tick(_now);
        Collect(mailbox);
    }

    private void Collect(NodeMailbox mailbox) => _effects.AddRange(mailbox.TakeEffects());

    private List<int> Sent() => [.. _effects.OfType<NodeEffect.ToPartition>().Select(sent => (int)sent.Turn.Id.Number)];

    private List<int> Answered() => [.. _effects.OfType<NodeEffect.Reply>().Select(reply => (int)reply.Done.Id.Number)];
}
