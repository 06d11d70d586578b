using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Clients;

/// <summary>What an answer is told by.</summary>
public abstract record CallKey
{
    private CallKey()
    {
    }

    /// <summary>A call whose answer repeats its number.</summary>
    public sealed record Numbered(long Call) : CallKey;

    /// <summary>An operation on a graph.</summary>
    public sealed record Operation(OperationId Id) : CallKey;

    /// <summary>One message to one node.</summary>
    public sealed record Turn(OperationId Id) : CallKey;

    /// <summary>Part of an import.</summary>
    public sealed record Chunk(GraphId Graph, int Partition, int Index) : CallKey;

    /// <summary>Content that operations refer to.</summary>
    public sealed record Blob(GraphId Graph, ContentHash Hash) : CallKey;
}
