using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Matching;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Patterns over graphs (reference, sections 6.6 and 8.4).</summary>
internal static partial class GraphMethods
{
    /// <summary>The call on a graph.</summary>
    public static ValueTask<Value> FindPatternAsync(NativeAsyncCall call) =>
        FindPatternAsync(call, GraphArguments.Graph(call.Self), 0);

    /// <summary>The call of <c>distributed</c>, whose first argument is the graph.</summary>
    public static ValueTask<Value> FindPatternInAsync(NativeAsyncCall call) =>
        FindPatternAsync(call, GraphArguments.Graph(call[0]), 1);

    /// <summary>The call on a graph.</summary>
    public static ValueTask<Value> CountPatternAsync(NativeAsyncCall call) =>
        CountPatternAsync(call, GraphArguments.Graph(call.Self), 0);

    /// <summary>The call of <c>distributed</c>, whose first argument is the graph.</summary>
    public static ValueTask<Value> CountPatternInAsync(NativeAsyncCall call) =>
        CountPatternAsync(call, GraphArguments.Graph(call[0]), 1);

    private static NativeTable AddPatterns(NativeTable table) => table
        .AddAsync("match", "steps...", "The matches of a sequence of node(…), edge(…) or path(…), node(…).", PatternMethods.MatchAsync)
        .AddAsync("find_pattern", "pattern, limit:, distinct:", "The rows of a pattern, each a map from variable to node.", FindPatternAsync)
        .AddAsync("count_pattern", "pattern, distinct:", "How many rows a pattern has.", CountPatternAsync);

    private static ValueTask<Value> FindPatternAsync(NativeAsyncCall call, GraphObject graph, int at)
    {
        var limit = call.Has(at + 1) ? call.Integer(at + 1) : int.MaxValue;
        if (limit < 0)
        {
            throw GraphoidException.Library(
                ErrorKind.Value, $"`{call.Entry.Name}`: `limit:` must be 0 or more, not {NumberText.Format(limit)}");
        }

        return PatternSearch.FindAsync(graph, PatternAt(call, at), limit, IsDistinct(call, at + 2), call.Program, CallerOf(call));
    }

    private static ValueTask<Value> CountPatternAsync(NativeAsyncCall call, GraphObject graph, int at) =>
        PatternSearch.CountAsync(graph, PatternAt(call, at), IsDistinct(call, at + 1), call.Program, CallerOf(call));

    private static PatternValue PatternAt(NativeAsyncCall call, int at) =>
        call[at].Reference as PatternValue ?? throw ArgumentChecks.Wrong(call.Entry, at, "pattern", call[at]);

    private static bool IsDistinct(NativeAsyncCall call, int at) => !call.Has(at) || call[at].IsTruthy;

    private static Host.GraphCaller CallerOf(NativeAsyncCall call) => ((Execution.Machine)call.Program).Caller;
}
