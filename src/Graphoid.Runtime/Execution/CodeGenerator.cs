using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Compiles a bound program into code for the <see cref="Machine"/>, one function at a time.</summary>
/// <remarks>
/// Every expression leaves exactly one operand, every statement none, unless its value is wanted. <see cref="CodeBuilder.Depth"/>
/// counts the operands of expressions that are only partly evaluated, so that errors and <c>break</c> know what to drop.
/// </remarks>
internal sealed partial class CodeGenerator
{
    private readonly BoundProgram _program;
    private readonly bool _hasDirectives;
    private CodeBuilder _code;
    private bool _isInBlockLiteral;

    private CodeGenerator(BoundProgram program, CodeBuilder code)
    {
        _program = program;
        _hasDirectives = program.HasDirectives;
        _code = code;
    }

    /// <summary>Code of the top-level statements; functions hang below it.</summary>
    /// <param name="yieldsLast">Whether running it gives the value of the last statement.</param>
    public static FunctionCode Compile(BoundProgram program, bool yieldsLast)
    {
        var code = new CodeBuilder(program.Module, program.Unit.Source);
        var generator = new CodeGenerator(program, code);
        generator.Statements(program.Unit.Statements, wanted: yieldsLast);
        code.Emit(yieldsLast ? OpCode.Return : OpCode.ReturnNone, new TextSpan(program.Unit.Span.End, 0));
        return code.Finish();
    }

    private int AddFunction(FunctionCode function)
    {
        _code.Functions.Add(function);
        return _code.Functions.Count - 1;
    }

    private void Statements(IReadOnlyList<Statement> statements, bool wanted)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            Statement(statements[i], wanted && i == statements.Count - 1);
        }

        if (wanted && statements.Count == 0)
        {
            _code.Emit(OpCode.None, default);
        }
    }

    private void Load(SyntaxNode node, TextSpan span, bool borrow = false) => Load(_program.BindingOf(node), span, borrow);

    /// <summary>Emits the steps of the binding that can apply; the last one raises when nothing has the name.</summary>
    private void Load(NameBinding binding, TextSpan span, bool borrow)
    {
        var borrowed = borrow ? 1 : 0;
        if (binding.IsFixedLocal)
        {
            _code.Emit(OpCode.LoadLocal, span, binding.Slot, borrowed);
            return;
        }

        if (binding.IsDeclaredProperty)
        {
            _code.Emit(OpCode.LoadSelfProperty, span, _code.Name(binding.Name), borrowed, 0, _code.Cache());
            return;
        }

        var found = new List<int>();
        if (binding.Slot >= 0)
        {
            found.Add(_code.Emit(OpCode.LoadLocalOr, span, binding.Slot, borrowed));
        }

        if (binding.Enclosing >= 0)
        {
            found.Add(_code.Emit(OpCode.LoadCapturedOr, span, binding.Enclosing, borrowed));
        }

        if (binding.InSelf)
        {
            found.Add(_code.Emit(OpCode.LoadSelfOr, span, _code.Name(binding.Name), borrowed));
        }

        if (binding.IsOwnType)
        {
            found.Add(_code.Emit(OpCode.LoadOwnTypeOr, span));
        }

        if (binding.Outer >= 0)
        {
            found.Add(_code.Emit(OpCode.LoadCapturedOr, span, binding.Outer, borrowed));
        }

        if (binding.Module >= 0)
        {
            found.Add(_code.Emit(OpCode.LoadModuleOr, span, binding.Module, borrowed));
            if (binding.MayBeDynamicReceiver)
            {
                found.Add(_code.Emit(OpCode.LoadReceiverOr, span, _code.Name(binding.Name)));
            }

            _code.Emit(OpCode.LoadBuiltin, span, binding.Module);
        }
        else
        {
            _code.Emit(OpCode.UnknownName, span, _code.Name(binding.Name));
        }

        _code.Land(found);
    }

    /// <param name="runsSetter">The program writes <c>name = v</c>, so a setter of that name runs.</param>
    private void Store(SyntaxNode node, TextSpan span, bool runsSetter = false) => Store(_program.BindingOf(node), span, runsSetter ? 1 : 0);

    /// <summary>Pops the operand into the first place that exists (reference, section 5.4), or creates a local.</summary>
    private void Store(NameBinding binding, TextSpan span, int setter)
    {
        if (binding.IsFixedLocal)
        {
            _code.Emit(OpCode.StoreLocal, span, binding.Slot);
            return;
        }

        if (binding.IsDeclaredProperty)
        {
            _code.Emit(OpCode.StoreSelfProperty, span, _code.Name(binding.Name), setter, 0, _code.Cache());
            return;
        }

        if (_code.Scope.Kind == ScopeKind.Module)
        {
            _code.Emit(OpCode.StoreModule, span, binding.Module);
            return;
        }

        var done = new List<int>();
        if (binding.Slot >= 0 && (binding.Enclosing >= 0 || binding.InSelf || binding.Outer >= 0))
        {
            done.Add(_code.Emit(OpCode.StoreLocalOr, span, binding.Slot));
        }

        if (binding.Enclosing >= 0)
        {
            done.Add(_code.Emit(OpCode.StoreCapturedOr, span, binding.Enclosing));
        }

        if (binding.InSelf)
        {
            done.Add(_code.Emit(OpCode.StoreSelfOr, span, _code.Name(binding.Name), setter));
        }

        // A method starts every call from its snapshot, so what it writes to a captured name becomes a local of this call.
        if (binding.Outer >= 0 && !_code.Scope.StartsFromSnapshot)
        {
            done.Add(_code.Emit(OpCode.StoreCapturedOr, span, binding.Outer));
        }

        if (binding.Slot >= 0)
        {
            _code.Emit(OpCode.StoreLocal, span, binding.Slot);
        }
        else
        {
            _code.Emit(OpCode.UnknownName, span, _code.Name(binding.Name));
        }

        _code.Land(done);
    }

    private static Value Literal(Expression literal) => literal switch
    {
        NumberLiteral n => Value.Of(n.Value),
        StringLiteral s => Value.Of(s.Value),
        SymbolLiteral s => Value.Of(Symbol.Of(s.Name)),
        BoolLiteral b => Value.Of(b.Value),
        NoneLiteral => Value.None,
        UnaryExpression { Operator: UnaryOperator.Negate, Operand: NumberLiteral n } => Value.Of(-n.Value),
        _ => throw new System.Diagnostics.UnreachableException(literal.GetType().Name),
    };
}
