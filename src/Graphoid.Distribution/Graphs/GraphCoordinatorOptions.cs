namespace Graphoid.Distribution.Graphs;

/// <summary>Limits and times of a <see cref="GraphCoordinator"/>. The defaults suit clusters; tests shorten the times.</summary>
public sealed record GraphCoordinatorOptions
{
    /// <summary>Operations and reads that wait at a graph; one more is refused.</summary>
    public int WaitingMax { get; init; } = 1024;

    /// <summary>Askers remembered for one operation; one more takes the place of the oldest.</summary>
    public int AskersMax { get; init; } = 8;

    /// <summary>Outcomes kept per session for repeated operations; an older one is <c>Forgotten</c>.</summary>
    public int AnsweredPerSessionMax { get; init; } = 64;

    /// <summary>Sessions with kept outcomes; the one that was silent for longest is forgotten.</summary>
    public int SessionsMax { get; init; } = 1024;

    /// <summary>Forgotten sessions of which it is known that they are: 24 bytes each in every checkpoint record.</summary>
    public int ForgottenSessionsMax { get; init; } = 16 * 1024;

    /// <summary>Bytes of kept outcomes; beyond, the oldest are forgotten. They are part of every checkpoint record.</summary>
    public long AnsweredBytesMax { get; init; } = 8L << 20;

    /// <summary>Contents kept that no committed operation refers to; beyond, the oldest go at the next checkpoint.</summary>
    public int UnreferredBlobsMax { get; init; } = 1000;

    /// <summary>Contents kept in all; one more is refused.</summary>
    public int BlobsMax { get; init; } = 10_000;

    /// <summary>Bytes of kept contents, which are part of every checkpoint record; one more is refused.</summary>
    public long BlobBytesMax { get; init; } = 32L << 20;

    /// <summary>Partitions of a graph; one with more is not made.</summary>
    public int PartitionsMax { get; init; } = 4096;

    /// <summary>After so many operations a checkpoint is due.</summary>
    public int CheckpointOperations { get; init; } = 1000;

    /// <summary>After so many bytes of operations and outcomes in the log a checkpoint is due.</summary>
    public long CheckpointLogBytes { get; init; } = 64L << 20;

    /// <summary>A checkpoint is due when running the operations behind the last one again would take longer.</summary>
    public TimeSpan CheckpointReplayTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until a partition answers, it is asked again so often; the same for leave that is taken back.</summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Without an answer for so long, the opening, a checkpoint or taking leave back counts as lost and the graph is opened
    /// anew. Doubles with every failure in a row, up to <see cref="RoundSilenceMax"/>: recovering much takes time.</summary>
    public TimeSpan PhaseSilenceMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without an answer for so long, a running operation counts as lost. Long, because handlers may take their time; that
    /// a member has ended is noticed by the watch on it.</summary>
    public TimeSpan RoundSilenceMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the operation that runs, and a checkpoint, may hold up the move of the graph to another member. After that
    /// they are given up, and done again there.</summary>
    public TimeSpan MoveWaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause before the graph is opened anew, when openings fail one after the other.</summary>
    public TimeSpan ReopenPauseMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls that carry no limit of their own (reads, descriptions) are refused when the graph does not serve by then.</summary>
    public TimeSpan CallWaitMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often whoever waits for an operation is told its state.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A graph that is unknown, dropped or unreadable ends its life after so long without a question.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromMinutes(1);
}
