using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Equality of graphs over chosen layers (reference, sections 3.2 and 4.1).</summary>
internal static partial class GraphMethods
{
    private static readonly string[] Layers = ["data", "properties", "methods", "rules", "rulesets"];

    private static NativeTable AddEquality(NativeTable table) => table
        .AddAsync("equals", "other, options?, include:, only:", "Whether both graphs have the same nodes and edges, and what else is asked for.", EqualsAsync);

    private static async ValueTask<Value> EqualsAsync(NativeAsyncCall call)
    {
        if (call[0].Reference is not GraphObject other)
        {
            return Value.False;
        }

        var graph = GraphArguments.Graph(call.Self);
        var options = call.Has(1) && !call[1].IsNone ? call.Map(1) : new MapValue();
        var include = call.Has(2) ? call[2] : options.TryGet("include", out var i) ? i : Value.None;
        var only = call.Has(3) ? call[3] : options.TryGet("only", out var o) ? o : Value.None;
        var layers = only.IsNone ? LayersOf(include).Append("data") : LayersOf(only).Concat(LayersOf(include));
        foreach (var layer in layers.Distinct().ToList())
        {
            var areEqual = layer switch
            {
                "data" => (await GraphCopies.AreEqualAsync(graph, other, expected: true, CallerOf(call)).ConfigureAwait(false)).IsTruthy,
                "properties" => HaveEqualProperties(graph, other),
                "methods" => HaveEqualMethods(graph.Type, other.Type),
                "rules" => HaveEqualRules(graph, other),
                _ => (graph.Control?.Rulesets ?? []).Order().SequenceEqual((other.Control?.Rulesets ?? []).Order()),
            };
            if (!areEqual)
            {
                return Value.False;
            }
        }

        return Value.True;
    }

    private static IEnumerable<string> LayersOf(Value value)
    {
        if (value.IsNone)
        {
            return [];
        }

        return ArgumentChecks.AsList(value) is { } list ? list.Items.ToArray().SelectMany(Layer) : Layer(value);

        static IEnumerable<string> Layer(Value value)
        {
            var name = GraphArguments.TypeName(value);
            return name is "all" or "layers" ? Layers
                : Layers.Contains(name) ? [name]
                : throw GraphArguments.UnknownOption("include", value, [.. Layers, "layers", "all"]);
        }
    }

    private static bool HaveEqualProperties(GraphObject a, GraphObject b) =>
        a.Layout.Names.Count == b.Layout.Names.Count
        && a.Layout.Names.All(name => a.TryGetProperty(name, out var x) == b.TryGetProperty(name, out var y) && x == y);

    /// <summary>By names and parameters, as functions are compared.</summary>
    private static bool HaveEqualMethods(GraphType a, GraphType b)
    {
        var names = a.MethodNames.ToHashSet(StringComparer.Ordinal);
        return names.SetEquals(b.MethodNames)
            && names.All(name => a.FindMethod(name)!.Code.ParameterNames.SequenceEqual(b.FindMethod(name)!.Code.ParameterNames));
    }

    private static bool HaveEqualRules(GraphObject a, GraphObject b)
    {
        var (x, y) = (a.Control?.Rules ?? [], b.Control?.Rules ?? []);
        return x.Count == y.Count
            && x.All(rule => b.Control!.Find(rule.Name) is { } other && rule.Arguments.SequenceEqual(other.Arguments));
    }
}
