using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>A number; durations are already milliseconds.</summary>
public sealed record NumberLiteral(double Value, TextSpan Span) : Expression(Span);

/// <summary>A string without interpolation, escapes resolved.</summary>
public sealed record StringLiteral(string Value, TextSpan Span) : Expression(Span);

/// <summary>A string with <c>${…}</c>; the parts are concatenated by their display forms.</summary>
public sealed record InterpolatedString(IReadOnlyList<Expression> Parts, TextSpan Span) : Expression(Span);

/// <summary>A symbol; the name has no colon.</summary>
public sealed record SymbolLiteral(string Name, TextSpan Span) : Expression(Span);

/// <summary>A regular expression literal as written between the slashes.</summary>
public sealed record RegexLiteral(string Body, string Flags, TextSpan Span) : Expression(Span);

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolLiteral(bool Value, TextSpan Span) : Expression(Span);

/// <summary><c>none</c>.</summary>
public sealed record NoneLiteral(TextSpan Span) : Expression(Span);

/// <summary>A list in brackets.</summary>
public sealed record ListLiteral(IReadOnlyList<ListItem> Items, TextSpan Span) : Expression(Span);

/// <summary>One element of a list literal, or a spread list.</summary>
public sealed record ListItem(Expression Value, bool IsSpread, TextSpan Span) : SyntaxNode(Span);

/// <summary>A map in braces.</summary>
public sealed record MapLiteral(IReadOnlyList<MapEntry> Entries, TextSpan Span) : Expression(Span);

/// <summary>A key and its value; bare and quoted keys are <see cref="StringLiteral"/>, computed ones any expression.</summary>
public sealed record MapEntry(Expression Key, Expression Value, TextSpan Span) : SyntaxNode(Span);

/// <summary>A plain name.</summary>
public sealed record NameExpression(string Name, TextSpan Span) : Expression(Span);

/// <summary><c>self</c>.</summary>
public sealed record SelfExpression(TextSpan Span) : Expression(Span);

/// <summary><c>super</c>, legal only before a member call.</summary>
public sealed record SuperExpression(TextSpan Span) : Expression(Span);

/// <summary>A prefix operator other than <c>await</c>.</summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, TextSpan Span) : Expression(Span);

/// <summary>An infix operator; element-wise forms carry <see cref="IsElementWise"/>.</summary>
/// <param name="OperatorSpan">The operator itself, for carets.</param>
public sealed record BinaryExpression(
    BinaryOperator Operator,
    bool IsElementWise,
    Expression Left,
    Expression Right,
    TextSpan OperatorSpan,
    TextSpan Span) : Expression(Span);

/// <summary>A range <c>a..b</c> (inclusive) or <c>a...b</c> (exclusive).</summary>
public sealed record RangeExpression(Expression From, Expression To, bool IsInclusive, TextSpan Span) : Expression(Span);

/// <summary><c>value if condition [else other]</c> or <c>value unless condition</c>.</summary>
public sealed record SuffixConditional(
    Expression Value,
    Expression Condition,
    bool IsNegated,
    Expression? Otherwise,
    TextSpan Span) : Expression(Span);

/// <summary>An <c>if</c> chain; as a statement its value is dropped.</summary>
public sealed record IfExpression(IReadOnlyList<IfBranch> Branches, Block? Otherwise, TextSpan Span) : Expression(Span);

/// <summary>One condition with its block.</summary>
public sealed record IfBranch(Expression Condition, Block Body, TextSpan Span) : SyntaxNode(Span);

/// <summary>A call of anything callable.</summary>
/// <param name="ArgumentsSpan">The parentheses, or the trailing block.</param>
public sealed record CallExpression(
    Expression Callee,
    IReadOnlyList<Argument> Arguments,
    TextSpan ArgumentsSpan,
    TextSpan Span) : Expression(Span);

/// <summary>One argument. A trailing block is the last positional argument and a <see cref="LambdaExpression"/>.</summary>
/// <param name="Name">Set for <c>name: value</c>.</param>
/// <param name="IsSpread"><c>...xs</c> or <c>xs...</c>.</param>
/// <param name="IsWriteBack"><c>x!</c>; the value is then a <see cref="NameExpression"/>.</param>
public sealed record Argument(
    string? Name,
    Expression Value,
    bool IsSpread,
    bool IsWriteBack,
    TextSpan NameSpan,
    TextSpan Span) : SyntaxNode(Span);

/// <summary><c>target[index]</c>.</summary>
public sealed record IndexExpression(Expression Target, Expression Index, TextSpan Span) : Expression(Span);

/// <summary><c>target[from:to:step]</c>, each part optional.</summary>
public sealed record SliceExpression(
    Expression Target,
    Expression? From,
    Expression? To,
    Expression? Step,
    TextSpan Span) : Expression(Span);

/// <summary><c>target.name</c> or <c>target.name!</c>; a call wraps it.</summary>
public sealed record MemberExpression(
    Expression Target,
    string Name,
    bool IsBang,
    TextSpan NameSpan,
    TextSpan Span) : Expression(Span);

