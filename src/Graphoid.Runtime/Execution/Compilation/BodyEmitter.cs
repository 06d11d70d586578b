using System.Reflection;
using System.Reflection.Emit;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Turns the instructions of one function into machine code, slot by slot and operand by operand.</summary>
/// <remarks>
/// Every slot and every place of the operand stack becomes two locals, the reference and the number of a <see cref="Value"/>. The
/// reference of something known to be a number is null and is never looked at. Rare ways (slow operators, exits) stand behind the
/// code they belong to, so that the hot one runs straight through.
/// </remarks>
internal sealed partial class BodyEmitter
{
    private readonly FunctionCode _code;
    private readonly TypeFlow _flow;
    private readonly ILGenerator _il;
    private readonly DynamicMethod _method;
    private readonly Label[] _labels;
    private readonly List<Action> _rare = [];
    private readonly Dictionary<int, int> _entries = [];
    private readonly HashSet<int> _targets;
    private readonly bool _usesFunction;
    private readonly LocalBuilder _base;
    private readonly LocalBuilder _function;
    private readonly LocalBuilder _module;
    private readonly LocalBuilder _value;
    private readonly LocalBuilder _number;
    private readonly LocalBuilder[] _slotReferences;
    private readonly LocalBuilder[] _slotNumbers;
    private readonly LocalBuilder[] _operandReferences;
    private readonly LocalBuilder[] _operandNumbers;

    public BodyEmitter(FunctionCode code, TypeFlow flow)
    {
        _code = code;
        _flow = flow;
        _method = new DynamicMethod(
            code.Name, typeof(Value), [typeof(FunctionCode), typeof(Machine), typeof(int)], typeof(Machine), skipVisibility: true) { InitLocals = false };
        _il = _method.GetILGenerator(code.Instructions.Length * 32);
        _labels = [.. code.Instructions.Select(_ => _il.DefineLabel())];
        _targets = [.. code.Instructions.Where(InstructionTargets.Jumps).Select(i => i.C)];
        _usesFunction = code.Instructions.Any(i => i.Op is OpCode.LoadModuleOr or OpCode.StoreModule or OpCode.LoadCapturedOr
            or OpCode.StoreCapturedOr or OpCode.LoadOwnTypeOr);
        _base = _il.DeclareLocal(typeof(int));
        _function = _il.DeclareLocal(typeof(FunctionValue));
        _module = _il.DeclareLocal(typeof(Value[]));
        _value = _il.DeclareLocal(typeof(Value));
        _number = _il.DeclareLocal(typeof(double));
        _slotReferences = Locals(code.SlotCount, typeof(object));
        _slotNumbers = Locals(code.SlotCount, typeof(double));
        var depth = flow.States.Max(s => s?.Depth ?? 0) + 2;
        _operandReferences = Locals(depth, typeof(object));
        _operandNumbers = Locals(depth, typeof(double));
    }

    /// <summary>The code, and the number of each loop by the instruction at its head.</summary>
    public (CompiledBody Body, IReadOnlyDictionary<int, int> Entries) Emit()
    {
        Prologue();
        for (var ip = 0; ip < _code.Instructions.Length; ip++)
        {
            if (_flow.States[ip] is not { } state)
            {
                continue;
            }

            _il.MarkLabel(_labels[ip]);
            ip += Instruction(ip, state) - 1;
        }

        for (var i = 0; i < _rare.Count; i++)
        {
            _rare[i]();
        }

        return (_method.CreateDelegate<CompiledBody>(_code), _entries);
    }

    private LocalBuilder[] Locals(int count, Type type) => [.. Enumerable.Range(0, count).Select(_ => _il.DeclareLocal(type))];

