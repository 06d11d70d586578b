using MemoryPack;

namespace Graphoid.Distribution.Protocols;

/// <summary>Between drivers and the registry of graph names, a singleton of the cluster.</summary>
public static partial class RegistryProtocol
{
    /// <summary>Asks which graph a name stands for; answered by <see cref="NameFound"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record FindName(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] string Name) : IGraphoidMessage;

    /// <summary>What a name stands for.</summary>
    /// <param name="Graph">Null when there is no such name.</param>
    /// <param name="Known">All names when there is none, for suggestions.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NameFound(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] GraphId? Graph,
        [property: MemoryPackOrder(2)] string[] Known) : IGraphoidMessage;

    /// <summary>Makes a name stand for a graph in one durable step; answered by <see cref="NameBound"/>.</summary>
    /// <param name="Expected">Bind only if the name stands for this graph now (null: for none); ignored with <paramref name="Replaces"/>.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record BindName(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] string Name,
        [property: MemoryPackOrder(2)] GraphId Graph,
        [property: MemoryPackOrder(3)] GraphId? Expected,
        [property: MemoryPackOrder(4)] bool Replaces) : IGraphoidMessage;

    /// <summary>What the name stands for now, and what it stood for before.</summary>
    /// <param name="Graph">The graph that was asked for; another one, or null for none, when <c>Expected</c> did not fit.</param>
    /// <param name="Replaced">What the name stood for before, if the binding took effect.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NameBound(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] GraphId? Graph,
        [property: MemoryPackOrder(2)] GraphId? Replaced) : IGraphoidMessage;

    /// <summary>Forgets a name; answered by <see cref="NameFound"/> with what it stood for.</summary>
    /// <param name="Expected">Forget it only if it stands for this graph, so that a repetition cannot hit a later one; null: whatever it stands for.</param>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record UnbindName(
        [property: MemoryPackOrder(0)] long Call,
        [property: MemoryPackOrder(1)] string Name,
        [property: MemoryPackOrder(2)] GraphId? Expected) : IGraphoidMessage;

    /// <summary>Asks for all names; answered by <see cref="Names"/>.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ListNames([property: MemoryPackOrder(0)] long Call) : IGraphoidMessage;

    /// <summary>All names in order of the alphabet.</summary>
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Names(
        [property: MemoryPackOrder(0)] long Call, [property: MemoryPackOrder(1)] string[] All) : IGraphoidMessage;
}
