using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

public sealed partial class Binder
{
    /// <summary>The left side of an assignment: a name, or a path that starts at one.</summary>
    private void VisitPlace(FunctionScope scope, Expression target)
    {
        if (PlacePath.IsPlace(target) && target is not SelfExpression)
        {
            Visit(scope, target);
        }
        else
        {
            Report(
                DiagnosticCatalogue.MisplacedConstruct,
                target.Span,
                "this cannot be assigned to",
                help: "assign to a name, a property or an element");
        }
    }

    private void Visit(FunctionScope scope, Expression expression)
    {
        switch (expression)
        {
            case NameExpression e:
                Bind(e, Resolve(scope, e.Name));
                break;
            case SymbolLiteral e:
                _messages.Mention(e.Name);
                break;
            case CallExpression e:
                VisitCall(scope, e);
                break;
            case LambdaExpression e:
                VisitLambda(scope, e);
                break;
            case IfExpression e:
                foreach (var branch in e.Branches)
                {
                    Visit(scope, branch.Condition);
                    Visit(scope, branch.Body);
                }

                Visit(scope, e.Otherwise);
                break;
            case MatchExpression e:
                VisitMatch(scope, e);
                break;
            case SuperExpression:
                Report(DiagnosticCatalogue.MisplacedConstruct, e: expression, "`super` stands alone", "call a method of it: `super.name(…)`");
                break;
            case GraphExpression e:
                if (e.Parent is not null)
                {
                    Visit(scope, e.Parent);
                }

                if (e.RulesetValue is { } ruleset and not SymbolLiteral)
                {
                    Report(DiagnosticCatalogue.MisplacedConstruct, ruleset, "`ruleset` must be a symbol", "for example `ruleset: :dag`");
                }

                if (e.KindValue is { } kind and not SymbolLiteral)
                {
                    Report(DiagnosticCatalogue.MisplacedConstruct, kind, "the `type` of a graph must be a symbol", "for example `type: :directed`");
                }

                VisitGraph(scope, e, null, [.. e.OwnMembers]);
                break;
            case PatternExpression e:
                if (e.Condition is { } condition)
                {
                    Visit(scope, condition);
                }

                break;
            case SpawnExpression { Task: { } task } e:
                VisitTask(scope, e, task);
                break;
            case MemberExpression { Target: SuperExpression } e:
                Report(DiagnosticCatalogue.MisplacedConstruct, e.Span, "`super` has no properties", help: "call a method of it: `super.name(…)`");
                break;
            default:
                foreach (var child in SyntaxChildren.Of(expression))
                {
                    Visit(scope, child);
                }

                break;
        }
    }

    private void VisitCall(FunctionScope scope, CallExpression call)
    {
        switch (call.Callee)
        {
            case NameExpression name:
                Bind(name, Resolve(scope, name.Name, isCall: true));
                break;
            case MemberExpression { Target: SuperExpression } super:
                if (!scope.HasSelf)
                {
                    Report(DiagnosticCatalogue.MisplacedConstruct, super.Span, "`super` stands outside of a graph method");
                }

                break;
            default:
                Visit(scope, call.Callee);
                break;
        }

        _messages.Call(call);
        foreach (var argument in call.Arguments)
        {
            Visit(scope, argument.Value);
        }
    }

    private void VisitLambda(FunctionScope scope, LambdaExpression lambda)
    {
        var names = lambda.Body is { } body ? DeclaredNames.In(body.Statements) : DeclaredNames.In(lambda.Value!);
        var inner = OpenFunction(scope, ScopeKind.Function, lambda, "lambda", lambda.Parameters, names, GraphOf(scope));
        var outside = _isInBlock;
        _isInBlock = lambda.Form != LambdaForm.AnonymousFunction;
        VisitBody(inner, lambda.Parameters, lambda.Body, lambda.Value);
        _isInBlock = outside;
    }

    private void VisitTask(FunctionScope scope, SpawnExpression spawn, Block task)
    {
        var inner = OpenFunction(scope, ScopeKind.Function, spawn, "task", [], DeclaredNames.In(task.Statements), GraphOf(scope));
        var outside = _isInBlock;
        _isInBlock = false;
        VisitBody(inner, [], task, null);
        _isInBlock = outside;
    }

    private void VisitMatch(FunctionScope scope, MatchExpression match)
    {
        Visit(scope, match.Subject);
        foreach (var arm in match.Arms)
        {
            foreach (var pattern in arm.Patterns)
            {
                Visit(scope, pattern);
                if (pattern is BindingPattern)
                {
                    _messages.TakeAll(scope);
                }
            }

            if (arm.Guard is not null)
            {
                Visit(scope, arm.Guard);
            }

            Visit(scope, arm.Body);
        }
    }

    private void Visit(FunctionScope scope, Pattern pattern)
    {
        switch (pattern)
        {
            case LiteralPattern { Literal: SymbolLiteral symbol }:
                _messages.Take(symbol.Name, scope);
                break;
            case BindingPattern p:
                Bind(p, Resolve(scope, p.Name));
                break;
            case RestPattern { Name: { } rest } p:
                Bind(p, Resolve(scope, rest));
                break;
            case ListPattern p:
                foreach (var element in p.Elements)
                {
                    Visit(scope, element);
                }

                break;
            case MapPattern p:
                foreach (var entry in p.Entries)
                {
                    if (entry.Pattern is null)
                    {
                        Bind(entry, Resolve(scope, entry.Key));
                    }
                    else
                    {
                        Visit(scope, entry.Pattern);
                    }
                }

                break;
            default:
                break;
        }
    }

    private void Report(string id, Expression e, string message, string help) => Report(id, e.Span, message, help: help);
}
