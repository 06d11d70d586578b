using System.Net;
using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Graphoid.Actors.Bootstrap;
using Graphoid.Distribution.Protocols;
using Graphoid.Hosting.Health;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graphoid.Hosting.Tests.Health;

/// <summary>Health says what is so now, over HTTP, within a bounded time.</summary>
[Collection(MembersCollection.Name)]
public sealed class HealthTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task A_member_that_is_Up_is_live_and_ready()
    {
        await using var members = await StartAsync(new() { Count = 1 });

        Assert.Equal((HttpStatusCode.OK, "Healthy\nrunning\n"), await GetAsync(members.First, HealthExtensions.LivePath));
        Assert.Equal((HttpStatusCode.OK, "Healthy\nUp\n"), await GetAsync(members.First, HealthExtensions.ReadyPath));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(members.First, "/")).Status);
    }

    [Fact]
    public async Task A_member_says_which_graphs_are_on_it_and_which_it_leads()
    {
        await using var members = await StartAsync(new() { Count = 1 });
        Assert.Equal((HttpStatusCode.OK, ""), await GetAsync(members.First, GraphsHere.Path));

        var region = ClusterSharding.Get(members.First.System).ShardRegion(GraphoidActors.Region);
        region.Tell(new ShardingEnvelope("g/nothing", new GraphProtocol.DescribeGraph(1, new GraphId("nothing"))));

        var text = "";
        await Eventually.HoldsAsync("the graph is there", async () => (text = (await GetAsync(members.First, GraphsHere.Path)).Text).Length > 0);
        Assert.Equal("nothing: coordinator, 0 partitions\n", text);
    }

    [Fact]
    public void Graphs_are_told_in_order_with_their_partitions_and_without_their_nodes() => Assert.Equal(
        "a: 1 partition\nb: coordinator, 2 partitions\n", GraphsHere.Describe(["p/b/1", "n/b/1/x", "g/b", "p/a/0", "p/b/0", "n/c/0/y", "no entity"]));

    [Fact]
    public async Task A_member_that_leaves_is_live_but_not_ready()
    {
        await using var members = await StartAsync(new() { Count = 1 });
        var member = members.First;
        var (status, text) = ((HttpStatusCode)0, "");
        CoordinatedShutdown.Get(member.System).AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "asks", async () =>
        {
            (status, text) = await GetAsync(member, HealthExtensions.ReadyPath);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(member, HealthExtensions.LivePath)).Status);
            return Done.Instance;
        });

        await member.StopAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy\nleaving, or removed from the cluster\n"), (status, text));
    }

    [Fact]
    public async Task A_member_that_lost_the_majority_is_not_ready_even_before_it_is_ended()
    {
        // Long enough for the picture to be looked at before the resolver acts.
        await using var members = await StartAsync(new()
        {
            Count = 3,
            Options = (options, _) => (options.HttpPort, options.FailureDetection.StableAfter) = (0, TimeSpan.FromSeconds(20)),
        });
        var left = members.First;

        await members.CrashAsync(members.All[2]);
        await members.CrashAsync(members.All[1]);
        await Eventually.HoldsAsync("both count as unreachable", () => Cluster.Get(left.System).State.Unreachable.Count == 2);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "Unhealthy\ncut off: 2 of 2 other members cannot be reached\n"),
            await GetAsync(left, HealthExtensions.ReadyPath));
    }

    [Fact]
    public async Task A_member_that_starts_answers_for_its_health_before_it_is_part_of_a_cluster()
    {
        using var folder = new TemporaryFolder();
        var options = new GraphoidOptions { DataDirectory = folder.Path, HttpPort = FreePort(), Seeds = ["127.0.0.1:1"] };
        FastMembers.Apply(options);
        using var enough = new CancellationTokenSource();

        var start = GraphoidMember.StartAsync(options, cancellationToken: enough.Token);
        var answer = (Status: HttpStatusCode.OK, Text: "");
        await Eventually.HoldsAsync("somebody answers", async () =>
        {
            try
            {
                answer = await GetAsync(new Uri($"http://127.0.0.1:{options.HttpPort}"), HealthExtensions.ReadyPath);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
    }

    [PostgresFact]
    public async Task A_member_whose_database_is_gone_is_live_but_not_ready()
    {
        var own = new PostgresServer();
        await own.InitializeAsync();
        try
        {
            await using var members = await StartAsync(new()
            {
                Count = 1,
                Database = DatabaseKind.Postgres,
                ConnectionString = await own.CreateDatabaseAsync(),
            });
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(members.First, HealthExtensions.ReadyPath)).Status);

            await own.DisposeAsync();

            var (status, text) = await GetAsync(members.First, HealthExtensions.ReadyPath);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("the PostgreSQL database", text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(members.First, HealthExtensions.LivePath)).Status);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task Every_check_has_a_limit_of_time()
    {
        await using var members = await StartAsync(new()
        {
            Count = 1,
            Database = DatabaseKind.Postgres,
            ConnectionString = await server.CreateDatabaseAsync(),
        });

        var checks = members.First.Services
            .GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.NotEmpty(checks);
        Assert.All(checks, check => Assert.Equal(HealthExtensions.Patience, check.Timeout));
    }

    private static Task<TestMembers> StartAsync(MembersSetup setup) =>
        TestMembers.StartAsync(setup with { Options = setup.Options ?? ((options, _) => options.HttpPort = 0) });

    private static Task<(HttpStatusCode Status, string Text)> GetAsync(GraphoidMember member, string path) =>
        GetAsync(member.HealthAddress!, path);

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(Uri address, string path)
    {
        using var response = await Client.GetAsync(new Uri(address, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
