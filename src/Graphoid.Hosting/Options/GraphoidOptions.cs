using Graphoid.Runtime.Host;

namespace Graphoid.Hosting.Options;

/// <summary>How a member of a Graphoid cluster is set up.</summary>
/// <remarks>
/// From configuration it is the section <see cref="Section"/>: <c>"Graphoid": { "Port": 4053 }</c> in a file, <c>GRAPHOID__PORT=4053</c>
/// in the environment. The lists may also be one text with commas between: <c>GRAPHOID__SEEDS=a:4053,b:4053</c>. The settings of Akka
/// that come of it are explained in <c>hocon/graphoid.conf</c>.
/// </remarks>
public sealed class GraphoidOptions
{
    /// <summary>Name of the section in configuration.</summary>
    public const string Section = "Graphoid";

    /// <summary>Name of the cluster; members with another one do not find each other. Letters, digits and dashes.</summary>
    public string SystemName { get; set; } = "graphoid";

    /// <summary>Address to listen on for other members. Another one than loopback needs <see cref="Tls"/> and a <see cref="Token"/>.</summary>
    public string HostName { get; set; } = "127.0.0.1";

    /// <summary>Address under which other members reach this one; null for <see cref="HostName"/>. It has to stand in the seeds exactly so.</summary>
    public string? PublicHostName { get; set; }

    /// <summary>Port for other members, 0 to 65535; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Members to join through, as <c>host:port</c>; the same list in the same order on every member. Only the first may found a cluster,
    /// when none of the others answers. None: this member founds a cluster of its own.
    /// </summary>
    public IList<string> Seeds { get; set; } = [];

    /// <summary>Roles of this member; without <c>graphoid</c> it carries no graphs.</summary>
    public IList<string> Roles { get; set; } = [Actors.Bootstrap.MemberRoles.Graphs];

    /// <summary>Folder that this process has for itself; made when it is not there.</summary>
    public string DataDirectory { get; set; } = ".graphoid";

    /// <summary>Where graphs are kept.</summary>
    public DatabaseOptions Database { get; set; } = new();

    /// <summary>Certificates for connections between members; nothing is encrypted without them.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>What clients have to show to attach; null asks for nothing, which is possible on loopback only.</summary>
    public string? Token { get; set; }

    /// <summary>Reads graph files for programs that run on this member; null: they can import none. Set in code only.</summary>
    public IGraphFiles? Files { get; set; }

    /// <summary>Port for <c>/healthz/live</c>, <c>/healthz/ready</c> and <c>/graphs</c>; 0 takes a free one, null has none.</summary>
    public int? HttpPort { get; set; }

    /// <summary>Partitions that a new graph gets for each member, 1 to 64.</summary>
    public int PartitionsPerMember { get; set; } = 4;

    /// <summary>How a lost member is noticed.</summary>
    public FailureDetectionOptions FailureDetection { get; set; } = new();

    /// <summary>How long starting may take.</summary>
    public StartOptions Start { get; set; } = new();

    /// <summary>How long stopping may take.</summary>
    public ShutdownOptions Shutdown { get; set; } = new();

    /// <summary>Largest message between members in bytes, 2162688 to 67108864; the same on every member, or connections break.</summary>
    public int FrameBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Least important messages of the actor system that are logged: <c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c>, <c>ERROR</c> or <c>OFF</c>.</summary>
    public string LogLevel { get; set; } = "WARNING";

    /// <summary>Further settings of Akka, in HOCON; they win over everything else.</summary>
    public string Hocon { get; set; } = "";
}
