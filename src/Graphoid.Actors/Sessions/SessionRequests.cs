using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Sessions;

/// <summary>Which member a client uses, and how.</summary>
/// <param name="Host">The name or IPv4 address that the member was started with; <c>localhost</c> means 127.0.0.1.</param>
/// <param name="Port">From 1 to 65535.</param>
public sealed record SessionClientOptions(string Host, int Port)
{
    /// <summary>What the member asks of its clients, or null.</summary>
    public string? Token { get; init; }

    /// <summary>Certificates, or null for a connection in the clear; member and client must agree.</summary>
    public DotNettySslSetup? Tls { get; init; }

    /// <summary>The serializers of the members (<c>akka.actor.serializers</c>, bindings, and what is refused).</summary>
    public Config Serialization { get; init; } = Config.Empty;

    /// <summary>How long the client waits for the member.</summary>
    public SessionTimings Timings { get; init; } = new();
}

/// <summary>A program to run on a member.</summary>
/// <param name="Path">The file as typed; error messages show it.</param>
/// <param name="Text">At most <see cref="SessionLimits.ProgramBytesMax"/> bytes in UTF-8.</param>
/// <param name="Arguments">What <c>os.args()</c> gives: the tool, the program's path as typed, then the user's words.</param>
/// <param name="Partitions">Partitions of graphs that do not say, or null for the member's default.</param>
public sealed record ProgramRequest(string Path, string Text, IReadOnlyList<string> Arguments, int? Partitions = null)
{
    /// <summary>Further texts, which the program may import or load.</summary>
    public IReadOnlyList<ProgramText> Files { get; init; } = [];

    /// <summary>Where relative names of files start.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>How long the program may run, or null.</summary>
    public TimeSpan? TimeMax { get; init; }
}

/// <summary>A file to read into a graph of the members.</summary>
/// <param name="Name">The graph's name.</param>
/// <param name="FileName">The file as typed; error messages show it, and its ending tells the format.</param>
public sealed record ImportRequest(string Name, string FileName)
{
    /// <summary>Whether edges have a direction.</summary>
    public bool IsDirected { get; init; } = true;

    /// <summary>Whether a line without a weight is broken.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>Number of partitions, or null for the member's default.</summary>
    public int? Partitions { get; init; }

    /// <summary>Lines that cannot be read are counted instead of failing the import.</summary>
    public bool SkipBad { get; init; }
}

/// <summary>How a program or an import ended.</summary>
/// <param name="IsCancelled">Whether it was cancelled before its end.</param>
/// <param name="ErrorReport">What to show of an uncaught error; empty when the log has shown it already, null for none.</param>
/// <param name="IsInternalError">Whether the report is of a mistake in graphoid.</param>
/// <param name="Nodes">Nodes of the imported graph.</param>
/// <param name="Edges">Edges of the imported graph.</param>
/// <param name="ExitCode">What the program gave to <c>exit</c>, or 0.</param>
public sealed record SessionEnd(bool IsCancelled, string? ErrorReport, bool IsInternalError, long Nodes, long Edges, int ExitCode = 0);

/// <summary>Where a client shows what comes from the member; called by one thread at a time, and may take its time.</summary>
public interface ISessionDisplay
{
    /// <summary>Shows one line of the program's output.</summary>
    void Print(string line);

    /// <summary>Shows one line about the run.</summary>
    void Log(string line);

    /// <summary>Shows how much of the file has been sent; may come while something else is shown.</summary>
    void Sent(long bytes, long bytesTotal);

    /// <summary>Shows how far the member is in reading the file.</summary>
    void Read(ImportProgress progress);

    /// <summary>The program listens to exactly these signals from now on; may come from any thread, and again with the same ones.</summary>
    /// <param name="names">As in <c>signal.on</c>, without colon.</param>
    /// <param name="raise">To be called with the name of a signal that has come.</param>
    void Listens(IReadOnlyList<string> names, Action<string> raise)
    {
    }
}
