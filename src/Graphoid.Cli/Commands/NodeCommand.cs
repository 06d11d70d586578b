using System.CommandLine;
using Graphoid.Cli.Members;

namespace Graphoid.Cli.Commands;

/// <summary><c>graphoid node</c>: makes this process a member of a cluster, until it is asked to end.</summary>
internal static class NodeCommand
{
    private const string SqlitePrefix = "sqlite:";
    private const string PostgresPrefix = "postgres:";

    private static readonly Option<string> Port = new("--port")
    {
        HelpName = "P",
        Description = "The port for other members and for clients. Default: 4053.",
    };

    private static readonly Option<string> Host = new("--host")
    {
        HelpName = "ADDRESS",
        Description = "The address to listen on. Default: 127.0.0.1, which other machines cannot reach.",
    };

    private static readonly Option<string> PublicHost = new("--public-host")
    {
        HelpName = "NAME",
        Description = "The name or address under which others reach this member. Default: that of --host.",
    };

    private static readonly Option<string[]> Seed = new("--seed")
    {
        HelpName = "HOST:PORT",
        Description = "A member to join through; give the same list to every member. Without: founds a cluster. May be given several times.",
    };

    private static readonly Option<string[]> Role = new("--role")
    {
        HelpName = "ROLE",
        Description = "What this member is for. Default: it carries graphs. May be given several times.",
    };

    private static readonly Option<string> Data =
        DataFolder.NewOption($"A folder for this process alone. Default: {DataFolder.Usual}.");

    private static readonly Option<string> Database = new("--database")
    {
        HelpName = "sqlite:FILE|postgres:CONNECTION",
        Description = "Where graphs are kept; the same for all members. Default: a SQLite file in the folder.",
    };

    private static readonly Option<string> HttpPort = new("--http-port")
    {
        HelpName = "P",
        Description = "The port for health checks. Default: none.",
    };

    private static readonly CommandPage Page = new(
        "node [options]",
        """
        The member runs until Ctrl+C or SIGTERM, and then leaves the cluster in order.
        What is not said comes from the environment: GRAPHOID__PORT, GRAPHOID__SEEDS and so on.
        """,
        [
            new("graphoid node --port 4053", "founds a cluster of one member"),
            new("graphoid node --port 4054 --data b --database sqlite:.graphoid/graphoid.db --seed 127.0.0.1:4053", "joins it, on the same machine"),
            new("graphoid run ranks.gr --connect 127.0.0.1:4053", "runs a program there"),
        ]);

    /// <summary>Its row in the table.</summary>
    public static ToolCommand Create(IReadOnlyList<string> programArguments)
    {
        var command = new ToolCommand("node", "Makes this process a member of a cluster.", Page)
        {
            Port, Host, PublicHost, Seed, Role, Data, Database, HttpPort,
            MemberOptions.Token, MemberOptions.Certificate, MemberOptions.Key, MemberOptions.Authority,
        };
        command.SetAction((result, _) => RunAsync(Read(result)));
        return command;
    }

    /// <summary>Checks what can be checked without starting anything.</summary>
    /// <exception cref="ToolException">Something is wrong.</exception>
    private static NodeOptions Read(ParseResult result)
    {
        var (database, target) = ReadDatabase(result.GetValue(Database));
        return new NodeOptions
        {
            Port = result.GetValue(Port) is { } port ? HostPort.ParsePort(Port.Name, port) : null,
            Host = result.GetValue(Host) is { } host ? HostName(Host.Name, host) : null,
            PublicHost = result.GetValue(PublicHost) is { } name ? HostName(PublicHost.Name, name) : null,
            Seeds = [.. (result.GetValue(Seed) ?? []).Select(seed => HostPort.Parse(Seed.Name, seed))],
            Roles = result.GetValue(Role) ?? [],
            DataDirectory = DataFolder.Read(result.GetValue(Data)),
            Database = database,
            DatabaseTarget = target,
            HttpPort = result.GetValue(HttpPort) is { } http ? HostPort.ParsePort(HttpPort.Name, http) : null,
            Token = MemberOptions.ReadToken(result),
            Tls = MemberOptions.ReadTls(result),
        };
    }

    private static (NodeDatabase? Kind, string? Target) ReadDatabase(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        foreach (var (prefix, kind) in new[] { (SqlitePrefix, NodeDatabase.Sqlite), (PostgresPrefix, NodeDatabase.Postgres) })
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (kind, text[prefix.Length..]);
            }
        }

        // Not shown: a connection has a password in it.
        throw ToolException.CommandLine(
            $"`{Database.Name}` needs {SqlitePrefix}FILE or {PostgresPrefix}CONNECTION",
            $"for example: {Database.Name} \"{PostgresPrefix}Host=db;Database=graphoid;Username=graphoid;Password=...\"");
    }

    private static string HostName(string option, string text) => Uri.CheckHostName(text) == UriHostNameType.Unknown
        ? throw ToolException.CommandLine($"`{option}` needs a name or an address, not `{text}`", $"for example: {option} 10.0.0.1")
        : text;

    private static async Task<int> RunAsync(NodeOptions options)
    {
        using var run = new ToolRun(progress: null);
        return await run.ExecuteAsync(() => NodeProcess.RunAsync(options, run));
    }
}
