using Graphoid.Language.Binding;

namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>What a slot or operand can hold at one place of the code.</summary>
[Flags]
internal enum HeldTypes : byte
{
    None = 0,

    /// <summary>Not set yet.</summary>
    Unset = 1,
    Number = 2,

    /// <summary>Anything but a number.</summary>
    Object = 4,
    Any = Number | Object,
}

/// <summary>Types of all slots and operands before one instruction.</summary>
internal sealed class FlowState
{
    public FlowState(HeldTypes[] slots, HeldTypes[] operands)
    {
        Slots = slots;
        Operands = operands;
    }

    public HeldTypes[] Slots { get; }

    public HeldTypes[] Operands { get; }

    public int Depth => Operands.Length;
}

/// <summary>Finds out before each instruction what slots and operands can hold: an abstract interpretation to the fixed point.</summary>
/// <remarks>Arithmetic is assumed to yield numbers; where it does not (texts, numbers beyond 2^53), the compiled code leaves to the
/// interpreter. O(instructions x slots).</remarks>
internal sealed class TypeFlow
{
    /// <summary>Larger functions stay with the interpreter.</summary>
    private const int InstructionsMax = 4000;

    /// <summary>The call that looks at the variables of the function it stands in, which machine code does not keep in its frame.</summary>
    private const string ScopeReader = "current_scope";

    private const int SlotsMax = 120;

    /// <summary>A call of this name looks at the slots of the frame that makes it.</summary>
    private const string LooksAtSlots = "current_scope";

    private readonly FunctionCode _code;
    private readonly FlowState?[] _states;
    private readonly Queue<int> _pending = new();

    private TypeFlow(FunctionCode code)
    {
        _code = code;
        _states = new FlowState?[code.Instructions.Length];
    }

    /// <summary>The state before each instruction; null for those that are never reached.</summary>
    public IReadOnlyList<FlowState?> States => _states;

    /// <summary>Whether each parameter is assumed to be a number.</summary>
    public required bool[] NumberParameters { get; init; }

    /// <summary>The types in a function, or null when it cannot be compiled.</summary>
    public static TypeFlow? Analyze(FunctionCode code, ReadOnlySpan<bool> areNumbers)
    {
        if (code.Handlers.Length > 0
            || code.Statements.Length > 0
            || code.DropsResult
            || Array.IndexOf(code.Names, LooksAtSlots) >= 0
            || code.Scope.Kind == ScopeKind.GraphInitializer
            || code.Instructions.Length > InstructionsMax
            || code.Names.Contains(ScopeReader)
            || code.SlotCount > SlotsMax)
        {
            return null;
        }

        var numbers = new bool[code.ParameterCount];
        var slots = new HeldTypes[code.SlotCount];
        Array.Fill(slots, HeldTypes.Unset);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i < areNumbers.Length && areNumbers[i];
            var isRequired = i < code.RequiredParameters || (code.HasRest && i == numbers.Length - 1);
            slots[i] = numbers[i] ? HeldTypes.Number : isRequired ? HeldTypes.Any : HeldTypes.Any | HeldTypes.Unset;
        }

        var flow = new TypeFlow(code) { NumberParameters = numbers };
        flow.Reach(0, slots, []);
        while (flow._pending.TryDequeue(out var ip))
        {
            flow.Step(ip);
        }

