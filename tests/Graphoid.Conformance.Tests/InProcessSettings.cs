using Graphoid.Actors.Clients;
using Graphoid.Formats;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Conformance.Tests;

/// <summary>The program runs in this process, wherever its graphs are.</summary>
public abstract record InProcessSetting(string Name) : ConformanceSetting(Name)
{
    /// <inheritdoc/>
    public override async Task<ConformanceOutcome> RunAsync(
        ConformanceProgram program, ConformanceClusters clusters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);

        var runtime = await NewRuntimeAsync(clusters);
        var host = new RecordingHost(runtime, cancellation);
        ErrorValue? error = null;
        try
        {
            await GraphoidProgram.Load(program.Source).RunAsync(host);
        }
        catch (GraphoidException failure)
        {
            error = failure.Error;
        }
        finally
        {
            await EndAsync(runtime, clusters);
        }

        return ConformanceOutcome.Of(error, host.Output, host.LogLines);
    }

    /// <summary>A runtime for one program.</summary>
    protected abstract Task<IGraphRuntime> NewRuntimeAsync(ConformanceClusters clusters);

    /// <summary>Ends what the program has left behind.</summary>
    protected virtual ValueTask EndAsync(IGraphRuntime runtime, ConformanceClusters clusters) => ValueTask.CompletedTask;
}

/// <summary>Without actors.</summary>
public sealed record LocalSetting(int Partitions) : InProcessSetting($"local, {Partitions} partitions")
{
    /// <summary>A runtime of this machine.</summary>
    public IGraphRuntime NewRuntime() =>
        new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = Partitions, Files = new GraphFiles() });

    /// <inheritdoc/>
    protected override Task<IGraphRuntime> NewRuntimeAsync(ConformanceClusters clusters) => Task.FromResult(NewRuntime());
}

/// <summary>On a cluster of members in this process, which talk to each other as members do. One cluster of each size serves all
/// programs, one after the other.</summary>
public sealed record MembersSetting(int Members, int Partitions) : InProcessSetting($"{Members} members, {Partitions} partitions")
{
    /// <inheritdoc/>
    protected override async Task<IGraphRuntime> NewRuntimeAsync(ConformanceClusters clusters) =>
        (await clusters.MembersAsync(Members)).NewRuntime(Partitions);

    /// <inheritdoc/>
    protected override async ValueTask EndAsync(IGraphRuntime runtime, ConformanceClusters clusters)
    {
        await ((ClusterRuntime)runtime).DisposeAsync();
        var gateway = (await clusters.MembersAsync(Members)).Gateway;
        foreach (var name in await gateway.ListNamesAsync())
        {
            if ((await gateway.UnbindNameAsync(name, null)).Graph is { } graph)
            {
                await gateway.DropAsync(graph);
            }
        }
    }
}
