using System.Reflection.Emit;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

internal sealed partial class BodyEmitter
{
    /// <summary>Emits one instruction, or a comparison with the jump behind it; returns how many.</summary>
    private int Instruction(int ip, FlowState state)
    {
        ref readonly var i = ref _code.Instructions[ip];
        var depth = state.Depth;
        var top = depth - 1;
        switch (i.Op)
        {
            case OpCode.Number:
                SetNumber(depth, i.A);
                break;
            case OpCode.Constant when _code.Constants[i.A].IsNumber:
                SetNumber(depth, _code.Constants[i.A].Number);
                break;
            case OpCode.Constant:
                LoadConstant(i.A);
                Keep(depth);
                break;
            case OpCode.None:
                SetObject(depth, Known.NoneInstance, 0);
                break;
            case OpCode.True:
                SetObject(depth, Known.TrueInstance, 1);
                break;
            case OpCode.False:
                SetObject(depth, Known.FalseInstance, 0);
                break;
            case OpCode.Pop or OpCode.Await or OpCode.Truncate:
                break;
            case OpCode.Duplicate:
                ShareOperand(top, state.Operands[top]);
                CopyOperand(top, depth);
                break;
            case OpCode.LoadLocal or OpCode.MoveLocal:
                LoadSlot(ip, i.A, state, isShared: i.Op == OpCode.LoadLocal && i.B == 0);
                break;
            case OpCode.LoadLocalOr:
                LoadSlotOr(in i, state);
                break;
            case OpCode.LoadModuleOr:
                _il.Emit(OpCodes.Ldloc, _module);
                LoadPlaceOr(in i, depth);
                break;
            case OpCode.LoadCapturedOr:
                _il.Emit(OpCodes.Ldloc, _function);
                _il.Emit(OpCodes.Call, Known.CapturedOf);
                LoadPlaceOr(in i, depth);
                break;
            case OpCode.LoadSelfOr or OpCode.LoadReceiverOr:
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldstr, _code.Names[i.A]);
                _il.Emit(OpCodes.Call, i.Op == OpCode.LoadSelfOr ? Known.SelfMember : Known.ReceiverMethod);
                KeepOr(depth, isShared: i.Op == OpCode.LoadSelfOr && i.B == 0, _labels[i.C]);
                break;
            case OpCode.LoadOwnTypeOr:
                _il.Emit(OpCodes.Ldloc, _function);
                _il.Emit(OpCodes.Call, Known.OwnType);
                KeepOr(depth, isShared: false, _labels[i.C]);
                break;
            case OpCode.LoadSelfProperty:
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldarg_0);
                _il.Emit(OpCodes.Ldc_I4, i.A);
                _il.Emit(OpCodes.Ldc_I4, i.D);
                _il.Emit(OpCodes.Call, Known.SelfProperty);
                Keep(depth);
                if (i.B == 0)
                {
                    ShareOperand(depth, HeldTypes.Any);
                }

