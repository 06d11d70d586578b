namespace Graphoid.Actors.Sessions;

/// <summary>Bounds of sessions that member and client must agree on.</summary>
/// <remarks>Every message stays below Akka's usual frame of 128,000 bytes: no setting of frames can break a session, and heartbeats do
/// not wait behind large messages.</remarks>
public static class SessionLimits
{
    /// <summary>The name of the actor that lets clients in, below <c>/user</c>.</summary>
    public const string DoorName = "graphoid-door";

    /// <summary>The name of the members' actor systems.</summary>
    public const string SystemName = "graphoid";

    /// <summary>A longer program text (in UTF-8) is refused by the client; the member fails it.</summary>
    public const int ProgramBytesMax = 64 * 1024 * 1024;

    /// <summary>A program text and words of more bytes than this travel like a file, in chunks; words alone are refused.</summary>
    public const int InlineBytesMax = 32 * 1024;

    /// <summary>The part of a file in one <c>FileChunk</c>; a larger one fails the import.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Chunks that may be on the way at a time; a client that sends more fails its import.</summary>
    public const int ChunksInFlight = 16;

    /// <summary>Letters of output in one message; longer lines travel in parts. In UTF-8 that is at most 96 KB.</summary>
    public const int OutputLetters = 32 * 1024;

    /// <summary>What a line counts beside its letters, so that a message of empty lines ends too.</summary>
    public const int LineLetters = 8;

    /// <summary>Output messages that are on the way or not yet shown; then the program waits.</summary>
    public const int OutputsInFlight = 8;
}
