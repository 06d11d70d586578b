namespace Graphoid.Hosting.Options;

/// <summary>What keeps graphs.</summary>
public enum DatabaseKind
{
    /// <summary>A SQLite file: for one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database: for a cluster.</summary>
    Postgres,

    /// <summary>The memory of the process: for one member, and gone with it.</summary>
    Memory,
}

/// <summary>Where graphs are kept.</summary>
public sealed class DatabaseOptions
{
    /// <summary>What keeps them.</summary>
    public DatabaseKind Kind { get; set; }

    /// <summary>The SQLite file; null for <c>graphoid.db</c> in the data directory. Members on one machine name the same.</summary>
    public string? File { get; set; }

    /// <summary>How to reach PostgreSQL: <c>Host=db;Database=graphoid;Username=graphoid;Password=...</c>.</summary>
    public string? ConnectionString { get; set; }
}
