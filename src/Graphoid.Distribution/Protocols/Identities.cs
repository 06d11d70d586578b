using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>One life of a graph: a graph that replaces another of its name gets an id of its own.</summary>
/// <param name="Text">Letters, digits and dashes; never reused.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public readonly partial record struct GraphId([property: MemoryPackOrder(0)] string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A process that takes part: the address of its actor system.</summary>
/// <param name="Address">As in <c>akka.tcp://graphoid@10.0.0.1:2552</c>.</param>
[MemoryPackable(GenerateType.VersionTolerant)]
public readonly partial record struct MemberId([property: MemoryPackOrder(0)] string Address)
{
    /// <inheritdoc/>
    public override string ToString() => Address;
}

/// <summary>An operation of a driver; a repeated one carries the same id and takes effect once.</summary>
/// <param name="Session">The running program.</param>
/// <param name="Number">From 1, growing by one with every operation of the session.</param>
// Of fixed shape: a further field would make it another type.
[MemoryPackable]
public readonly partial record struct OperationId(
    Guid Session, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Session:N}/{Number}";
}

/// <summary>Content that travels and is stored once, named by the SHA-256 of its bytes in lower-case hexadecimal.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public readonly partial record struct ContentHash([property: MemoryPackOrder(0)] string Text)
{
    /// <summary>The hash of content.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content) =>
        new(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
