using System.Reflection;
using System.Reflection.Emit;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

internal sealed partial class BodyEmitter
{
    /// <summary>From here on a result may have to become a big number, which the slow way decides.</summary>
    private const double ExactMax = 9007199254740992;

    private void Arithmetic(int ip, FlowState state)
    {
        ref readonly var i = ref _code.Instructions[ip];
        var (left, right) = (state.Depth - 2, state.Depth - 1);
        var op = (BinaryOperator)i.A;
        var slow = _il.DefineLabel();
        var done = _il.DefineLabel();
        if (op == BinaryOperator.Power)
        {
            _il.Emit(OpCodes.Br, slow);
        }
        else
        {
            BranchUnlessNumbers(left, right, state, slow);
            Compute(op, left, right, slow);
            _il.Emit(OpCodes.Ldloc, _number);
            _il.Emit(OpCodes.Stloc, _operandNumbers[left]);
            ClearReference(left);
        }

        _il.MarkLabel(done);
        var yieldsAny = op == BinaryOperator.Add
            && !(state.Operands[left] == HeldTypes.Number && state.Operands[right] == HeldTypes.Number);
        var exit = yieldsAny ? done : Exit(ip + 1, state.Depth - 1);
        _rare.Add(() =>
        {
            _il.MarkLabel(slow);
            MarkPlace(ip);
            Operate(op, state);
            Keep(left);
            if (!yieldsAny)
            {
                _il.Emit(OpCodes.Ldloc, _operandReferences[left]);
                _il.Emit(OpCodes.Brtrue, exit);
            }

            _il.Emit(OpCodes.Br, done);
        });
    }

    /// <summary>Leaves the result in the scratch number, or branches when it needs the slow way.</summary>
    private void Compute(BinaryOperator op, int left, int right, Label slow)
    {
        if (op is BinaryOperator.Divide or BinaryOperator.IntegerDivide or BinaryOperator.Remainder)
        {
            _il.Emit(OpCodes.Ldloc, _operandNumbers[right]);
            _il.Emit(OpCodes.Ldc_R8, 0.0);
            _il.Emit(OpCodes.Beq, slow);
        }

        _il.Emit(OpCodes.Ldloc, _operandNumbers[left]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[right]);
        switch (op)
        {
            case BinaryOperator.Add:
                _il.Emit(OpCodes.Add);
                break;
            case BinaryOperator.Subtract:
                _il.Emit(OpCodes.Sub);
                break;
            case BinaryOperator.Multiply:
                _il.Emit(OpCodes.Mul);
                break;
            case BinaryOperator.Remainder:
                _il.Emit(OpCodes.Call, Known.Remainder);
                break;
            default:
                _il.Emit(OpCodes.Div);
                break;
        }

        if (op == BinaryOperator.IntegerDivide)
        {
            _il.Emit(OpCodes.Call, Known.Truncate);
        }

        _il.Emit(OpCodes.Stloc, _number);
        if (op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply)
        {
            _il.Emit(OpCodes.Ldloc, _number);
            _il.Emit(OpCodes.Call, Known.Abs);
            _il.Emit(OpCodes.Ldc_R8, ExactMax);
            _il.Emit(OpCodes.Bge_Un, slow);
        }
    }

    private void Negate(int ip, FlowState state)
    {
        var top = state.Depth - 1;
        if (state.Operands[top] != HeldTypes.Number)
        {
            _il.Emit(OpCodes.Ldloc, _operandReferences[top]);
            _il.Emit(OpCodes.Brtrue, Exit(ip, state.Depth));
        }

        _il.Emit(OpCodes.Ldloc, _operandNumbers[top]);
        _il.Emit(OpCodes.Neg);
        _il.Emit(OpCodes.Stloc, _operandNumbers[top]);
        ClearReference(top);
    }

