using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>The expressions directly inside an expression that run in the same function.</summary>
internal static class SyntaxChildren
{
    public static IEnumerable<Expression> Of(Expression expression) => expression switch
    {
        InterpolatedString s => s.Parts,
        ListLiteral l => l.Items.Select(i => i.Value),
        MapLiteral m => m.Entries.SelectMany(e => new[] { e.Key, e.Value }),
        UnaryExpression u => [u.Operand],
        BinaryExpression b => [b.Left, b.Right],
        RangeExpression r => [r.From, r.To],
        SuffixConditional s => s.Otherwise is null ? [s.Value, s.Condition] : [s.Value, s.Condition, s.Otherwise],
        CallExpression c => c.Arguments.Select(a => a.Value).Prepend(c.Callee),
        IndexExpression i => [i.Target, i.Index],
        SliceExpression s => new[] { s.Target, s.From, s.To, s.Step }.OfType<Expression>(),
        MemberExpression m => [m.Target],
        InstanceExpression i => i.Entries.SelectMany(e => new[] { e.Key, e.Value }).Prepend(i.Type),
        AwaitExpression a => [a.Operand],
        SpawnExpression { Actor: { } actor } => [actor],
        GraphExpression { Parent: { } parent } => [parent],
        _ => [],
    };
}
