using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>A start that cannot succeed says so within seconds and leaves nothing behind.</summary>
[Collection(MembersCollection.Name)]
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_member_without_seeds_is_a_cluster_of_its_own()
    {
        await using var member = await GraphoidMember.StartAsync(Options());

        Assert.StartsWith("akka.tcp://graphoid@127.0.0.1:", member.Id.Address, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.PathOf("data/graphoid.db")));
        Assert.Null(member.HealthAddress);
    }

    [Fact]
    public async Task A_member_that_has_stopped_can_be_started_again_with_what_it_kept()
    {
        await using (await GraphoidMember.StartAsync(Options()))
        {
        }

        await using var again = await GraphoidMember.StartAsync(Options());

        Assert.False(again.Stopped.IsCompleted);
    }

    [Fact]
    public async Task A_second_member_with_the_same_directory_is_refused()
    {
        await using var member = await GraphoidMember.StartAsync(Options());

        var failure = await RefusedAsync(Options());

        Assert.Equal(StartupProblem.DataDirectory, failure.Problem);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = await RefusedAsync(Options(o => o.Port = port));

        Assert.Equal(StartupProblem.Port, failure.Problem);
        Assert.Equal($"port {port} on 127.0.0.1 is in use by another process; choose another Port", failure.Message);
    }

    [Fact]
    public async Task A_port_for_health_that_is_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = await RefusedAsync(Options(o => o.HttpPort = port));

        Assert.Contains("choose another HttpPort", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        Directory.CreateDirectory(_folder.PathOf("data"));
        await File.WriteAllTextAsync(_folder.PathOf("data/graphoid.db"), new string('x', 5000));

        var failure = await RefusedAsync(Options());

        Assert.Equal(StartupProblem.Database, failure.Problem);
        Assert.Equal($"the SQLite file {_folder.PathOf("data/graphoid.db")} cannot be used: it is not a SQLite database", failure.Message);
    }

    [Fact]
    public async Task A_database_file_in_an_impossible_place_is_named()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "");

        var failure = await RefusedAsync(Options(o => o.Database.File = _folder.PathOf("file/graphoid.db")));

        Assert.StartsWith($"the SQLite file {_folder.PathOf("file/graphoid.db")} cannot be used: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_that_nobody_answers_for_is_named_without_its_password()
    {
        var failure = await RefusedAsync(Options(o => o.Database = new()
        {
            Kind = DatabaseKind.Postgres,
            ConnectionString = "Host=127.0.0.1;Port=1;Database=graphs;Username=ann;Password=hush",
        }));

        Assert.Equal(StartupProblem.Database, failure.Problem);
        Assert.StartsWith("the PostgreSQL database graphs on 127.0.0.1:1 cannot be reached: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        var failure = await RefusedAsync(Options(o => o.Database = new() { Kind = DatabaseKind.Postgres, ConnectionString = "Passwrd=hush" }));

        Assert.Equal(StartupProblem.Database, failure.Problem);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeds_that_do_not_answer_are_named_with_what_they_did()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var clock = Stopwatch.StartNew();

        var failure = await RefusedAsync(Options(o =>
        {
            o.Seeds = ["127.0.0.1:1", $"127.0.0.1:{port}"];
            o.Start.Timeout = TimeSpan.FromSeconds(2);
        }));

        Assert.Equal(StartupProblem.Join, failure.Problem);
        Assert.Contains("did not become a member of the cluster 'graphoid' within 2 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1 refuses connections (nothing listens there)", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port} accepts connections but did not admit this member", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no member has answered", failure.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_start_that_is_called_off_leaves_nothing_behind()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GraphoidMember.StartAsync(
            Options(o => o.Seeds = ["127.0.0.1:1"]), cancellationToken: soon.Token));

        DataDirectory.Open(_folder.PathOf("data")).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Expects a failure, and that the directory and the port are free after it.</summary>
    private async Task<StartupException> RefusedAsync(GraphoidOptions options)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => GraphoidMember.StartAsync(options));

        if (failure.Problem != StartupProblem.DataDirectory)
        {
            DataDirectory.Open(_folder.PathOf("data")).Dispose();
        }

        return failure;
    }

    private GraphoidOptions Options(Action<GraphoidOptions>? change = null)
    {
        var options = new GraphoidOptions { DataDirectory = _folder.PathOf("data") };
        FastMembers.Apply(options);
        change?.Invoke(options);
        return options;
    }
}
