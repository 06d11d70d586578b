namespace Graphoid.Distribution.Nodes;

/// <summary>Bounds of the mailbox of a node. Each says what happens one past it.</summary>
public sealed record NodeLimits
{
    /// <summary>Messages that wait, the one in flight included; one more is answered as unavailable.</summary>
    public int Turns { get; init; } = 1024;

    /// <summary>Bytes of those messages; beyond it further ones are answered as unavailable.</summary>
    public long Bytes { get; init; } = 16 << 20;

    /// <summary>Askers of one message who are all answered; one more takes the place of the oldest.</summary>
    public int AskersPerTurn { get; init; } = 4;

    /// <summary>First time after which an unanswered or refused message is sent to the partition again; doubles up to <see cref="RepeatMax"/>.</summary>
    public TimeSpan RepeatMin { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest time between two attempts.</summary>
    public TimeSpan RepeatMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a message is tried whose partition says that it is unavailable; after it the asker hears the same.</summary>
    public TimeSpan UnavailableWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node without messages stays in memory.</summary>
    public TimeSpan IdleWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node that has to end goes on with what it has accepted; after it the rest is answered as unavailable.</summary>
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(10);
}
