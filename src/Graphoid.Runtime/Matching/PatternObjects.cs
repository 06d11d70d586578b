using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Matching;

/// <summary>What <c>node()</c>, <c>edge()</c> and <c>path()</c> make: one step of a pattern for <c>match</c> (reference, section 6.6).</summary>
/// <remarks>Immutable: <c>bind</c> makes another one.</remarks>
public abstract class PatternStep : ObjectValue, IAttributes, IStructurallyEqual
{
    /// <summary>The variable, or null.</summary>
    public string? Variable { get; init; }

    /// <summary>The node or edge type, or null for any.</summary>
    public string? Type { get; init; }

    /// <summary><c>node</c>, <c>edge</c> or <c>path</c>.</summary>
    public abstract string PatternType { get; }

    /// <inheritdoc/>
    public int StructuralHash => HashCode.Combine(PatternType, Variable, Type);

    /// <inheritdoc/>
    public virtual Value? Attribute(string name) => name switch
    {
        "variable" => TextOrNone(Variable),
        "type" => TextOrNone(Type),
        "pattern_type" => Value.Of(PatternType),
        _ => null,
    };

    /// <inheritdoc/>
    public virtual bool EqualsStructurally(ObjectValue other) => other is PatternStep step
        && step.PatternType == PatternType && step.Variable == Variable && step.Type == Type;

    /// <summary>The same step under a variable.</summary>
    internal abstract PatternStep Bind(string variable);

    /// <summary>A text that may be missing.</summary>
    protected static Value TextOrNone(string? text) => text is null ? Value.None : Value.Of(text);
}

/// <summary><c>node(variable, type:)</c>.</summary>
public sealed class PatternNode : PatternStep
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.PatternNode;

    /// <inheritdoc/>
    public override string PatternType => "node";

    /// <inheritdoc/>
    internal override PatternStep Bind(string variable) => new PatternNode { Variable = variable, Type = Type };
}

/// <summary><c>edge(type:, direction:)</c> or <c>path(edge_type:, min:, max:, direction:)</c>: a way between two nodes.</summary>
public sealed class PatternWay : PatternStep
{
    /// <summary>Whether it was written as a path.</summary>
    public required bool IsPath { get; init; }

    /// <summary>Which edges are followed.</summary>
    public required Host.EdgeDirection Direction { get; init; }

    /// <summary>Fewest edges.</summary>
    public int Min { get; init; } = 1;

    /// <summary>Most edges; null without a limit.</summary>
    public int? Max { get; init; } = 1;

    /// <inheritdoc/>
    public override ValueKind Kind => IsPath ? ValueKind.PatternPath : ValueKind.PatternEdge;

    /// <inheritdoc/>
    public override string PatternType => IsPath ? "path" : "edge";

    /// <inheritdoc/>
    public override Value? Attribute(string name) => name switch
    {
        "edge_type" => TextOrNone(Type),
        "direction" => Value.Of(Symbol.Of(Direction switch
        {
            Host.EdgeDirection.Incoming => "incoming",
            Host.EdgeDirection.Both => "both",
            _ => "outgoing",
        })),
        "min" => Value.Of(Min),
        "max" => Max is { } max ? Value.Of(max) : Value.None,
        _ => base.Attribute(name),
    };

    /// <inheritdoc/>
    public override bool EqualsStructurally(ObjectValue other) => base.EqualsStructurally(other)
        && other is PatternWay way && way.Direction == Direction && way.Min == Min && way.Max == Max;

    /// <inheritdoc/>
    internal override PatternStep Bind(string variable) =>
        new PatternWay { Variable = variable, Type = Type, IsPath = IsPath, Direction = Direction, Min = Min, Max = Max };
}
