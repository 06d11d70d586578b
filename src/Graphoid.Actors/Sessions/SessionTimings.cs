namespace Graphoid.Actors.Sessions;

/// <summary>How long members and clients wait for each other; everything is &gt; 0.</summary>
public sealed record SessionTimings
{
    /// <summary>A member has this long to answer a client's first word; default: 5 seconds.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often both sides say that they are alive; default: 3 seconds.</summary>
    public TimeSpan AliveInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A client counts a member as lost after that much silence; default: 15 seconds.</summary>
    public TimeSpan MemberSilenceMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A member cancels the program of a client after that much silence; default: 30 seconds.</summary>
    public TimeSpan ClientSilenceMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Output is collected for this long at most before it is sent; default: 50 milliseconds.</summary>
    public TimeSpan OutputDelay { get; init; } = TimeSpan.FromMilliseconds(50);
}
