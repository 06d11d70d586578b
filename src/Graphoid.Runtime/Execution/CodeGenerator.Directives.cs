using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Directives: only files that have some get the code and the tables that obey them, so that nobody else pays.</summary>
internal sealed partial class CodeGenerator
{
    /// <summary><c>configure { … }</c> for the file, or with a block for what it runs.</summary>
    private void Configure(ConfigureStatement statement, bool wanted)
    {
        var names = new ListValue([.. statement.Items.Select(item => Value.Of(item.Name))]);
        Expression[] values = [.. statement.Items.Select(item => item.Value ?? new BoolLiteral(true, item.Span))];
        Directive(names, values, statement.Body, wanted, statement.Span);
    }

    /// <summary><c>precision n { }</c>.</summary>
    private void Precision(PrecisionStatement statement, bool wanted) =>
        Directive(ListValue.Of(Value.Of("precision")), [statement.Digits], statement.Body, wanted, statement.Span);

    private void Directive(ListValue names, Expression[] values, Block? body, bool wanted, TextSpan span)
    {
        Operands(values);
        var constant = _code.Constant(Value.Of(names));
        if (body is null)
        {
            _code.Emit(OpCode.Configure, span, values.Length, constant, -1);
            if (wanted)
            {
                _code.Emit(OpCode.None, span);
            }

            return;
        }

        var slot = _code.TemporarySlot();
        var error = _code.TemporarySlot();
        _code.Emit(OpCode.Configure, span, values.Length, constant, slot);
        var region = new CodeBuilder.Region { SettingsSlot = slot, Depth = _code.Depth };
        var start = _code.Here;
        _code.Regions.Push(region);
        Statements(body.Statements, wanted);
        _code.Regions.Pop();
        var end = _code.Here;
        CleanUp(region);
        var done = _code.Emit(OpCode.Jump, span);
        _code.Handle(region, start, end, _code.Here, error);
        CleanUp(region);
        _code.Emit(OpCode.Rethrow, span, error);
        _code.Land(done);
    }

    /// <summary>What leaving a region runs.</summary>
    private void CleanUp(CodeBuilder.Region region)
    {
        if (region.SettingsSlot >= 0)
        {
            _code.Emit(OpCode.RestoreSettings, default, region.SettingsSlot);
        }
        else
        {
            Statements(region.Finally!.Statements, wanted: false);
        }
    }

    /// <summary>Pushes a value that is stored or returned; when it fails in a mode that collects errors, none takes its place.</summary>
    private void Assigned(Expression value)
    {
        var start = _code.Here;
        Expression(value);
        Collectable(start, yieldsNone: true);
    }

    /// <summary>Pushes the value of a typed declaration.</summary>
    private void Declared(TypedDeclaration declaration)
    {
        var isBig = declaration.TypeName == DeclaredTypes.BigNumberName;
        if (isBig && ExactLiteral(declaration.Value) is { } exact)
        {
            _code.Emit(OpCode.Constant, declaration.Value.Span, _code.Constant(Value.Of(exact)));
        }
        else
        {
            Assigned(declaration.Value);
        }

        Adapt(declaration.Span);
        if (isBig || _hasDirectives)
        {
            Admit([declaration.TypeName, .. declaration.TypeArguments, declaration.Name.Name], declaration.Value.Span);
        }
    }

    /// <summary>Checks the parameters that have a type; only a file with directives can ask for that.</summary>
    private void CheckParameters(IReadOnlyList<Parameter> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is { TypeName: { } type, Name: { } name } && (_hasDirectives || type == DeclaredTypes.BigNumberName))
            {
                _code.Emit(OpCode.LoadLocal, parameters[i].Span, i);
                Admit([type, name], parameters[i].Span);
                _code.Emit(OpCode.StoreLocal, parameters[i].Span, i);
            }
        }
    }

    private void Admit(IEnumerable<string> type, TextSpan span) =>
        _code.Emit(OpCode.Admit, span, _code.Constant(Value.Of(new ListValue([.. type.Select(Value.Of)]))));

    /// <summary>All digits of a literal, of which a num would keep only the first.</summary>
    private BigNumber? ExactLiteral(Expression value) => value switch
    {
        NumberLiteral literal when literal.Span.End <= _program.Unit.Source.Text.Length =>
            BigNumber.Parse(_program.Unit.Source.Text[literal.Span.Start..literal.Span.End].Replace("_", string.Empty, StringComparison.Ordinal)),
        UnaryExpression { Operator: UnaryOperator.Negate, Operand: NumberLiteral literal } => ExactLiteral(literal) is { } digits ? -digits : null,
        _ => null,
    };

    /// <summary>Rounds the value on top, which is about to be assigned, as the settings have it.</summary>
    private void Adapt(TextSpan span)
    {
        if (_hasDirectives)
        {
            _code.Emit(OpCode.Adapt, span);
        }
    }

    /// <summary>Notes what is left out when something from <paramref name="start"/> to here fails.</summary>
    private void Collectable(int start, bool yieldsNone)
    {
        if (_hasDirectives)
        {
            _code.Statements.Add(new StatementRange(start, _code.Here, _code.Depth, yieldsNone));
        }
    }
}
