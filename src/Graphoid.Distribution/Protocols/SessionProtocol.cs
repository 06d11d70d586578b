using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>Between a client and the session that runs its program on a member.</summary>
public static partial class SessionProtocol
{
    /// <summary>Asks whether this is a member and whether it lets the client in; answered by <see cref="Welcome"/> or <see cref="Refused"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Hello(
        [property: MemoryPackOrder(0)] string? Token, [property: MemoryPackOrder(1)] string Version) : IGraphoidMessage;

    /// <summary>The client may open sessions.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Welcome(
        [property: MemoryPackOrder(0)] string Version, [property: MemoryPackOrder(1)] MemberId Member) : IGraphoidMessage;

    /// <summary>The client is not let in, or its request makes no sense.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Refused([property: MemoryPackOrder(0)] string Reason) : IGraphoidMessage;

    /// <summary>Runs a program; answered by a stream of <see cref="Output"/> and one <see cref="Ended"/> from the session's actor.</summary>
    /// <param name="IsStreamed">Whether the texts are empty here, and come in <see cref="FileChunk"/>s as UTF-8, one behind the other.</param>
    /// <param name="FilePaths">Full names of further texts that the program may import or load.</param>
    /// <param name="FileTexts">Their texts, or empty when they are streamed.</param>
    /// <param name="FileBytes">How many bytes of UTF-8 each of them has.</param>
    /// <param name="WorkingDirectory">Where relative names start, on the client's side.</param>
    /// <param name="MillisecondsMax">How long the program may run; 0: as long as it likes.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RunProgram(
        [property: MemoryPackOrder(0)] string? Token,
        [property: MemoryPackOrder(1)] Guid Session,
        [property: MemoryPackOrder(2)] string Path,
        [property: MemoryPackOrder(3)] string Text,
        [property: MemoryPackOrder(4)] string[] Arguments,
        [property: MemoryPackOrder(5)] int? Partitions,
        [property: MemoryPackOrder(6)] bool IsStreamed = false,
        [property: MemoryPackOrder(7)] string[]? FilePaths = null,
        [property: MemoryPackOrder(8)] string[]? FileTexts = null,
        [property: MemoryPackOrder(9)] int[]? FileBytes = null,
        [property: MemoryPackOrder(10)] string? WorkingDirectory = null,
        [property: MemoryPackOrder(11)] long MillisecondsMax = 0) : IGraphoidMessage;

    /// <summary>Reads a graph file that the client streams with <see cref="FileChunk"/>; ends with <see cref="Ended"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ImportFile(
        [property: MemoryPackOrder(0)] string? Token,
        [property: MemoryPackOrder(1)] Guid Session,
        [property: MemoryPackOrder(2)] string Name,
        [property: MemoryPackOrder(3)] string FileName,
        [property: MemoryPackOrder(4)] bool IsDirected,
        [property: MemoryPackOrder(5)] bool IsWeighted,
        [property: MemoryPackOrder(6)] int? Partitions,
        [property: MemoryPackOrder(7)] bool SkipBad) : IGraphoidMessage;

    /// <summary>Part of the file; the session asks for more with <see cref="MoreChunks"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record FileChunk(
        [property: MemoryPackOrder(0)] long Index,
        [property: MemoryPackOrder(1)] bool IsLast,
        [property: MemoryPackOrder(2)] byte[] Content) : IGraphoidMessage;

    /// <summary>The client may send that many further chunks.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record MoreChunks([property: MemoryPackOrder(0)] int Chunks) : IGraphoidMessage;

    /// <summary>How far the member is in reading an imported file.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ImportProgressed(
        [property: MemoryPackOrder(0)] long Bytes,
        [property: MemoryPackOrder(1)] long BytesTotal,
        [property: MemoryPackOrder(2)] long Edges) : IGraphoidMessage;

    /// <summary>Lines of output in order.</summary>
    /// <param name="Index">From 0, growing by one; the client acknowledges with <see cref="OutputSeen"/>.</param>
    /// <param name="AreLog">Per line whether it belongs to the log (stderr) rather than the output.</param>
    /// <param name="GoesOn">Whether the last line is only a part, and the first line of the next message continues it.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Output(
        [property: MemoryPackOrder(0)] long Index,
        [property: MemoryPackOrder(1)] string[] Lines,
        [property: MemoryPackOrder(2)] bool[] AreLog,
        [property: MemoryPackOrder(3)] bool GoesOn) : IGraphoidMessage;

    /// <summary>The client has shown everything up to this index.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record OutputSeen([property: MemoryPackOrder(0)] long Index) : IGraphoidMessage;

    /// <summary>Ends the program in its own time.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Cancel([property: MemoryPackOrder(0)] Guid Session) : IGraphoidMessage;

    /// <summary>A signal of the operating system that the client has got and the program listens to.</summary>
    /// <param name="Name">As in <c>signal.on</c>, without colon.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Signalled(
        [property: MemoryPackOrder(0)] Guid Session, [property: MemoryPackOrder(1)] string Name) : IGraphoidMessage;

    /// <summary>The program has ended; repeated until the client says <see cref="EndSeen"/>.</summary>
    /// <param name="ErrorReport">What the tool shows of an uncaught error; empty when it was the end of the log, null for none.</param>
    /// <param name="Outputs">How many <see cref="Output"/> messages came before; a client that has not got them all waits for them.</param>
    /// <param name="IsInternalError">Whether the report is of a mistake in graphoid, and not in the program.</param>
    /// <param name="ExitCode">What the program gave to <c>exit</c>, or 0.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Ended(
        [property: MemoryPackOrder(0)] bool IsCancelled,
        [property: MemoryPackOrder(1)] string? ErrorReport,
        [property: MemoryPackOrder(2)] long Nodes,
        [property: MemoryPackOrder(3)] long Edges,
        [property: MemoryPackOrder(4)] bool IsInternalError = false,
        [property: MemoryPackOrder(5)] long Outputs = 0,
        [property: MemoryPackOrder(6)] int ExitCode = 0) : IGraphoidMessage;

    /// <summary>The client knows how its program ended; the session may go.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record EndSeen([property: MemoryPackOrder(0)] Guid Session) : IGraphoidMessage;

    /// <summary>Says that the other side is alive.</summary>
    /// <param name="Received">From the client: how many <see cref="Output"/> messages have come, so that lost ones are sent again.</param>
    /// <param name="Listens">From the session: signals that the program listens to.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Alive(
        [property: MemoryPackOrder(0)] Guid Session, [property: MemoryPackOrder(1)] long Received,
        [property: MemoryPackOrder(2)] string[]? Listens = null) : IGraphoidMessage;
}
