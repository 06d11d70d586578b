namespace Graphoid.Distribution.Partitions;

/// <summary>Bounds of a partition's actor. Each says what happens one past it.</summary>
public sealed record PartitionLimits
{
    /// <summary>Turns that wait for the graph's leave, for content or for the journal; one more is answered as unavailable.</summary>
    public int QueueTurns { get; init; } = 1024;

    /// <summary>Bytes of the messages of those turns; beyond it further ones are answered as unavailable.</summary>
    public long QueueBytes { get; init; } = 16 << 20;

    /// <summary>Askers of one turn who are all answered; one more takes the place of the oldest.</summary>
    public int AskersPerTurn { get; init; } = 4;

    /// <summary>Turns in one journal record; further ones wait until the record before is written.</summary>
    public int RecordTurns { get; init; } = 256;

    /// <summary>Bytes in one journal record from which further turns wait for the next one; a single turn may be larger.</summary>
    public int RecordBytes { get; init; } = 512 << 10;

    /// <summary>Answered turns kept for repetition per session; older ones are refused when they are repeated.</summary>
    public int WindowTurns { get; init; } = 256;

    /// <summary>Bytes of outcomes kept for repetition in the whole partition; beyond it the oldest go, and are refused when repeated.</summary>
    public long WindowBytes { get; init; } = 4 << 20;

    /// <summary>Sessions that the partition remembers. Beyond it the one that was silent for longest is forgotten altogether: a turn it
    /// repeats after that is run again.</summary>
    public int Sessions { get; init; } = 4096;

    /// <summary>Chunks of an import or a checkpoint that are being written; one more is ignored, its sender repeats it.</summary>
    public int ChunksInFlight { get; init; } = 4;

    /// <summary>Contents that one turn may refer to; a turn with more is refused.</summary>
    public int BlobsPerTurn { get; init; } = 64;

    /// <summary>Bytes that a graph without durability keeps in order to be opened again; beyond it such a partition cannot be reopened.</summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>After which time an unanswered question for leave, content or hand-over is asked again.</summary>
    public TimeSpan AskAgain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a turn waits for content it refers to; after it the turn is answered as unavailable.</summary>
    public TimeSpan BlobWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After which time the state is deposited once more with a member that has not said anything.</summary>
    public TimeSpan DepositAgain { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a partition that is to move waits for the graph's consent; after it, it stops all the same. Shorter than the
    /// time that sharding gives an entity to stop (15 s).</summary>
    public TimeSpan LeaveWait { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Mistakes that the simulation plants in order to see that it finds them. Never set outside of tests.</summary>
[Flags]
internal enum PlantedFaults
{
    None = 0,
    ReplyBeforeJournal = 1,
    NoEpochCheck = 2,
    LostWindow = 4,
    WrongStamp = 8,
    UncommittedChunks = 16,
}
