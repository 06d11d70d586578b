using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Runtime.Execution;

/// <content>Functions: parameters, conditions, bodies.</content>
internal sealed partial class CodeGenerator
{
    private FunctionCode Function(FunctionDeclaration function)
    {
        var outside = _isInBlockLiteral;
        _isInBlockLiteral = false;
        var code = Function(function, function.Inputs, function.Body, function.Value, yieldsLast: false, isLambda: false, function.Guard, function.Clauses);
        _isInBlockLiteral = outside;
        return code;
    }

    /// <summary>A method of a graph that has directives: they hold while its body runs, for what it calls too.</summary>
    private FunctionCode Configured(FunctionDeclaration function, ConfigurationItem[] settings)
    {
        if (function.Clauses is not null)
        {
            return Function(function);
        }

        var outside = _isInBlockLiteral;
        _isInBlockLiteral = false;
        var inner = function.Body ?? new Block([new ReturnStatement(function.Value, function.Value!.Span)], function.Value.Span);
        var body = new Block([new ConfigureStatement(settings, inner, inner.Span)], inner.Span);
        var code = Function(function, function.Inputs, body, null, yieldsLast: false, isLambda: false, function.Guard);
        _isInBlockLiteral = outside;
        return code;
    }

    private FunctionCode Function(
        SyntaxNode node,
        IReadOnlyList<Parameter> parameters,
        Block? body,
        Expression? value,
        bool yieldsLast,
        bool isLambda,
        Expression? guard = null,
        IReadOnlyList<FunctionClause>? clauses = null)
    {
        var outer = _code;
        _code = new CodeBuilder(_program.ScopeOf(node), _program.Unit.Source);
        var refused = Conditions(parameters, guard);
        CheckParameters(parameters);
        if (clauses is not null)
        {
            Clauses(clauses);
            _code.Emit(OpCode.ReturnNone, new TextSpan(node.Span.End, 0));
        }
        else if (value is not null)
        {
            Expression(value);
            _code.Emit(OpCode.Return, value.Span);
        }
        else
        {
            Statements(body!.Statements, wanted: yieldsLast);
            _code.Emit(yieldsLast ? OpCode.Return : OpCode.ReturnNone, new TextSpan(body.Span.End, 0));
        }

        if (refused.Count > 0)
        {
            _code.Land(refused);
            _code.Emit(OpCode.NextDefinition, parameters.Count > 0 ? parameters[0].Span : node.Span);
        }

        var finished = _code.Finish();
        finished.IsLambda = isLambda;
        finished.HasRest = parameters.Count > 0 && parameters[^1].IsRest;
        finished.ParameterNames = [.. parameters.Select(p => p.Name ?? "_")];
        finished.Defaults = [.. parameters.Select(p => p.Default is not null)];
        finished.RequiredParameters = parameters.Count(p => p.Default is null && !p.IsRest);
        finished.Condition = ConditionText(parameters, guard);
        finished.HasGuard = guard is not null;
        _code = outer;
        return finished;
    }

    /// <summary>Literals first, so that a default or guard runs only for arguments that can fit; returns the jumps taken when
    /// the definition refuses the arguments.</summary>
    private List<int> Conditions(IReadOnlyList<Parameter> parameters, Expression? guard)
    {
        var refused = new List<int>();
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Literal is { } literal)
            {
                Pattern(literal, i, refused, []);
            }
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Default is { } fallback)
            {
                var isGiven = _code.Emit(OpCode.JumpIfSet, parameters[i].Span, i);
                Expression(fallback);
                _code.Emit(OpCode.StoreLocal, parameters[i].Span, i);
                _code.Land(isGiven);
            }
        }

        if (guard is not null)
        {
            Condition(guard, jumpIf: false, out var refusal);
            refused.Add(refusal);
        }

        return refused;
    }

    /// <summary>The clauses of a pattern function: the value of the first that fits.</summary>
    private void Clauses(IReadOnlyList<FunctionClause> clauses)
    {
        foreach (var clause in clauses)
        {
            var fails = new List<int>();
            var bindings = new List<Action>();
            Pattern(clause.Pattern, 0, fails, bindings);
            foreach (var bind in bindings)
            {
                bind();
            }

            if (clause.Guard is { } guard)
            {
                Condition(guard, jumpIf: false, out var refused);
                fails.Add(refused);
            }

            Expression(clause.Value);
            _code.Emit(OpCode.Return, clause.Span);
            _code.Land(fails);
        }
    }

    private string? ConditionText(IReadOnlyList<Parameter> parameters, Expression? guard)
    {
        if (guard is null && parameters.All(p => p.Literal is null))
        {
            return null;
        }

        var conditions = parameters.Select(p => p.Literal?.Span).Append(guard?.Span);
        return string.Join('|', conditions.Select(span => span is { } s ? _program.Unit.Source.Text.Substring(s.Start, s.Length) : string.Empty));
    }
}
