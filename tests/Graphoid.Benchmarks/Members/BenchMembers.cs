using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Clients;
using Graphoid.Benchmarks.Programs;
using Graphoid.Distribution.Protocols;
using Graphoid.Hosting.Options;
using Graphoid.Runtime.Host;
using Graphoid.Testing.Support;

namespace Graphoid.Benchmarks.Members;

/// <summary>Members in this process with the settings of production, except that they find each other soon.</summary>
internal sealed class BenchMembers : IAsyncDisposable
{
    private readonly TestMembers _members;

    private BenchMembers(TestMembers members) => _members = members;

    /// <summary>How many there are.</summary>
    public int Count => _members.All.Count;

    /// <summary>The process of drivers: that of the first member.</summary>
    public GraphoidProcess Process => GraphoidProcess.Of(System);

    /// <summary>The actor system of the first member.</summary>
    public ActorSystem System => _members.First.System;

    /// <summary>Where a SQLite database of them is.</summary>
    public string DatabaseFile => _members.PathOf(TestMembers.DatabaseFile);

    /// <summary>Starts members and waits until each carries a share of every region named.</summary>
    public static async Task<BenchMembers> StartAsync(
        int count,
        DatabaseOptions? database = null,
        IGraphFiles? files = null,
        Action<AkkaConfigurationBuilder, IServiceProvider>? actors = null,
        params string[] regions)
    {
        var members = new BenchMembers(await TestMembers.StartAsync(new MembersSetup
        {
            Count = count,
            Database = database?.Kind ?? DatabaseKind.Sqlite,
            ConnectionString = database?.ConnectionString,
            IsFast = false,
            Actors = actors,
            Options = (options, _) =>
            {
                options.LogLevel = "OFF";
                options.Files = files;
                options.Start.SeedTimeout = TimeSpan.FromMilliseconds(200);

                // A machine that is measured is busy: none of its members is to be taken for lost.
                options.FailureDetection.AcceptablePause = TimeSpan.FromSeconds(30);
            },
        }));
        foreach (var region in regions.Prepend(GraphoidActors.Region))
        {
            await members.AllCarryAsync(region);
        }

        return members;
    }

    /// <summary>Makes an empty graph with a name, durable or in memory only.</summary>
    public async Task<GraphId> CreateAsync(string name, int partitions, bool isDurable)
    {
        var id = new GraphId($"{Guid.NewGuid():N}");
        string[] names = [.. Enumerable.Range(0, partitions).Select(index => $"partition_{index}")];
        await Process.Gateway.CreateAsync(new GraphSpec(id, name, names, "hash", null, IsDirected: true, isDurable), awaitsImport: false);
        await Process.Gateway.BindNameAsync(name, id, null, replaces: true);
        return id;
    }

    /// <summary>Runs a program as a driver of its own.</summary>
    /// <returns>The lines it printed.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string program)
    {
        await using var runtime = Process.NewRuntime(partitions: null);
        return await new PlainRun(program).RunAsync(runtime);
    }

    /// <summary>A runtime for one program.</summary>
    public ClusterRuntime NewRuntime(int? partitions = null) => Process.NewRuntime(partitions);

    /// <summary>Stops the only member and starts another one on what it has stored.</summary>
    public async Task RestartAsync()
    {
        await _members.StopAsync(_members.First);
        await _members.AddAsync();
        await AllCarryAsync(GraphoidActors.Region);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _members.DisposeAsync();

    private Task AllCarryAsync(string region) => Eventually.HoldsAsync(
        $"{Count} members carry {region}",
        async () => (await ClusterSharding.Get(System).ShardRegion(region).Ask<CurrentRegions>(GetCurrentRegions.Instance)).Regions.Count == Count);
}
