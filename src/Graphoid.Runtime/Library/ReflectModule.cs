using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Namespace <c>reflect</c> (library reference, section 19).</summary>
internal static class ReflectModule
{
    public static NativeTable Table { get; } = new NativeTable("`reflect`")
        .Add("loaded_modules", "", "Names of the imported modules, sorted.", LoadedModules.List)
        .Add("module", "name", "An imported module, or none.", static (in c) =>
            LoadedModules.Find(c, c.Text(0)) is { } module ? Value.Of(module) : Value.None)
        .Add("current_scope", "", "The innermost scope: type, variables and depth.", CurrentScope)
        .AddTask("universe", "", "Types, kinds of errors, modules and graph types as a graph.", static (in c) =>
            Universe.All(((Machine)c.Program).Program).MakeAsync(((Machine)c.Program).Program))
        .AddTask("type_hierarchy", "", "The types and what they are subtypes of, as a graph.", static (in c) =>
            Universe.Types().MakeAsync(((Machine)c.Program).Program))
        .AddTask("call_graph", "", "The functions that were called so far, and by whom, as a graph.", CallGraph)
        .AddTask("pattern", "expr, guard?", "The parts of a pattern as a graph; the pattern is not evaluated.", PatternGraph.Make)
        .Add("tainted", "v", "Whether the value comes from foreign code: never.", static (in c) => Value.False)
        .Add("taint_source", "v", "Where in foreign code the value comes from: nowhere.", static (in c) => Value.None);

    private static Value CurrentScope(in NativeCall call)
    {
        var (type, variables, depth) = ((Machine)call.Program).CurrentScope();
        var map = new MapValue(3);
        map.Set("type", Value.Of(type));
        map.Set("variables", ModuleMethods.Names(variables));
        map.Set("depth", Value.Of((double)depth));
        return Value.Of(map);
    }

    private static ValueTask<Value> CallGraph(in NativeCall call)
    {
        var program = ((Machine)call.Program).Program;
        var graph = new SnapshotGraph();
        var (functions, edges) = (program.Calls ?? new CallRecorder()).Snapshot();
        foreach (var function in functions)
        {
            var value = new MapValue(2);
            value.Set("name", Value.Of(function.Name));
            value.Set("call_count", Value.Of((double)function.CallCount));
            graph.Node(function.Id, Value.Of(value));
        }

        foreach (var edge in edges)
        {
            graph.Edge(edge.From, edge.To, edge.Type);
        }

        return graph.MakeAsync(program);
    }
}
