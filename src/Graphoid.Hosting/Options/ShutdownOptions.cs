namespace Graphoid.Hosting.Options;

/// <summary>How long stopping may take.</summary>
public sealed class ShutdownOptions
{
    /// <summary>For handing graphs over to other members, 1 s to 1 h: an operation that runs ends first, and a checkpoint is written.</summary>
    public TimeSpan HandOverTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For each of the two steps of leaving after that (say so, be let go), 1 s to 5 min.</summary>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For everything; then the process is ended as it is. Not shorter than the hand-over and the two steps together.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(45);
}