                break;
            case OpCode.LoadBuiltin:
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldc_I4, i.A);
                _il.Emit(OpCodes.Call, Known.Builtin);
                Keep(depth);
                break;
            case OpCode.LoadSelf:
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(i.A == 1 ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
                _il.Emit(i.B == 0 ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1);
                _il.Emit(OpCodes.Call, Known.Self);
                Keep(depth);
                break;
            case OpCode.StoreLocal:
                CopyToSlot(top, i.A);
                break;
            case OpCode.StoreLocalOr:
                {
                    var isUnset = _il.DefineLabel();
                    BranchIfUnset(_slotReferences[i.A], isUnset);
                    CopyToSlot(top, i.A);
                    _il.Emit(OpCodes.Br, _labels[i.C]);
                    _il.MarkLabel(isUnset);
                    break;
                }

            case OpCode.StoreCapturedOr:
                _il.Emit(OpCodes.Ldloc, _function);
                _il.Emit(OpCodes.Ldc_I4, i.A);
                LoadOperand(top, state);
                _il.Emit(OpCodes.Call, Known.StoreCaptured);
                _il.Emit(OpCodes.Brtrue, _labels[i.C]);
                break;
            case OpCode.StoreSelfOr:
                LeaveForSetter(ip, state);
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldstr, _code.Names[i.A]);
                LoadOperand(top, state);
                _il.Emit(OpCodes.Call, Known.StoreSelfMember);
                _il.Emit(OpCodes.Brtrue, _labels[i.C]);
                break;
            case OpCode.StoreSelfProperty:
                LeaveForSetter(ip, state);
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldarg_0);
                _il.Emit(OpCodes.Ldc_I4, i.A);
                _il.Emit(OpCodes.Ldc_I4, i.D);
                LoadOperand(top, state);
                _il.Emit(OpCodes.Call, Known.StoreSelfProperty);
                break;
            case OpCode.StoreModule:
                _il.Emit(OpCodes.Ldloc, _module);
                _il.Emit(OpCodes.Ldc_I4, i.A);
                _il.Emit(OpCodes.Ldelema, typeof(Value));
                LoadOperand(top, state);
                _il.Emit(OpCodes.Stobj, typeof(Value));
                break;
            case OpCode.JumpBack:
                Call(Known.CountTurn);
                _il.Emit(OpCodes.Br, _labels[i.C]);
                break;
            case OpCode.Jump:
                _il.Emit(OpCodes.Br, _labels[i.C]);
                break;
            case OpCode.JumpIfFalse:
                Truth(top, state);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                break;
            case OpCode.JumpIfTrue:
                Truth(top, state);
                _il.Emit(OpCodes.Brtrue, _labels[i.C]);
                break;
            case OpCode.JumpIfSet:
                _il.Emit(OpCodes.Ldloc, _slotReferences[i.A]);
                _il.Emit(OpCodes.Ldsfld, Known.Unset);
                _il.Emit(OpCodes.Bne_Un, _labels[i.C]);
                break;
            case OpCode.ToBool or OpCode.Not:
                Truth(top, state);
                SetBool(top, isNegated: i.Op == OpCode.Not);
                break;
            case OpCode.Negate:
                Negate(ip, state);
                break;
            case OpCode.Add or OpCode.Subtract or OpCode.Multiply or OpCode.Divide or OpCode.IntegerDivide or OpCode.Remainder
                or OpCode.Power:
                Arithmetic(ip, state);
                break;
            case OpCode.Less or OpCode.LessOrEqual or OpCode.Greater or OpCode.GreaterOrEqual or OpCode.Equal or OpCode.NotEqual:
                return Comparison(ip, state);
            case OpCode.Binary:
                MarkPlace(ip);
                Operate((BinaryOperator)i.A, state);
                Keep(depth - 2);
                break;
            case OpCode.Index:
                IndexOf(ip, state);
                break;
            case OpCode.Member:
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                LoadOperand(top, state);
                _il.Emit(OpCodes.Ldarg_0);
                _il.Emit(OpCodes.Ldc_I4, ip);
                _il.Emit(OpCodes.Call, Known.Member);
                Keep(top);
                break;
            case OpCode.Sink:
                SinkOperand(top, i.A);
                break;
            case OpCode.Concatenate or OpCode.MakeList or OpCode.MakeListSpread or OpCode.MakeMap or OpCode.MakeRange or OpCode.Slice
                or OpCode.ElementWise or OpCode.Complement or OpCode.MakeRegex or OpCode.Closure or OpCode.PathRead or OpCode.PathOwn
                or OpCode.PathWrite:
                OnStack(ip, state);
                break;
            case OpCode.Call or OpCode.CallMethod or OpCode.CallBang or OpCode.CallSuper or OpCode.Instantiate:
                CallOut(ip, state);
                break;
            case OpCode.Return or OpCode.ReturnNone:
                Call(Known.LeaveFrame);
                if (i.Op == OpCode.Return)
                {
                    LoadOperand(top, state);
                }
                else
                {
                    _il.Emit(OpCodes.Ldsfld, Known.NoneInstance);
                    _il.Emit(OpCodes.Ldc_R8, 0.0);
                    _il.Emit(OpCodes.Call, Known.FromParts);
                }

                _il.Emit(OpCodes.Ret);
                break;
            case OpCode.Iterate when i.B == 0:
                MarkPlace(ip);
                LoadOperand(top, state);
                _il.Emit(OpCodes.Ldc_I4_0);
                _il.Emit(OpCodes.Call, Known.Iterator);
                _il.Emit(OpCodes.Stloc, _slotReferences[i.A]);
                _il.Emit(OpCodes.Ldloc, _slotReferences[i.A]);
                _il.Emit(OpCodes.Brfalse, Exit(ip, depth));
                break;
            case OpCode.Next:
                _il.Emit(OpCodes.Ldloc, _slotReferences[i.A]);
                _il.Emit(OpCodes.Ldloca, _value);
                _il.Emit(OpCodes.Call, Known.MoveNext);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                KeepValue(depth);
                break;
            case OpCode.TestConstant:
                LoadSlotValue(i.A);
                LoadConstant(i.B);
                _il.Emit(OpCodes.Call, Known.ValuesEqual);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                break;
            case OpCode.TestSymbol:
                _il.Emit(OpCodes.Ldloc, _slotReferences[i.A]);
                _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, Known.ConstantsOf);
                _il.Emit(OpCodes.Ldc_I4, i.B);
                _il.Emit(OpCodes.Ldelema, typeof(Value));
                _il.Emit(OpCodes.Ldfld, Known.Reference);
                _il.Emit(OpCodes.Bne_Un, _labels[i.C]);
                break;
            case OpCode.TestList or OpCode.TestListAtLeast:
                LoadSlotValue(i.A);
                _il.Emit(OpCodes.Ldc_I4, i.B);
                _il.Emit(i.Op == OpCode.TestList ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
                _il.Emit(OpCodes.Call, Known.IsList);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                break;
            case OpCode.TestMap:
                LoadSlotValue(i.A);
                _il.Emit(OpCodes.Call, Known.IsMap);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                break;
            case OpCode.Contains:
                MarkPlace(ip);
                LoadOperand(depth - 2, state);
                LoadOperand(top, state);
                _il.Emit(i.A == 0 ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1);
                _il.Emit(OpCodes.Call, Known.Contains);
                KeepUnlessInterpreted(ip, depth - 2, state);
                break;
            case OpCode.Element:
                LoadSlotValue(i.A);
                _il.Emit(OpCodes.Ldc_I4, i.B);
                _il.Emit(OpCodes.Call, Known.Element);
                KeepInSlot(i.C);
                break;
            case OpCode.Rest:
                LoadSlotValue(i.A);
                _il.Emit(OpCodes.Ldc_I4, i.B);
                _il.Emit(OpCodes.Ldc_I4, i.D);
                _il.Emit(OpCodes.Call, Known.Rest);
                KeepInSlot(i.C);
                break;
            case OpCode.TestMapKey:
                LoadSlotValue(i.A);
                LoadConstant(i.B);
                _il.Emit(OpCodes.Call, Known.MapEntry);
                _il.Emit(OpCodes.Stloc, _value);
                BranchIfUnset(_value, _labels[i.C]);
                _il.Emit(OpCodes.Ldloc, _value);
                KeepInSlot(i.D);
                break;
            case OpCode.TestRegex:
                LoadSlotValue(i.A);
                LoadConstant(i.B);
                _il.Emit(OpCodes.Call, Known.MatchesRegex);
                _il.Emit(OpCodes.Brfalse, _labels[i.C]);
                break;
            default:
                _il.Emit(OpCodes.Br, Exit(ip, depth));
                break;
        }

        return 1;
    }

    private void LoadSlot(int ip, int slot, FlowState state, bool isShared)
    {
        var depth = state.Depth;
        if ((state.Slots[slot] & HeldTypes.Unset) != 0)
        {
            var isUnset = _il.DefineLabel();
            BranchIfUnset(_slotReferences[slot], isUnset);
            _rare.Add(() =>
            {
                _il.MarkLabel(isUnset);
                MarkPlace(ip);
                _il.Emit(OpCodes.Ldarg_1);
                _il.Emit(OpCodes.Ldarg_0);
                _il.Emit(OpCodes.Ldc_I4, slot);
                _il.Emit(OpCodes.Call, Known.UnknownLocal);
                _il.Emit(OpCodes.Throw);
            });
        }

        CopySlot(slot, depth);
        if (isShared)
        {
            ShareOperand(depth, state.Slots[slot]);
        }
    }

    private void LoadSlotOr(in Instruction i, FlowState state)
    {
        var isUnset = _il.DefineLabel();
        BranchIfUnset(_slotReferences[i.A], isUnset);
        CopySlot(i.A, state.Depth);
        if (i.B == 0)
        {
            ShareOperand(state.Depth, state.Slots[i.A]);
        }

        _il.Emit(OpCodes.Br, _labels[i.C]);
        _il.MarkLabel(isUnset);
    }

    /// <summary>With an array on the stack: its element A becomes an operand and the code jumps, unless it is not set.</summary>
    private void LoadPlaceOr(in Instruction i, int depth)
    {
        _il.Emit(OpCodes.Ldc_I4, i.A);
        _il.Emit(OpCodes.Ldelem, typeof(Value));
        KeepOr(depth, isShared: i.B == 0, _labels[i.C]);
    }

    private void KeepOr(int depth, bool isShared, Label whenSet)
    {
        var isUnset = _il.DefineLabel();
        _il.Emit(OpCodes.Stloc, _value);
        BranchIfUnset(_value, isUnset);
        KeepValue(depth);
        if (isShared)
        {
            ShareOperand(depth, HeldTypes.Any);
        }

        _il.Emit(OpCodes.Br, whenSet);
        _il.MarkLabel(isUnset);
    }

    private void BranchIfUnset(LocalBuilder held, Label target)
    {
        if (held.LocalType == typeof(Value))
        {
            _il.Emit(OpCodes.Ldloca, held);
            _il.Emit(OpCodes.Ldfld, Known.Reference);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, held);
        }

        _il.Emit(OpCodes.Ldsfld, Known.Unset);
        _il.Emit(OpCodes.Beq, target);
    }

    private void IndexOf(int ip, FlowState state)
    {
        MarkPlace(ip);
        _il.Emit(OpCodes.Ldarg_1);
        LoadOperand(state.Depth - 2, state);
        LoadOperand(state.Depth - 1, state);
        _il.Emit(_code.Instructions[ip].B == 0 ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Call, Known.Index);
        KeepUnlessInterpreted(ip, state.Depth - 2, state);
    }

    /// <summary>Makes the pushed value an operand, or leaves the instruction to the interpreter.</summary>
    private void KeepUnlessInterpreted(int ip, int operand, FlowState state)
    {
        _il.Emit(OpCodes.Stloc, _value);
        var leave = Exit(ip, state.Depth);
        _il.Emit(OpCodes.Ldloca, _value);
        _il.Emit(OpCodes.Ldfld, Known.Reference);
        _il.Emit(OpCodes.Ldsfld, Known.InterpretMarker);
        _il.Emit(OpCodes.Beq, leave);
        KeepValue(operand);
    }

    /// <summary>Where graphs have setters, the interpreter runs them.</summary>
    private void LeaveForSetter(int ip, FlowState state)
    {
        if (_code.Instructions[ip].B == 1)
        {
            _il.Emit(OpCodes.Call, Known.AreSettersUsed);
            _il.Emit(OpCodes.Brtrue, Exit(ip, state.Depth));
        }
    }

    /// <summary>An instruction whose operands the machine takes from its stack.</summary>
    private void OnStack(int ip, FlowState state)
    {
        ref readonly var i = ref _code.Instructions[ip];
        var effect = InstructionEffect.Of(_code, in i)!.Value;
        var isPath = i.Op is OpCode.PathRead or OpCode.PathOwn or OpCode.PathWrite;
        if (i.Op == OpCode.Closure)
        {
            WriteBackSlots();
        }

        for (var d = isPath ? 0 : state.Depth - effect.Pops; d < state.Depth; d++)
        {
            PutOperand(d);
        }

        SetStackTop(state.Depth);
        MarkPlace(ip);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldc_I4, ip);
        _il.Emit(OpCodes.Call, Known.Apply);
        if (isPath)
        {
            _il.Emit(OpCodes.Brfalse, Exit(ip, state.Depth));
        }
        else
        {
            _il.Emit(OpCodes.Pop);
        }

        FetchOperand(state.Depth - effect.Pops);
        if (i.Op == OpCode.PathOwn)
        {
            FetchOperand(state.Depth - 1);
        }
    }

    private void CallOut(int ip, FlowState state)
    {
        ref readonly var i = ref _code.Instructions[ip];
        if (i.Op != OpCode.Instantiate && i.B >= 0 && _code.Shapes[i.B].WriteBacks is not null)
        {
            // The callee writes to slots of this frame.
            _il.Emit(OpCodes.Br, Exit(ip, state.Depth));
            return;
        }

        var effect = InstructionEffect.Of(_code, in i)!.Value;
        var result = state.Depth - effect.Pops;
        for (var d = result; d < state.Depth; d++)
        {
            PutOperand(d);
        }

        SetStackTop(state.Depth);
        MarkPlace(ip);
        _il.Emit(OpCodes.Ldarg_1);
        if (i.Op == OpCode.Call && i.B < 0)
        {
            _il.Emit(OpCodes.Ldc_I4, i.A);
            _il.Emit(i.C == 1 ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Call, Known.CallPlain);
        }
        else
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldc_I4, ip);
            _il.Emit(OpCodes.Call, Known.CallInstruction);
        }

        _il.Emit(OpCodes.Stloc, _value);
        BranchIfUnset(_value, Suspension(result));
        LoadModuleSlots();
        if (i.Op == OpCode.CallBang)
        {
            FetchOperand(result);
            FetchOperand(result + 1);
        }
        else
        {
            KeepValue(result);
        }
    }

    private void SinkOperand(int top, int under)
    {
        _il.Emit(OpCodes.Ldloc, _operandReferences[top]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[top]);
        for (var d = top; d > top - under; d--)
        {
            CopyOperand(d - 1, d);
        }

        _il.Emit(OpCodes.Stloc, _operandNumbers[top - under]);
        _il.Emit(OpCodes.Stloc, _operandReferences[top - under]);
    }
}
