using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Parts of graphs, graphs put together, and pictures (reference, section 6.4).</summary>
internal static partial class GraphMethods
{
    private static readonly string[] Conflicts = ["keep_original", "overwrite", "merge"];

    private static NativeTable AddParts(NativeTable table) => table
        .AddAsync("extract", "nodes?, edges?, include_orphans?", "A graph of the nodes and edges that pass the functions.", ExtractAsync)
        .AddAsync("delete", "nodes?, edges?, include_orphans?", "Removes the nodes and edges that pass the functions; gives them as a graph.", DeleteAsync)
        .AddAsync("add_subgraph", "graph, conflict?", "Adds the nodes and edges of another graph.", AddSubgraphAsync)
        .AddAsync("subgraph", "ids", "A graph of these nodes and the edges between them.", SubgraphAsync)
        .AddAsync("visualize", "layers?", "The nodes and edges as lines of text.", VisualizeAsync)
        .AddAsync("to_ascii", "", "The graph as a tree drawn with characters.", async c => Value.Of(GraphText.Tree(await ShapeAsync(c))))
        .AddAsync("to_dot", "", "The graph as source for Graphviz.", async c => Value.Of(GraphText.Dot(await ShapeAsync(c))));

    /// <summary>What <c>extract</c> and <c>delete</c> were asked for.</summary>
    private sealed record PartFilter(Value? Nodes, Value? Edges, bool IncludeOrphans);

    private static PartFilter FilterOf(NativeAsyncCall call)
    {
        if (!call.Has(0) || call[0].Reference is not MapValue options)
        {
            return new PartFilter(Function(call.Has(0) ? call[0] : Value.None, 0), Function(call.Has(1) ? call[1] : Value.None, 1), !call.Has(2) || call[2].IsTruthy);
        }

        foreach (var (key, _) in options.Entries)
        {
            if (key.Reference is not ("nodes" or "edges" or "include_orphans"))
            {
                throw GraphoidException.Library(
                    ErrorKind.Runtime,
                    $"`{call.Entry.Name}` has no option `{ValueText.Display(key)}`",
                    RuntimeErrorIds.UnknownArgument,
                    "it has `nodes`, `edges` and `include_orphans`");
            }
        }

        return new PartFilter(
            Function(options.TryGet("nodes", out var nodes) ? nodes : Value.None, 0),
            Function(options.TryGet("edges", out var edges) ? edges : Value.None, 1),
            !options.TryGet("include_orphans", out var orphans) || orphans.IsTruthy);

        Value? Function(Value value, int index) =>
            value.IsNone ? null : ArgumentChecks.Function(call.Entry, index, value);
    }

    private static async ValueTask<Value> ExtractAsync(NativeAsyncCall call) =>
        Value.Of(await PartAsync(call, FilterOf(call)).ConfigureAwait(false));

