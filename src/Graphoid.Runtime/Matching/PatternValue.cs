using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Matching;

/// <summary>The value of <c>pattern { a -> b [TYPE] }</c>.</summary>
public sealed class PatternValue : ObjectValue
{
    private readonly string _text;

    internal PatternValue(PatternExpression syntax)
        : this(syntax.Edges, syntax.Variables, Value.Undefined)
    {
    }

    private PatternValue(IReadOnlyList<EdgePattern> edges, IReadOnlyList<string> variables, Value condition)
    {
        Edges = edges;
        Variables = variables;
        Condition = condition;
        _text = $"<pattern: {edges.Count} edge{(edges.Count == 1 ? string.Empty : "s")}>";
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Pattern;

    /// <inheritdoc/>
    public override string Display => _text;

    /// <summary>The variables in order of first mention.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The edges in written order.</summary>
    internal IReadOnlyList<EdgePattern> Edges { get; }

    /// <summary>A function of the variables' nodes that must be truthy, or <see cref="Value.Undefined"/>.</summary>
    internal Value Condition { get; }

    /// <summary>The same pattern with a condition over what its place in the program sees.</summary>
    internal PatternValue With(Value condition) => new(Edges, Variables, condition);
}
