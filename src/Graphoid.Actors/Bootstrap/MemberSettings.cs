using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Bootstrap;

/// <summary>What the actors of a member need to know of its options.</summary>
public sealed record MemberSettings
{
    /// <summary>Whether this member has the role <see cref="MemberRoles.Graphs"/>; one without only reaches the graphs of others.</summary>
    public bool CarriesGraphs { get; init; } = true;

    /// <summary>Partitions that a new graph gets for each member, &gt; 0.</summary>
    public int PartitionsPerMember { get; init; } = 4;

    /// <summary>What clients have to show; null when none is asked for, which is possible on loopback only.</summary>
    public string? ClientToken { get; init; }

    /// <summary>Reads graph files; null: programs on this member cannot import any.</summary>
    public IGraphFiles? Files { get; init; }

    /// <summary>Folder for files that clients send, of this member alone; null: none are taken.</summary>
    public string? UploadDirectory { get; init; }
}
