using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Nodes;

/// <summary>What the actor of a node has to do, in order.</summary>
public abstract record NodeEffect
{
    private NodeEffect()
    {
    }

    /// <summary>Send the turn to the node's partition.</summary>
    public sealed record ToPartition(PartitionProtocol.RunTurn Turn) : NodeEffect;

    /// <summary>Answer whoever asked.</summary>
    public sealed record Reply(object Asker, PartitionProtocol.TurnDone Done) : NodeEffect;

    /// <summary>Ask the shard for the end of this actor; it holds back what arrives from now on for the next life.</summary>
    public sealed record Passivate : NodeEffect;

    /// <summary>End the actor now.</summary>
    public sealed record Stop : NodeEffect;
}
