using Graphoid.Actors.Sessions;
using Graphoid.Cli.Commands;

namespace Graphoid.Cli;

/// <summary>What the tool takes from the projects that make a process a member, given once at the start of the process.</summary>
/// <remarks>Commands parse and check; what runs behind them is composed elsewhere. Nothing here is touched by commands that stay in one
/// process, so that they load nothing of it.</remarks>
internal static class ClusterParts
{
    /// <summary>Runs a member until it is cancelled; returns the exit code.</summary>
    public static Func<NodeOptions, CancellationToken, Task<int>>? RunNodeAsync { get; set; }

    /// <summary>Reads a file into the graphs of the data directory of this machine; returns the exit code.</summary>
    public static Func<ImportOrder, ToolRun, Task<int>>? EmbeddedImportAsync { get; set; }

    /// <summary>Adds the members' serializers, and certificates where there are some.</summary>
    public static Func<SessionClientOptions, TlsFiles?, SessionClientOptions>? PrepareClient { get; set; }

    /// <summary>How to reach a member.</summary>
    /// <exception cref="ToolException">This build cannot.</exception>
    public static SessionClientOptions OptionsFor(MemberChoice member)
    {
        var prepare = PrepareClient ?? throw Missing("--connect");
        return prepare(new SessionClientOptions(member.Address.Host, member.Address.Port) { Token = member.Token }, member.Tls);
    }

    /// <summary>The error of a command whose part was not given.</summary>
    public static ToolException Missing(string what) =>
        ToolException.CommandLine($"this build of graphoid has no `{what}`", "the complete tool is built from src/Graphoid.Cli");
}
