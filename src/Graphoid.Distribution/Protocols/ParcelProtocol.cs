using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>How messages travel that are too large for one frame of the network.</summary>
public static partial class ParcelProtocol
{
    /// <summary>Part of a message. Parts arrive in order or not at all.</summary>
    /// <param name="Id">One message; never reused.</param>
    /// <param name="Index">From 0.</param>
    /// <param name="Count">How many parts there are.</param>
    /// <param name="Manifest">The wire name of the message.</param>
    /// <param name="Content">At most 64 KB; every part but the last is full.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Parcel(
        [property: MemoryPackOrder(0)] Guid Id,
        [property: MemoryPackOrder(1)] int Index,
        [property: MemoryPackOrder(2)] int Count,
        [property: MemoryPackOrder(3)] string Manifest,
        [property: MemoryPackOrder(4)] byte[] Content) : IGraphoidMessage;
}
