using Graphoid.Cli.Commands;

namespace Graphoid.Cli;

/// <summary>Where a member keeps graphs.</summary>
internal enum NodeDatabase
{
    /// <summary>A file, for members on one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, for a cluster.</summary>
    Postgres,
}

/// <summary>What <c>graphoid node</c> was asked for.</summary>
internal sealed record NodeOptions
{
    /// <summary>Port for other members and clients.</summary>
    public required int Port { get; init; }

    /// <summary>Address to listen on.</summary>
    public required string Host { get; init; }

    /// <summary>Name or address under which others reach this member, or null for <see cref="Host"/>.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Members to join through; none: this one founds a cluster.</summary>
    public IReadOnlyList<HostPort> Seeds { get; init; } = [];

    /// <summary>Roles; none: the usual one, which carries graphs.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Folder that the process has for itself.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What keeps graphs.</summary>
    public NodeDatabase Database { get; init; }

    /// <summary>The SQLite file (null: one in the data directory), or how to reach PostgreSQL.</summary>
    public string? DatabaseTarget { get; init; }

    /// <summary>Port for health checks, or null for none.</summary>
    public int? HttpPort { get; init; }

    /// <summary>What clients must present, or null.</summary>
    public string? Token { get; init; }

    /// <summary>Certificates, or null.</summary>
    public TlsFiles? Tls { get; init; }
}
