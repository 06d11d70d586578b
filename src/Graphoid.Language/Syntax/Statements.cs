using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>An expression used for its effect; its value counts where the last statement's value does.</summary>
public sealed record ExpressionStatement(Expression Value, TextSpan Span) : Statement(Span);

/// <summary><c>place = value</c>; <see cref="Operator"/> is set for <c>+=</c> and its kin.</summary>
/// <param name="Target">A <see cref="NameExpression"/>, <see cref="MemberExpression"/>, <see cref="IndexExpression"/>
/// path rooted in a name or <c>self</c>.</param>
public sealed record Assignment(Expression Target, BinaryOperator? Operator, Expression Value, TextSpan Span) : Statement(Span);

/// <summary><c>[a, b, ...rest] = value</c>.</summary>
public sealed record DestructuringAssignment(
    IReadOnlyList<NameExpression> Names,
    NameExpression? Rest,
    Expression Value,
    TextSpan Span) : Statement(Span);

/// <summary><c>num x = e</c>, <c>list&lt;num&gt; xs = e</c>.</summary>
public sealed record TypedDeclaration(
    string TypeName,
    IReadOnlyList<string> TypeArguments,
    NameExpression Name,
    Expression Value,
    TextSpan Span) : Statement(Span);

/// <summary>A simple statement that is skipped unless its suffix condition holds.</summary>
public sealed record SuffixStatement(Statement Body, Expression Condition, bool IsNegated, TextSpan Span) : Statement(Span);

/// <summary><c>unless c { } else { }</c>.</summary>
public sealed record UnlessStatement(Expression Condition, Block Body, Block? Otherwise, TextSpan Span) : Statement(Span);

/// <summary><c>while c { }</c>.</summary>
public sealed record WhileStatement(Expression Condition, Block Body, TextSpan Span) : Statement(Span);

/// <summary><c>loop { }</c>.</summary>
public sealed record LoopStatement(Block Body, TextSpan Span) : Statement(Span);

/// <summary><c>for x in e { }</c> or <c>for k, v in map { }</c>.</summary>
public sealed record ForStatement(
    NameExpression Variable,
    NameExpression? SecondVariable,
    Expression Source,
    Block Body,
    TextSpan Span) : Statement(Span);

/// <summary><c>try { } catch … { } finally { }</c>.</summary>
public sealed record TryStatement(
    Block Body,
    IReadOnlyList<CatchClause> Catches,
    Block? Finally,
    TextSpan Span) : Statement(Span);

/// <summary>One handler. A kind of null fits every error; <c>catch e</c> with a small letter is already a variable.</summary>
public sealed record CatchClause(
    string? Kind,
    NameExpression? Variable,
    Block Body,
    TextSpan KindSpan,
    TextSpan Span) : SyntaxNode(Span);

/// <summary><c>raise e</c>.</summary>
public sealed record RaiseStatement(Expression Value, TextSpan Span) : Statement(Span);

/// <summary><c>return [e]</c>.</summary>
public sealed record ReturnStatement(Expression? Value, TextSpan Span) : Statement(Span);

/// <summary><c>break</c>.</summary>
public sealed record BreakStatement(TextSpan Span) : Statement(Span);

/// <summary><c>continue</c> or <c>next</c>.</summary>
public sealed record ContinueStatement(TextSpan Span) : Statement(Span);

/// <summary><c>import "x" [as y | { a, b as c }] [unsafe]</c>.</summary>
public sealed record ImportStatement(
    string Path,
    NameExpression? Alias,
    IReadOnlyList<ImportItem>? Items,
    TextSpan Span) : Statement(Span);

