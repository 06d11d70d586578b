using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What a wave takes from outside, the same on every member and when it is run again.</summary>
/// <param name="Seed">What random numbers of its handlers are made from.</param>
/// <param name="StartedAt">The present instant for its handlers.</param>
internal sealed record WaveOrigin(long Seed, TimeValue StartedAt)
{
    /// <summary>The origin of a wave that begins now.</summary>
    public static WaveOrigin Now() => Of(Random.Shared.NextInt64(), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    /// <summary>The origin of a wave that has begun elsewhere.</summary>
    public static WaveOrigin Of(long seed, long startedAtMs) =>
        new(seed, TimeValue.Of(DateTimeOffset.FromUnixTimeMilliseconds(startedAtMs)));
}
