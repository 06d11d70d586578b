using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>Expressions whose evaluation neither runs code of the program nor changes a place.</summary>
/// <remarks>While only such expressions are evaluated, a value read before them may be used without a copy: nobody can change
/// the place it came from in between.</remarks>
public static class InertExpressions
{
    /// <summary>Whether the expression is inert.</summary>
    public static bool Contains(Expression expression) => expression switch
    {
        CallExpression or IfExpression or MatchExpression or InstanceExpression or SpawnExpression or GraphExpression => false,
        LambdaExpression => true,
        _ => SyntaxChildren.Of(expression).All(Contains),
    };
}
