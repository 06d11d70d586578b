using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Partitions;

/// <summary>What running one turn came to.</summary>
/// <param name="NeedsOperation">The handler does more than change its own node: it was undone, nothing has happened.</param>
/// <param name="Changes">The encoded fields the handler has changed; empty for none.</param>
/// <param name="Outcome">The encoded reply or error.</param>
public readonly record struct TurnResult(bool NeedsOperation, byte[] Changes, byte[] Outcome);

/// <summary>The member's side of a partition: its rows, in memory, as they are after every operation and turn so far.</summary>
/// <remarks>Called from the partition's actor only, while the partition holds the graph's leave to run turns. An implementation that
/// is called while an operation runs must throw: that is a mistake in our code, and the partition then ends and is opened anew.</remarks>
public interface IPartitionHost
{
    /// <summary>Runs one message to one node to its end and keeps what it changed.</summary>
    TurnResult RunTurn(byte[] key, byte[] content, ContentHash[] blobs);

    /// <summary>Those of the contents that the member does not have.</summary>
    IReadOnlyList<ContentHash> MissingBlobs(ContentHash[] blobs);

    /// <summary>Gives the member content that a turn refers to.</summary>
    void AddBlob(ContentHash hash, byte[] content);
}
