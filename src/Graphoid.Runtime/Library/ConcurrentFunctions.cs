using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Functions for concurrent programs that are there without an import (reference, sections 4.10 and 7.4).</summary>
internal static class ConcurrentFunctions
{
    private static readonly Value TimedOut = Value.Of(Symbol.Of("timeout"));
    private static readonly Value NothingReady = Value.Of(Symbol.Of("default"));

    public static NativeTable Table { get; } = new NativeTable("the language")
        .Add("channel", "capacity?", "A channel that holds that many values, one if not said.", NewChannel)
        .AddTask("select", "timeout:, default:, channels...", "Waits for the first channel with a value and gives [channel, value].", Select)
        .Add("emit", "item|v", "One item of the answer to the message that is being handled.", Emit)
        .Add("exit", "code?", "Ends the program.", Exit);

    private static Value NewChannel(in NativeCall call)
    {
        ChannelMethods.CheckOutside("making a channel", (Machine)call.Program);
        if (!call.Has(0))
        {
            return Value.Of(new ChannelValue());
        }

        // A hand-over channel (capacity 0) counts as one of capacity 1.
        var capacity = call.Integer(0);
        return capacity is >= 0 and <= ChannelValue.CapacityMax
            ? Value.Of(new ChannelValue(Math.Max(1, capacity)))
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`channel`: the capacity must be between 0 and {ChannelValue.CapacityMax}, not {ValueText.Display(call[0])}");
    }

    private static ValueTask<Value> Select(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        ChannelMethods.CheckOutside("`select`", machine);
        var channels = Channels(call);
        var open = channels.Length;
        foreach (var channel in channels)
        {
            // Closed before it is looked into: what was sent before the close is still found.
            var isClosed = channel.IsClosed;
            var value = channel.TryReceive();
            if (!value.IsUndefined)
            {
                return new ValueTask<Value>(ChannelWait.Pair(Value.Of(channel), value));
            }

            open -= isClosed ? 1 : 0;
        }

        if (open == 0)
        {
            throw ChannelErrors.AllClosed();
        }

        var limit = call.Has(0) && !call[0].IsNone ? Durations.Of("`select`: `timeout:`", call[0]) : (TimeSpan?)null;
        if (call.Has(1) && call[1].IsTruthy)
        {
            return new ValueTask<Value>(ChannelWait.Pair(NothingReady, Value.None));
        }

        return limit == TimeSpan.Zero
            ? new ValueTask<Value>(ChannelWait.Pair(TimedOut, Value.None))
            : WaitAsync(channels, limit, machine);
    }

    private static async ValueTask<Value> WaitAsync(ChannelValue[] channels, TimeSpan? limit, Machine machine)
    {
        var flows = machine.Program.Flows;
        var wait = new ChannelWait(flows, channels.Length, isTimed: limit is not null);
        var places = new LinkedListNode<ChannelWait>?[channels.Length];
        for (var i = 0; i < channels.Length && !wait.IsClaimed; i++)
        {
            places[i] = channels[i].Join(wait);
        }

        var clock = limit is { } time
            ? flows.Clock.CreateTimer(static state => TimeOut((ChannelWait)state!), wait, time, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            return await wait.AnswerAsync(machine.IsMain, machine.Cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (clock is not null)
            {
                await clock.DisposeAsync().ConfigureAwait(false);
            }

            for (var i = 0; i < channels.Length; i++)
            {
                if (places[i] is { } place)
                {
                    channels[i].Leave(place);
                }
            }
        }
    }

    private static void TimeOut(ChannelWait wait)
    {
        if (wait.TryClaim())
        {
            wait.Complete(ChannelWait.Pair(TimedOut, Value.None));
        }
    }

    /// <summary>The channels, given one by one or as one list.</summary>
    private static ChannelValue[] Channels(in NativeCall call)
    {
        var given = call.Rest;
        if (given.Length == 1 && ArgumentChecks.AsList(given[0]) is { } list)
        {
            given = list.Items;
        }

        if (given.IsEmpty)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, "`select` expects at least 1 argument, got 0", RuntimeErrorIds.WrongArgumentCount, "name the channels to wait for");
        }

        var channels = new ChannelValue[given.Length];
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = given[i].Reference as ChannelValue ?? throw GraphoidException.WrongType("`select`", "channel", given[i]);
        }

        return channels;
    }

    private static Value Emit(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        if (!machine.CanEmit)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                "`emit`: no message is being handled here",
                help: "it belongs in `on_message`: a request is answered with the list of the items that its handler emits");
        }

        machine.Emit(Payload.Isolate(call[0]));
        return Value.None;
    }

    private static Value Exit(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        if (machine.Activation is not null || (machine.Program.Host.Withheld & HostPermissions.Process) != 0)
        {
            throw ChannelErrors.NotPermitted("exit", "process");
        }

        var code = call.Has(0) ? call.Integer(0) : 0;
        throw code is >= 0 and <= byte.MaxValue
            ? machine.Program.Flows.Exit(code)
            : GraphoidException.Library(ErrorKind.Value, $"`exit`: the code must be between 0 and 255, not {ValueText.Display(call[0])}");
    }
}
