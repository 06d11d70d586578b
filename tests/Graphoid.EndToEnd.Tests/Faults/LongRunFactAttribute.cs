namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>A test of a long run: skipped unless GRAPHOID_FAULT_ROUNDS is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongRunFactAttribute : FactAttribute
{
    /// <summary>Skips by default, and says how not to.</summary>
    public LongRunFactAttribute()
    {
        if (!FaultRounds.IsLong)
        {
            Skip = "runs when GRAPHOID_FAULT_ROUNDS says how often";
        }
    }
}
