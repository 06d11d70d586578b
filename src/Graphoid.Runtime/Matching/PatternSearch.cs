using Graphoid.Language.Syntax;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Matching;

/// <summary>Runs block patterns over graphs (reference, sections 6.6 and 8.4).</summary>
internal static class PatternSearch
{
    /// <summary>Rows of one answer; more would not leave room for anything else.</summary>
    public const int RowsMax = 5_000_000;

    /// <summary>The rows of a pattern as a list of maps from variable to node.</summary>
    /// <param name="limit">The first this many rows in node order.</param>
    public static async ValueTask<Value> FindAsync(
        GraphObject graph, PatternValue pattern, long limit, bool isInjective, IProgramCalls program, GraphCaller caller)
    {
        if (limit == 0)
        {
            return Value.Of(ListValue.Empty);
        }

        var (shape, matcher) = await StartAsync(graph, pattern, isInjective, caller).ConfigureAwait(false);
        var rows = new List<int[]>();
        while (matcher.MoveNext())
        {
            if (!pattern.Condition.IsUndefined && !await HoldsAsync(graph, pattern, shape, matcher.Row.ToArray(), program).ConfigureAwait(false))
            {
                continue;
            }

            rows.Add(matcher.Row.ToArray());
            CheckRows("find_pattern", rows.Count);
            if (rows.Count >= limit && matcher.IsInNodeOrder)
            {
                break;
            }

            // Rows out of order: of many, only the first ones are kept.
            if (rows.Count >= limit * 2)
            {
                rows.Sort(Compare);
                rows.RemoveRange((int)limit, rows.Count - (int)limit);
            }
        }

        if (!matcher.IsInNodeOrder)
        {
            rows.Sort(Compare);
            rows = rows.Count > limit ? rows[..(int)limit] : rows;
        }

        return Value.Of(new ListValue([.. rows.Select(row => Row(graph, pattern, shape, row))]));
    }

    /// <exception cref="GraphoidException">There are more rows than one answer holds.</exception>
    public static void CheckRows(string method, int count)
    {
        if (count > RowsMax)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`{method}`: there are more than {RowsMax} rows",
                RuntimeErrorIds.GraphState,
                method == "match" ? "narrow the pattern by types" : "`limit:` takes the first ones, `count_pattern` counts without building them");
        }
    }

    /// <summary>How many rows there are; none is built.</summary>
    public static async ValueTask<Value> CountAsync(
        GraphObject graph, PatternValue pattern, bool isInjective, IProgramCalls program, GraphCaller caller)
    {
        var (shape, matcher) = await StartAsync(graph, pattern, isInjective, caller).ConfigureAwait(false);
        var count = 0L;
        while (matcher.MoveNext())
        {
            count += pattern.Condition.IsUndefined
                || await HoldsAsync(graph, pattern, shape, matcher.Row.ToArray(), program).ConfigureAwait(false) ? 1 : 0;
        }

        return Value.Of(count);
    }

    private static async ValueTask<(GraphShape Shape, PatternMatcher Matcher)> StartAsync(
        GraphObject graph, PatternValue pattern, bool isInjective, GraphCaller caller)
    {
        var shape = await GraphShape.ReadAsync(graph.Data, caller).ConfigureAwait(false);
        var types = pattern.Edges.Any(edge => edge.From.Type is not null || edge.To.Type is not null)
            ? await NodeTypesAsync(graph, shape, caller).ConfigureAwait(false)
            : [];
        var matching = new ShapeMatchGraph(shape, types);
        return (shape, new PatternMatcher(matching, Compile(pattern, matching, isInjective), caller.Cancellation));
    }

    /// <summary>The declared types of all nodes.</summary>
    public static async ValueTask<string?[]> NodeTypesAsync(GraphObject graph, GraphShape shape, GraphCaller caller)
    {
        var types = new string?[shape.Count];
        for (var node = 0; node < types.Length; node++)
        {
            types[node] = await graph.Data!.GetNodeTypeAsync(caller, shape.Keys[node]).ConfigureAwait(false);
        }

        return types;
    }

    private static MatchPattern Compile(PatternValue pattern, ShapeMatchGraph graph, bool isInjective)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var variable in pattern.Variables)
        {
            numbers.Add(variable, numbers.Count);
        }

        var edges = new List<MatchEdge>(pattern.Edges.Count);
        var nodeTypes = new List<(int Variable, int NodeType)>();
        foreach (var edge in pattern.Edges)
        {
            var (from, to) = edge.Link == EdgeLink.Incoming ? (edge.To, edge.From) : (edge.From, edge.To);
            edges.Add(new MatchEdge(
                numbers[from.Variable],
                numbers[to.Variable],
                graph.EdgeType(edge.Specification?.Type),
                edge.Link == EdgeLink.Either ? EdgeDirection.Both : EdgeDirection.Outgoing,
                edge.Specification?.HopsMin ?? 1,
                edge.Specification?.HopsMax ?? 1));
            foreach (var node in new[] { edge.From, edge.To })
            {
                if (node.Type is { } type)
                {
                    nodeTypes.Add((numbers[node.Variable], graph.NodeType(type)));
                }
            }
        }

        return new MatchPattern(numbers.Count, edges, [.. nodeTypes.Distinct()], isInjective);
    }

    private static async ValueTask<bool> HoldsAsync(
        GraphObject graph, PatternValue pattern, GraphShape shape, int[] row, IProgramCalls program)
    {
        var arguments = new Value[row.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value.Of(new NodeHandle(graph, shape.Keys[row[i]]));
        }

        return (await program.CallAsync(pattern.Condition, arguments).ConfigureAwait(false)).IsTruthy;
    }

    private static Value Row(GraphObject graph, PatternValue pattern, GraphShape shape, int[] row)
    {
        var map = new MapValue(row.Length);
        for (var i = 0; i < row.Length; i++)
        {
            map.Set(pattern.Variables[i], Value.Of(new NodeHandle(graph, shape.Keys[row[i]])));
        }

        return Value.Of(map);
    }

    private static int Compare(int[] left, int[] right) => left.AsSpan().SequenceCompareTo(right);
}
