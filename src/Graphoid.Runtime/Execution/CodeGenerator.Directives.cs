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

    /// <summary>Notes what is left out when something from <paramref name="start"/> to here fails.</summary>
    private void Collectable(int start, bool yieldsNone)
    {
        if (_hasDirectives)
        {
            _code.Statements.Add(new StatementRange(start, _code.Here, _code.Depth, yieldsNone));
        }
    }
}
