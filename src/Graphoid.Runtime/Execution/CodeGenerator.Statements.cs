using System.Diagnostics;
using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Runtime.Execution;

internal sealed partial class CodeGenerator
{
    private void Statement(Statement statement, bool wanted)
    {
        var start = _code.Here;
        Code(statement, wanted);
        Collectable(start, wanted);
    }

    private void Code(Statement statement, bool wanted)
    {
        switch (statement)
        {
            case ExpressionStatement s:
                ExpressionStatement(s, wanted);
                return;
            case Assignment s:
                Assignment(s, wanted);
                return;
            case SuffixStatement s:
                Suffix(s, wanted);
                return;
            case UnlessStatement s:
                Condition(s.Condition, jumpIf: true, out var toElse);
                Branches(() => Statements(s.Body.Statements, wanted), s.Otherwise, toElse, wanted, s.Span);
                return;
            case TryStatement s:
                Try(s, wanted);
                return;
            case DestructuringAssignment s:
                Destructure(s);
                break;
            case TypedDeclaration s:
                Declared(s);
                Store(s.Name, s.Name.Span);
                break;
            case ConfigureStatement s:
                Configure(s, wanted);
                return;
            case PrecisionStatement s:
                Precision(s, wanted);
                return;
            case WhileStatement s:
                While(s.Condition, s.Body, s.Span);
                break;
            case LoopStatement s:
                While(null, s.Body, s.Span);
                break;
            case ForStatement s:
                For(s);
                break;
            case RaiseStatement s:
                Expression(s.Value);
                _code.Emit(OpCode.Raise, s.Span);
                break;
            case ReturnStatement s:
                Return(s);
                break;
            case BreakStatement s:
                LeaveLoop(s.Span, isBreak: true);
                break;
            case ContinueStatement s:
                LeaveLoop(s.Span, isBreak: false);
                break;
            case ImportStatement s:
                Import(s);
                break;
            case FunctionDeclaration { Receiver: { } receiver } s:
                AttachMethod(s, receiver);
                break;
            case LoadStatement s:
                Expression(s.Path);
                _code.Emit(OpCode.Load, s.Path.Span);
                _code.Emit(OpCode.Pop, s.Span);
                break;
            case ModuleStatement:
                break;
            case PrivateStatement s:
                Statements(s.Declarations, wanted: false);
                break;
            case FunctionDeclaration s:
                DeclareFunction(s);
                break;
            case GraphDeclaration s:
                DefineGraph(s);
                Store(s, s.NameSpan);
                break;
            default:
                throw new UnreachableException(statement.GetType().Name);
        }

        if (wanted)
        {
            _code.Emit(OpCode.None, statement.Span);
        }
    }

    private void ExpressionStatement(ExpressionStatement statement, bool wanted)
    {
        switch (statement.Value)
        {
            case IfExpression e:
                If(e, wanted);
                return;
            case MatchExpression e:
                Match(e, wanted);
                return;
            default:
                Expression(statement.Value);
                if (!wanted)
                {
                    _code.Emit(OpCode.Pop, statement.Span);
                }

                return;
        }
    }

    private void Assignment(Assignment assignment, bool wanted)
    {
        if (assignment.Target is NameExpression name)
        {
            if (assignment.Operator is { } op)
            {
                if (op == BinaryOperator.Add && TextParts(assignment.Value) is { } parts && InertExpressions.Contains(parts[0]))
                {
                    Joined([name, .. parts], assignment.Span);
                }
                else
                {
                    Load(name, name.Span);
                    _code.Depth++;
                    Expression(assignment.Value);
                    _code.Depth--;
                    Operator(op, isElementWise: false, assignment.Span);
                }
            }
            else
            {
                Assigned(assignment.Value);
            }

            Adapt(assignment.Span);
            if (wanted)
            {
                _code.Emit(OpCode.Duplicate, assignment.Span);
            }

            Store(name, name.Span, runsSetter: true);
            return;
        }

        var path = IndicesOf(assignment.Target);
        _code.Depth += path.IndexCount;
        if (assignment.Operator is { } change)
        {
            LoadRoot(assignment.Target);
            _code.Emit(OpCode.PathRead, assignment.Target.Span, path.Index);
            _code.Depth++;
            Expression(assignment.Value);
            _code.Depth--;
            Operator(change, isElementWise: false, assignment.Span);
        }
        else
        {
            Assigned(assignment.Value);
        }

        Adapt(assignment.Span);
        _code.Depth -= path.IndexCount;
        var kept = wanted ? _code.TemporarySlot() : -1;
        if (wanted)
        {
            _code.Emit(OpCode.Duplicate, assignment.Span);
            _code.Emit(OpCode.StoreLocal, assignment.Span, kept);
        }

        WritePath(assignment.Target, path.Index, runsSetter: true);
        if (wanted)
        {
            _code.Emit(OpCode.LoadLocal, assignment.Span, kept);
        }
    }

