using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Built-in methods of channels (reference, section 7.3).</summary>
internal static class ChannelMethods
{
    public static NativeTable Table { get; } = new NativeTable("a channel")
        .AddTask("send", "value|v", "Puts a copy of the value in; waits while the channel is full.", Send)
        .AddTask("receive", "", "Takes the oldest value; waits for one; none when the channel is closed and drained.", Receive)
        .Add("try_receive", "", "Takes the oldest value, or gives none at once.", (in NativeCall c) =>
        {
            var value = Outside(c).TryReceive();
            return value.IsUndefined ? Value.None : value;
        })
        .Add("close", "", "Takes no more values; those in it can still be received.", Close)
        .Add("is_closed", "", "Whether it takes no more values.", (in NativeCall c) => Value.Of(Outside(c).IsClosed));

    /// <summary>The next value of a channel, or <see cref="Value.Undefined"/> when it is closed and drained.</summary>
    public static ValueTask<Value> NextAsync(ChannelValue channel, Machine machine)
    {
        CheckOutside("receiving from a channel", machine);
        var flows = machine.Program.Flows;
        return channel.Receive(flows, out var value) is { } wait
            ? wait.AnswerAsync(machine.IsMain, machine.Cancellation)
            : new ValueTask<Value>(value);
    }

    /// <summary>Handlers and predicates see their own graph only.</summary>
    public static void CheckOutside(string what, Machine machine)
    {
        if (machine.Activation is not null)
        {
            throw GraphErrors.NotInWave(what);
        }
    }

    private static ChannelValue Channel(in NativeCall call) => (ChannelValue)call.Self.Reference!;

    private static ChannelValue Outside(in NativeCall call)
    {
        CheckOutside($"`{call.Entry.Name}` of a channel", (Machine)call.Program);
        return Channel(call);
    }

    /// <summary>In a handler the value is held until its wave has succeeded.</summary>
    private static ValueTask<Value> Send(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        var channel = Channel(call);
        var value = Payload.Isolate(call[0]);
        if (machine.Activation is { } activation)
        {
            activation.Run.Hold(activation, new ChannelWork(channel, value));
            return new ValueTask<Value>(Value.None);
        }

        return channel.Send(value, machine.Program.Flows) is { } wait
            ? wait.AnswerAsync(machine.IsMain, machine.Cancellation)
            : new ValueTask<Value>(Value.None);
    }

    private static ValueTask<Value> Receive(in NativeCall call)
    {
        var next = NextAsync(Channel(call), (Machine)call.Program);
        return next.IsCompletedSuccessfully ? new ValueTask<Value>(NoneAtEnd(next.Result)) : Wait(next);

        static async ValueTask<Value> Wait(ValueTask<Value> next) => NoneAtEnd(await next.ConfigureAwait(false));
    }

    private static Value Close(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        if (machine.Activation is { } activation)
        {
            activation.Run.Hold(activation, new ChannelWork(Channel(call), null));
        }
        else
        {
            Channel(call).Close();
        }

        return Value.None;
    }

    private static Value NoneAtEnd(Value value) => value.IsUndefined ? Value.None : value;
}
