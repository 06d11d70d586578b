using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>Places that can be written: a name, or a path of members and indices that starts at a name or <c>self</c>.</summary>
public static class PlacePath
{
    /// <summary>The name a path starts at; null for <c>self</c> and for expressions that are no place.</summary>
    public static NameExpression? RootOf(Expression place) => place switch
    {
        NameExpression name => name,
        MemberExpression member => RootOf(member.Target),
        IndexExpression index => RootOf(index.Target),
        _ => null,
    };

    /// <summary>Whether the expression is a place at all.</summary>
    public static bool IsPlace(Expression expression) => expression switch
    {
        NameExpression or SelfExpression => true,
        MemberExpression { IsBang: false } member => IsPlace(member.Target),
        IndexExpression index => IsPlace(index.Target),
        _ => false,
    };
}