/// <summary>One selected member of an import.</summary>
public sealed record ImportItem(string Name, string? Alias, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>load path</c>.</summary>
public sealed record LoadStatement(Expression Path, TextSpan Span) : Statement(Span);

/// <summary><c>module name [alias other]</c>.</summary>
public sealed record ModuleStatement(string Name, string? Alias, TextSpan Span) : Statement(Span);

/// <summary><c>priv</c> before declarations or a block of them.</summary>
public sealed record PrivateStatement(IReadOnlyList<Statement> Declarations, TextSpan Span) : Statement(Span);

/// <summary><c>configure { k: v, :flag } [{ … }]</c>.</summary>
public sealed record ConfigureStatement(
    IReadOnlyList<ConfigurationItem> Items,
    Block? Body,
    TextSpan Span) : Statement(Span);

/// <summary>One setting; a flag has no value.</summary>
public sealed record ConfigurationItem(string Name, Expression? Value, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>precision n { }</c> or <c>precision :int { }</c>.</summary>
public sealed record PrecisionStatement(Expression Digits, Block Body, TextSpan Span) : Statement(Span);

/// <summary>A named function; exactly one of <see cref="Body"/>, <see cref="Value"/> and <see cref="Clauses"/> is set.</summary>
/// <param name="Receiver">The variable of <c>fn g.name()</c>, or null.</param>
public sealed record FunctionDeclaration(
    string Name,
    NameExpression? Receiver,
    IReadOnlyList<Parameter> Parameters,
    Expression? Guard,
    Block? Body,
    Expression? Value,
    IReadOnlyList<FunctionClause>? Clauses,
    bool IsStatic,
    TextSpan NameSpan,
    TextSpan Span) : Statement(Span)
{
    /// <summary>The parameters; a pattern function without written ones has one that its patterns look at.</summary>
    public IReadOnlyList<Parameter> Inputs { get; } = Clauses is not null && Parameters.Count == 0
        ? [new Parameter(null, null, null, IsRest: false, null, NameSpan)]
        : Parameters;
}

/// <summary>One parameter; a clause form has a <see cref="Literal"/> instead of a name.</summary>
public sealed record Parameter(
    string? Name,
    string? TypeName,
    Expression? Default,
    bool IsRest,
    Pattern? Literal,
    TextSpan Span) : SyntaxNode(Span);

/// <summary><c>|pattern| [if guard] => e</c> of a pattern function.</summary>
public sealed record FunctionClause(Pattern Pattern, Expression? Guard, Expression Value, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>graph Name[(:kind)] [from Parent] { … }</c>.</summary>
public sealed record GraphDeclaration(
    string Name,
    string? Kind,
    Expression? Parent,
    IReadOnlyList<GraphMember> Members,
    TextSpan NameSpan,
    TextSpan Span) : Statement(Span);

/// <summary>Something inside a graph body.</summary>
public abstract record GraphMember(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>name = e</c> or <c>name: e</c>.</summary>
public sealed record PropertyMember(string Name, Expression Value, bool IsPrivate, TextSpan NameSpan, TextSpan Span) : GraphMember(Span);

/// <summary>A method.</summary>
public sealed record MethodMember(FunctionDeclaration Function, bool IsPrivate, TextSpan Span) : GraphMember(Span);

/// <summary><c>set name(v) { }</c>.</summary>
public sealed record SetterMember(string Name, string Parameter, Block Body, TextSpan Span) : GraphMember(Span)
{
    /// <summary>The parameter as functions have it.</summary>
    public IReadOnlyList<Parameter> Inputs { get; } = [new Parameter(Parameter, null, null, IsRest: false, null, Span)];
}

/// <summary><c>rule :name[, arg]</c>.</summary>
public sealed record RuleMember(string Name, IReadOnlyList<Expression> Arguments, TextSpan Span) : GraphMember(Span);

/// <summary><c>configure { … }</c> inside a graph.</summary>
public sealed record ConfigureMember(IReadOnlyList<ConfigurationItem> Items, TextSpan Span) : GraphMember(Span)
{
    /// <summary>The methods that <c>readable</c>, <c>writable</c> and <c>accessible</c> stand for.</summary>
    public IReadOnlyList<FunctionDeclaration> Accessors { get; } = PropertyAccessors.Of(Items);
}
