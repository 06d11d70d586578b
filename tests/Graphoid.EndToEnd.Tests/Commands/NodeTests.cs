using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>Members as processes of their own, and clients of them.</summary>
[Trait("Category", "EndToEnd")]
public sealed class NodeTests : IDisposable
{
    private static readonly string Club = Repository.PathOf("examples", "pagerank", "karate.edges");
    private static readonly string Ranks = Repository.PathOf("examples", "pagerank", "pagerank.gr");

    private readonly Workspace _workspace = new Workspace().With("hello.gr", "print(\"hello\")\n");

    [UnixFact]
    public async Task A_member_runs_programs_of_clients_until_it_is_asked_to_end()
    {
        await using var node = RunningNode.Start(_workspace, RunningNode.FreePort());
        await node.UpAsync();

        var run = await _workspace.RunAsync("run", "hello.gr", "--connect", node.Address);
        var end = await node.TerminateAsync();

        Assert.Equal(new ToolResult(0, "hello\n", ""), run);
        Assert.Equal(0, end.ExitCode);
    }

    [Fact]
    public async Task Three_members_give_the_ranks_of_the_front_page_also_after_one_was_killed()
    {
        int[] ports = [RunningNode.FreePort(), RunningNode.FreePort(), RunningNode.FreePort()];
        await using var first = RunningNode.Start(_workspace, ports[0], ports);
        await using var second = RunningNode.Start(_workspace, ports[1], ports);
        await using var third = RunningNode.Start(_workspace, ports[2], ports);
        foreach (var node in new[] { first, second, third })
        {
            await node.UpAsync();
        }

        var import = await _workspace.RunAsync("import", "social-network", Club, "--undirected", "--connect", first.Address);
        Assert.Equal(new ToolResult(0, "social-network: 34 nodes, 78 edges\n", ""), import);

        var run = await _workspace.RunAsync("run", Ranks, "--connect", second.Address);
        Assert.Contains("```text\n" + run.Output + "```", Repository.Read("README.md"), StringComparison.Ordinal);

        await ShowsWhatEachMemberDidAsync(first, second, third);

        await third.KillAsync();

        var again = await _workspace.RunAsync("run", Ranks, "--connect", first.Address);
        Assert.Equal(run, again);
    }

    /// <summary>Each member owned partitions, and messages crossed between them.</summary>
    private async Task ShowsWhatEachMemberDidAsync(params RunningNode[] members)
    {
        _workspace.With("traced.gr", """
            graph Neighbour {
                fn on_message(msg) {
                    match msg {
                        :greet => { self.graph.send(:hello, from: self.id, via: "*") }
                    }
                }
            }
            club = distributed.load("social-network")
            club.trace(true)
            club.broadcast(:greet)
            """);

        var traced = await _workspace.RunAsync("run", "traced.gr", "--connect", members[1].Address);

        Assert.Equal((0, ""), (traced.ExitCode, traced.Output));
        var lines = traced.Error.TrimEnd('\n').Split('\n');
        Assert.Single(lines, line => line.StartsWith("trace: social-network: 2 rounds, 190 messages, ", StringComparison.Ordinal));
        Assert.All(members, member => Assert.Matches(
            $@"^trace:   akka\.tcp://graphoid@{Regex.Escape(member.Address)}: partition_.*; to other members [1-9]\d* messages in [\d,]+ bytes$",
            Assert.Single(lines, line => line.Contains(member.Address, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_port_in_use_is_said_at_once()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        var result = await _workspace.RunAsync("node", "--port", port.ToString(CultureInfo.InvariantCulture));

        Assert.StartsWith(
            $"Error: NetworkError: port {port} on 127.0.0.1 is in use by another process", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.EndsWith("[GR6003]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_member_that_may_be_reached_from_elsewhere_needs_certificates_and_a_token()
    {
        var result = await _workspace.RunAsync("node", "--host", "0.0.0.0", "--public-host", "localhost");

        Assert.StartsWith("Error: ConfigError: HostName: 0.0.0.0 can be reached from other machines", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Where_no_member_listens_is_said_at_once()
    {
        var result = await _workspace.RunAsync(
            "run", "hello.gr", "--connect", $"127.0.0.1:{RunningNode.FreePort().ToString(CultureInfo.InvariantCulture)}");

        Assert.EndsWith("[GR4011]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
