using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A value that stays where it was made: other processes hold a number for it.</summary>
public interface IStaysInProcess
{
    /// <summary>Unique in the process, over all kinds of such values.</summary>
    long Number { get; }
}

/// <summary>What stands for a value of another process.</summary>
public static class Elsewhere
{
    /// <summary>A stand-in for an actor or a channel: handlers can hold messages for it.</summary>
    public static ObjectValue Of(long number, ValueKind kind, string display) =>
        kind == ValueKind.Channel ? ChannelValue.Elsewhere(number, display) : ActorValue.Elsewhere(number, display);
}
