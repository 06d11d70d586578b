using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What a handler wants done outside of its graph once its wave has succeeded; data, so that it can travel to the driver.</summary>
internal abstract record OutsideWork
{
    /// <summary>Does the work on behalf of a driver; the wave's graph is free by then.</summary>
    public abstract ValueTask RunAsync(GraphCaller driver);

    /// <summary>Does all work of a wave in order, then the broadcasts that turns made. The wave has succeeded, so a failure here
    /// is logged and the others go on.</summary>
    public static async Task ReleaseAsync(
        IEnumerable<HeldEffect> work, IEnumerable<LaterBroadcast> broadcasts, IGraphData graph, GraphCaller driver)
    {
        foreach (var effect in work)
        {
            await Guarded(effect.Work!.RunAsync(driver), "in a send that a handler made to another graph or an actor", driver).ConfigureAwait(false);
        }

        foreach (var later in broadcasts.OrderBy(b => b.Round).ThenBy(b => b.Sender).ThenBy(b => b.Order))
        {
            await Guarded(graph.BroadcastAsync(driver, later.Message, later.Options), "in a broadcast that a turn made", driver).ConfigureAwait(false);
        }
    }

    private static async ValueTask Guarded(ValueTask work, string note, GraphCaller driver)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (GraphoidException failure)
        {
            failure.Error.Notes.Add(note);
            driver.Program.Host.Log(ErrorText.OneLine(failure.Error));
        }
    }
}

/// <summary>A broadcast to another graph.</summary>
internal sealed record BroadcastWork(GraphObject Graph, Value Message, WaveOptions Options) : OutsideWork
{
    public override ValueTask RunAsync(GraphCaller driver) =>
        Graph.EnsureData(driver.Program.Host.Graphs).BroadcastAsync(driver, Message, Options);
}

/// <summary>A send to another graph.</summary>
internal sealed record SendWork(GraphObject Graph, Value Message, MessageRoute Route) : OutsideWork
{
    public override ValueTask RunAsync(GraphCaller driver) =>
        Graph.EnsureData(driver.Program.Host.Graphs).SendAsync(driver, Message, Route);
}

/// <summary>Changes of another graph.</summary>
internal sealed record ChangeWork(GraphObject Graph, StructuralChange Change) : OutsideWork
{
    public override ValueTask RunAsync(GraphCaller driver) =>
        Graph.EnsureData(driver.Program.Host.Graphs).ChangeAsync(driver, [Change]);
}

/// <summary>A value for a channel, or its end.</summary>
/// <param name="Value">Null closes the channel.</param>
internal sealed record ChannelWork(ChannelValue Channel, Value? Value) : OutsideWork
{
    public override ValueTask RunAsync(GraphCaller driver)
    {
        if (Value is { } value)
        {
            Channel.SendHeld(value);
        }
        else
        {
            Channel.Close();
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>A message to an actor, or its end.</summary>
/// <param name="Message">Null closes the actor.</param>
internal sealed record ActorWork(ActorValue Actor, Value? Message) : OutsideWork
{
    public override ValueTask RunAsync(GraphCaller driver)
    {
        if (Message is { } message)
        {
            Actor.PostHeld(message, driver.Cancellation);
        }
        else
        {
            Actor.Close();
        }

        return ValueTask.CompletedTask;
    }
}