    /// <summary>Pushes the indices of a path from left to right; the root is read only when they and the value are known,
    /// so that what they change at the place is not lost.</summary>
    private (int Index, int IndexCount) IndicesOf(Expression place)
    {
        var members = new List<string?>();
        Push(place);
        var descriptor = new PathDescriptor([.. members]);
        _code.Paths.Add(descriptor);
        _code.Depth -= descriptor.IndexCount;
        return (_code.Paths.Count - 1, descriptor.IndexCount);

        void Push(Expression step)
        {
            switch (step)
            {
                case MemberExpression m:
                    Push(m.Target);
                    members.Add(m.Name);
                    break;
                case IndexExpression i:
                    Push(i.Target);
                    Expression(i.Index);
                    _code.Depth++;
                    members.Add(null);
                    break;
                case NameExpression or SelfExpression:
                    break;
                default:
                    throw new UnreachableException(step.GetType().Name);
            }
        }
    }

    private void LoadRoot(Expression place)
    {
        if (PlacePath.RootOf(place) is { } root)
        {
            Load(root, root.Span, borrow: true);
        }
        else
        {
            _code.Emit(OpCode.LoadSelf, place.Span, _isInBlockLiteral ? 1 : 0);
        }
    }

    /// <summary>Pops the value and the indices and writes the place.</summary>
    private void WritePath(Expression place, int path, bool runsSetter = false)
    {
        LoadRoot(place);
        _code.Emit(OpCode.PathWrite, place.Span, path, runsSetter ? 1 : 0);
        StoreRoot(place);
    }

    /// <summary>Pops the changed root back into its variable.</summary>
    private void StoreRoot(Expression place)
    {
        if (PlacePath.RootOf(place) is { } root)
        {
            Store(root, root.Span);
        }
        else
        {
            _code.Emit(OpCode.Pop, place.Span);
        }
    }

    private void Suffix(SuffixStatement statement, bool wanted)
    {
        Condition(statement.Condition, jumpIf: statement.IsNegated, out var skip);
        Branches(() => Statement(statement.Body, wanted), null, skip, wanted, statement.Span);
    }

    /// <summary>Emits a condition and a jump that is taken when its truth is <paramref name="jumpIf"/>.</summary>
    private void Condition(Expression condition, bool jumpIf, out int jump)
    {
        Expression(condition, borrow: true);
        jump = _code.Emit(jumpIf ? OpCode.JumpIfTrue : OpCode.JumpIfFalse, condition.Span);
    }

    private void Branches(Action then, Block? otherwise, int toElse, bool wanted, TextSpan span)
    {
        then();
        if (otherwise is null && !wanted)
        {
            _code.Land(toElse);
            return;
        }

        var end = _code.Emit(OpCode.Jump, span);
        _code.Land(toElse);
        Statements(otherwise?.Statements ?? [], wanted);
        _code.Land(end);
    }

    private void While(Expression? condition, Block body, TextSpan span)
    {
        var start = _code.Here;
        var exits = new List<int>();
        if (condition is not null)
        {
            Condition(condition, jumpIf: false, out var exit);
            exits.Add(exit);
        }

        LoopBody(body, span, start, exits);
    }

    private void For(ForStatement loop)
    {
        Expression(loop.Source);
        var iterator = _code.TemporarySlot();
        _code.Emit(OpCode.Iterate, loop.Source.Span, iterator, loop.SecondVariable is null ? 0 : 1);
        var start = _code.Here;
        var exit = _code.Emit(loop.SecondVariable is null ? OpCode.Next : OpCode.NextPair, loop.Source.Span, iterator);
        Store(loop.Variable, loop.Variable.Span);
        if (loop.SecondVariable is { } second)
        {
            Store(second, second.Span);
        }

        LoopBody(loop.Body, loop.Span, start, [exit]);
    }

    private void LoopBody(Block body, TextSpan span, int start, List<int> exits)
    {
        var region = new CodeBuilder.Region { Breaks = [], Continues = [], Depth = _code.Depth };
        _code.Regions.Push(region);
        Statements(body.Statements, wanted: false);
        _code.Regions.Pop();
        _code.Land(region.Continues);
        _code.Emit(OpCode.JumpBack, span, 0, 0, start);
        _code.Land(exits);
        _code.Land(region.Breaks);
    }

    private void LeaveLoop(TextSpan span, bool isBreak)
    {
        var left = LeaveRegions(region => region.IsLoop);
        var loop = _code.Regions.Peek();
        if (_code.Depth > loop.Depth)
        {
            _code.Emit(OpCode.Truncate, span, loop.Depth);
        }

        (isBreak ? loop.Breaks! : loop.Continues!).Add(_code.Emit(OpCode.Jump, span));
        ReturnTo(left);
    }

    /// <summary>Runs the <c>finally</c> blocks from here out to the region that fits, each outside of its own region.</summary>
    private Stack<CodeBuilder.Region> LeaveRegions(Func<CodeBuilder.Region, bool> isTarget)
    {
        var left = new Stack<CodeBuilder.Region>();
        while (_code.Regions.Count > 0 && !isTarget(_code.Regions.Peek()))
        {
            left.Push(_code.Regions.Pop());
            if (left.Peek() is { HasCleanup: true } leaving)
            {
                var start = _code.Here;
                CleanUp(leaving);
                foreach (var region in left)
                {
                    region.Gaps.Add((start, _code.Here));
                }
            }
        }

        return left;
    }

