namespace Graphoid.Runtime.Waves;

/// <summary>The arrays one partition needs for its rounds; kept by the graph from wave to wave.</summary>
/// <remarks>A wave over millions of edges fills arrays of tens of megabytes; allocating them anew for every broadcast made
/// them garbage of the oldest generation, round after round.</remarks>
internal sealed class PartitionBuffers(int partitions)
{
    /// <summary>Messages for the next round.</summary>
    public SendTable Sends { get; private set; } = new(partitions);

    /// <summary>Messages to nodes that this round creates; they have no receivers before the round has ended.</summary>
    public SendTable Deferred { get; private set; } = new(partitions);

    /// <summary>What the last round sent and this one delivers.</summary>
    public SendTable Delivering { get; private set; } = new(partitions);

    /// <summary>The deferred part of <see cref="Delivering"/>.</summary>
    public SendTable DeliveringDeferred { get; private set; } = new(partitions);

    /// <summary>The messages of the running round by row.</summary>
    public Inbox Inbox { get; } = new();

    /// <summary>Makes what was sent the input of the next round.</summary>
    public void Swap()
    {
        (Sends, Delivering) = (Delivering, Sends);
        (Deferred, DeliveringDeferred) = (DeliveringDeferred, Deferred);
        Sends.Clear();
        Deferred.Clear();
    }

    /// <summary>Lets go of everything the buffers refer to.</summary>
    public void Clear()
    {
        Swap();
        Swap();
        Inbox.Clear();
    }
}
