using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Waves;

/// <summary>Random numbers of one handler call; the sequence of <c>random.seed</c> starts anew in each.</summary>
internal sealed class HandlerRandom
{
    /// <summary>Numbers for the call that an activation stands for.</summary>
    /// <remarks>In a wave they follow from its seed, the node, the round and the message: not from partitions, members, or which
    /// handler runs first, and they are the same when the wave is run again. A single turn is never run again.</remarks>
    public HandlerRandom(Activation activation)
    {
        var (run, order) = (activation.Run, activation.Order);
        if (run.Wave.IsSingleTurn)
        {
            Source = SystemRandom.Instance;
            return;
        }

        var key = SplitMix.Mix((ulong)run.Wave.Origin.Seed);
        foreach (var part in (ReadOnlySpan<long>)[run.Partition.SequenceOf(activation.Row), run.Wave.Round, order.Sender, order.Order])
        {
            key = SplitMix.Mix(key + (ulong)part);
        }

        Source = new SplitMix(key);
    }

    /// <summary>What all functions but the deterministic ones draw from.</summary>
    public RandomSource Source { get; }

    /// <summary>What <c>random.seed</c> steers.</summary>
    public SeededRandom Seeded { get; } = new();
}