    private void ReturnTo(Stack<CodeBuilder.Region> left)
    {
        foreach (var region in left)
        {
            _code.Regions.Push(region);
        }
    }

    private void Return(ReturnStatement statement)
    {
        var hasFinally = _code.Regions.Any(r => r.HasCleanup);
        if (statement.Value is null)
        {
            _code.Emit(OpCode.None, statement.Span);
        }
        else if (statement.Value is NameExpression name && !hasFinally && _program.BindingOf(name) is { IsFixedLocal: true } local)
        {
            _code.Emit(OpCode.MoveLocal, name.Span, local.Slot);
        }
        else
        {
            Assigned(statement.Value);
        }

        if (hasFinally)
        {
            var result = _code.TemporarySlot();
            _code.Emit(OpCode.StoreLocal, statement.Span, result);
            ReturnTo(LeaveRegions(_ => false));
            _code.Emit(OpCode.LoadLocal, statement.Span, result);
        }

        _code.Emit(OpCode.Return, statement.Span);
    }

    private void Try(TryStatement statement, bool wanted)
    {
        var region = new CodeBuilder.Region { Finally = statement.Finally, Depth = _code.Depth };
        var ends = new List<int>();
        var start = _code.Here;
        _code.Regions.Push(region);
        Statements(statement.Body.Statements, wanted);
        var bodyEnd = _code.Here;
        ends.Add(_code.Emit(OpCode.Jump, statement.Span));

        var error = _code.TemporarySlot();
        var handlersEnd = bodyEnd;
        if (statement.Catches.Count > 0)
        {
            _code.Handle(region, start, bodyEnd, _code.Here, error);
            foreach (var clause in statement.Catches)
            {
                Catch(clause, error, ends, wanted);
            }

            _code.Emit(OpCode.Rethrow, statement.Span, error);
            handlersEnd = _code.Here;
        }

        _code.Regions.Pop();
        if (statement.Finally is { } cleanup)
        {
            _code.Handle(region, start, handlersEnd, _code.Here, error);
            Statements(cleanup.Statements, wanted: false);
            _code.Emit(OpCode.Rethrow, statement.Span, error);
        }

        _code.Land(ends);
        if (statement.Finally is { } always)
        {
            _code.Depth += wanted ? 1 : 0;
            Statements(always.Statements, wanted: false);
            _code.Depth -= wanted ? 1 : 0;
        }
    }

    private void Catch(CatchClause clause, int error, List<int> ends, bool wanted)
    {
        var skip = clause.Kind is { } kind
            ? _code.Emit(OpCode.TestErrorKind, clause.KindSpan, error, _code.Name(kind))
            : -1;
        if (clause.Variable is { } variable)
        {
            _code.Emit(OpCode.LoadLocal, variable.Span, error);
            Store(variable, variable.Span);
        }

        Statements(clause.Body.Statements, wanted);
        ends.Add(_code.Emit(OpCode.Jump, clause.Span));
        if (skip >= 0)
        {
            _code.Land(skip);
        }
    }

    private void Destructure(DestructuringAssignment statement)
    {
        Expression(statement.Value);
        var list = _code.TemporarySlot();
        _code.Emit(OpCode.StoreLocal, statement.Value.Span, list);
        for (var i = 0; i < statement.Names.Count; i++)
        {
            _code.Emit(OpCode.LoadLocal, statement.Value.Span, list, 1);
            _code.Emit(OpCode.Number, statement.Names[i].Span, i);
            _code.Emit(OpCode.Index, statement.Names[i].Span);
            Adapt(statement.Names[i].Span);
            Store(statement.Names[i], statement.Names[i].Span);
        }

        if (statement.Rest is { } rest)
        {
            var tail = _code.TemporarySlot();
            _code.Emit(OpCode.Rest, rest.Span, list, statement.Names.Count, tail);
            _code.Emit(OpCode.LoadLocal, rest.Span, tail);
            Store(rest, rest.Span);
        }
    }

    private void DeclareFunction(FunctionDeclaration function)
    {
        var binding = _program.BindingOf(function);
        var code = Function(function);
        _code.Emit(OpCode.DefineFunction, function.NameSpan, AddFunction(code), binding.Slot, binding.Slot < 0 ? binding.Module : -1);
        Store(function, function.NameSpan);
        if (binding.Slot < 0 || !_code.Scope.LocalFunctions.TryGetValue(function.Name, out var siblings))
        {
            return;
        }

        foreach (var sibling in siblings)
        {
            if (_code.Scope.SlotOf(sibling.Name) is var slot and >= 0)
            {
                _code.Emit(OpCode.PatchSibling, function.NameSpan, slot, _code.Name(function.Name), 0, binding.Slot);
            }
        }
    }
}
