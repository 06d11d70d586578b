namespace Graphoid.Hosting.Options;

/// <summary>How a lost member is noticed. With these defaults its graphs answer again 13 to 15 seconds after a crash.</summary>
/// <remarks>
/// Shorter is not better: a pause of the garbage collector or a busy processor looks like a crash then. The same on every member.
/// </remarks>
public sealed class FailureDetectionOptions
{
    /// <summary>Time between two signs of life, 100 ms to 10 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence after which a member counts as unreachable, longer than <see cref="HeartbeatInterval"/>, at most 1 min.</summary>
    public TimeSpan AcceptablePause { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the picture has to stay the same before the minority is removed, and after that before its graphs open elsewhere;
    /// 500 ms to 1 min.</summary>
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(5);
}
