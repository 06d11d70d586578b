using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>What there is in a program (library reference, section 19.1). The tables are the reference's, so that counts agree.</summary>
internal static class Universe
{
    private const string Any = "type:any";
    private const string Foreign = "type:foreign";
    private const string Graph = "type:graph";
    private const string Program = "scope:main";
    private const string SubtypeOf = "subtype_of";

    private static readonly (string Type, string Parent)[] Parents =
    [
        ("type:any", ""), ("type:num", Any), ("type:bignum", "type:num"), ("type:string", Any), ("type:bool", Any), ("type:none", Any),
        ("type:symbol", Any), ("type:collection", Any), ("type:list", "type:collection"), ("type:map", "type:collection"),
        (Graph, "type:collection"), ("type:function", Any), ("type:module", Any), ("type:error", Any), ("type:time", Any),
        (Foreign, Any), ("type:ForeignLib", Foreign), ("type:ForeignPtr", Foreign), ("type:ForeignStruct", Foreign),
        ("type:ForeignCallback", Foreign),
    ];

    private static readonly (string Kind, string Parent)[] Errors =
    [
        ("RuntimeError", "type:error"), ("ValueError", "type:error"), ("TypeError", "type:error"), ("IOError", "type:error"),
        ("NetworkError", "type:error"), ("ParseError", "type:error"), ("FileError", "error:IOError"), ("NetError", "error:IOError"),
    ];

    /// <summary>The types alone.</summary>
    public static SnapshotGraph Types()
    {
        var graph = new SnapshotGraph();
        foreach (var (type, _) in Parents)
        {
            graph.Node(type, Value.Of(type));
        }

        foreach (var (type, parent) in Parents.Where(p => p.Parent.Length > 0))
        {
            graph.Edge(type, parent, SubtypeOf);
        }

        return graph;
    }

    /// <summary>Types, kinds of errors, and what the program has imported and declared.</summary>
    public static SnapshotGraph All(ProgramInstance program)
    {
        var graph = Types();
        foreach (var (kind, _) in Errors)
        {
            graph.Node($"error:{kind}", Value.Of(kind));
        }

        foreach (var (kind, parent) in Errors)
        {
            graph.Edge($"error:{kind}", parent, SubtypeOf);
        }

        graph.Node(Program, Value.Of("main"));
        foreach (var (module, items) in program.Modules.OfProgram)
        {
            var id = $"module:{module.ShownName}";
            graph.Node(id, Value.Of(module.ShownName)).Edge(Program, id, "imports", ItemsOf(items));
        }

        var declared = program.GraphTypes;
        foreach (var type in declared)
        {
            graph.Node($"graph:{type.Name}", Value.Of(type.Name)).Edge($"graph:{type.Name}", Graph, SubtypeOf);
        }

        foreach (var type in declared.Where(t => declared.Any(other => other.Name == t.Parent?.Name)))
        {
            graph.Edge($"graph:{type.Name}", $"graph:{type.Parent!.Name}", SubtypeOf);
        }

        return graph;
    }

    private static Value ItemsOf(List<string> items)
    {
        if (items.Count == 0)
        {
            return Value.None;
        }

        var map = new MapValue(1);
        map.Set("items", Value.Of(string.Join(',', items)));
        return Value.Of(map);
    }
}
