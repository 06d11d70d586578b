using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary><c>:bst_ordering</c>: below each node lies everything smaller on one side and everything larger on the other.</summary>
/// <remarks>What is compared is the node's value, or its id when it has no value. Equal values have no side.</remarks>
internal sealed class SearchTreeRule : StructuralRule
{
    /// <inheritdoc/>
    public override bool LooksAtValues => true;

    /// <inheritdoc/>
    public override string? Violation(GraphShape graph)
    {
        var lower = new int[graph.Count];
        var upper = new int[graph.Count];
        Array.Fill(lower, -1);
        Array.Fill(upper, -1);
        var isReached = new bool[graph.Count];
        var open = new Stack<int>();
        for (var start = 0; start < graph.Count; start++)
        {
            if (!isReached[start] && graph.InEdges(start).IsEmpty)
            {
                isReached[start] = true;
                open.Push(start);
            }

            while (open.TryPop(out var node))
            {
                if (Descend(graph, node, lower, upper, isReached, open) is { } wrong)
                {
                    return wrong;
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>An edge is checked on the way up from where it starts and in what hangs below it; a replaced value, in the
    /// whole graph.</remarks>
    public override async ValueTask<string?> BreaksAsync(IGraphData data, GraphCaller caller, StructuralChange added)
    {
        if (added.Kind == StructuralKind.AddNode)
        {
            return await data.HasNodeAsync(caller, added.Key).ConfigureAwait(false)
                ? Violation((await GraphShape.ReadAsync(data, caller, withValues: true).ConfigureAwait(false)).With([added]))
                : null;
        }

        if (added.Kind != StructuralKind.AddEdge || !await HasEndsAsync(data, caller, added).ConfigureAwait(false)
            || added.Key == added.To)
        {
            return null;
        }

        var parent = await KeyOfAsync(data, caller, added.Key).ConfigureAwait(false);
        var child = await KeyOfAsync(data, caller, added.To).ConfigureAwait(false);
        if (await SideTakenAsync(data, caller, added, parent, child).ConfigureAwait(false) is { } taken)
        {
            return taken;
        }

        var bounds = await BoundsAsync(data, caller, added.Key).ConfigureAwait(false);
        bounds.Add((added.Key, parent, Compare(child, parent) < 0));
        return await BelowAsync(data, caller, added.To, bounds).ConfigureAwait(false);
    }

    /// <summary>What a node is compared by.</summary>
    private static Value KeyOf(NodeKey key, Value value) =>
        !value.IsNone ? value : key.IsInteger ? Value.Of(key.Number) : Value.Of(key.Text!);

    private static async ValueTask<Value> KeyOfAsync(IGraphData data, GraphCaller caller, NodeKey key) =>
        KeyOf(key, await data.GetValueAsync(caller, key).ConfigureAwait(false));

    /// <summary>The order of two keys; null when they have none.</summary>
    private static int? Compare(Value left, Value right) => (left.Reference, right.Reference) switch
    {
        (null, null) => left.Number.CompareTo(right.Number),
        (string a, string b) => ScalarText.Compare(a, b),
        _ => null,
    };

    private static string NoSide(Value child, Value parent) => Compare(child, parent) is null
        ? $"{Text(child)} and {Text(parent)} have no order, so neither can stand below the other"
        : $"{Text(child)} is already there: values must differ";

    private static async ValueTask<string?> SideTakenAsync(
        IGraphData data, GraphCaller caller, StructuralChange added, Value parent, Value child)
    {
        if (Compare(child, parent) is not (< 0 or > 0))
        {
            return NoSide(child, parent);
        }

        foreach (var sibling in await data.NeighborsAsync(caller, added.Key, EdgeDirection.Outgoing, null).ConfigureAwait(false))
        {
            var other = await KeyOfAsync(data, caller, sibling).ConfigureAwait(false);
            if (sibling != added.To && (Compare(other, parent) < 0) == (Compare(child, parent) < 0))
            {
                return TwoOnOneSide(added.Key, parent, other, child);
            }
        }

        return null;
    }

    private static string TwoOnOneSide(NodeKey node, Value parent, Value first, Value second) =>
        $"{Text(first)} and {Text(second)} would both stand {(Compare(second, parent) < 0 ? "left" : "right")} of {Text(parent)} (node \"{node}\")";

    /// <summary>The nodes on the way up, each with the side on which the way comes.</summary>
    private static async ValueTask<List<(NodeKey Node, Value Key, bool IsLeft)>> BoundsAsync(
        IGraphData data, GraphCaller caller, NodeKey node)
    {
        var bounds = new List<(NodeKey Node, Value Key, bool IsLeft)>();
        var seen = new HashSet<NodeKey> { node };
        var key = await KeyOfAsync(data, caller, node).ConfigureAwait(false);
        while (await data.NeighborsAsync(caller, node, EdgeDirection.Incoming, null).ConfigureAwait(false) is [var parent, ..]
            && seen.Add(parent))
        {
            var above = await KeyOfAsync(data, caller, parent).ConfigureAwait(false);
            bounds.Add((parent, above, Compare(key, above) < 0));
            (node, key) = (parent, above);
        }

        return bounds;
    }

    private static async ValueTask<string?> BelowAsync(
        IGraphData data, GraphCaller caller, NodeKey top, List<(NodeKey Node, Value Key, bool IsLeft)> bounds)
    {
        var seen = new HashSet<NodeKey> { top };
        var open = new Stack<NodeKey>([top]);
        while (open.TryPop(out var node))
        {
            caller.Cancellation.ThrowIfCancellationRequested();
            var key = await KeyOfAsync(data, caller, node).ConfigureAwait(false);
            foreach (var (_, bound, isLeft) in bounds)
            {
                if (Compare(key, bound) is not (< 0 or > 0))
                {
                    return NoSide(key, bound);
                }

                if ((Compare(key, bound) < 0) != isLeft)
                {
                    return WrongSide(key, bound, isLeft);
                }
            }

            foreach (var child in await data.NeighborsAsync(caller, node, EdgeDirection.Outgoing, null).ConfigureAwait(false))
            {
                if (seen.Add(child))
                {
                    open.Push(child);
                }
            }
        }

        return null;
    }

    private static string WrongSide(Value key, Value bound, bool isLeft) =>
        $"{Text(key)} cannot stand {(isLeft ? "left" : "right")} of {Text(bound)}: it is {(isLeft ? "larger" : "smaller")}";

    private static string? Descend(GraphShape graph, int node, int[] lower, int[] upper, bool[] isReached, Stack<int> open)
    {
        var key = KeyOf(graph.Keys[node], graph.Values[node]);
        int? left = null;
        int? right = null;
        foreach (var edge in graph.OutEdges(node))
        {
            var child = graph.OtherEnd(edge, node);
            if (isReached[child])
            {
                continue;
            }

            var below = KeyOf(graph.Keys[child], graph.Values[child]);
            if (Compare(below, key) is not (< 0 or > 0))
            {
                return NoSide(below, key);
            }

            ref var side = ref Compare(below, key) < 0 ? ref left : ref right;
            if (side is { } other)
            {
                return TwoOnOneSide(graph.Keys[node], key, KeyOf(graph.Keys[other], graph.Values[other]), below);
            }

            side = child;
            (lower[child], upper[child]) = Compare(below, key) < 0 ? (lower[node], node) : (node, upper[node]);
            if ((Outside(graph, below, lower[child], isLeft: false) ?? Outside(graph, below, upper[child], isLeft: true)) is { } wrong)
            {
                return wrong;
            }

            isReached[child] = true;
            open.Push(child);
        }

        return null;
    }

    private static string? Outside(GraphShape graph, Value key, int bound, bool isLeft)
    {
        if (bound < 0)
        {
            return null;
        }

        var limit = KeyOf(graph.Keys[bound], graph.Values[bound]);
        return Compare(key, limit) is not (< 0 or > 0) ? NoSide(key, limit)
            : (Compare(key, limit) < 0) != isLeft ? WrongSide(key, limit, isLeft)
            : null;
    }
}
