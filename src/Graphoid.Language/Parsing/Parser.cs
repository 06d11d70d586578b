using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;

namespace Graphoid.Language.Parsing;

/// <summary>Reads programs.</summary>
/// <remarks>
/// The text goes through three steps: <see cref="Lexer"/> (characters to tokens), <see cref="Layout"/> (line ends that
/// end a statement, matching brackets), and the Pidgin rules of this folder (tokens to a tree). Rules choose by looking
/// ahead and never read anything twice, so the cost is O(characters). A mistake never throws: it becomes a diagnostic,
/// and the parse goes on with the next statement.
/// </remarks>
public static class Parser
{
    /// <summary>Of a longer text, so many tokens are read first: most texts that are nested too deeply are so right away, and then the
    /// rest need not be read.</summary>
    private const int FirstTokens = 65_536;

    private static readonly Parser<Token, IReadOnlyList<Statement>> Program =
        new RecoveringList<Statement>(StatementRules.Statement, commas: false, SyntaxErrors.EndOfStatement);

    private static readonly Parser<Token, Expression> OnlyExpression =
        ExpressionRules.Full.Whole.Before(Rules.Sign(TokenKind.End));

    /// <summary>Reads a whole program.</summary>
    public static ParseResult Parse(SourceText source)
    {
        var (statements, diagnostics) = Run(source, Program);
        var unit = new CompilationUnit(source, statements ?? [], new TextSpan(0, source.Text.Length));
        return new ParseResult(unit, diagnostics);
    }

    /// <summary>Reads a single expression that fills the whole text.</summary>
    public static ExpressionParseResult ParseExpression(SourceText source)
    {
        var (value, diagnostics) = Run(source, OnlyExpression);
        return new ExpressionParseResult(value, diagnostics);
    }

    private static (T? Value, IReadOnlyList<Diagnostic> Diagnostics) Run<T>(SourceText source, Parser<Token, T> rule)
        where T : class
    {
        var beginning = Lexer.Read(source, FirstTokens);
        if (beginning.IsWhole || beginning.TooDeep is not null)
        {
            return Run(beginning, rule, out _);
        }

        var (_, diagnostics) = Run(beginning, rule, out var context);
        if (context.AbortedAt is { } place && context.Depths[place] == 0)
        {
            // No bracket is open there, so nothing behind the beginning could make another text of it.
            return (null, [.. diagnostics.Where(diagnostic => diagnostic.Span.Start <= context.Tokens[place].Span.Start)]);
        }

        return Run(Lexer.Read(source), rule, out _);
    }

    private static (T? Value, IReadOnlyList<Diagnostic> Diagnostics) Run<T>(TokenStream stream, Parser<Token, T> rule, out ParseContext context)
        where T : class
    {
        var arranged = Layout.Arrange(stream);
        context = new ParseContext(stream.Source, arranged);
        var result = rule.Parse(arranged.Tokens.AsSpan(), context);
        if (!result.Success)
        {
            context.ReportFailure(0);
        }

        var diagnostics = stream.Diagnostics
            .Concat(arranged.Diagnostics)
            .Concat(context.Diagnostics)
            .OrderBy(diagnostic => diagnostic.Span.Start)
            .ToArray();
        return (result.Success ? result.Value : null, diagnostics);
    }
}
