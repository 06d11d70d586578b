using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Matching;

/// <summary>Finds every way through a graph that fits a sequence node, edge or path, node, … (reference, section 6.6).</summary>
/// <remarks>
/// Start nodes come in node order, what hangs on a step in edge order, paths breadth first: each (node, number of edges) once.
/// The same variable means the same node; different ones may bind the same. A depth-first walk over the steps without recursion;
/// memory is one list per step.
/// </remarks>
internal sealed class SequenceMatcher
{
    private readonly GraphObject _graph;
    private readonly GraphShape _shape;
    private readonly string?[] _nodeTypes;
    private readonly IReadOnlyList<PatternStep> _steps;
    private readonly CancellationToken _cancellation;
    private readonly string[] _variables;

    public SequenceMatcher(
        GraphObject graph, GraphShape shape, string?[] nodeTypes, IReadOnlyList<PatternStep> steps, CancellationToken cancellation)
    {
        _graph = graph;
        _shape = shape;
        _nodeTypes = nodeTypes;
        _steps = steps;
        _cancellation = cancellation;
        _variables = [.. steps.Select(step => step.Variable).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All matches.</summary>
    public MatchResults Run()
    {
        var rows = new List<Value>();
        var last = (_steps.Count - 1) / 2;
        var candidates = new List<Arrival>[last + 1];
        var next = new int[last + 1];
        var way = new Arrival[last + 1];
        candidates[0] = [.. Enumerable.Range(0, _shape.Count).Where(node => FitsType(node, 0)).Select(node => new Arrival(node, -1, null))];
        var depth = 0;
        var round = 0;
        while (depth >= 0)
        {
            if ((++round & 1023) == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            if (next[depth] == candidates[depth].Count)
            {
                depth--;
                continue;
            }

            way[depth] = candidates[depth][next[depth]++];
            if (!AgreesWithBefore(way, depth))
            {
                continue;
            }

            if (depth == last)
            {
                rows.Add(Row(way));
                PatternSearch.CheckRows("match", rows.Count);
                continue;
            }

            depth++;
            candidates[depth] = Arrivals(way[depth - 1].Node, (PatternWay)_steps[(2 * depth) - 1], depth);
            next[depth] = 0;
        }

        return new MatchResults(_variables, rows);
    }

    private bool FitsType(int node, int depth) => _steps[2 * depth].Type is not { } type || _nodeTypes[node] == type;

    private bool AgreesWithBefore(Arrival[] way, int depth)
    {
        if (_steps[2 * depth].Variable is not { } variable)
        {
            return true;
        }

        for (var i = 0; i < depth; i++)
        {
            if (_steps[2 * i].Variable == variable && way[i].Node != way[depth].Node)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where a step leads from a node.</summary>
    private List<Arrival> Arrivals(int from, PatternWay step, int depth)
    {
        var found = new List<Arrival>();
        if (!step.IsPath)
        {
            var seen = new HashSet<int>();
            foreach (var (edge, end) in Edges(from, step))
            {
                // Edges count one by one only when the program asks for the edge.
                if (FitsType(end, depth) && (step.Variable is not null || seen.Add(end)))
                {
                    found.Add(new Arrival(end, edge, null));
                }
            }

            return found;
        }

        var level = new List<Arrival> { new(from, -1, null) };
        var everSeen = new HashSet<int> { from };
        for (var hops = 0; level.Count > 0; hops++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (hops >= step.Min)
            {
                found.AddRange(level.Where(arrival => FitsType(arrival.Node, depth)));
            }

            if (hops == step.Max)
            {
                break;
            }

            var next = new List<Arrival>();
            var inLevel = new HashSet<int>();
            foreach (var arrival in level)
            {
                foreach (var (edge, end) in Edges(arrival.Node, step))
                {
                    // Without an upper limit a node counts where it is first reached, else in every number of edges.
                    if (inLevel.Add(end) && (step.Max is not null || hops < step.Min || everSeen.Add(end)))
                    {
                        next.Add(new Arrival(end, edge, arrival));
                    }
                }
            }

            level = next;
        }

        return found;
    }

    private List<(int Edge, int End)> Edges(int node, PatternWay step)
    {
        var edges = new List<(int Edge, int End)>();
        if (step.Direction != EdgeDirection.Incoming || !_shape.IsDirected)
        {
            Add(_shape.OutEdges(node));
        }

        if (step.Direction != EdgeDirection.Outgoing && _shape.IsDirected)
        {
            Add(_shape.InEdges(node));
        }

        return edges;

        void Add(ReadOnlySpan<int> found)
        {
            foreach (var edge in found)
            {
                if (step.Type is null || _shape.Edges[edge].Type == step.Type)
                {
                    edges.Add((edge, _shape.OtherEnd(edge, node)));
                }
            }
        }
    }

    private Value Row(Arrival[] way)
    {
        var row = new MapValue(_variables.Length);
        for (var i = 0; i < way.Length; i++)
        {
            if (i > 0 && _steps[(2 * i) - 1] is { Variable: { } between } step)
            {
                row.Set(between, ((PatternWay)step).IsPath ? Path(way[i - 1].Node, way[i]) : Edge(way[i].Edge));
            }

            if (_steps[2 * i].Variable is { } variable)
            {
                row.Set(variable, _shape.Values[way[i].Node].Share());
            }
        }

        row.IsShared = true;
        return Value.Of(row);
    }

    private Value Edge(int edge)
    {
        var view = _shape.Edges[edge];
        return Value.Of(new EdgeHandle(Handle(view.From), Handle(view.To), view.Type, view.Weight, view.Properties));
    }

    /// <summary>The nodes on the way, both ends included.</summary>
    private Value Path(int from, Arrival end)
    {
        var nodes = new List<Value>();
        for (Arrival? at = end; at?.Before is not null; at = at.Before)
        {
            nodes.Add(Value.Of(Handle(_shape.Keys[at.Node])));
        }

        nodes.Add(Value.Of(Handle(_shape.Keys[from])));
        nodes.Reverse();
        return Value.Of(new ListValue([.. nodes]));
    }

    private NodeHandle Handle(NodeKey key) => new(_graph, key);

    /// <summary>A node that a step leads to.</summary>
    /// <param name="Edge">The edge that led to it, -1 for none.</param>
    /// <param name="Before">The place before it on a path.</param>
    private sealed record Arrival(int Node, int Edge, Arrival? Before);
}
