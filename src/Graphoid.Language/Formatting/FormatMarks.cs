using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Formatting;

/// <summary>What the tree knows about tokens that look alike: by the offset at which a token starts.</summary>
internal sealed class FormatMarks
{
    /// <summary>Signs between two operands; any other <c>-</c>, <c>~</c> or <c>!</c> belongs to what follows or precedes it.</summary>
    public HashSet<int> InfixSigns { get; } = [];

    /// <summary>Signs before their operand.</summary>
    public HashSet<int> PrefixSigns { get; } = [];

    /// <summary>Parentheses of a call.</summary>
    public HashSet<int> CallParentheses { get; } = [];

    /// <summary>Braces of blocks that may have parameters.</summary>
    public HashSet<int> BlockBraces { get; } = [];

    /// <summary>The first bar of each clause of a pattern function.</summary>
    public HashSet<int> ClauseBars { get; } = [];

    /// <summary>The brackets behind an edge of a pattern.</summary>
    public Dictionary<int, TextSpan> EdgeBrackets { get; } = [];

    /// <summary>Declarations such as <c>list&lt;num&gt; xs = …</c>.</summary>
    public HashSet<int> TypedDeclarations { get; } = [];

    /// <summary>Collects the marks of a program. Cost: O(nodes).</summary>
    public static FormatMarks Of(CompilationUnit unit)
    {
        var marks = new FormatMarks();
        foreach (var node in SyntaxShape.Descendants(unit))
        {
            switch (node)
            {
                case BinaryExpression e:
                    marks.InfixSigns.Add(e.OperatorSpan.Start);
                    break;
                case UnaryExpression or LiteralPattern:
                    marks.PrefixSigns.Add(node.Span.Start);
                    break;
                case CallExpression e:
                    marks.CallParentheses.Add(e.ArgumentsSpan.Start);
                    break;
                case LambdaExpression { Form: LambdaForm.BlockLiteral } e:
                    marks.BlockBraces.Add(e.Span.Start);
                    break;
                case FunctionClause e:
                    marks.ClauseBars.Add(e.Span.Start);
                    break;
                case EdgeSpecification e:
                    marks.EdgeBrackets[e.Span.Start] = e.Span;
                    break;
                case TypedDeclaration { TypeArguments.Count: > 0 } e:
                    marks.TypedDeclarations.Add(e.Span.Start);
                    break;
            }
        }

        return marks;
    }
}
