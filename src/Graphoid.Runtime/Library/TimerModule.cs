using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>The namespaces <c>timer</c> and <c>signal</c> (library reference, section 17).</summary>
internal static class TimerModule
{
    private static readonly string[] SignalNames = ["sigint", "sigterm", "sighup"];
    private static readonly Value Tick = Value.Of(Symbol.Of("tick"));

    public static NativeTable Timer { get; } = new NativeTable("`timer`")
        .AddTask("sleep", "ms", "Lets this task wait so many milliseconds.", Sleep)
        .Add("after", "ms, value?", "A channel that gives the value once, so many milliseconds from now.", After)
        .Add("every", "ms", "A channel that gives :tick again and again until it is closed.", Every);

    public static NativeTable Signal { get; } = new NativeTable("`signal`")
        .Add("on", "name", "A channel that gives the symbol at every such signal.", On);

    private static Machine Permitted(in NativeCall call, string permission, string member)
    {
        var machine = (Machine)call.Program;
        return machine.Activation is null ? machine : throw ChannelErrors.NotPermitted(member, permission);
    }

    private static TimeSpan Duration(in NativeCall call) => Durations.Of($"`timer.{call.Entry.Name}`: argument `ms`", call[0]);

    private static ValueTask<Value> Sleep(in NativeCall call)
    {
        var machine = Permitted(call, "clock", "timer.sleep");
        return SleepAsync(Duration(call), machine.Program.Flows.Clock, machine.Cancellation);
    }

    private static async ValueTask<Value> SleepAsync(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        if (duration == TimeSpan.Zero)
        {
            await Task.Yield();
        }
        else
        {
            await Task.Delay(duration, clock, cancellation).ConfigureAwait(false);
        }

        return Value.None;
    }

    private static Value After(in NativeCall call)
    {
        var machine = Permitted(call, "clock", "timer.after");
        var channel = new ChannelValue();
        var value = call.Has(1) ? Payload.Isolate(call[1]) : Tick;
        ChannelTimer.Start(channel, machine.Program.Flows, Duration(call), Timeout.InfiniteTimeSpan, value);
        return Value.Of(channel);
    }

    private static Value Every(in NativeCall call)
    {
        var machine = Permitted(call, "clock", "timer.every");
        var channel = new ChannelValue();
        var period = Duration(call);
        period = period == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : period;
        ChannelTimer.Start(channel, machine.Program.Flows, period, period, Tick);
        return Value.Of(channel);
    }

    private static Value On(in NativeCall call)
    {
        var machine = Permitted(call, "process", "signal.on");
        if (call[0].Reference is not Symbol symbol)
        {
            throw ArgumentChecks.Wrong(call.Entry, 0, "symbol", call[0]);
        }

        if (!SignalNames.Contains(symbol.Name))
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`signal.on`: there is no signal :{symbol.Name}",
                help: NearMiss.Suggest(symbol.Name, SignalNames) ?? "it is one of :sigint, :sigterm, :sighup");
        }

        var signals = machine.Program.Host.Signals ?? throw ChannelErrors.NotPermitted("signal.on", "process");
        var channel = new ChannelValue();
        SignalListener.Start(channel, machine.Program.Flows, signals, symbol);
        return Value.Of(channel);
    }
}
