using Graphoid.Cli.Commands;

namespace Graphoid.Cli.Members;

/// <summary>Where a member keeps graphs.</summary>
internal enum NodeDatabase
{
    /// <summary>A file, for members on one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, for a cluster.</summary>
    Postgres,
}

/// <summary>What <c>graphoid node</c> was asked for; null is what was not said.</summary>
internal sealed record NodeOptions
{
    /// <summary>Port for other members and clients.</summary>
    public int? Port { get; init; }

    /// <summary>Address to listen on.</summary>
    public string? Host { get; init; }

    /// <summary>Name or address under which others reach this member.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Members to join through.</summary>
    public IReadOnlyList<HostPort> Seeds { get; init; } = [];

    /// <summary>Roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Folder that the process has for itself.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>What keeps graphs.</summary>
    public NodeDatabase? Database { get; init; }

    /// <summary>The SQLite file (null: one in the data directory), or how to reach PostgreSQL.</summary>
    public string? DatabaseTarget { get; init; }

    /// <summary>Port for health checks.</summary>
    public int? HttpPort { get; init; }

    /// <summary>What clients must present.</summary>
    public string? Token { get; init; }

    /// <summary>Certificates.</summary>
    public TlsFiles? Tls { get; init; }
}
