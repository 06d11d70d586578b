using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Parsing;

/// <summary>What could be read of a program, and every mistake in it.</summary>
/// <param name="Unit">The statements without mistakes; the whole program when there is no diagnostic.</param>
/// <param name="Diagnostics">Mistakes in order of place.</param>
public sealed record ParseResult(CompilationUnit Unit, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What could be read of a single expression.</summary>
/// <param name="Value">The expression, or null when it could not be read.</param>
/// <param name="Diagnostics">Mistakes in order of place.</param>
public sealed record ExpressionParseResult(Expression? Value, IReadOnlyList<Diagnostic> Diagnostics);
