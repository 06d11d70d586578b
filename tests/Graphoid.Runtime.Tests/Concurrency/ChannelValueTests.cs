using System.Collections.Concurrent;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Concurrency;

/// <summary>Channels under many threads: nothing is lost, nothing comes twice, everyone is served.</summary>
[Trait("Category", "Unit")]
public sealed class ChannelValueTests : IDisposable
{
    private readonly ConcurrentProgram _host = new();
    private readonly ProgramFlows _flows;

    public ChannelValueTests() => _flows = new ProgramFlows(_host);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 8, 8)]
    [InlineData(3, 5, 2)]
    [InlineData(100, 2, 7)]
    public async Task Every_value_arrives_once_and_in_the_order_of_its_sender(int capacity, int senders, int receivers)
    {
        const int Values = 2_000;
        var channel = new ChannelValue(capacity);
        var received = new ConcurrentBag<List<(int Sender, int Value)>>();
        var consumers = Enumerable.Range(0, receivers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<(int, int)>();
            while (await ReceiveAsync(channel) is { IsUndefined: false } value)
            {
                mine.Add(((int)value.Number / Values, (int)value.Number % Values));
            }

            received.Add(mine);
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Values; i++)
            {
                await SendAsync(channel, Value.Of((sender * Values) + i));
            }
        })));
        channel.Close();
        await Task.WhenAll(consumers);

        Assert.Equal(senders * Values, received.Sum(mine => mine.Count));
        Assert.Equal(senders * Values, received.SelectMany(mine => mine).Distinct().Count());
        Assert.All(received, mine => Assert.All(
            mine.GroupBy(item => item.Sender), group => Assert.Equal(group.Select(item => item.Value).Order(), group.Select(item => item.Value))));
    }

    [Fact]
    public async Task Those_who_wait_are_served_in_the_order_in_which_they_came()
    {
        var channel = new ChannelValue();
        var waits = Enumerable.Range(0, 5).Select(_ => channel.Receive(_flows, out var _)!).ToList();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(channel.TrySend(Value.Of(i)));
        }

        Assert.Equal([0, 1, 2, 3, 4], (await Task.WhenAll(waits.Select(wait => wait.Task))).Select(value => (int)value.Number));

        Assert.True(channel.TrySend(Value.Of(0)));
        var senders = Enumerable.Range(1, 4).Select(i => channel.Send(Value.Of(i), _flows)!).ToList();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i, channel.TryReceive().Number);
            Assert.Equal(Math.Min(i + 1, 4), senders.Count(sender => sender.Task.IsCompletedSuccessfully));
        }

        Assert.True(channel.TryReceive().IsUndefined);
    }

    [Fact]
    public async Task A_close_that_meets_senders_and_receivers_loses_nothing_that_was_sent()
    {
        for (var round = 0; round < 300; round++)
        {
            var channel = new ChannelValue(1 + (round % 3));
            var sent = 0;
            var received = 0;
            var senders = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        await SendAsync(channel, Value.Of(1));
                        Interlocked.Increment(ref sent);
                    }
                }
                catch (GraphoidException closed)
                {
                    Assert.Equal(RuntimeErrorIds.ChannelState, closed.Error.Id);
                }
            }));
            var receivers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                while (await ReceiveAsync(channel) is { IsUndefined: false })
                {
                    if (Interlocked.Increment(ref received) == 20)
                    {
                        channel.Close();
                    }
                }
            }));
            await Task.WhenAll(senders.Concat(receivers));

            Assert.Equal(sent, received);
        }
    }

    [Fact]
    public async Task Waits_on_several_channels_take_each_value_once()
    {
        const int Values = 3_000;
        var channels = Enumerable.Range(0, 4).Select(_ => new ChannelValue()).ToArray();
        var received = new ConcurrentBag<double>();
        var selecting = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await SelectAsync(channels) is { } value)
            {
                received.Add(value);
            }
        })).ToList();
        await Task.WhenAll(channels.Select((channel, c) => Task.Run(async () =>
        {
            for (var i = 0; i < Values; i++)
            {
                await SendAsync(channel, Value.Of((c * Values) + i));
            }

            channel.Close();
        })));
        await Task.WhenAll(selecting);

        Assert.Equal(Enumerable.Range(0, channels.Length * Values).Select(i => (double)i), received.Order());
    }

    private ValueTask<Value> ReceiveAsync(ChannelValue channel) => channel.Receive(_flows, out var value) is { } wait
        ? wait.AnswerAsync(isMain: false, CancellationToken.None)
        : new ValueTask<Value>(value);

    private ValueTask<Value> SendAsync(ChannelValue channel, Value value) => channel.Send(value, _flows) is { } wait
        ? wait.AnswerAsync(isMain: false, CancellationToken.None)
        : new ValueTask<Value>(Value.None);

    /// <summary>The next value of any of them; null when all are closed and drained.</summary>
    private async Task<double?> SelectAsync(ChannelValue[] channels)
    {
        var wait = new ChannelWait(_flows, channels.Length);
        var places = channels.Select(channel => wait.IsClaimed ? null : channel.Join(wait)).ToArray();
        try
        {
            return ((ListValue)(await wait.AnswerAsync(isMain: false, CancellationToken.None)).Reference!)[1].Number;
        }
        catch (GraphoidException allClosed) when (allClosed.Error.Id == RuntimeErrorIds.ChannelState)
        {
            return null;
        }
        finally
        {
            foreach (var (channel, place) in channels.Zip(places))
            {
                if (place is not null)
                {
                    channel.Leave(place);
                }
            }
        }
    }
}
