using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Actor;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Clients;
using Graphoid.Formats;
using Graphoid.Hosting;
using Graphoid.Hosting.Options;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Members;

/// <summary>The members that one run of the tool starts in its own process, and their graphs in a folder.</summary>
/// <remarks>
/// The first one locks the folder itself, so two runs never share it; the others have folders of their own in it, and all of them one
/// database. They listen on free ports of loopback and let no clients in.
/// </remarks>
internal sealed class EmbeddedMembers : IAsyncDisposable
{
    /// <summary>Members are neighbours in one process: they find each other at once, and none can be lost alone.</summary>
    private const string Hocon = """
        akka.cluster {
          periodic-tasks-initial-delay = 10ms
          gossip-interval = 50ms
          leader-actions-interval = 50ms
          retry-unsuccessful-join-after = 200ms
          sharding { retry-interval = 50ms, rebalance-interval = 2s, waiting-for-state-timeout = 500ms
            coordinator-failure-backoff = 200ms, shard-failure-backoff = 200ms, entity-restart-backoff = 200ms
            distributed-data { gossip-interval = 100ms, notify-subscribers-interval = 20ms } }
          distributed-data { gossip-interval = 100ms, notify-subscribers-interval = 20ms }
          singleton.hand-over-retry-interval = 50ms
          singleton-proxy.singleton-identification-interval = 50ms
        }
        akka.remote.flush-wait-on-shutdown = 100ms

        """;

    private readonly List<GraphoidMember> _members = [];

    private EmbeddedMembers()
    {
    }

    /// <summary>Starts them, and waits until all can carry graphs.</summary>
    /// <exception cref="ToolException">They cannot start; nothing of them is left running.</exception>
    public static async Task<EmbeddedMembers> StartAsync(string folder, int count, CancellationToken cancellation)
    {
        var members = new EmbeddedMembers();
        try
        {
            for (var number = 1; number <= count; number++)
            {
                members._members.Add(await GraphoidMember.StartAsync(members.OptionsOf(folder, number), cancellationToken: cancellation));
            }

            await members.AllCarryAsync(cancellation);
            return members;
        }
        catch (StartupException failure)
        {
            await members.DisposeAsync();
            throw StartupError.Of(failure);
        }
        catch
        {
            await members.DisposeAsync();
            throw;
        }
    }

    /// <summary>The way of a program to their graphs.</summary>
    public ClusterRuntime NewRuntime(
        int partitions, IReadOnlyDictionary<string, ImportSpecification> sources, IProgress<ImportProgress>? progress) =>
        GraphoidProcess.Of(_members[0].System).NewRuntime(partitions, progress, sources);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What was answered is in the database, so members that end together need not hand anything over to each other.
        await Task.WhenAll(_members.Select(member => member.StopAsync(new CancellationToken(canceled: true))));
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        _members.Clear();
    }

    private GraphoidOptions OptionsOf(string folder, int number)
    {
        var options = new GraphoidOptions
        {
            DataDirectory = number == 1 ? folder : Path.Combine(folder, $"member-{number}"),
            Files = new GraphFiles(),
            Token = Guid.NewGuid().ToString(),
            LogLevel = "OFF",
            Hocon = Hocon,
        };
        options.Database.File = Path.Combine(folder, "graphoid.db");
        options.Start.SeedTimeout = TimeSpan.FromMilliseconds(200);
        options.FailureDetection.AcceptablePause = TimeSpan.FromSeconds(30);
        if (_members.Count > 0)
        {
            var first = Cluster.Get(_members[0].System).SelfAddress;
            options.Seeds = [$"{first.Host}:{first.Port}"];
        }

        return options;
    }

    /// <summary>A graph that is made earlier would start on some of the members only, and move while it works.</summary>
    private async Task AllCarryAsync(CancellationToken cancellation)
    {
        var region = ClusterSharding.Get(_members[0].System).ShardRegion(GraphoidActors.Region);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, cancellation)).Regions.Count < _members.Count)
        {
            await again.WaitForNextTickAsync(cancellation);
        }
    }
}