    /// <summary>A comparison, together with the jump behind it where nothing else arrives between them.</summary>
    private int Comparison(int ip, FlowState state)
    {
        ref readonly var i = ref _code.Instructions[ip];
        var (left, right) = (state.Depth - 2, state.Depth - 1);
        var op = (BinaryOperator)i.A;
        var next = ip + 1 < _code.Instructions.Length ? _code.Instructions[ip + 1] : default;
        var isJump = next.Op is OpCode.JumpIfFalse or OpCode.JumpIfTrue && !_targets.Contains(ip + 1);
        var areNumbers = state.Operands[left] == HeldTypes.Number && state.Operands[right] == HeldTypes.Number;
        var slow = _il.DefineLabel();
        var done = _il.DefineLabel();
        if (!areNumbers)
        {
            BranchUnlessNumbers(left, right, state, slow);
        }

        _il.Emit(OpCodes.Ldloc, _operandNumbers[left]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[right]);
        if (isJump)
        {
            _il.Emit(Branch(op, next.Op == OpCode.JumpIfTrue), _labels[next.C]);
        }
        else
        {
            Compare(op);
            SetBool(left, isNegated: false);
        }

        _il.MarkLabel(done);
        if (areNumbers)
        {
            // The label of the slow way must stand somewhere.
            _rare.Add(() => _il.MarkLabel(slow));
            return isJump ? 2 : 1;
        }

        var exit = op is BinaryOperator.Equal or BinaryOperator.NotEqual ? Exit(ip, state.Depth) : done;
        _rare.Add(() =>
        {
            _il.MarkLabel(slow);
            MarkPlace(ip);
            if (op is BinaryOperator.Equal or BinaryOperator.NotEqual)
            {
                SlowEquality(left, right, op, state, exit);
            }
            else
            {
                Operate(op, state);
                Keep(left);
                _il.Emit(OpCodes.Ldloc, _operandReferences[left]);
                _il.Emit(OpCodes.Ldsfld, Known.TrueInstance);
                _il.Emit(OpCodes.Ceq);
            }

            if (isJump)
            {
                _il.Emit(next.Op == OpCode.JumpIfTrue ? OpCodes.Brtrue : OpCodes.Brfalse, _labels[next.C]);
            }
            else
            {
                SetBool(left, isNegated: false);
            }

            _il.Emit(OpCodes.Br, done);
        });
        return isJump ? 2 : 1;
    }

