using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>What happens to nodes that lose their last parent when a node is removed (reference, sections 6.2 and 6.7).</summary>
internal static class OrphanPlan
{
    /// <summary>The removal with everything it brings about.</summary>
    /// <exception cref="GraphoidException">The policy rejects orphans and there would be some.</exception>
    public static async ValueTask<IReadOnlyList<StructuralChange>> MakeAsync(
        ProgramSettings settings, IGraphData data, GraphCaller caller, StructuralChange removal)
    {
        if (settings.OrphanPolicy == OrphanPolicy.Allow || !data.IsDirected
            || !await data.HasNodeAsync(caller, removal.Key).ConfigureAwait(false))
        {
            return [removal];
        }

        var shape = await GraphShape.ReadAsync(data, caller).ConfigureAwait(false);
        var removed = shape.PlaceOf(removal.Key);
        var orphans = Orphans(shape, [removed]);
        if (orphans.Count == 0)
        {
            return [removal];
        }

        return settings.OrphanPolicy switch
        {
            OrphanPolicy.Reject => throw GraphoidException.Library(
                ErrorKind.RuleViolation,
                $"removing node \"{removal.Key}\" would leave node \"{shape.Keys[orphans[0].Node]}\" without a parent",
                RuntimeErrorIds.RuleViolated,
                "`orphan_policy` is :reject"),
            OrphanPolicy.Delete =>
                [removal, .. Descendants(shape, removed).Select(node => new StructuralChange(StructuralKind.RemoveNode, shape.Keys[node]))],
            _ => [removal, .. Reconnect(shape, removed, orphans, settings.ReconnectStrategy)],
        };
    }

    /// <summary>The nodes whose every parent is removed, each with the edge that held it.</summary>
    private static List<(int Node, int Edge)> Orphans(GraphShape shape, HashSet<int> removed)
    {
        var orphans = new List<(int Node, int Edge)>();
        var seen = new HashSet<int>();
        foreach (var node in removed)
        {
            foreach (var edge in shape.OutEdges(node))
            {
                var child = shape.ToOf(edge);
                if (!removed.Contains(child) && seen.Add(child) && HasNoOtherParent(shape, child, removed))
                {
                    orphans.Add((child, edge));
                }
            }
        }

        return orphans;
    }

    private static bool HasNoOtherParent(GraphShape shape, int child, HashSet<int> removed)
    {
        foreach (var edge in shape.InEdges(child))
        {
            var parent = shape.FromOf(edge);
            if (parent != child && !removed.Contains(parent))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Everything that is left without a parent, step by step.</summary>
    private static List<int> Descendants(GraphShape shape, int removed)
    {
        var gone = new HashSet<int> { removed };
        var found = new List<int>();
        var open = new Queue<int>([removed]);
        while (open.TryDequeue(out var node))
        {
            foreach (var edge in shape.OutEdges(node))
            {
                var child = shape.ToOf(edge);
                if (!gone.Contains(child) && HasNoOtherParent(shape, child, gone))
                {
                    gone.Add(child);
                    found.Add(child);
                    open.Enqueue(child);
                }
            }
        }

        return found;
    }

    private static IEnumerable<StructuralChange> Reconnect(
        GraphShape shape, int removed, List<(int Node, int Edge)> orphans, ReconnectStrategy strategy)
    {
        var lost = orphans.Select(orphan => orphan.Node).ToHashSet();
        var target = strategy == ReconnectStrategy.ToParentSiblings
            ? Parent(shape, removed) ?? Root(shape, removed, lost)
            : Root(shape, removed, lost);
        foreach (var (node, edge) in orphans)
        {
            var old = shape.Edges[edge];
            if (target is { } place && place != node)
            {
                yield return new StructuralChange(StructuralKind.AddEdge, shape.Keys[place])
                {
                    To = shape.Keys[node],
                    Type = old.Type,
                    Value = old.Weight,
                    Properties = old.Properties,
                };
            }
        }
    }

    /// <summary>The root above the removed node if it stands below a root, else the first other root; when the root itself goes, the first
    /// of its children takes its place.</summary>
    private static int? Root(GraphShape shape, int removed, HashSet<int> lost)
    {
        var node = removed;
        var seen = new HashSet<int> { node };
        while (shape.InEdges(node) is [var edge, ..] && seen.Add(shape.FromOf(edge)))
        {
            node = shape.FromOf(edge);
        }

        if (node != removed && shape.InEdges(node).IsEmpty)
        {
            return node;
        }

        for (var other = 0; other < shape.Count; other++)
        {
            if (other != removed && !lost.Contains(other) && shape.InEdges(other).IsEmpty)
            {
                return other;
            }
        }

        return lost.Count > 0 ? lost.Min() : null;
    }

    /// <summary>The removed node's own parent: below it the orphans stand among their parent's siblings.</summary>
    private static int? Parent(GraphShape shape, int removed)
    {
        foreach (var edge in shape.InEdges(removed))
        {
            if (shape.FromOf(edge) != removed)
            {
                return shape.FromOf(edge);
            }
        }

        return null;
    }
}
