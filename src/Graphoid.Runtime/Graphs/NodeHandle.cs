using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>A handle that has attributes readable without a call, such as <c>edge.from</c>.</summary>
public interface IAttributes
{
    /// <summary>The attribute, or null when there is none of that name.</summary>
    Value? Attribute(string name);
}

/// <summary>A node: graph and id. Prints as its id, equals its id, and is accepted wherever an id is (reference, section 6.3).</summary>
public sealed class NodeHandle : ObjectValue, IIdentified, IAttributes
{
    /// <summary>The node of that id.</summary>
    public NodeHandle(GraphObject graph, NodeKey key)
    {
        Graph = graph;
        Key = key;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Node;

    /// <summary>The graph it belongs to.</summary>
    public GraphObject Graph { get; }

    /// <summary>The id.</summary>
    public NodeKey Key { get; }

    /// <inheritdoc/>
    public string IdText => Key.ToString();

    /// <inheritdoc/>
    public override string Display => IdText;

    /// <inheritdoc/>
    public override bool IsTruthy => Key.IsInteger || Key.Text!.Length > 0;

    /// <inheritdoc/>
    public Value? Attribute(string name) => name switch
    {
        "id" => Value.Of(IdText),
        "graph" => Value.Of(Graph),
        "partition" => Value.Of(Graph.Data!.PartitionNameOf(Key)),
        _ => null,
    };
}

/// <summary>An edge as a value: reads as <c>[from, to, type]</c> and by name.</summary>
public sealed class EdgeHandle : ObjectValue, IAttributes, IStructurallyEqual
{
    /// <summary>An edge.</summary>
    /// <param name="weight">none when the edge has no weight.</param>
    /// <param name="properties">A map, or none.</param>
    public EdgeHandle(NodeHandle from, NodeHandle to, string type, Value weight, Value properties)
    {
        From = from;
        To = to;
        Type = type;
        Weight = weight;
        Properties = properties;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Edge;

    /// <summary>Where it starts.</summary>
    public NodeHandle From { get; }

    /// <summary>Where it ends.</summary>
    public NodeHandle To { get; }

    /// <summary>Its type.</summary>
    public string Type { get; }

    /// <summary>Its weight, or none.</summary>
    public Value Weight { get; }

    /// <summary>Its properties, a map or none.</summary>
    public Value Properties { get; }

    /// <inheritdoc/>
    public override string Display => $"[{From.IdText}, {To.IdText}, {Type}]";

    /// <inheritdoc/>
    public int StructuralHash => ValueEquality.HashOf(Value.Of(ToList()));

    /// <summary>The list of from, to and type that an edge reads as.</summary>
    public ListValue ToList() => new([Value.Of(From), Value.Of(To), Value.Of(Type)]);

    /// <summary>0: from, 1: to, 2: type.</summary>
    public Value this[int index] => index switch
    {
        0 => Value.Of(From),
        1 => Value.Of(To),
        _ => Value.Of(Type),
    };

    /// <inheritdoc/>
    public Value? Attribute(string name) => name switch
    {
        "from" => Value.Of(From),
        "to" => Value.Of(To),
        "type" => Value.Of(Type),
        "weight" => Weight,
        _ => null,
    };

    /// <inheritdoc/>
    public bool EqualsStructurally(ObjectValue other) =>
        other is EdgeHandle edge && edge.From.Key == From.Key && edge.To.Key == To.Key && edge.Type == Type;
}

/// <summary>A partition of a distributed graph; prints as its name.</summary>
public sealed class PartitionHandle : ObjectValue, IIdentified, IAttributes
{
    /// <summary>The partition of that index.</summary>
    public PartitionHandle(GraphObject graph, int index, string name)
    {
        Graph = graph;
        Index = index;
        IdText = name;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Partition;

    /// <summary>The graph it belongs to.</summary>
    public GraphObject Graph { get; }

    /// <summary>From 0.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public string IdText { get; }

    /// <inheritdoc/>
    public override string Display => IdText;

    /// <inheritdoc/>
    public Value? Attribute(string name) => name == "name" ? Value.Of(IdText) : null;
}
