using System.Diagnostics;
using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class CodeGenerator
{
    /// <summary>Pushes the value of an expression.</summary>
    /// <param name="borrow">The value is only looked at and dropped, so a container need not become shared.</param>
    private void Expression(Expression expression, bool borrow = false)
    {
        switch (expression)
        {
            case NumberLiteral or StringLiteral or SymbolLiteral or BoolLiteral or NoneLiteral:
                Constant(expression);
                break;
            case NameExpression e:
                Load(e, e.Span, borrow);
                break;
            case SelfExpression:
                _code.Emit(OpCode.LoadSelf, expression.Span, _isInBlockLiteral ? 1 : 0, borrow ? 1 : 0);
                break;
            case InterpolatedString e:
                Operands(e.Parts);
                _code.Emit(OpCode.Concatenate, e.Span, e.Parts.Count);
                break;
            case RegexLiteral e:
                _code.Emit(OpCode.MakeRegex, e.Span, _code.Constant(Value.Of(e.Body)), _code.Constant(Value.Of(e.Flags)), 0, _code.Cache());
                break;
            case ListLiteral e:
                List(e);
                break;
            case MapLiteral e:
                Entries(e.Entries);
                _code.Emit(OpCode.MakeMap, e.Span, e.Entries.Count);
                break;
            case UnaryExpression e:
                Unary(e);
                break;
            case BinaryExpression e:
                Binary(e);
                break;
            case RangeExpression e:
                Operands([e.From, e.To]);
                _code.Emit(OpCode.MakeRange, e.Span, e.IsInclusive ? 1 : 0);
                break;
            case SuffixConditional e:
                Conditional(e);
                break;
            case IfExpression e:
                If(e, wanted: true);
                break;
            case MatchExpression e:
                Match(e, wanted: true);
                break;
            case CallExpression e:
                Call(_program.Names.Declares("reflect") ? e : PatternDescription.Rewrite(e) ?? e);
                break;
            case IndexExpression e:
                Looked(e.Target, [e.Index]);
                _code.Emit(OpCode.Index, e.Span, 0, borrow ? 1 : 0);
                break;
            case SliceExpression e:
                Looked(e.Target, [.. new[] { e.From, e.To, e.Step }.Select(bound => bound ?? new NoneLiteral(e.Span))]);
                _code.Emit(OpCode.Slice, e.Span);
                break;
            case MemberExpression e:
                Expression(e.Target, borrow: true);
                _code.Emit(OpCode.Member, e.NameSpan, _code.Name(e.Name), borrow ? 1 : 0, 0, _code.Cache());
                break;
            case InstanceExpression e:
                Expression(e.Type);
                _code.Depth++;
                Entries(e.Entries);
                _code.Depth--;
                _code.Emit(OpCode.Instantiate, e.Span, e.Entries.Count);
                break;
            case LambdaExpression e:
                Lambda(e);
                break;
            case AwaitExpression e:
                Expression(e.Operand);
                _code.Emit(OpCode.Await, e.Span);
                break;
            case SpawnExpression { Actor: { } actor } e:
                Expression(actor);
                _code.Emit(OpCode.Spawn, e.Span);
                break;
            case SpawnExpression { Task: { } task } e:
                Task(e, task);
                break;
            case GraphExpression e:
                DefineGraph(e);
                break;
            case PatternExpression e:
                GraphPattern(e);
                break;
            default:
                throw new UnreachableException(expression.GetType().Name);
        }
    }

    /// <summary>A pattern is a constant; its condition, if any, sees what is around it.</summary>
    private void GraphPattern(PatternExpression pattern)
    {
        var constant = _code.Constant(Value.Of(new Matching.PatternValue(pattern)));
        _code.Emit(OpCode.Constant, pattern.Span, constant);
        if (pattern.Condition is { } condition)
        {
            _code.Depth++;
            Lambda(condition);
            _code.Depth--;
            _code.Emit(OpCode.ConditionPattern, pattern.Span);
        }
    }

    /// <summary>Pushes several values in order.</summary>
    private void Operands(IReadOnlyList<Expression> values, bool borrow = false)
    {
        foreach (var value in values)
        {
            Expression(value, borrow);
            _code.Depth++;
        }

        _code.Depth -= values.Count;
    }

    /// <summary>Pushes a value that is only looked at and then the operands that say where.</summary>
    /// <remarks>When evaluating the operands can change the place that the value comes from, a plain place is read behind
    /// them; anything else becomes a value of its own. Marking the container of a place shared instead would make a loop
    /// such as <c>xs[next()] = …</c> copy it at every turn.</remarks>
    private void Looked(Expression value, IReadOnlyList<Expression> operands)
    {
        var isUndisturbed = operands.All(InertExpressions.Contains);
        if (!isUndisturbed && PlacePath.IsPlace(value) && InertExpressions.Contains(value))
        {
            Operands(operands);
            _code.Depth += operands.Count;
            Expression(value, borrow: true);
            _code.Depth -= operands.Count;
            _code.Emit(OpCode.Sink, value.Span, operands.Count);
            return;
        }

        Expression(value, borrow: isUndisturbed);
        _code.Depth++;
        Operands(operands);
        _code.Depth--;
    }

    private void Entries(IReadOnlyList<MapEntry> entries) =>
        Operands([.. entries.SelectMany(e => new[] { e.Key, e.Value })]);

    private void Constant(Expression literal)
    {
        switch (literal)
        {
            case NoneLiteral:
                _code.Emit(OpCode.None, literal.Span);
                break;
            case BoolLiteral b:
                _code.Emit(b.Value ? OpCode.True : OpCode.False, literal.Span);
                break;
            case NumberLiteral { Value: var n } when n == (int)n && !double.IsNegative(n):
                _code.Emit(OpCode.Number, literal.Span, (int)n);
                break;
            default:
                _code.Emit(OpCode.Constant, literal.Span, _code.Constant(Literal(literal)));
                break;
        }
    }

    private void List(ListLiteral list)
    {
        Operands([.. list.Items.Select(i => i.Value)]);
        if (list.Items.Any(i => i.IsSpread))
        {
            _code.Shapes.Add(new CallShape(new string?[list.Items.Count], [.. list.Items.Select(i => i.IsSpread)]));
            _code.Emit(OpCode.MakeListSpread, list.Span, list.Items.Count, _code.Shapes.Count - 1);
        }
        else
        {
            _code.Emit(OpCode.MakeList, list.Span, list.Items.Count);
        }
    }

    private void Unary(UnaryExpression unary)
    {
        if (unary is { Operator: UnaryOperator.Negate, Operand: NumberLiteral })
        {
            _code.Emit(OpCode.Constant, unary.Span, _code.Constant(Literal(unary)));
            return;
        }

        Expression(unary.Operand, borrow: true);
        if (_hasDirectives && unary.Operator != UnaryOperator.Not)
        {
            _code.Emit(OpCode.ModalUnary, unary.Span, (int)unary.Operator);
            return;
        }

        _code.Emit(
            unary.Operator switch
            {
                UnaryOperator.Negate => OpCode.Negate,
                UnaryOperator.Complement => OpCode.Complement,
                _ => OpCode.Not,
            },
            unary.Span);
    }

    private void Binary(BinaryExpression binary)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or && !binary.IsElementWise)
        {
            var isAnd = binary.Operator == BinaryOperator.And;
            Condition(binary.Left, jumpIf: !isAnd, out var decided);
            Expression(binary.Right, borrow: true);
            _code.Emit(OpCode.ToBool, binary.Right.Span);
            var end = _code.Emit(OpCode.Jump, binary.Span);
            _code.Land(decided);
            _code.Emit(isAnd ? OpCode.False : OpCode.True, binary.Span);
            _code.Land(end);
            return;
        }

        if (TextParts(binary) is { } parts)
        {
            Joined(parts, binary.OperatorSpan);
            return;
        }

        var isLook = binary.Operator is >= BinaryOperator.Equal and <= BinaryOperator.NotIn;
        Expression(binary.Left, isLook && InertExpressions.Contains(binary.Right));
        _code.Depth++;
        Expression(binary.Right, isLook);
        _code.Depth--;
        Operator(binary.Operator, binary.IsElementWise, binary.OperatorSpan);
    }

    private void Operator(BinaryOperator op, bool isElementWise, TextSpan span)
    {
        if (op is BinaryOperator.In or BinaryOperator.NotIn)
        {
            _code.Emit(OpCode.Contains, span, op == BinaryOperator.In ? 0 : 1);
            return;
        }

        if (_hasDirectives && op >= BinaryOperator.BitOr)
        {
            _code.Emit(OpCode.ModalBinary, span, (int)op, isElementWise ? 1 : 0);
            return;
        }

        if (isElementWise)
        {
            _code.Emit(OpCode.ElementWise, span, (int)op);
            return;
        }

        var code = op switch
        {
            BinaryOperator.Add => OpCode.Add,
            BinaryOperator.Subtract => OpCode.Subtract,
            BinaryOperator.Multiply => OpCode.Multiply,
            BinaryOperator.Divide => OpCode.Divide,
            BinaryOperator.IntegerDivide => OpCode.IntegerDivide,
            BinaryOperator.Remainder => OpCode.Remainder,
            BinaryOperator.Power => OpCode.Power,
            BinaryOperator.Less => OpCode.Less,
            BinaryOperator.LessOrEqual => OpCode.LessOrEqual,
            BinaryOperator.Greater => OpCode.Greater,
            BinaryOperator.GreaterOrEqual => OpCode.GreaterOrEqual,
            BinaryOperator.Equal => OpCode.Equal,
            BinaryOperator.NotEqual => OpCode.NotEqual,
            _ => OpCode.Binary,
        };
        _code.Emit(code, span, (int)op);
    }

    private void Conditional(SuffixConditional conditional)
    {
        Condition(conditional.Condition, jumpIf: conditional.IsNegated, out var toElse);
        Expression(conditional.Value);
        var end = _code.Emit(OpCode.Jump, conditional.Span);
        _code.Land(toElse);
        Expression(conditional.Otherwise ?? new NoneLiteral(conditional.Span));
        _code.Land(end);
    }

    private void If(IfExpression expression, bool wanted)
    {
        var ends = new List<int>();
        foreach (var branch in expression.Branches)
        {
            Condition(branch.Condition, jumpIf: false, out var next);
            Statements(branch.Body.Statements, wanted);
            ends.Add(_code.Emit(OpCode.Jump, branch.Span));
            _code.Land(next);
        }

        Statements(expression.Otherwise?.Statements ?? [], wanted);
        _code.Land(ends);
    }

    private void Lambda(LambdaExpression lambda)
    {
        var yieldsLast = lambda.Form is LambdaForm.ArrowBlock or LambdaForm.BlockLiteral;
        var outside = _isInBlockLiteral;
        _isInBlockLiteral |= lambda.Form == LambdaForm.BlockLiteral;
        var code = Function(lambda, lambda.Parameters, lambda.Body, lambda.Value, yieldsLast, isLambda: true);
        code.DropsSurplus = lambda.Form == LambdaForm.BlockLiteral;
        _isInBlockLiteral = outside;
        _code.Emit(OpCode.Closure, lambda.Span, AddFunction(code));
    }

    /// <summary>A task is a function without parameters; <c>self</c> in it is the one around it.</summary>
    private void Task(SpawnExpression spawn, Block task)
    {
        var outside = _isInBlockLiteral;
        _isInBlockLiteral = false;
        var code = Function(spawn, [], task, null, yieldsLast: false, isLambda: true);
        _isInBlockLiteral = outside;
        _code.Emit(OpCode.Closure, spawn.Span, AddFunction(code));
        _code.Emit(OpCode.SpawnTask, spawn.Span);
    }

    private void Call(CallExpression call)
    {
        if (call.Callee is MemberExpression member)
        {
            MethodCall(call, member);
            return;
        }

        // Only the call knows whether the callee keeps its arguments: `length(xs)` in a loop must not make xs shared.
        var isBorrowing = call.Callee is NameExpression && call.Arguments.All(a => !a.IsWriteBack && InertExpressions.Contains(a.Value));
        var written = WriteBackSlots(call);
        Expression(call.Callee, borrow: true);
        _code.Depth++;
        Operands([.. call.Arguments.Select(a => a.Value)], isBorrowing);
        _code.Depth--;
        _code.Emit(OpCode.Call, call.Callee.Span, call.Arguments.Count, Shape(call, written), isBorrowing ? 1 : 0);
        WriteBack(call, written);
    }

    private void MethodCall(CallExpression call, MemberExpression member)
    {
        var written = WriteBackSlots(call);
        MethodCall(call, member, written);
        WriteBack(call, written);
    }

    private void MethodCall(CallExpression call, MemberExpression member, int[]? written)
    {
        var name = _code.Name(member.Name);
        if (member.Target is SuperExpression)
        {
            _code.Emit(OpCode.LoadSelf, member.Span, _isInBlockLiteral ? 1 : 0);
            _code.Depth++;
            var superShape = Arguments(call, written);
            _code.Depth--;
            _code.Emit(OpCode.CallSuper, member.NameSpan, call.Arguments.Count, superShape, name, _code.Cache());
        }
        else if (member.IsBang)
        {
            BangCall(call, member, name);
        }
        else
        {
            Looked(member.Target, [.. call.Arguments.Select(a => a.Value)]);
            _code.Emit(OpCode.CallMethod, member.NameSpan, call.Arguments.Count, Shape(call, written), name, _code.Cache());
        }
    }

    /// <summary><c>place.name!(…)</c>: the method sees the receiver at its place, and its new value is written back there.</summary>
    private void BangCall(CallExpression call, MemberExpression member, int name)
    {
        if (!PlacePath.IsPlace(member.Target) || member.Target is SelfExpression)
        {
            Expression(member.Target);
            _code.Depth++;
            var lostShape = Arguments(call);
            _code.Depth--;
            _code.Emit(OpCode.CallBang, member.NameSpan, call.Arguments.Count, lostShape, name, _code.Cache());
            _code.Emit(OpCode.Pop, member.Span);
            return;
        }

        var (path, indexCount) = IndicesOf(member.Target);
        _code.Depth += indexCount;
        var shape = Arguments(call);
        _code.Depth -= indexCount;
        var yielded = _code.TemporarySlot();
        var receiver = _code.TemporarySlot();
        LoadRoot(member.Target);
        if (member.Target is not NameExpression)
        {
            _code.Emit(OpCode.PathOwn, member.Target.Span, path, call.Arguments.Count);
            _code.Emit(OpCode.StoreLocal, member.Target.Span, receiver);
            StoreRoot(member.Target);
            _code.Emit(OpCode.MoveLocal, member.Target.Span, receiver);
        }

        _code.Emit(OpCode.Sink, member.Span, call.Arguments.Count);
        _code.Emit(OpCode.CallBang, member.NameSpan, call.Arguments.Count, shape, name, _code.Cache());
        _code.Emit(OpCode.StoreLocal, member.Span, receiver);
        _code.Emit(OpCode.StoreLocal, member.Span, yielded);
        _code.Emit(OpCode.MoveLocal, member.Span, receiver);
        WritePath(member.Target, path);
        _code.Emit(OpCode.MoveLocal, member.Span, yielded);
    }

    /// <summary>Pushes the arguments and returns the shape's index, or -1 for a plain positional call.</summary>
    private int Arguments(CallExpression call, int[]? written = null)
    {
        Operands([.. call.Arguments.Select(a => a.Value)]);
        return Shape(call, written);
    }

    private int Shape(CallExpression call, int[]? written = null)
    {
        if (written is null && call.Arguments.All(a => a.Name is null && !a.IsSpread))
        {
            return -1;
        }

        _code.Shapes.Add(new CallShape(
            [.. call.Arguments.Select(a => a.Name)], [.. call.Arguments.Select(a => a.IsSpread)], written));
        return _code.Shapes.Count - 1;
    }

    /// <summary>Slots that take the final values of <c>x!</c> arguments, -1 for other arguments; null when there are none. Each
    /// starts with the variable's value, which stays when a built-in is called.</summary>
    private int[]? WriteBackSlots(CallExpression call)
    {
        if (!call.Arguments.Any(a => a.IsWriteBack))
        {
            return null;
        }

        var slots = new int[call.Arguments.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = -1;
            if (call.Arguments[i] is { IsWriteBack: true } argument)
            {
                slots[i] = _code.TemporarySlot();
                Expression(argument.Value);
                _code.Emit(OpCode.StoreLocal, argument.Span, slots[i]);
            }
        }

        return slots;
    }

    private void WriteBack(CallExpression call, int[]? slots)
    {
        for (var i = 0; i < slots?.Length; i++)
        {
            if (slots[i] >= 0)
            {
                _code.Emit(OpCode.MoveLocal, call.Arguments[i].Span, slots[i]);
                Store(call.Arguments[i].Value, call.Arguments[i].Span, runsSetter: true);
            }
        }
    }
}
