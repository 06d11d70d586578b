using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Sessions;

/// <summary>What a session tells the runtime that is made for it.</summary>
/// <param name="Session">Names the running program; a new one for every run.</param>
/// <param name="Partitions">Partitions of graphs that do not say, or null for the member's default.</param>
/// <param name="Progress">Shows the client how far an import is; any thread.</param>
public sealed record SessionContext(Guid Session, int? Partitions, IProgress<ImportProgress> Progress);

/// <summary>Settings of the <see cref="DoorActor"/>.</summary>
/// <param name="Runtime">Makes the runtime behind a session's program; called once per session, not on a thread of an actor. A
/// runtime that can be disposed of is, when the program has ended.</param>
public sealed record DoorSettings(Func<SessionContext, IGraphRuntime> Runtime)
{
    /// <summary>What clients must present, or null to let everyone in.</summary>
    public string? Token { get; init; }

    /// <summary>Folder for files on their way into a graph; it belongs to this member alone. Null: no imports.</summary>
    public string? UploadDirectory { get; init; }

    /// <summary>Programs and imports at a time; one more is refused. Default: 32.</summary>
    public int SessionsMax { get; init; } = 32;

    /// <summary>Memory for output that a session's client has not read, in bytes; then its program waits. Default: 8 MiB.</summary>
    public long OutputBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long sessions and clients wait for each other.</summary>
    public SessionTimings Timings { get; init; } = new();
}
