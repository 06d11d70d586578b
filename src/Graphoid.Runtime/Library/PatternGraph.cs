using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Turns the description of a pattern into a graph (library reference, section 19.3).</summary>
internal static class PatternGraph
{
    private const string Root = "pattern:root";

    /// <summary><c>reflect.pattern(expr[, guard])</c>; the code generator has put a description in the place of the expression.</summary>
    public static ValueTask<Value> Make(in NativeCall call)
    {
        if (call[0].Reference is not MapValue description || !description.TryGet(PatternDescription.Marker, out _))
        {
            throw NoPattern();
        }

        var graph = new SnapshotGraph();
        if (description.TryGet("fields", out var fields))
        {
            var entries = ((MapValue)fields.Reference!).Entries.ToList();
            graph.Node(Root, Map(("pattern_type", Value.Of("map")), ("field_count", Value.Of((double)entries.Count))));
            foreach (var (key, inner) in entries)
            {
                Part(graph, $"field:{(string)key.Reference!}", "key", key, inner, "has_field");
            }
        }
        else if (description.TryGet("elements", out var elements))
        {
            var list = (ListValue)elements.Reference!;
            graph.Node(Root, Map(("pattern_type", Value.Of("list")), ("element_count", Value.Of((double)list.Count))));
            for (var i = 0; i < list.Count; i++)
            {
                Part(graph, $"element:{i}", "index", Value.Of((double)i), list[i], "has_element");
            }
        }
        else
        {
            graph.Node(Root, Simple(description));
        }

        if (call.Has(1))
        {
            _ = call.Function(1);
            graph.Node("guard:0", Map(("type", Value.Of("guard")))).Edge(Root, "guard:0", "has_guard");
        }

        return graph.MakeAsync(((Machine)call.Program).Program);
    }

    /// <summary>A pattern that is a name, <c>_</c> or a literal.</summary>
    private static Value Simple(MapValue description)
    {
        var map = new MapValue(2);
        foreach (var (key, value) in description.Entries)
        {
            var name = (string)key.Reference!;
            if (name == "type")
            {
                map.Set("pattern_type", value.Reference is string type && type != PatternDescription.Deeper ? value : throw NoPattern());
            }
            else if (name != PatternDescription.Marker)
            {
                map.Set(name, value);
            }
        }

        return Value.Of(map);
    }

    private static void Part(SnapshotGraph graph, string id, string place, Value at, Value inner, string edge)
    {
        var map = Map((place, at));
        foreach (var (key, value) in ((MapValue)inner.Reference!).Entries)
        {
            ((MapValue)map.Reference!).Set(key, value);
        }

        graph.Node(id, map).Edge(Root, id, edge);
    }

    private static Value Map(params ReadOnlySpan<(string Key, Value Value)> entries)
    {
        var map = new MapValue(entries.Length);
        foreach (var (key, value) in entries)
        {
            map.Set(key, value);
        }

        return Value.Of(map);
    }

    private static GraphoidException NoPattern() => GraphoidException.Library(
        ErrorKind.Runtime,
        "`pattern`: the first argument is no pattern",
        help: "write a map, a list, a name, `_` or a literal there; it is not evaluated");
}
