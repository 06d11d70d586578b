using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Runtime.Execution;

/// <summary>The first argument of <c>reflect.pattern</c> is looked at and not evaluated: it is replaced by a map that describes it
/// (library reference, section 19.3).</summary>
internal static class PatternDescription
{
    /// <summary>The first key of every description, so that a map of the program's own is not taken for one.</summary>
    public const string Marker = "__pattern__";

    /// <summary>What an inner position may be besides a binding, a wildcard and a literal.</summary>
    public const string Deeper = "expression";

    private const string Namespace = "reflect";
    private const string Member = "pattern";
    private const string Wildcard = "_";

    /// <summary>The call with a description in place of its first argument; null when it is another call.</summary>
    public static CallExpression? Rewrite(CallExpression call)
    {
        if (call.Callee is not MemberExpression { Name: Member, IsBang: false, Target: NameExpression { Name: Namespace } }
            || call.Arguments is not [{ Name: null or "expr", IsSpread: false } first, ..])
        {
            return null;
        }

        return call with { Arguments = [first with { Value = Describe(first.Value) }, .. call.Arguments.Skip(1)] };
    }

    private static MapLiteral Describe(Expression pattern)
    {
        var span = pattern.Span;
        var parts = pattern switch
        {
            MapLiteral map when map.Entries.All(e => e.Key is StringLiteral) =>
                [Entry("fields", Map(span, [.. map.Entries.Select(e => Entry(((StringLiteral)e.Key).Value, Inner(e.Value)))]))],
            ListLiteral list when list.Items.All(i => !i.IsSpread) =>
                [Entry("elements", new ListLiteral([.. list.Items.Select(i => new ListItem(Inner(i.Value), false, i.Span))], span))],
            _ => Simple(pattern),
        };
        return Map(span, [Entry(Marker, new BoolLiteral(true, span)), .. parts]);
    }

    private static MapLiteral Inner(Expression pattern) => Map(pattern.Span, Simple(pattern));

    private static List<MapEntry> Simple(Expression pattern) => pattern switch
    {
        NameExpression { Name: Wildcard } => [Text("type", "wildcard", pattern.Span)],
        NameExpression name => [Text("type", "binding", pattern.Span), Text("name", name.Name, pattern.Span)],
        NumberLiteral or StringLiteral or SymbolLiteral or BoolLiteral or NoneLiteral
            or UnaryExpression { Operator: UnaryOperator.Negate, Operand: NumberLiteral } =>
            [Text("type", "literal", pattern.Span), Entry("value", pattern)],
        _ => [Text("type", Deeper, pattern.Span)],
    };

    private static MapEntry Text(string key, string value, TextSpan span) => Entry(key, new StringLiteral(value, span));

    private static MapEntry Entry(string key, Expression value) => new(new StringLiteral(key, value.Span), value, value.Span);

    private static MapLiteral Map(TextSpan span, IReadOnlyList<MapEntry> entries) => new(entries, span);
}