        return flow;
    }

    private void Reach(int ip, HeldTypes[] slots, HeldTypes[] operands)
    {
        if (_states[ip] is not { } known)
        {
            _states[ip] = new FlowState([.. slots], [.. operands]);
            _pending.Enqueue(ip);
            return;
        }

        var hasChanged = Join(known.Slots, slots);
        hasChanged |= Join(known.Operands, operands);
        if (hasChanged)
        {
            _pending.Enqueue(ip);
        }
    }

    private static bool Join(HeldTypes[] known, HeldTypes[] other)
    {
        var hasChanged = false;
        for (var i = 0; i < known.Length; i++)
        {
            var joined = known[i] | other[i];
            hasChanged |= joined != known[i];
            known[i] = joined;
        }

        return hasChanged;
    }

    private void Step(int ip)
    {
        var state = _states[ip]!;
        ref readonly var i = ref _code.Instructions[ip];
        var slots = (HeldTypes[])state.Slots.Clone();
        var effect = InstructionEffect.Of(_code, in i);
        if (effect is null)
        {
            return;
        }

        var kept = state.Operands.AsSpan(0, state.Depth - effect.Value.Pops);
        switch (i.Op)
        {
            case OpCode.Jump or OpCode.JumpBack:
                Reach(i.C, slots, state.Operands);
                return;
            case OpCode.JumpIfFalse or OpCode.JumpIfTrue:
                Reach(ip + 1, slots, [.. kept]);
                Reach(i.C, slots, [.. kept]);
                return;
            case OpCode.JumpIfSet:
                Reach(ip + 1, slots, state.Operands);
                slots[i.A] &= ~HeldTypes.Unset;
                Reach(i.C, slots, state.Operands);
                return;
            case OpCode.LoadLocalOr:
                Reach(ip + 1, slots, state.Operands);
                Reach(i.C, slots, [.. state.Operands, slots[i.A] & HeldTypes.Any]);
                return;
            case OpCode.LoadCapturedOr or OpCode.LoadSelfOr or OpCode.LoadModuleOr or OpCode.LoadReceiverOr or OpCode.LoadOwnTypeOr:
                Reach(ip + 1, slots, state.Operands);
                Reach(i.C, slots, [.. state.Operands, HeldTypes.Any]);
                return;
            case OpCode.StoreLocalOr:
                Reach(ip + 1, slots, state.Operands);
                slots[i.A] = state.Operands[^1];
                Reach(i.C, slots, [.. kept]);
                return;
            case OpCode.StoreCapturedOr or OpCode.StoreSelfOr:
                Reach(ip + 1, slots, state.Operands);
                Reach(i.C, slots, [.. kept]);
                return;
            case OpCode.Return or OpCode.ReturnNone:
                return;
            case OpCode.TestConstant or OpCode.TestSymbol or OpCode.TestList or OpCode.TestListAtLeast or OpCode.TestMap
                or OpCode.TestRegex:
                Reach(ip + 1, slots, state.Operands);
                Reach(i.C, slots, state.Operands);
                return;
            case OpCode.TestMapKey:
                Reach(i.C, slots, state.Operands);
                slots[i.D] = HeldTypes.Any;
                Reach(ip + 1, slots, state.Operands);
                return;
            case OpCode.Next:
                Reach(i.C, slots, state.Operands);
                Reach(ip + 1, slots, [.. state.Operands, HeldTypes.Any]);
                return;
            case OpCode.NextPair:
                Reach(i.C, slots, state.Operands);
                Reach(ip + 1, slots, [.. state.Operands, HeldTypes.Any, HeldTypes.Any]);
                return;
            case OpCode.StoreLocal:
                slots[i.A] = state.Operands[^1];
                break;
            case OpCode.Element or OpCode.Rest:
                slots[i.C] = HeldTypes.Any;
                break;
            case OpCode.Iterate:
                slots[i.A] = HeldTypes.Object;
                break;
            case OpCode.LoadLocal or OpCode.MoveLocal:
                slots[i.A] &= HeldTypes.Any;
                Reach(ip + 1, slots, [.. kept, state.Slots[i.A] & HeldTypes.Any]);
                return;
            case OpCode.Truncate:
                Reach(ip + 1, slots, [.. state.Operands.AsSpan(0, i.A)]);
                return;
            case OpCode.Duplicate:
                Reach(ip + 1, slots, [.. state.Operands, state.Operands[^1]]);
                return;
            case OpCode.Sink:
                Reach(ip + 1, slots, Sunk(state.Operands, i.A));
                return;
            case OpCode.Add:
                var isNumeric = state.Operands[^1] == HeldTypes.Number && state.Operands[^2] == HeldTypes.Number;
                Reach(ip + 1, slots, [.. kept, isNumeric ? HeldTypes.Number : HeldTypes.Any]);
                return;
            default:
                break;
        }

        var pushed = new HeldTypes[effect.Value.Pushes];
        Array.Fill(pushed, effect.Value.Pushed);
        Reach(ip + 1, slots, [.. kept, .. pushed]);
    }

    private static HeldTypes[] Sunk(HeldTypes[] operands, int under)
    {
        var sunk = (HeldTypes[])operands.Clone();
        var at = sunk.Length - 1 - under;
        operands.AsSpan(at, under).CopyTo(sunk.AsSpan(at + 1));
        sunk[at] = operands[^1];
        return sunk;
    }
}
