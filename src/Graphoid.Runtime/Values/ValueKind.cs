namespace Graphoid.Runtime.Values;

/// <summary>What a value is, as <c>x.type()</c> tells; dispatch tables are indexed by it.</summary>
public enum ValueKind : byte
{
    Number,
    String,
    Bool,
    None,
    Symbol,
    Regex,
    List,
    Map,
    Range,
    Function,
    Graph,
    Node,
    Edge,
    Partition,
    Actor,
    Error,
    Module,
    Pattern,
    BigNumber,
    PatternNode,
    PatternEdge,
    PatternPath,
    PatternMatchResults,
    Channel,
    Time,

    /// <summary>The absence of a value: an unset variable or a missing optional argument; programs never see it.</summary>
    Undefined,
}

/// <summary>Names of the kinds as programs see them.</summary>
public static class ValueKinds
{
    private static readonly string[] Names =
    [
        "num", "string", "bool", "none", "symbol", "regex", "list", "map", "range", "function", "graph", "node", "edge",
        "partition", "actor", "error", "module", "pattern", "bignum", "pattern_node", "pattern_edge", "pattern_path",
        "pattern_match_results", "channel", "time", "undefined",
    ];

    /// <summary>Number of kinds, the length of tables indexed by kind.</summary>
    public static int Count => Names.Length;

    /// <summary>The type name of <c>x.type()</c>.</summary>
    public static string NameOf(ValueKind kind) => Names[(int)kind];
}
