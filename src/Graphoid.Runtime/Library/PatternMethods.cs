using Graphoid.Runtime.Host;
using Graphoid.Runtime.Matching;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Pattern objects, <c>match</c> and its results (reference, section 6.6).</summary>
internal static class PatternMethods
{
    /// <summary>Methods of pattern objects.</summary>
    public static NativeTable StepTable { get; } = new NativeTable("a pattern object")
        .Add("bind", "variable", "The same step under a variable.", (in NativeCall c) =>
            Value.Of(((PatternStep)c.Self.Reference!).Bind(GraphArguments.TypeName(c[0]))));

    /// <summary>Methods of match results.</summary>
    public static NativeTable ResultTable { get; } = new NativeTable("match results")
        .Add("len|size|count|length", "", "Number of matches.", (in NativeCall c) => Value.Of(Results(c.Self).Rows.Count))
        .Add("is_empty", "", "Whether there is no match.", (in NativeCall c) => Value.Of(Results(c.Self).Rows.Count == 0))
        .Add("to_list|rows", "", "The rows as a list of maps from variable to value.", (in NativeCall c) =>
            Value.Of(new ListValue([.. Results(c.Self).Rows])))
        .AddAsync("where", "test", "The matches whose row passes the function.", WhereAsync)
        .Add("return|select", "names...", "A list of maps with these variables or properties, such as \"v\" or \"v.prop\".", Select);

    /// <summary>Adds <c>node</c>, <c>edge</c> and <c>path</c> to the built-in functions.</summary>
    public static NativeTable AddConstructors(NativeTable table) => table
        .Add("node", "variable?, type?", "A node of a pattern.", Node)
        .Add("edge", "type?, direction?, edge_type:", "An edge of a pattern.", Edge)
        .Add("path", "edge_type?, min?, max?, direction?, type:", "A way of several edges of a pattern.", Path);

    /// <summary><c>g.match(node, edge, node, …)</c>.</summary>
    public static async ValueTask<Value> MatchAsync(NativeAsyncCall call)
    {
        var steps = StepsOf(call);
        var (graph, caller) = (GraphArguments.Graph(call.Self), ((Execution.Machine)call.Program).Caller);
        var shape = await GraphShape.ReadAsync(graph.Data, caller, withValues: true).ConfigureAwait(false);
        var types = steps.Any(step => step is PatternNode { Type: not null })
            ? await PatternSearch.NodeTypesAsync(graph, shape, caller).ConfigureAwait(false)
            : [];
        return Value.Of(new SequenceMatcher(graph, shape, types, steps, caller.Cancellation).Run());
    }

    private static MatchResults Results(Value self) => (MatchResults)self.Reference!;

    private static string? Name(in NativeCall call, int index) =>
        call.Has(index) && !call[index].IsNone ? GraphArguments.TypeName(call[index]) : null;

    private static Value Node(in NativeCall call) => Value.Of(new PatternNode { Variable = Name(call, 0), Type = Name(call, 1) });

    private static Value Edge(in NativeCall call) => Value.Of(new PatternWay
    {
        IsPath = false,
        Type = Name(call, 0) ?? Name(call, 2),
        Direction = DirectionOf(call, 1),
    });

    private static Value Path(in NativeCall call)
    {
        var min = call.Has(1) && !call[1].IsNone ? call.Integer(1) : 1;
        var max = call.Has(2) && !call[2].IsNone ? call.Integer(2) : (int?)null;
        if (min < 0 || max < min)
        {
            throw GraphoidException.Library(
                ErrorKind.Value, $"`path`: `min:` must be 0 or more and `max:` at least `min:`, not {min} and {max?.ToString() ?? "none"}");
        }

        return Value.Of(new PatternWay
        {
            IsPath = true,
            Type = Name(call, 0) ?? Name(call, 4),
            Direction = DirectionOf(call, 3),
            Min = min,
            Max = max,
        });
    }

    private static EdgeDirection DirectionOf(in NativeCall call, int index) =>
        call.Has(index) && !call[index].IsNone ? GraphArguments.Direction(call[index]) : EdgeDirection.Outgoing;

    private static List<PatternStep> StepsOf(NativeAsyncCall call)
    {
        var arguments = call.Rest.ToArray();
        var given = arguments is [var single] && ArgumentChecks.AsList(single) is { } list ? list.Items.ToArray() : arguments;
        var steps = new List<PatternStep>(given.Length);
        for (var i = 0; i < given.Length; i++)
        {
            var isNodePlace = i % 2 == 0;
            steps.Add(given[i].Reference as PatternStep is { } step && step is PatternNode == isNodePlace
                ? step
                : throw GraphoidException.WrongType($"`match`: argument {i + 1}", isNodePlace ? "node(…)" : "edge(…) or path(…)", given[i]));
        }

        return steps.Count % 2 == 1
            ? steps
            : throw GraphoidException.Library(
                ErrorKind.Runtime,
                steps.Count == 0 ? "`match` needs a pattern" : "`match`: the pattern must end with a node",
                RuntimeErrorIds.BadArgument,
                "for example `g.match(node(\"a\"), edge(), node(\"b\"))`");
    }

    private static async ValueTask<Value> WhereAsync(NativeAsyncCall call)
    {
        var results = Results(call.Self);
        var test = call.Function(0);
        var kept = new List<Value>();
        for (var i = 0; i < results.Rows.Count; i++)
        {
            call.Program.CheckCancelled(i);
            if ((await call.Program.CallAsync(test, results.Rows[i]).ConfigureAwait(false)).IsTruthy)
            {
                kept.Add(results.Rows[i]);
            }
        }

        return Value.Of(new MatchResults(results.Variables, kept));
    }

    private static Value Select(in NativeCall call)
    {
        var results = Results(call.Self);
        var names = new List<string>();
        foreach (var argument in call.Rest)
        {
            if (ArgumentChecks.AsList(argument) is { } list)
            {
                names.AddRange(list.Items.ToArray().Select(GraphArguments.TypeName));
            }
            else
            {
                names.Add(GraphArguments.TypeName(argument));
            }
        }

        var columns = names.Count == 0 ? results.Variables : names;
        var rows = new List<Value>(results.Rows.Count);
        foreach (var row in results.Rows)
        {
            var selected = new MapValue(columns.Count);
            foreach (var name in columns)
            {
                selected.Set(name, Read(call, results, (MapValue)row.Reference!, name));
            }

            rows.Add(Value.Of(selected));
        }

        return Value.Of(new ListValue([.. rows]));
    }

    /// <summary>A variable's value, or behind a dot one of its properties; what it does not have is none.</summary>
    private static Value Read(in NativeCall call, MatchResults results, MapValue row, string name)
    {
        if (row.TryGet(name, out var value))
        {
            return value;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var variable = dot < 0 ? name : name[..dot];
        if (!row.TryGet(variable, out value))
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`{call.Entry.Name}`: the pattern has no variable `{variable}`",
                RuntimeErrorIds.BadArgument,
                Graphoid.Language.Diagnostics.NearMiss.Suggest(variable, results.Variables));
        }

        foreach (var key in name[(dot + 1)..].Split('.'))
        {
            value = value.Reference switch
            {
                MapValue map when map.TryGet(key, out var entry) => entry,
                Graphs.Instance instance when instance.TryGetProperty(key, out var property) => property.Share(),
                Graphs.EdgeHandle edge when edge.Properties.Reference is MapValue map && map.TryGet(key, out var own) => own,
                Graphs.EdgeHandle edge => edge.Attribute(key) ?? Value.None,
                _ => Value.None,
            };
        }

        return value;
    }
}
