using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>Errors of channels, tasks and timers, worded once.</summary>
internal static class ChannelErrors
{
    public static GraphoidException Closed() => GraphoidException.Library(
        ErrorKind.Runtime, "`send`: the channel is closed", RuntimeErrorIds.ChannelState, "ask `is_closed()`, or close it when the last value is sent");

    public static GraphoidException AllClosed() => GraphoidException.Library(
        ErrorKind.Runtime, "`select`: all channels are closed", RuntimeErrorIds.ChannelState);

    public static GraphoidException NobodyLeft() => GraphoidException.Library(
        ErrorKind.Runtime,
        "this waits for ever: no other task, actor or timer is left that could use the channel",
        RuntimeErrorIds.WaitsForEver,
        "start the task that serves the other side with `spawn { … }` before, give the channel room with `channel(n)`, or close it");

    public static GraphoidException Gone(string display) => GraphoidException.Library(
        ErrorKind.Runtime, $"{display} belongs to a program that has ended", RuntimeErrorIds.GraphState);

    public static GraphoidException TooMany(string what, long most) => GraphoidException.Library(
        ErrorKind.Runtime,
        $"there are {NumberText.Format(most)} {what} already",
        RuntimeErrorIds.TooManyFlows,
        "let some end before you start more");

    /// <summary>A member of a class that shipped code never has (library reference, section 2).</summary>
    public static GraphoidException NotPermitted(string member, string permission) => GraphoidException.Library(
        ErrorKind.Permission,
        $"`{member}` ({permission}) is not permitted here",
        RuntimeErrorIds.NotPermitted);
}