    private void Prologue()
    {
        Call(Known.FrameBase);
        _il.Emit(OpCodes.Stloc, _base);
        if (_usesFunction)
        {
            Call(Known.FrameFunction);
            _il.Emit(OpCodes.Stloc, _function);
        }

        LoadModuleSlots();

        var heads = _code.Instructions
            .Where(i => i.Op == OpCode.JumpBack && _flow.States[i.C] is not null)
            .Select(i => i.C).Distinct().ToList();
        var doors = heads.Select(_ => _il.DefineLabel()).ToArray();
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Switch, doors);
        Begin();
        for (var i = 0; i < heads.Count; i++)
        {
            _entries.Add(heads[i], i + 1);
            _il.MarkLabel(doors[i]);
            Enter(heads[i]);
        }
    }

    /// <summary>The array changes when a call loads another text into the module.</summary>
    private void LoadModuleSlots()
    {
        if (!_usesFunction)
        {
            return;
        }

        _il.Emit(OpCodes.Ldloc, _function);
        _il.Emit(OpCodes.Call, Known.ModuleSlots);
        _il.Emit(OpCodes.Stloc, _module);
    }

    /// <summary>From the call: parameters come from the stack, nothing else is set.</summary>
    private void Begin()
    {
        var parameters = _code.ParameterCount;
        for (var i = 0; i < _code.SlotCount; i++)
        {
            if (i < parameters)
            {
                FetchFromStack(i, _slotReferences[i], _slotNumbers[i]);
            }
            else
            {
                _il.Emit(OpCodes.Ldsfld, Known.Unset);
                _il.Emit(OpCodes.Stloc, _slotReferences[i]);
                _il.Emit(OpCodes.Ldc_R8, 0.0);
                _il.Emit(OpCodes.Stloc, _slotNumbers[i]);
            }
        }

        var exit = Exit(0, 0);
        for (var i = 0; i < parameters; i++)
        {
            if (_flow.NumberParameters[i])
            {
                _il.Emit(OpCodes.Ldloc, _slotReferences[i]);
                _il.Emit(OpCodes.Brtrue, exit);
            }
        }

        _il.Emit(OpCodes.Br, _labels[0]);
    }

    /// <summary>In the middle, at the head of a loop: everything comes from the stack and must be what the code there relies on.</summary>
    private void Enter(int head)
    {
        var state = _flow.States[head]!;
        for (var i = 0; i < _code.SlotCount; i++)
        {
            FetchFromStack(i, _slotReferences[i], _slotNumbers[i]);
        }

        for (var d = 0; d < state.Depth; d++)
        {
            FetchFromStack(_code.SlotCount + d, _operandReferences[d], _operandNumbers[d]);
        }

        var exit = Exit(head, state.Depth);
        for (var i = 0; i < _code.SlotCount; i++)
        {
            if (state.Slots[i] == HeldTypes.Number)
            {
                _il.Emit(OpCodes.Ldloc, _slotReferences[i]);
                _il.Emit(OpCodes.Brtrue, exit);
            }
            else if ((state.Slots[i] & HeldTypes.Unset) == 0)
            {
                _il.Emit(OpCodes.Ldloc, _slotReferences[i]);
                _il.Emit(OpCodes.Ldsfld, Known.Unset);
                _il.Emit(OpCodes.Beq, exit);
            }
        }

        foreach (var slot in _code.Instructions.Where(i => i.Op == OpCode.Next).Select(i => i.A).Distinct())
        {
            _il.Emit(OpCodes.Ldloc, _slotReferences[slot]);
            _il.Emit(OpCodes.Call, Known.IsWaitingIterator);
            _il.Emit(OpCodes.Brtrue, exit);
        }

        for (var d = 0; d < state.Depth; d++)
        {
            if (state.Operands[d] == HeldTypes.Number)
            {
                _il.Emit(OpCodes.Ldloc, _operandReferences[d]);
                _il.Emit(OpCodes.Brtrue, exit);
            }
        }

        _il.Emit(OpCodes.Br, _labels[head]);
    }

    /// <summary>A place that writes everything back and leaves to the interpreter, which goes on with an instruction.</summary>
    private Label Exit(int ip, int depth)
    {
        var exit = _il.DefineLabel();
        _rare.Add(() =>
        {
            _il.MarkLabel(exit);
            WriteBack(depth);
            SetStackTop(depth);
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, ip);
            _il.Emit(OpCodes.Call, Known.LeaveCompiled);
            _il.Emit(OpCodes.Ret);
        });
        return exit;
    }

    /// <summary>A place that writes back all but the operands of the call that has to wait.</summary>
    private Label Suspension(int keptOperands)
    {
        var waits = _il.DefineLabel();
        _rare.Add(() =>
        {
            _il.MarkLabel(waits);
            WriteBack(keptOperands);
            _il.Emit(OpCodes.Call, Known.Waiting);
            _il.Emit(OpCodes.Ret);
        });
        return waits;
    }

    private void WriteBack(int operands)
    {
        WriteBackSlots();
        for (var d = 0; d < operands; d++)
        {
            PutOperand(d);
        }
    }

    private void WriteBackSlots()
    {
        for (var i = 0; i < _code.SlotCount; i++)
        {
            StackPlace(i);
            _il.Emit(OpCodes.Ldloc, _slotReferences[i]);
            _il.Emit(OpCodes.Ldloc, _slotNumbers[i]);
            _il.Emit(OpCodes.Call, Known.FromParts);
            _il.Emit(OpCodes.Stobj, typeof(Value));
        }
    }

    /// <summary>Writes an operand to its place on the machine's stack.</summary>
    private void PutOperand(int d)
    {
        StackPlace(_code.SlotCount + d);
        _il.Emit(OpCodes.Ldloc, _operandReferences[d]);
        _il.Emit(OpCodes.Ldloc, _operandNumbers[d]);
        _il.Emit(OpCodes.Call, Known.FromParts);
        _il.Emit(OpCodes.Stobj, typeof(Value));
    }

    private void FetchOperand(int d) => FetchFromStack(_code.SlotCount + d, _operandReferences[d], _operandNumbers[d]);

    private void FetchFromStack(int place, LocalBuilder reference, LocalBuilder number)
    {
        StackPlace(place);
        _il.Emit(OpCodes.Ldfld, Known.Reference);
        _il.Emit(OpCodes.Stloc, reference);
        StackPlace(place);
        _il.Emit(OpCodes.Ldfld, Known.Number);
        _il.Emit(OpCodes.Stloc, number);
    }

    /// <summary>Pushes the address of a place of the frame on the machine's stack.</summary>
    private void StackPlace(int place)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldfld, Known.Stack);
        _il.Emit(OpCodes.Ldloc, _base);
        _il.Emit(OpCodes.Ldc_I4, place);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldelema, typeof(Value));
    }

    private void SetStackTop(int depth)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldloc, _base);
        _il.Emit(OpCodes.Ldc_I4, _code.SlotCount + depth);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stfld, Known.StackTop);
    }

    private void MarkPlace(int ip)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, ip);
        _il.Emit(OpCodes.Call, Known.MarkPlace);
    }

    private void Call(MethodInfo onMachine)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Call, onMachine);
    }
}
