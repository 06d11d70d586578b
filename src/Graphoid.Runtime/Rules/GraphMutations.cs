using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>The one way on which programs change nodes and edges: past the rules and settings of the graph.</summary>
/// <remarks>What would break a rule is found before anything is changed, so the graph stays as it was. An added node or edge is
/// checked in its surroundings; what is taken away, and several changes at once, in a picture of the whole graph.
/// What handlers change is checked against the structure at the beginning of their round.</remarks>
internal static class GraphMutations
{
    /// <summary>Carries out one change.</summary>
    /// <exception cref="GraphoidException">A rule would be broken; nothing is changed then.</exception>
    /// <param name="settings">What is in force where the call stands.</param>
    public static ValueTask ChangeAsync(GraphObject graph, GraphCaller caller, StructuralChange change, ProgramSettings settings)
    {
        graph.CheckNotFrozen();
        var data = GraphArguments.DataOf(graph, caller);
        return graph.Control is null && !GraphSettings.Matter(graph, settings)
            ? data.ChangeAsync(caller, [change])
            : CheckedAsync(graph, data, caller, change, settings);
    }

    /// <summary>Adds a node, or replaces the value of an existing one.</summary>
    public static ValueTask AddNodeAsync(GraphObject graph, GraphCaller caller, Partitions.NodeKey key, Value value) =>
        ChangeAsync(graph, caller, new StructuralChange(StructuralKind.AddNode, key) { Value = value }, ProgramSettings.Default);

    /// <summary>Carries out several changes together, or none of them.</summary>
    /// <param name="withTransforms">Whether values come from outside and pass the transforms.</param>
    public static async ValueTask ApplyAsync(
        GraphObject graph, GraphCaller caller, IReadOnlyList<StructuralChange> changes, bool withTransforms = false)
    {
        graph.CheckNotFrozen();
        var data = GraphArguments.DataOf(graph, caller);
        if (graph.Control is { } control)
        {
            if (withTransforms)
            {
                changes = await TransformAsync(control, changes, caller).ConfigureAwait(false);
            }

            await CheckAsync(control, data, caller, changes).ConfigureAwait(false);
        }

        await data.ChangeAsync(caller, changes).ConfigureAwait(false);
    }

    /// <summary>A value as the transforms of a graph leave it.</summary>
    public static async ValueTask<Value> TransformAsync(GraphControl control, Value value, GraphCaller caller)
    {
        foreach (var rule in control.Rules)
        {
            if (rule.Transform is { } transform)
            {
                value = await transform.ApplyAsync(value, new RuleCalls(caller)).ConfigureAwait(false);
            }
        }

        return value;
    }

    private static async ValueTask CheckedAsync(
        GraphObject graph, IGraphData data, GraphCaller caller, StructuralChange change, ProgramSettings settings)
    {
        if (graph.Control is { } control && change.Kind == StructuralKind.AddNode)
        {
            change = change with { Value = await TransformAsync(control, change.Value, caller).ConfigureAwait(false) };
        }

        if (caller.Activation is { } activation && (graph.Epoch == 0 || graph.Epoch != activation.Epoch))
        {
            // A handler sees the structure as it was when the round began; values of other nodes are messages.
            if (graph.Control is not null && ReferenceEquals(data, activation.Run.Wave.Graph))
            {
                await CheckAsync(graph.Control, data, caller, [change], withValues: false).ConfigureAwait(false);
            }

            await data.ChangeAsync(caller, [change]).ConfigureAwait(false);
            return;
        }

        settings = GraphSettings.Of(graph, settings);
        await GraphSettings.CheckEdgeAsync(settings, data, caller, change).ConfigureAwait(false);
        var changes = change.Kind == StructuralKind.RemoveNode
            ? await OrphanPlan.MakeAsync(settings, data, caller, change).ConfigureAwait(false)
            : [change];
        if (graph.Control is { } rules)
        {
            await CheckAsync(rules, data, caller, changes).ConfigureAwait(false);
        }

        await data.ChangeAsync(caller, changes).ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<StructuralChange>> TransformAsync(
        GraphControl control, IReadOnlyList<StructuralChange> changes, GraphCaller caller)
    {
        var transformed = new List<StructuralChange>(changes.Count);
        foreach (var change in changes)
        {
            transformed.Add(change.Kind == StructuralKind.AddNode
                ? change with { Value = await TransformAsync(control, change.Value, caller).ConfigureAwait(false) }
                : change);
        }

        return transformed;
    }

    private static async ValueTask CheckAsync(
        GraphControl control, IGraphData data, GraphCaller caller, IReadOnlyList<StructuralChange> changes, bool withValues = true)
    {
        if (!control.HasStructure)
        {
            return;
        }

        if (changes is [{ Kind: StructuralKind.AddNode or StructuralKind.AddEdge } added])
        {
            foreach (var rule in control.Rules)
            {
                if (rule.Structure is { } structure && (withValues || !structure.LooksAtValues)
                    && await structure.BreaksAsync(data, caller, added).ConfigureAwait(false) is { } wrong)
                {
                    throw GraphRules.Violation(rule.Name, wrong);
                }
            }

            return;
        }

        var onlyAdds = changes.All(change => change.Kind is StructuralKind.AddNode or StructuralKind.AddEdge);
        var onlyRemoves = changes.All(change => change.Kind is StructuralKind.RemoveNode or StructuralKind.RemoveEdge);
        var affected = control.Rules
            .Where(rule => rule.Structure is { } structure && (withValues || !structure.LooksAtValues) && (!onlyRemoves || rule.Structure.MindsRemovals))
            .ToList();
        if (affected.Count == 0)
        {
            return;
        }

        var before = await GraphShape
            .ReadAsync(data, caller, affected.Exists(rule => rule.Structure!.LooksAtValues)).ConfigureAwait(false);
        var after = before.With(changes);
        foreach (var rule in affected)
        {
            if (rule.Structure!.NewViolation(before, after, onlyAdds) is { } wrong)
            {
                throw GraphRules.Violation(rule.Name, wrong);
            }
        }
    }
}
