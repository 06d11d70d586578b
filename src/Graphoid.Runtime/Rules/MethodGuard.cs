using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>Runs a user method under the method constraints of its graph (reference, section 6.5).</summary>
/// <remarks>Methods that it calls on the same graph are part of it. Cost of a call: a copy of the graph, O(nodes + edges).</remarks>
internal static class MethodGuard
{
    /// <summary>Calls the method, then compares the graph with what it was before.</summary>
    /// <exception cref="GraphoidException">A constraint was broken: the graph is as it was before the call.</exception>
    public static async ValueTask<Value> RunAsync(
        GraphObject graph, FunctionValue method, Value[] arguments, IProgramCalls program, GraphCaller caller)
    {
        var control = graph.Control!;
        var before = Copy(graph);
        control.IsGuarding = true;
        try
        {
            var result = Value.None;
            GraphoidException? failure = null;
            try
            {
                result = await program.CallAsync(Value.Of(method), arguments).ConfigureAwait(false);
            }
            catch (GraphoidException e)
            {
                failure = e;
            }

            await CheckAsync(control, before, graph, method, failure, program, caller).ConfigureAwait(false);
            return failure is null ? result : throw failure;
        }
        finally
        {
            control.IsGuarding = false;
        }
    }

    /// <summary>A graph with the same properties, nodes and edges that nothing else holds.</summary>
    public static GraphObject Copy(GraphObject graph)
    {
        var copy = graph.NewInstance();
        copy.Data = (graph.Data as LocalGraph)?.CopyFor(copy);
        return copy;
    }

    /// <summary>Undoes what the method did when it breaks a constraint, also when the method or the constraint's function failed.</summary>
    private static async ValueTask CheckAsync(
        GraphControl control,
        GraphObject before,
        GraphObject after,
        FunctionValue method,
        GraphoidException? failure,
        IProgramCalls program,
        GraphCaller caller)
    {
        (string Rule, string What)? broken;
        try
        {
            broken = await BrokenAsync(control, before, after, program, caller).ConfigureAwait(false);
        }
        catch (GraphoidException)
        {
            Restore(after, before, caller);
            throw;
        }

        if (broken is { } found)
        {
            Restore(after, before, caller);
            var violation = GraphRules.Violation(
                found.Rule, $"method `{method.Code.Name}` {found.What}", "everything that the method did to the graph has been undone");
            throw failure is null ? violation : new GraphoidException(violation.Error.CausedBy(failure.Error));
        }
    }

    private static void Restore(GraphObject graph, GraphObject before, GraphCaller caller) => graph.BecomeLike(
        before, (before.Data as LocalGraph)?.CopyFor(graph) ?? caller.Program.Host.Graphs.NewLocalData(graph));

    private static async ValueTask<(string Rule, string What)?> BrokenAsync(
        GraphControl control, GraphObject before, GraphObject after, IProgramCalls program, GraphCaller caller)
    {
        var old = await GraphShape.ReadAsync(before.Data, caller, withValues: true).ConfigureAwait(false);
        var present = await GraphShape.ReadAsync(after.Data, caller, withValues: true).ConfigureAwait(false);
        foreach (var rule in control.Rules)
        {
            if (rule.Constraint is not { } constraint)
            {
                continue;
            }

            var what = constraint.Test.IsUndefined
                ? Difference(constraint.Forbidden, old, present) ?? PropertyDifference(constraint.Forbidden, before, after)
                : await PassesAsync(constraint.Test, before, after, program).ConfigureAwait(false) ? null
                : "left the graph in a state that the constraint does not allow";
            if (what is not null)
            {
                return (rule.Name, what);
            }
        }

        return null;
    }

    /// <summary>A test with one parameter gets the graph as it is now, one with two also as it was.</summary>
    private static async ValueTask<bool> PassesAsync(Value test, GraphObject before, GraphObject after, IProgramCalls program) =>
        (test.Reference is FunctionValue { Code: { HasRest: false, ParameterNames.Count: 1 } }
            ? await program.CallAsync(test, Value.Of(after)).ConfigureAwait(false)
            : await program.CallAsync(test, Value.Of(before), Value.Of(after)).ConfigureAwait(false)).IsTruthy;

    private static string? Difference(Forbidden forbidden, GraphShape old, GraphShape present)
    {
        if (Forbids(forbidden, Forbidden.NodeRemovals) && Missing(old, present) is { } removed)
        {
            return $"removed the node \"{removed}\"";
        }

        if (Forbids(forbidden, Forbidden.NodeAdditions) && Missing(present, old) is { } added)
        {
            return $"added the node \"{added}\"";
        }

        if (Forbids(forbidden, Forbidden.EdgeRemovals) && MissingEdge(old, present) is { } removedEdge)
        {
            return $"removed the edge from \"{removedEdge.From}\" to \"{removedEdge.To}\"";
        }

        if (Forbids(forbidden, Forbidden.EdgeAdditions) && MissingEdge(present, old) is { } addedEdge)
        {
            return $"added the edge from \"{addedEdge.From}\" to \"{addedEdge.To}\"";
        }

        if (forbidden != Forbidden.Anything)
        {
            return null;
        }

        for (var node = 0; node < old.Count; node++)
        {
            if (old.Values[node] != present.Values[present.PlaceOf(old.Keys[node])])
            {
                return $"changed the value of the node \"{old.Keys[node]}\"";
            }
        }

        return null;
    }

    private static bool Forbids(Forbidden forbidden, Forbidden kind) => forbidden == Forbidden.Anything || (forbidden & kind) != 0;

    private static NodeKey? Missing(GraphShape from, GraphShape other)
    {
        foreach (var key in from.Keys)
        {
            if (other.PlaceOf(key) < 0)
            {
                return key;
            }
        }

        return null;
    }

    private static EdgeRecordView? MissingEdge(GraphShape from, GraphShape other)
    {
        var present = other.Edges.Select(edge => (edge.From, edge.To, edge.Type)).ToHashSet();
        foreach (var edge in from.Edges)
        {
            if (!present.Contains((edge.From, edge.To, edge.Type)))
            {
                return edge;
            }
        }

        return null;
    }

    private static string? PropertyDifference(Forbidden forbidden, GraphObject before, GraphObject after)
    {
        if (forbidden != Forbidden.Anything)
        {
            return null;
        }

        foreach (var name in after.Layout.Names)
        {
            if (!before.TryGetProperty(name, out var old) || !after.TryGetProperty(name, out var present) || old != present)
            {
                return $"changed the property `{name}`";
            }
        }

        return null;
    }
}
