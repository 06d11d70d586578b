using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

public sealed partial class Binder
{
    private void Visit(FunctionScope scope, Block? block) => Visit(scope, block?.Statements ?? []);

    private void Visit(FunctionScope scope, IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Visit(scope, statement);
        }
    }

    private void VisitLoop(FunctionScope scope, Block body)
    {
        _loopDepth++;
        Visit(scope, body);
        _loopDepth--;
    }

    private void Visit(FunctionScope scope, Statement statement)
    {
        switch (statement)
        {
            case ExpressionStatement s:
                Visit(scope, s.Value);
                break;
            case Assignment s:
                VisitPlace(scope, s.Target);
                Visit(scope, s.Value);
                break;
            case DestructuringAssignment s:
                foreach (var name in s.Names.Append(s.Rest).OfType<NameExpression>())
                {
                    Bind(name, Resolve(scope, name.Name));
                }

                Visit(scope, s.Value);
                break;
            case TypedDeclaration s:
                Bind(s.Name, Resolve(scope, s.Name.Name));
                Visit(scope, s.Value);
                break;
            case SuffixStatement s:
                Visit(scope, s.Condition);
                Visit(scope, s.Body);
                break;
            case UnlessStatement s:
                Visit(scope, s.Condition);
                Visit(scope, s.Body);
                Visit(scope, s.Otherwise);
                break;
            case WhileStatement s:
                Visit(scope, s.Condition);
                VisitLoop(scope, s.Body);
                break;
            case LoopStatement s:
                VisitLoop(scope, s.Body);
                break;
            case ForStatement s:
                Visit(scope, s.Source);
                Bind(s.Variable, Resolve(scope, s.Variable.Name));
                if (s.SecondVariable is { } second)
                {
                    Bind(second, Resolve(scope, second.Name));
                }

                VisitLoop(scope, s.Body);
                break;
            case TryStatement s:
                Visit(scope, s.Body);
                foreach (var clause in s.Catches)
                {
                    VisitCatch(scope, clause);
                }

                Visit(scope, s.Finally);
                break;
            case RaiseStatement s:
                Visit(scope, s.Value);
                break;
            case ReturnStatement s:
                if (scope.Kind == ScopeKind.Module)
                {
                    Report(DiagnosticCatalogue.MisplacedConstruct, s.Span, "`return` stands outside of any function");
                }

                if (s.Value is not null)
                {
                    Visit(scope, s.Value);
                }

                break;
            case BreakStatement or ContinueStatement:
                if (_loopDepth == 0)
                {
                    var word = statement is BreakStatement ? "break" : "continue";
                    Report(DiagnosticCatalogue.MisplacedConstruct, statement.Span, $"`{word}` stands outside of any loop");
                }

                break;
            case ImportStatement s:
                _messages.Import();
                VisitImport(scope, s);
                break;
            case FunctionDeclaration s:
                VisitFunction(scope, s);
                break;
            case GraphDeclaration s:
                Bind(s, Resolve(scope, s.Name));
                if (s.Parent is not null)
                {
                    Visit(scope, s.Parent);
                }

                VisitGraph(scope, s, s.Name, s.Members);
                break;
            case LoadStatement s:
                _messages.Import();
                Visit(scope, s.Path);
                break;
            case ModuleStatement s:
                VisitModule(scope, s);
                break;
            case PrivateStatement s:
                Visit(scope, s.Declarations);
                break;
            case ConfigureStatement s:
                _hasDirectives = true;
                foreach (var item in s.Items)
                {
                    if (item.Value is not null)
                    {
                        Visit(scope, item.Value);
                    }
                }

                Visit(scope, s.Body);
                break;
            case PrecisionStatement s:
                _hasDirectives = true;
                Visit(scope, s.Digits);
                Visit(scope, s.Body);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(statement.GetType().Name);
        }
    }

    /// <summary>A <c>catch</c> variable hides an outer variable of its name inside the handler only.</summary>
    private void VisitCatch(FunctionScope scope, CatchClause clause)
    {
        if (clause.Kind is { } kind && !ErrorKindNames.All.Contains(kind))
        {
            _diagnostics.Add(new Diagnostic(
                DiagnosticCatalogue.UnknownErrorKind,
                Severity.Warning,
                $"there is no kind of error named `{kind}`, so this clause never fits",
                _source,
                clause.KindSpan,
                Help: NearMiss.Suggest(kind, ErrorKindNames.All)
                    ?? "`catch as e { }` takes every error; `e.type()` and `e.message()` tell them apart"));
        }

        if (clause.Variable is not { } variable)
        {
            Visit(scope, clause.Body);
            return;
        }

        var hidden = scope.Fixed.TryGetValue(variable.Name, out var slot) ? slot : (int?)null;
        scope.Fixed[variable.Name] = scope.AddSlot(variable.Name);
        Bind(variable, Resolve(scope, variable.Name));
        Visit(scope, clause.Body);
        scope.Fixed.Remove(variable.Name);
        if (hidden is { } restored)
        {
            scope.Fixed[variable.Name] = restored;
        }
    }

    private void VisitFunction(FunctionScope scope, FunctionDeclaration function)
    {
        if (function.Receiver is { } receiver)
        {
            Bind(receiver, Resolve(scope, receiver.Name));
            OpenDeclared(scope, ScopeKind.Method, function, GraphBody.Unknown);
            return;
        }

        Bind(function, Resolve(scope, function.Name));
        OpenDeclared(scope, ScopeKind.Function, function, GraphOf(scope));
    }

    private void OpenDeclared(FunctionScope scope, ScopeKind kind, FunctionDeclaration function, GraphBody? graph)
    {
        if (function.Clauses is not null && function.Parameters.Count > 1)
        {
            Report(
                DiagnosticCatalogue.MisplacedConstruct,
                function.Span,
                $"the pattern function `{function.Name}` has {function.Parameters.Count} parameters",
                help: "its patterns look at one value; pass several as a list");
        }

        var inner = OpenFunction(scope, kind, function, function.Name, function.Inputs, DeclaredNames.In(function), graph);
        var outside = _isInBlock;
        _isInBlock = false;
        VisitBody(inner, function.Inputs, function.Body, function.Value, function.Guard, function.Clauses ?? []);
        _isInBlock = outside;
    }

    private void VisitBody(
        FunctionScope inner,
        IReadOnlyList<Parameter> parameters,
        Block? body,
        Expression? value,
        Expression? guard = null,
        IReadOnlyList<FunctionClause>? clauses = null)
    {
        var loops = _loopDepth;
        _loopDepth = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.Default is not null)
            {
                Visit(inner, parameter.Default);
            }
        }

        if (guard is not null)
        {
            Visit(inner, guard);
        }

        foreach (var clause in clauses ?? [])
        {
            Visit(inner, clause.Pattern);
            if (clause.Guard is not null)
            {
                Visit(inner, clause.Guard);
            }

            Visit(inner, clause.Value);
        }

        Visit(inner, body);
        if (value is not null)
        {
            Visit(inner, value);
        }

        _loopDepth = loops;
    }

    private void VisitGraph(FunctionScope scope, SyntaxNode node, string? name, IReadOnlyList<GraphMember> members)
    {
        var properties = members.OfType<PropertyMember>().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var initializer = new FunctionScope(ScopeKind.GraphInitializer, scope, node, name ?? "graph")
        {
            Graph = new GraphBody(name, new HashSet<string>(StringComparer.Ordinal)),
        };
        _scopes.Add(node, initializer);
        var body = new GraphBody(name, properties);
        foreach (var member in members)
        {
            switch (member)
            {
                case PropertyMember p:
                    Visit(initializer, p.Value);
                    break;
                case MethodMember { Function.Receiver: { } receiver }:
                    Report(
                        DiagnosticCatalogue.MisplacedConstruct,
                        receiver.Span,
                        "a method inside a graph belongs to that graph",
                        help: "write its name without a dot, or declare it behind the graph");
                    break;
                case MethodMember m:
                    OpenDeclared(scope, ScopeKind.Method, m.Function, body);
                    break;
                case SetterMember s:
                    var setter = OpenFunction(scope, ScopeKind.Method, s, s.Name, s.Inputs, DeclaredNames.In(s.Body.Statements), body);
                    VisitBody(setter, s.Inputs, s.Body, null);
                    break;
                case RuleMember r:
                    foreach (var argument in r.Arguments)
                    {
                        Visit(initializer, argument);
                    }

                    break;
                case ConfigureMember c:
                    foreach (var accessor in c.Accessors)
                    {
                        OpenDeclared(scope, ScopeKind.Method, accessor, body);
                    }

                    foreach (var value in c.Items.Select(item => item.Value).OfType<Expression>())
                    {
                        Visit(initializer, value);
                    }

                    break;
                default:
                    throw new System.Diagnostics.UnreachableException(member.GetType().Name);
            }
        }
    }
}
