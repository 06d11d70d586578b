using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Runtime.Execution;

/// <content>Sums of texts, which are joined at once.</content>
internal sealed partial class CodeGenerator
{
    /// <summary>Longer sums of texts are added one by one, so that the operands of a function stay few.</summary>
    private const int TextPartsMax = 32;

    /// <summary>Pushes the values of parts and joins their display forms.</summary>
    private void Joined(List<Expression> parts, TextSpan span)
    {
        Operands(parts, borrow: true);
        _code.Emit(OpCode.Concatenate, span, parts.Count);
    }

    /// <summary>What <c>a + "text" + b + c</c> joins: everything before the text as one value, then the parts, whose texts can be joined at
    /// once because nothing can change the earlier ones while the later ones are evaluated; null for anything else.</summary>
    private List<Expression>? TextParts(Expression sum)
    {
        var parts = new List<Expression>();
        var left = sum;
        var textAt = 0;
        while (left is BinaryExpression { Operator: BinaryOperator.Add, IsElementWise: false } b
            && parts.Count < TextPartsMax && InertExpressions.Contains(b.Right))
        {
            parts.Add(b.Right);
            textAt = IsText(b.Right) ? parts.Count : textAt;
            left = b.Left;
        }

        if (IsText(left))
        {
            textAt = parts.Count;
        }
        else
        {
            // The sum up to the first text may be one of numbers.
            left = sum;
            for (var i = 0; i < textAt; i++)
            {
                left = ((BinaryExpression)left).Left;
            }
        }

        if (_hasDirectives || !(textAt > 0 || IsText(left)))
        {
            return null;
        }

        return [left, .. Enumerable.Reverse(parts[..textAt])];
    }

    private static bool IsText(Expression expression) => expression is StringLiteral or InterpolatedString;
}
