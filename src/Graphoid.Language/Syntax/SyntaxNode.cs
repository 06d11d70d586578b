using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>A node of the syntax tree; immutable, and every node keeps its span.</summary>
public abstract record SyntaxNode(TextSpan Span);

/// <summary>A node that yields a value.</summary>
public abstract record Expression(TextSpan Span) : SyntaxNode(Span);

/// <summary>A node of a statement list.</summary>
public abstract record Statement(TextSpan Span) : SyntaxNode(Span);

/// <summary>The left side of a match arm.</summary>
public abstract record Pattern(TextSpan Span) : SyntaxNode(Span);

/// <summary>A whole source file.</summary>
public sealed record CompilationUnit(SourceText Source, IReadOnlyList<Statement> Statements, TextSpan Span) : SyntaxNode(Span);

/// <summary>Statements between braces; opens a scope only where the language says so.</summary>
public sealed record Block(IReadOnlyList<Statement> Statements, TextSpan Span) : SyntaxNode(Span);
