using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>What a driver asks of a graph that several members hold: the content of an operation in the graph's log.</summary>
internal abstract record GraphRequest;

/// <summary>The running program, as a request tells it.</summary>
/// <param name="Program">Hash of its text.</param>
/// <param name="ProgramName">What its driver calls it.</param>
/// <param name="Behavior">Hash of the one behaviour it declares, used while nothing is configured; or null.</param>
internal sealed record RequestOrigin(string Program, string ProgramName, string? Behavior)
{
    /// <summary>Hashes of the texts that the behaviour refers to; only the driver needs them.</summary>
    public IReadOnlyList<string> BehaviorPrograms { get; init; } = [];
}

/// <summary>One message to all nodes, or to those that satisfy a predicate, with everything it causes.</summary>
internal sealed record BroadcastRequest(Value Message, Value? Where) : GraphRequest;

/// <summary>A message along a route with everything it causes; nobody waits for replies.</summary>
internal sealed record SendRequest(Value Message, MessageRoute Route) : GraphRequest;

/// <summary>A message to nodes, each of which answers.</summary>
internal sealed record AskRequest(Value Message, MessageRoute Route) : GraphRequest;

/// <summary>Changes of nodes and edges, together.</summary>
internal sealed record ChangeRequest(IReadOnlyList<StructuralChange> Changes) : GraphRequest;

/// <summary>Sets a key of a node's value.</summary>
internal sealed record AttributeRequest(NodeKey Key, string Name, Value Value) : GraphRequest;

/// <summary>Merges settings into the configuration.</summary>
internal sealed record ConfigureRequest(MapValue Settings) : GraphRequest;

/// <summary>A look at the graph outside of operations.</summary>
/// <param name="Kind">What to look at.</param>
/// <param name="Key">The node, where one is meant.</param>
/// <param name="Name">Attribute or edge type, or null.</param>
internal sealed record GraphLook(LookKind Kind, NodeKey Key, string? Name, EdgeDirection Direction);

/// <summary>What a look is at; numbers are stable.</summary>
internal enum LookKind
{
    /// <summary>Whether there is such a node.</summary>
    HasNode = 0,

    /// <summary>A node's value, or an attribute of it.</summary>
    State = 1,

    /// <summary>What another graph gets when it copies the node.</summary>
    Copy = 2,

    /// <summary>The declared type of a node.</summary>
    NodeType = 3,

    /// <summary>All ids in node order.</summary>
    Nodes = 4,

    /// <summary>The ids of one partition; its index is the key.</summary>
    NodesOfPartition = 5,

    /// <summary>All edges.</summary>
    Edges = 6,

    /// <summary>The edges of one node.</summary>
    EdgesOf = 7,

    /// <summary>Nodes and edges counted.</summary>
    Counts = 8,

    /// <summary>Edges that lead to the partitions of the asking member; their indexes are the name.</summary>
    Shadows = 9,

    /// <summary>Content by hash, which is the name.</summary>
    Content = 10,

    /// <summary>What the member did in the last wave.</summary>
    LastWave = 11,
}
