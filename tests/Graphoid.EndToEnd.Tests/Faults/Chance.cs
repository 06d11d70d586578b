namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Moments for faults. Nothing is awaited here that a test depends on: whatever the moment, its claim has to hold.</summary>
internal static class Chance
{
    /// <summary>Waits for a random time.</summary>
    public static Task PauseAsync(Random random, TimeSpan longest) => Task.Delay(longest * random.NextDouble());
}
