using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>A rule about nodes and edges. Every text it gives says what is wrong.</summary>
internal abstract class StructuralRule
{
    /// <summary>What is wrong with a whole graph, or null. Cost: O(nodes + edges).</summary>
    public abstract string? Violation(GraphShape graph);

    /// <summary>What is wrong with a graph after changes that was not wrong before, or null.</summary>
    /// <param name="onlyAdds">Nothing is taken away: a graph that is being built may be in pieces for a while.</param>
    public virtual string? NewViolation(GraphShape before, GraphShape after, bool onlyAdds) => Violation(after);

    /// <summary>What one added node or edge would break, or null; looks only at its surroundings.</summary>
    public virtual ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added) => default;

    /// <summary>The changes that make a graph obey, or null when the rule has none.</summary>
    public virtual IReadOnlyList<StructuralChange>? Cleaning(GraphShape graph) => null;

    /// <summary>Whether the whole-graph checks need the values of nodes.</summary>
    public virtual bool LooksAtValues => false;

    /// <summary>Whether taking nodes or edges away can break the rule.</summary>
    public virtual bool MindsRemovals => false;

    /// <summary>Whether both ends of an edge exist; an edge with unknown ends is not added at all.</summary>
    protected static async ValueTask<bool> HasEndsAsync(IGraphData data, GraphCaller caller, StructuralChange edge) =>
        await data.HasNodeAsync(caller, edge.Key).ConfigureAwait(false)
        && await data.HasNodeAsync(caller, edge.To).ConfigureAwait(false);

    /// <summary>Removing edges.</summary>
    protected static StructuralChange Without(EdgeRecordView edge) =>
        new(StructuralKind.RemoveEdge, edge.From) { To = edge.To, Type = edge.Type };

    /// <summary>A value for messages.</summary>
    protected static string Text(Value value) => ValueText.Display(value);
}
