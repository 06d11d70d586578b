using Akka.Actor;
using Akka.Event;

namespace Graphoid.Actors.Partitions;

/// <summary>What the region of graphs sends an entity that has to stop because its shard moves, or because it asked for its end.</summary>
public sealed class HandOff : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    private HandOff()
    {
    }

    /// <summary>The one there is.</summary>
    public static HandOff Instance { get; } = new();
}