    /// <summary>Pushes 1 or 0; leaves to the interpreter for two graphs.</summary>
    private void SlowEquality(int left, int right, BinaryOperator op, FlowState state, Label exit)
    {
        LoadOperand(left, state);
        LoadOperand(right, state);
        _il.Emit(OpCodes.Call, Known.AreEqual);
        var outcome = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Stloc, outcome);
        _il.Emit(OpCodes.Ldloc, outcome);
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Beq, exit);
        _il.Emit(OpCodes.Ldloc, outcome);
        if (op == BinaryOperator.NotEqual)
        {
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ceq);
        }
    }

    /// <summary>The branch taken when two numbers compare so, or when they do not; NaN compares false with everything.</summary>
    private static System.Reflection.Emit.OpCode Branch(BinaryOperator op, bool whenTrue) => (op, whenTrue) switch
    {
        (BinaryOperator.Less, true) => OpCodes.Blt,
        (BinaryOperator.Less, false) => OpCodes.Bge_Un,
        (BinaryOperator.LessOrEqual, true) => OpCodes.Ble,
        (BinaryOperator.LessOrEqual, false) => OpCodes.Bgt_Un,
        (BinaryOperator.Greater, true) => OpCodes.Bgt,
        (BinaryOperator.Greater, false) => OpCodes.Ble_Un,
        (BinaryOperator.GreaterOrEqual, true) => OpCodes.Bge,
        (BinaryOperator.GreaterOrEqual, false) => OpCodes.Blt_Un,
        (BinaryOperator.Equal, true) or (BinaryOperator.NotEqual, false) => OpCodes.Beq,
        _ => OpCodes.Bne_Un,
    };

    private void Compare(BinaryOperator op)
    {
        switch (op)
        {
            case BinaryOperator.Less:
                _il.Emit(OpCodes.Clt);
                break;
            case BinaryOperator.Greater:
                _il.Emit(OpCodes.Cgt);
                break;
            case BinaryOperator.LessOrEqual:
                _il.Emit(OpCodes.Cgt_Un);
                Invert();
                break;
            case BinaryOperator.GreaterOrEqual:
                _il.Emit(OpCodes.Clt_Un);
                Invert();
                break;
            default:
                _il.Emit(OpCodes.Ceq);
                if (op == BinaryOperator.NotEqual)
                {
                    Invert();
                }

                break;
        }
    }

    private void Invert()
    {
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ceq);
    }

    private void BranchUnlessNumbers(int left, int right, FlowState state, Label slow)
    {
        foreach (var d in (ReadOnlySpan<int>)[left, right])
        {
            if (state.Operands[d] != HeldTypes.Number)
            {
                _il.Emit(OpCodes.Ldloc, _operandReferences[d]);
                _il.Emit(OpCodes.Brtrue, slow);
            }
        }
    }

    /// <summary>Pushes what the general operator gives for the two top operands.</summary>
    private void Operate(BinaryOperator op, FlowState state)
    {
        _il.Emit(OpCodes.Ldc_I4, (int)op);
        LoadOperand(state.Depth - 2, state);
        LoadOperand(state.Depth - 1, state);
        _il.Emit(OpCodes.Call, Known.Operate);
    }

    /// <summary>Pushes whether an operand is truthy.</summary>
    private void Truth(int d, FlowState state)
    {
        LoadReference(d, state);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[d]);
        _il.Emit(OpCodes.Call, Known.IsTruthy);
    }

    /// <summary>Makes the pushed condition an operand.</summary>
    private void SetBool(int d, bool isNegated)
    {
        var isFalse = _il.DefineLabel();
        var end = _il.DefineLabel();
        _il.Emit(isNegated ? OpCodes.Brtrue : OpCodes.Brfalse, isFalse);
        SetObject(d, Known.TrueInstance, 1);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(isFalse);
        SetObject(d, Known.FalseInstance, 0);
        _il.MarkLabel(end);
    }

    private void SetNumber(int d, double number)
    {
        _il.Emit(OpCodes.Ldc_R8, number);
        _il.Emit(OpCodes.Stloc, _operandNumbers[d]);
        ClearReference(d);
    }

    private void SetObject(int d, FieldInfo instance, double number)
    {
        _il.Emit(OpCodes.Ldsfld, instance);
        _il.Emit(OpCodes.Stloc, _operandReferences[d]);
        _il.Emit(OpCodes.Ldc_R8, number);
        _il.Emit(OpCodes.Stloc, _operandNumbers[d]);
    }

    private void ClearReference(int d)
    {
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Stloc, _operandReferences[d]);
    }

    /// <summary>Makes the pushed value an operand.</summary>
    private void Keep(int d)
    {
        _il.Emit(OpCodes.Stloc, _value);
        KeepValue(d);
    }

    private void KeepValue(int d) => Split(_operandReferences[d], _operandNumbers[d]);

    private void KeepInSlot(int slot)
    {
        _il.Emit(OpCodes.Stloc, _value);
        Split(_slotReferences[slot], _slotNumbers[slot]);
    }

    private void Split(LocalBuilder reference, LocalBuilder number)
    {
        _il.Emit(OpCodes.Ldloca, _value);
        _il.Emit(OpCodes.Ldfld, Known.Reference);
        _il.Emit(OpCodes.Stloc, reference);
        _il.Emit(OpCodes.Ldloca, _value);
        _il.Emit(OpCodes.Ldfld, Known.Number);
        _il.Emit(OpCodes.Stloc, number);
    }

    private void LoadReference(int d, FlowState state)
    {
        if (state.Operands[d] == HeldTypes.Number)
        {
            _il.Emit(OpCodes.Ldnull);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, _operandReferences[d]);
        }
    }

    private void LoadOperand(int d, FlowState state)
    {
        LoadReference(d, state);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[d]);
        _il.Emit(OpCodes.Call, Known.FromParts);
    }

    private void LoadSlotValue(int slot)
    {
        _il.Emit(OpCodes.Ldloc, _slotReferences[slot]);
        _il.Emit(OpCodes.Ldloc, _slotNumbers[slot]);
        _il.Emit(OpCodes.Call, Known.FromParts);
    }

    private void LoadConstant(int index)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, Known.ConstantsOf);
        _il.Emit(OpCodes.Ldc_I4, index);
        _il.Emit(OpCodes.Ldelem, typeof(Value));
    }

    private void ShareOperand(int d, HeldTypes types)
    {
        if ((types & HeldTypes.Object) != 0)
        {
            _il.Emit(OpCodes.Ldloc, _operandReferences[d]);
            _il.Emit(OpCodes.Call, Known.Share);
        }
    }

    private void CopyOperand(int from, int to)
    {
        _il.Emit(OpCodes.Ldloc, _operandReferences[from]);
        _il.Emit(OpCodes.Stloc, _operandReferences[to]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[from]);
        _il.Emit(OpCodes.Stloc, _operandNumbers[to]);
    }

    private void CopySlot(int slot, int operand)
    {
        _il.Emit(OpCodes.Ldloc, _slotReferences[slot]);
        _il.Emit(OpCodes.Stloc, _operandReferences[operand]);
        _il.Emit(OpCodes.Ldloc, _slotNumbers[slot]);
        _il.Emit(OpCodes.Stloc, _operandNumbers[operand]);
    }

    private void CopyToSlot(int operand, int slot)
    {
        _il.Emit(OpCodes.Ldloc, _operandReferences[operand]);
        _il.Emit(OpCodes.Stloc, _slotReferences[slot]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[operand]);
        _il.Emit(OpCodes.Stloc, _slotNumbers[slot]);
    }
}