    private static async ValueTask<Value> DeleteAsync(NativeAsyncCall call)
    {
        var filter = FilterOf(call);
        if (filter is { Nodes: null, Edges: null })
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, "`delete` needs a function that says which nodes or edges", RuntimeErrorIds.BadArgument, "`clear()` removes everything");
        }

        var part = await PartAsync(call, filter).ConfigureAwait(false);
        var caller = CallerOf(call);
        var shape = await GraphShape.ReadAsync(part.Data, caller).ConfigureAwait(false);
        IReadOnlyList<StructuralChange> removals = filter.Nodes is not null
            ? [.. shape.Keys.Select(key => new StructuralChange(StructuralKind.RemoveNode, key))]
            : [.. shape.Edges.Select(edge => new StructuralChange(StructuralKind.RemoveEdge, edge.From) { To = edge.To, Type = edge.Type })];
        if (removals.Count > 0)
        {
            await GraphMutations.ApplyAsync(GraphArguments.Graph(call.Self), caller, removals).ConfigureAwait(false);
        }

        return Value.Of(part);
    }

    private static async ValueTask<GraphObject> PartAsync(NativeAsyncCall call, PartFilter filter)
    {
        var shape = await ShapeAsync(call, withValues: true).ConfigureAwait(false);
        var isKept = new bool[shape.Count];
        for (var node = 0; node < isKept.Length; node++)
        {
            call.Program.CheckCancelled(node);
            isKept[node] = filter.Nodes is not { } test
                || (await call.Program.CallAsync(test, shape.Values[node].Share()).ConfigureAwait(false)).IsTruthy;
        }

        var edges = new List<EdgeRecordView>();
        var hasEdge = new bool[shape.Count];
        for (var i = 0; i < shape.Edges.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var (from, to, edge) = (shape.FromOf(i), shape.ToOf(i), shape.Edges[i]);
            if (!isKept[from] || !isKept[to] || (filter.Edges is { } test && !(await call.Program.CallAsync(
                test, [Value.Of(edge.From.ToString()), Value.Of(edge.To.ToString()), Value.Of(edge.Type)]).ConfigureAwait(false)).IsTruthy))
            {
                continue;
            }

            edges.Add(edge);
            hasEdge[from] = hasEdge[to] = true;
        }

        // Without a question about nodes, only the ends of the edges belong to what is deleted.
        var mayStandAlone = filter.IncludeOrphans && (filter.Nodes is not null || call.Entry.Name != "delete");
        return await CopyPartAsync(call, shape, node => isKept[node] && (mayStandAlone || hasEdge[node]), edges).ConfigureAwait(false);
    }

    /// <summary>A graph of its own with some nodes and edges of the receiver, values and node types included.</summary>
    private static async ValueTask<GraphObject> CopyPartAsync(
        NativeAsyncCall call, GraphShape shape, Func<int, bool> isKept, IReadOnlyList<EdgeRecordView> edges)
    {
        var (source, caller) = (GraphArguments.Graph(call.Self), CallerOf(call));
        var part = NewGraph(shape.IsDirected, caller);
        var data = GraphArguments.DataOf(part, caller);
        var changes = new List<StructuralChange>();
        for (var node = 0; node < shape.Count; node++)
        {
            if (!isKept(node))
            {
                continue;
            }

            var key = shape.Keys[node];
            var value = await source.Data!.GetCopyAsync(caller, key).ConfigureAwait(false);
            changes.Add(new StructuralChange(StructuralKind.AddNode, key) { Value = value.Share() });
            if (await source.Data.GetNodeTypeAsync(caller, key).ConfigureAwait(false) is { } type)
            {
                changes.Add(new StructuralChange(StructuralKind.SetType, key) { Type = type });
            }
        }

        foreach (var edge in edges)
        {
            changes.Add(Addition(edge));
        }

        foreach (var change in changes)
        {
            await data.ChangeAsync(caller, [change]).ConfigureAwait(false);
        }

        return part;
    }

    private static StructuralChange Addition(EdgeRecordView edge) => new(StructuralKind.AddEdge, edge.From)
    {
        To = edge.To,
        Type = edge.Type,
        Value = edge.Weight,
        Properties = edge.Properties.Share(),
    };

    private static GraphObject NewGraph(bool isDirected, GraphCaller caller)
    {
        var type = new GraphType("graph", null);
        type.Template = new GraphObject(type, PropertyLayout.Empty, []);
        return new GraphObject(type, PropertyLayout.Empty, []) { IsDirected = isDirected, Epoch = caller.Activation?.Epoch ?? 0 };
    }

    private static async ValueTask<Value> SubgraphAsync(NativeAsyncCall call)
    {
        var wanted = call.List(0).Items.ToArray().Select(GraphArguments.Key).ToHashSet();
        var shape = await ShapeAsync(call).ConfigureAwait(false);
        return Value.Of(await CopyPartAsync(
            call,
            shape,
            node => wanted.Contains(shape.Keys[node]),
            [.. shape.Edges.Where(edge => wanted.Contains(edge.From) && wanted.Contains(edge.To))]).ConfigureAwait(false));
    }

    private static async ValueTask<Value> AddSubgraphAsync(NativeAsyncCall call)
    {
        var (target, caller) = (GraphArguments.Graph(call.Self), CallerOf(call));
        var other = call[0].Reference as GraphObject ?? throw ArgumentChecks.Wrong(call.Entry, 0, "graph", call[0]);
        var conflict = call.Has(1) && !call[1].IsNone ? GraphArguments.TypeName(call[1]) : null;
        if (conflict is not null && !Conflicts.Contains(conflict))
        {
            throw GraphArguments.UnknownOption("conflict", call[1], Conflicts);
        }

        var added = await GraphShape.ReadAsync(other.Data, caller, withValues: true).ConfigureAwait(false);
        var present = await GraphShape.ReadAsync(target.Data, caller, withValues: true).ConfigureAwait(false);
        var changes = new List<StructuralChange>();
        for (var i = 0; i < added.Count; i++)
        {
            var key = added.Keys[i];
            var at = present.PlaceOf(key);
            if (at >= 0 && conflict is null)
            {
                throw GraphoidException.Library(
                    ErrorKind.Runtime,
                    $"`add_subgraph`: both graphs have a node \"{key}\"",
                    RuntimeErrorIds.GraphState,
                    "say \"keep_original\", \"overwrite\" or \"merge\" behind the graph");
            }

            if (at < 0 || conflict != "keep_original")
            {
                var value = at >= 0 && conflict == "merge" ? Merged(present.Values[at], added.Values[i]) : added.Values[i];
                changes.Add(new StructuralChange(StructuralKind.AddNode, key) { Value = value.Share() });
                if (await other.Data!.GetNodeTypeAsync(caller, key).ConfigureAwait(false) is { } type)
                {
                    changes.Add(new StructuralChange(StructuralKind.SetType, key) { Type = type });
                }
            }
        }

        var known = present.Edges.ToDictionary(edge => (edge.From, edge.To, edge.Type));
        foreach (var edge in added.Edges)
        {
            if (!known.TryGetValue((edge.From, edge.To, edge.Type), out var old))
            {
                changes.Add(Addition(edge));
            }
            else if (conflict == "overwrite")
            {
                changes.Add(Addition(edge));
            }
            else if (conflict == "merge")
            {
                changes.Add(Addition(edge with
                {
                    Weight = edge.Weight.IsNone ? old.Weight : edge.Weight,
                    Properties = Merged(old.Properties, edge.Properties),
                }));
            }
        }

        if (changes.Count > 0)
        {
            await GraphMutations.ApplyAsync(target, caller, changes, withTransforms: true).ConfigureAwait(false);
        }

        return Value.None;
    }

    /// <summary>Maps are merged, the right side winning; of other values the right one is taken unless it is none.</summary>
    private static Value Merged(Value left, Value right)
    {
        if (left.Reference is not MapValue into || right.Reference is not MapValue from)
        {
            return right.IsNone ? left : right;
        }

        var merged = into.Copy();
        foreach (var (key, value) in from.Entries)
        {
            merged.Set(key, value);
        }

        return Value.Of(merged);
    }

    private static async ValueTask<Value> VisualizeAsync(NativeAsyncCall call)
    {
        var withInner = call.Has(0) && IsAll("visualize", call[0]);
        var shape = await ShapeAsync(call, withValues: true).ConfigureAwait(false);
        var graph = GraphArguments.Graph(call.Self);
        return Value.Of(GraphText.Listing(shape, withInner ? InnerLayers.Nodes(graph) : [], withInner ? InnerLayers.Edges(graph) : []));
    }

    /// <summary>Whether all layers are meant.</summary>
    private static bool IsAll(string method, Value layers) => layers.Reference switch
    {
        Symbol { Name: "all" } => true,
        Symbol other => throw Callbacks.UnknownSymbol(method, "layer", other, ["all"]),
        _ => throw GraphoidException.WrongType($"`{method}`: argument `layers`", "symbol", layers),
    };
}
