using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>Members and clients that find something else than they need where they were sent: one error, and no process is left.</summary>
[Trait("Category", "EndToEnd")]
public sealed class NodeStartTests : IDisposable
{
    private readonly Workspace _workspace = new Workspace().With("hello.gr", "print(\"hello\")\n");

    /// <summary>30 s unless it is set otherwise, as it is here.</summary>
    [Fact]
    public async Task A_seed_that_never_answers_ends_the_start_with_one_error()
    {
        using var silent = Listen();
        var seed = $"127.0.0.1:{PortOf(silent)}";

        var (port, result) = await StartWithSeedAsync(seed);

        Assert.EndsWith(
            $"Error: NetworkError: 127.0.0.1:{port} did not become a member of the cluster 'graphoid' within 4 s [GR6003]\n"
            + $"help: {seed} accepts connections but did not admit this member (another cluster name, other certificates, "
            + "or no member at all); no member has answered\n",
            result.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", result.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_seed_that_is_not_there_ends_the_start_with_one_error()
    {
        var seed = $"127.0.0.1:{RunningNode.FreePort()}";

        var (port, result) = await StartWithSeedAsync(seed);

        Assert.Equal(
            $"Error: NetworkError: 127.0.0.1:{port} did not become a member of the cluster 'graphoid' within 4 s [GR6003]\n"
            + $"help: {seed} refuses connections (nothing listens there); no member has answered\n",
            result.Error);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_data_directory_in_use_is_said_at_once()
    {
        int[] ports = RunningNode.FreePorts(2);
        await using var node = RunningNode.Start(_workspace, ports[0]);
        await node.UpAsync();

        var result = await _workspace.RunAsync("node", "--port", Text(ports[1]), "--data", $"node-{Text(ports[0])}", "--database", "sqlite:graphs.db");

        Assert.StartsWith(
            $"Error: IOError: the data directory {Path.Combine(_workspace.Folder, $"node-{Text(ports[0])}")} is used by another process",
            result.Error,
            StringComparison.Ordinal);
        Assert.EndsWith("[GR6003]\nhelp: choose another folder: --data DIR\n", result.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task What_listens_and_says_nothing_is_no_member_after_five_seconds()
    {
        using var silent = Listen();

        NoMember(PortOf(silent), await _workspace.RunAsync("run", "hello.gr", "--connect", $"127.0.0.1:{PortOf(silent)}"));
    }

    [Fact]
    public async Task A_web_server_is_no_member()
    {
        using var web = Listen();
        var serving = ServeAsync(web);

        NoMember(PortOf(web), await _workspace.RunAsync("run", "hello.gr", "--connect", $"127.0.0.1:{PortOf(web)}"));

        web.Close();
        await serving;
    }

    /// <summary>Remoting reports every connection that ends as a failure; that of a client is none.</summary>
    [UnixFact]
    public async Task Clients_that_come_and_go_leave_no_lines_in_the_log_of_a_member()
    {
        await using var node = RunningNode.Start(_workspace, RunningNode.FreePort());
        await node.UpAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _workspace.RunAsync("run", "hello.gr", "--connect", node.Address)));
        Assert.All(runs, run => Assert.Equal(new ToolResult(0, "hello\n", ""), run));
        await GraphoidTool.RunUntilAsync(
            _workspace.With("on.gr", "print(\"on\")\nwhile true { }\n").Folder,
            "on",
            process =>
            {
                process.Kill();
                return Task.CompletedTask;
            },
            "run", "on.gr", "--connect", node.Address);
        var end = await node.TerminateAsync();

        Assert.Equal("", end.Error);
        Assert.Equal(0, end.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();

    private static void NoMember(int port, ToolResult result)
    {
        Assert.Equal(
            $"Error: NetworkError: something listens at 127.0.0.1:{port}, but did not answer like a member within 5 s [GR4011]",
            result.FirstErrorLine);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    private async Task<(int Port, ToolResult Result)> StartWithSeedAsync(string seed)
    {
        var port = RunningNode.FreePort();
        var result = await GraphoidTool.RunWithAsync(
            _workspace.Folder,
            [("Graphoid__Start__Timeout", "00:00:04")],
            "node", "--port", Text(port), "--data", "data", "--seed", seed);
        return (port, result);
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Answers whatever is said to it as a web server answers nonsense, and closes.</summary>
    private static async Task ServeAsync(Socket socket)
    {
        try
        {
            while (true)
            {
                using var connection = await socket.AcceptAsync();
                await connection.ReceiveAsync(new byte[1024]);
                await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (SocketException)
        {
            // The end of the test closes it.
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
