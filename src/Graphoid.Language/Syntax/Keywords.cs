using System.Collections.Frozen;

namespace Graphoid.Language.Syntax;

/// <summary>Every word that means something to the grammar: the one table behind lexer, highlighter and messages.</summary>
public static class Keywords
{
    /// <summary>Words that are never names, except behind a dot and before the colon of a key or argument.</summary>
    public static IReadOnlyDictionary<string, TokenKind> Reserved { get; } = new Dictionary<string, TokenKind>(StringComparer.Ordinal)
    {
        ["and"] = TokenKind.And,
        ["as"] = TokenKind.As,
        ["await"] = TokenKind.Await,
        ["break"] = TokenKind.Break,
        ["catch"] = TokenKind.Catch,
        ["continue"] = TokenKind.Continue,
        ["else"] = TokenKind.Else,
        ["false"] = TokenKind.False,
        ["finally"] = TokenKind.Finally,
        ["fn"] = TokenKind.Fn,
        ["for"] = TokenKind.For,
        ["if"] = TokenKind.If,
        ["import"] = TokenKind.Import,
        ["in"] = TokenKind.In,
        ["match"] = TokenKind.Match,
        ["none"] = TokenKind.None,
        ["not"] = TokenKind.Not,
        ["or"] = TokenKind.Or,
        ["raise"] = TokenKind.Raise,
        ["return"] = TokenKind.Return,
        ["spawn"] = TokenKind.Spawn,
        ["super"] = TokenKind.Super,
        ["then"] = TokenKind.Then,
        ["true"] = TokenKind.True,
        ["try"] = TokenKind.Try,
        ["unless"] = TokenKind.Unless,
        ["while"] = TokenKind.While,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that are keywords only where the grammar says so and plain names everywhere else.</summary>
    public static IReadOnlyList<string> Contextual { get; } =
    [
        "alias", "configure", "from", "graph", "load", "loop", "module", "next", "pattern", "precision", "priv", "rule",
        "self", "set", "static", "tree", "unsafe", "when", "where",
    ];

    /// <summary>Names of types in typed declarations and parameters; plain names everywhere else.</summary>
    public static IReadOnlyList<string> TypeNames { get; } =
    [
        "bignum", "bool", "function", "graph", "hash", "list", "map", "num", "string", "symbol", "time", "tree",
    ];

    /// <summary>Units of a duration with their length in milliseconds.</summary>
    public static IReadOnlyDictionary<string, double> DurationUnits { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["ns"] = 1e-6,
        ["us"] = 1e-3,
        ["ms"] = 1,
        ["s"] = 1_000,
        ["m"] = 60_000,
        ["h"] = 3_600_000,
        ["d"] = 86_400_000,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
