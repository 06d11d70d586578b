using Graphoid.Formats;
using Graphoid.Runtime.Host;

namespace Graphoid.Conformance.Tests;

/// <summary>One way to run every program: a runtime and a number of partitions.</summary>
/// <remarks>A cluster, members in processes and evaluator tiers are further rows of <see cref="All"/>; programs do not change.</remarks>
public sealed record ConformanceSetting(string Name, Func<IGraphRuntime> NewRuntime)
{
    public static IReadOnlyList<ConformanceSetting> All { get; } = [Local(1), Local(2), Local(7)];

    private static ConformanceSetting Local(int partitions) => new(
        $"local, {partitions} partitions",
        () => new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = partitions, Files = new GraphFiles() }));
}
