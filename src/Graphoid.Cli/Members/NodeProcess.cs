using Graphoid.Actors.Bootstrap;
using Graphoid.Cli.Commands;
using Graphoid.Formats;
using Graphoid.Hosting;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Graphoid.Cli.Members;

/// <summary>This process as a member of a cluster, until it is asked to end.</summary>
internal static class NodeProcess
{
    private const int UsualPort = 4053;

    /// <summary>Runs it; the one line on standard output says that it is part of the cluster.</summary>
    /// <returns>The exit code: 0 when it left as it was asked to.</returns>
    /// <exception cref="ToolException">It cannot start.</exception>
    public static async Task<int> RunAsync(NodeOptions node, ToolRun run)
    {
        await using var member = await StartAsync(node, run.Cancellation);
        run.Print($"member {member.Id} is up");

        var asked = new TaskCompletionSource();
        await using var signals = run.Cancellation.Register(asked.SetResult);
        if (await Task.WhenAny(asked.Task, member.Stopped) == asked.Task)
        {
            await member.StopAsync();
            return ExitCodes.Success;
        }

        await member.Stopped;
        run.WriteError("the other members have put this one out of the cluster; its graphs go on with them\n");
        return ExitCodes.Failure;
    }

    private static async Task<GraphoidMember> StartAsync(NodeOptions node, CancellationToken cancellation)
    {
        try
        {
            var options = Options(node);
            var shown = new ShownLogs(options);
            var member = await GraphoidMember.StartAsync(options, services => AddLogs(services, shown), cancellationToken: cancellation);
            shown.MemberIsUp();
            return member;
        }
        catch (StartupException failure)
        {
            throw StartupError.Of(failure);
        }
    }

    /// <summary>The environment, as it is set in containers, and the command line, which wins.</summary>
    private static GraphoidOptions Options(NodeOptions node)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var options = GraphoidOptionsBinding.Read(environment);
        var isPortSaid = environment.GetSection(GraphoidOptions.Section)[nameof(GraphoidOptions.Port)] is not null;

        options.Files = new GraphFiles();
        options.Port = node.Port ?? (isPortSaid ? options.Port : UsualPort);
        options.HostName = node.Host ?? options.HostName;
        options.PublicHostName = node.PublicHost ?? options.PublicHostName;
        options.DataDirectory = node.DataDirectory ?? options.DataDirectory;
        options.HttpPort = node.HttpPort ?? options.HttpPort;
        options.Token = node.Token ?? options.Token;
        options.Tls = node.Tls is { } files ? MemberClient.TlsOf(files) : options.Tls;
        if (node.Seeds.Count > 0)
        {
            options.Seeds = [.. node.Seeds.Select(seed => seed.ToString())];
        }

        if (node.Roles.Count > 0)
        {
            options.Roles = [.. node.Roles];
        }

        options.Database = node.Database switch
        {
            null => options.Database,
            NodeDatabase.Sqlite => new DatabaseOptions { Kind = DatabaseKind.Sqlite, File = node.DatabaseTarget },
            _ => new DatabaseOptions { Kind = DatabaseKind.Postgres, ConnectionString = node.DatabaseTarget },
        };
        return options;
    }

    /// <summary>On standard error, one line each.</summary>
    private static void AddLogs(IServiceCollection services, ShownLogs shown) => services.AddLogging(logs => logs
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Akka", shown.IsShown)
        // The one logs a start that failed, which is shown as an error already; the other that a member which starts is not ready.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>Which lines of the member's own are shown; the option has thinned them out already.</summary>
    /// <remarks>Every attempt to reach a seed is a warning of its own, several a second. Until the member is up they are left out, unless
    /// more than warnings is asked for: a start that fails says at its end, once, what each seed did.</remarks>
    private sealed class ShownLogs(GraphoidOptions options)
    {
        private readonly LogLevel _startMin =
            options.LogLevel.ToUpperInvariant() is "DEBUG" or "INFO" ? LogLevel.Trace : LogLevel.Error;

        private volatile bool _isUp;

        public void MemberIsUp() => _isUp = true;

        public bool IsShown(LogLevel level) => _isUp || level >= _startMin;
    }
}
