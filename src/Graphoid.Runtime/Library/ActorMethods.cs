using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Built-in methods of actors (reference, section 7.2).</summary>
internal static class ActorMethods
{
    public static NativeTable Table { get; } = new NativeTable("an actor")
        .AddTask("send", "message|msg, params...", "Sends a message.", (in NativeCall c) => GraphArguments.Done(
            Actor(c).SendAsync(((Machine)c.Program).Caller, GraphArguments.Message(c[0], c.Rest))))
        .AddTask("request", "message|msg, timeout:, params...", "Sends a message and yields the reply.", (in NativeCall c) =>
            Actor(c).RequestAsync(
                ((Machine)c.Program).Caller,
                GraphArguments.Message(c[0], c.Rest),
                c.Has(1) ? GraphArguments.Timeout(c[1]) : ActorValue.DefaultTimeout))
        .Add("close", "", "Takes no more messages; those already queued are still handled.", (in NativeCall c) =>
        {
            Actor(c).Close(((Machine)c.Program).Caller);
            return Value.None;
        })
        .Add("is_closed", "", "Whether it takes no more messages.", (in NativeCall c) => Value.Of(Actor(c).IsClosed))
        .Add("supervise", "actor, restart?", "Restarts the actor when it ends; only supervisors can.", Supervise)
        .Add("id", "", "Its address.", (in NativeCall c) => Value.Of(Actor(c).Address));

    /// <summary>The same for a supervisor that handles a message, where <c>self</c> is its instance.</summary>
    public static Value SuperviseBySelf(in NativeCall call)
    {
        ChannelMethods.CheckOutside("`supervise`", (Machine)call.Program);
        return ((Machine)call.Program).Actor is { } actor && ReferenceEquals(actor.Instance, call.Self.Reference)
            ? Supervise(actor, call)
            : throw NoSupervisor("a graph that does not run as an actor");
    }

    private static Value Supervise(in NativeCall call)
    {
        ChannelMethods.CheckOutside("`supervise`", (Machine)call.Program);
        return Supervise(Actor(call), call);
    }

    private static Value Supervise(ActorValue actor, in NativeCall call)
    {
        var supervision = actor.Supervision ?? throw NoSupervisor(actor.Display);
        var child = call[0].Reference as ActorValue ?? throw ArgumentChecks.Wrong(call.Entry, 0, "actor", call[0]);
        var policy = RestartPolicy.Permanent;
        if (call.Has(1))
        {
            policy = (call[1].Reference as Symbol)?.Name switch
            {
                "permanent" => RestartPolicy.Permanent,
                "transient" => RestartPolicy.Transient,
                "temporary" => RestartPolicy.Temporary,
                _ => throw GraphArguments.UnknownOption("restart", call[1], ["permanent", "transient", "temporary"]),
            };
        }

        supervision.Add(child, policy);
        return call[0];
    }

    private static GraphoidException NoSupervisor(string what) => GraphoidException.Library(
        ErrorKind.Runtime,
        $"`supervise`: {what} is no supervisor",
        help: "a supervisor comes from `supervisor`, and runs: sup = spawn Guard { }, after graph Guard from supervisor { strategy = :one_for_one }");

    private static ActorValue Actor(in NativeCall call) => (ActorValue)call.Self.Reference!;
}
