namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>How often each kind of fault is tried: a few times by default, as often as GRAPHOID_FAULT_ROUNDS says in a long run.</summary>
internal static class FaultRounds
{
    /// <summary>The rounds of a long run, null by default.</summary>
    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("GRAPHOID_FAULT_ROUNDS"), out var rounds) ? rounds : null;

    /// <summary>Whether somebody wants to wait for more than the default.</summary>
    public static bool IsLong => Asked is not null;

    /// <summary>The rounds from 1; the number of a round is the seed of everything that is random in it.</summary>
    public static IEnumerable<int> OrJust(int few) => Enumerable.Range(1, Asked ?? few);
}
