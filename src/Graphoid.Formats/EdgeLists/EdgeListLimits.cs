namespace Graphoid.Formats.EdgeLists;

/// <summary>Sizes of the edge-list reader.</summary>
internal sealed record EdgeListLimits
{
    /// <summary>How much text one task parses: enough to hide the cost of handing it over, little enough to stay in a core's
    /// cache.</summary>
    public int ChunkBytes { get; init; } = 1 << 18;

    /// <summary>The longest line without its end; the parser reports a longer one as broken. It bounds the memory that a file
    /// without line ends can take.</summary>
    public int LineBytesMax { get; init; } = 1 << 20;

    /// <summary>Chunks that are parsed or wait for the builder; reading stops while there are so many. A few beyond the cores keep
    /// them all busy when one chunk takes longer.</summary>
    public int ChunksAhead { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 16) + 2;
}
