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
        new ProcessesSetting(1), new ProcessesSetting(2), new ProcessesSetting(7),
    ];

    /// <summary>Runs a program to its end; what earlier ones have left behind is not there for it.</summary>
    /// <param name="clusters">Where the members are.</param>
    /// <param name="cancellation">Ends a program that does not end.</param>
    public abstract Task<ConformanceOutcome> RunAsync(
        ConformanceProgram program, ConformanceClusters clusters, CancellationToken cancellation);
}
