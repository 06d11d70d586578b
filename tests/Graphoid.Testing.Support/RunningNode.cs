using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Graphoid.Testing.Support;

/// <summary>A process of <c>graphoid node</c> on loopback, ended with the test.</summary>
public sealed class RunningNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly StringBuilder _printed = new();

    private RunningNode(Process process, int port)
    {
        _process = process;
        Port = port;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The port for members and clients.</summary>
    public int Port { get; }

    /// <summary>What <c>--connect</c> and <c>--seed</c> take.</summary>
    public string Address => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort() => FreePorts(1)[0];

    /// <summary>Ports that nobody listens on now, no two the same.</summary>
    public static int[] FreePorts(int count)
    {
        var sockets = new Socket[count];
        try
        {
            for (var i = 0; i < count; i++)
            {
                // All are held until the last one is known.
                sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }

            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            foreach (var socket in sockets)
            {
                socket?.Dispose();
            }
        }
    }

    /// <summary>Starts a member with a folder of its own and one database for all members of the test.</summary>
    public static RunningNode Start(Workspace workspace, int port, params int[] seeds)
    {
        return new RunningNode(GraphoidTool.Start(workspace.Folder, ArgumentsOf(port, seeds)), port);
    }

    /// <summary>Starts one that also answers over HTTP for its health and for where graphs are.</summary>
    public static RunningNode StartWithHttp(Workspace workspace, int port, int httpPort, params int[] seeds)
    {
        string[] arguments = [.. ArgumentsOf(port, seeds), "--http-port", httpPort.ToString(CultureInfo.InvariantCulture)];
        return new RunningNode(GraphoidTool.Start(workspace.Folder, arguments), port);
    }

    /// <summary>Starts one whose graphs are in a database of the test's choice.</summary>
    /// <param name="database">As <c>--database</c> takes it.</param>
    public static RunningNode StartOn(Workspace workspace, string database, int port)
    {
        string[] arguments = ["node", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", $"node-{port}", "--database", database];
        return new RunningNode(GraphoidTool.Start(workspace.Folder, arguments), port);
    }

    /// <summary>Waits until it is part of the cluster.</summary>
    public async Task UpAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        Assert.True(line is not null, $"the member has ended:\n{(line is null ? await _error : "")}");
        Assert.Equal($"member akka.tcp://graphoid@{Address} is up", line);
        _printed.AppendLine(line);
    }

    /// <summary>What it wrote on stderr; there when it has ended.</summary>
    public Task<string> LogAsync() => _error;

    /// <summary>Ends it without giving it a chance to say anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and waits.</summary>
    public async Task<ToolResult> TerminateAsync()
    {
        var sent = await GraphoidTool.RunCommandAsync(
            Path.GetTempPath(), "kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, sent.ExitCode);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new ToolResult(_process.ExitCode, _printed + await _process.StandardOutput.ReadToEndAsync(), await _error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static string[] ArgumentsOf(int port, int[] seeds) =>
    [
        "node", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", $"node-{port}", "--database", "sqlite:graphs.db",
        .. seeds.SelectMany(seed => new[] { "--seed", $"127.0.0.1:{seed}" }),
    ];
}