/// <summary><c>Type { property: value }</c>. Without entries it may also be a call with an empty block; the run decides.</summary>
public sealed record InstanceExpression(
    Expression Type,
    IReadOnlyList<MapEntry> Entries,
    TextSpan Span) : Expression(Span);

/// <summary>How an anonymous function was written; it decides what <c>return</c> and the last statement mean.</summary>
public enum LambdaForm
{
    /// <summary><c>x => expression</c>: yields the expression.</summary>
    Arrow,

    /// <summary><c>x => { … }</c>: yields its last statement.</summary>
    ArrowBlock,

    /// <summary><c>{ |x| … }</c> or a trailing block: yields its last statement, <c>self</c> may be the dynamic receiver.</summary>
    BlockLiteral,

    /// <summary><c>fn(x) { … }</c> or <c>fn(x) => e</c>: the former yields only what it returns.</summary>
    AnonymousFunction,
}

/// <summary>An anonymous function; exactly one of <see cref="Body"/> and <see cref="Value"/> is set.</summary>
public sealed record LambdaExpression(
    LambdaForm Form,
    IReadOnlyList<Parameter> Parameters,
    Block? Body,
    Expression? Value,
    TextSpan Span) : Expression(Span);

/// <summary>A <c>match</c>; as a statement its value is dropped.</summary>
public sealed record MatchExpression(Expression Subject, IReadOnlyList<MatchArm> Arms, TextSpan Span) : Expression(Span);

/// <summary>Alternatives, an optional guard, and a body: a block, or a single statement.</summary>
public sealed record MatchArm(
    IReadOnlyList<Pattern> Patterns,
    Expression? Guard,
    Block Body,
    TextSpan Span) : SyntaxNode(Span);

/// <summary>An anonymous <c>graph { … }</c> or <c>tree { … }</c>.</summary>
public sealed record GraphExpression(
    bool IsTree,
    Expression? Parent,
    IReadOnlyList<GraphMember> Members,
    TextSpan Span) : Expression(Span)
{
    /// <summary>The value of the special key <c>type</c>, or null.</summary>
    public Expression? KindValue => Key("type");

    /// <summary>The value of the special key <c>ruleset</c>, or null.</summary>
    public Expression? RulesetValue => Key("ruleset");

    /// <summary>The members without the special keys, which are no properties (reference, section 6.1).</summary>
    public IEnumerable<GraphMember> OwnMembers =>
        Members.Where(m => m is not PropertyMember { Name: "type" or "ruleset" });

    private Expression? Key(string name) => Members.OfType<PropertyMember>().FirstOrDefault(m => m.Name == name)?.Value;
}

/// <summary><c>pattern { a -> b [T] … where e }</c>.</summary>
public sealed record PatternExpression(
    IReadOnlyList<EdgePattern> Edges,
    Expression? Where,
    TextSpan Span) : Expression(Span)
{
    /// <summary>The variables in order of first mention.</summary>
    public IReadOnlyList<string> Variables { get; } =
        [.. Edges.SelectMany(edge => new[] { edge.From.Variable, edge.To.Variable }).Distinct(StringComparer.Ordinal)];

    /// <summary>The condition as a function of the variables, or null.</summary>
    public LambdaExpression? Condition { get; } = Where is null ? null : new LambdaExpression(
        LambdaForm.Arrow,
        [.. Edges
            .SelectMany(edge => new[] { edge.From, edge.To })
            .DistinctBy(node => node.Variable, StringComparer.Ordinal)
            .Select(node => new Parameter(node.Variable, null, null, false, null, node.Span))],
        null,
        Where,
        Where.Span);
}

/// <summary>One edge constraint.</summary>
public sealed record EdgePattern(
    NodePattern From,
    EdgeLink Link,
    NodePattern To,
    EdgeSpecification? Specification,
    TextSpan Span) : SyntaxNode(Span);

/// <summary>A pattern variable with an optional node type.</summary>
public sealed record NodePattern(string Variable, string? Type, TextSpan Span) : SyntaxNode(Span);

/// <summary>Direction of an edge constraint.</summary>
public enum EdgeLink
{
    /// <summary><c>-></c></summary>
    Outgoing,

    /// <summary><c>&lt;-</c></summary>
    Incoming,

    /// <summary><c>--</c></summary>
    Either,
}

/// <summary>The bracket behind an edge: type (null: any) and hop range (null: exactly one hop).</summary>
public sealed record EdgeSpecification(string? Type, int? HopsMin, int? HopsMax, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>await e</c>.</summary>
public sealed record AwaitExpression(Expression Operand, TextSpan Span) : Expression(Span);

/// <summary><c>spawn { … }</c> (a task) or <c>spawn Type{…}</c> (an actor); exactly one part is set.</summary>
public sealed record SpawnExpression(Block? Task, Expression? Actor, TextSpan Span) : Expression(Span);
