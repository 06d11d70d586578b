using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>A literal compared by <c>==</c>: number (also negative), string, symbol, regex, bool or none.</summary>
public sealed record LiteralPattern(Expression Literal, TextSpan Span) : Pattern(Span);

/// <summary><c>_</c>.</summary>
public sealed record WildcardPattern(TextSpan Span) : Pattern(Span);

/// <summary>A name: always binds.</summary>
public sealed record BindingPattern(string Name, TextSpan Span) : Pattern(Span);

/// <summary><c>[a, ...rest, z]</c>; at most one element is a <see cref="RestPattern"/>.</summary>
public sealed record ListPattern(IReadOnlyList<Pattern> Elements, TextSpan Span) : Pattern(Span);

/// <summary><c>...name</c> or <c>...</c> inside a list pattern.</summary>
public sealed record RestPattern(string? Name, TextSpan Span) : Pattern(Span);

/// <summary><c>{ key, other: pattern }</c>; further keys are allowed.</summary>
public sealed record MapPattern(IReadOnlyList<MapPatternEntry> Entries, TextSpan Span) : Pattern(Span);

/// <summary>One key; without a pattern the key's name binds.</summary>
public sealed record MapPatternEntry(string Key, Pattern? Pattern, TextSpan Span) : SyntaxNode(Span);
