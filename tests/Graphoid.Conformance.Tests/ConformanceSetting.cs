using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Clients;
using Graphoid.Formats;
using Graphoid.Hosting.Options;
using Graphoid.Runtime.Host;
using Graphoid.Testing.Support;

namespace Graphoid.Conformance.Tests;

/// <summary>One way to run every program: where its graphs live and in how many partitions. Programs do not change.</summary>
public abstract record ConformanceSetting(string Name)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConformanceSetting> All { get; } =
    [
        new LocalSetting(1), new LocalSetting(2), new LocalSetting(7),
        new MembersSetting(1, 1), new MembersSetting(1, 2), new MembersSetting(1, 7),
        new MembersSetting(3, 1), new MembersSetting(3, 2), new MembersSetting(3, 7),
    ];

    /// <summary>A runtime for one program.</summary>
    public abstract Task<IGraphRuntime> NewRuntimeAsync();

    /// <summary>Ends what the program has left behind.</summary>
    public virtual ValueTask EndAsync(IGraphRuntime runtime) => ValueTask.CompletedTask;
}

/// <summary>In this process, without actors.</summary>
public sealed record LocalSetting(int Partitions) : ConformanceSetting($"local, {Partitions} partitions")
{
    /// <inheritdoc/>
    public override Task<IGraphRuntime> NewRuntimeAsync() => Task.FromResult<IGraphRuntime>(
        new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = Partitions, Files = new GraphFiles() }));
}

/// <summary>On a cluster of members in this process, which talk to each other as members do. One cluster of each size serves all
/// programs, one after the other.</summary>
public sealed record MembersSetting(int Members, int Partitions) : ConformanceSetting($"{Members} members, {Partitions} partitions")
{
    private static readonly Dictionary<int, Task<TestMembers>> Clusters = [];

    /// <inheritdoc/>
    public override async Task<IGraphRuntime> NewRuntimeAsync() => (await ProcessAsync()).NewRuntime(Partitions);

    /// <inheritdoc/>
    public override async ValueTask EndAsync(IGraphRuntime runtime)
    {
        await ((ClusterRuntime)runtime).DisposeAsync();
        var gateway = (await ProcessAsync()).Gateway;
        foreach (var name in await gateway.ListNamesAsync())
        {
            if ((await gateway.UnbindNameAsync(name, null)).Graph is { } graph)
            {
                await gateway.DropAsync(graph);
            }
        }
    }

    private async Task<GraphoidProcess> ProcessAsync()
    {
        Task<TestMembers>? cluster;
        lock (Clusters)
        {
            if (!Clusters.TryGetValue(Members, out cluster))
            {
                cluster = TestMembers.StartAsync(new MembersSetup
                {
                    Count = Members,
                    Database = Members == 1 ? DatabaseKind.Memory : DatabaseKind.Sqlite,
                    Options = (options, _) => options.Files = new GraphFiles(),
                });
                Clusters.Add(Members, cluster);
            }
        }

        return GraphoidProcess.Of((await cluster).First.System);
    }
}
