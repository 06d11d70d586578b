using Graphoid.Language.Binding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>A module variable that code looks at when the captured values before it hold nothing (reference, section 5.3).</summary>
/// <param name="Slot">The module slot.</param>
/// <param name="Guard">A captured index; when that value is set, the slot is not looked at. -1 for none.</param>
/// <param name="SecondGuard">Another one, or -1: a name has at most two captured places, steps 2 and 4 of the lookup.</param>
internal readonly record struct ModuleReference(int Slot, int Guard, int SecondGuard)
{
    /// <summary>Whether a function with these captured values can look at the slot.</summary>
    public bool IsReachable(ReadOnlySpan<Value> captured) => !IsSet(captured, Guard) && !IsSet(captured, SecondGuard);

    /// <summary>The slots that the code's own instructions load; the guards are the loads before it in the same lookup, which
    /// jump to the same place.</summary>
    public static List<ModuleReference> InstructionsOf(FunctionCode code)
    {
        var found = new List<ModuleReference>();
        for (var at = 0; at < code.Instructions.Length; at++)
        {
            ref readonly var load = ref code.Instructions[at];
            switch (load.Op)
            {
                case OpCode.LoadModuleOr:
                    found.Add(OfLoad(code.Instructions, at));
                    break;
                case OpCode.DefineFunction when load.C >= 0:
                    found.Add(new ModuleReference(load.C, -1, -1));
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    /// <summary>What an inner function looks at, in terms of the captured values of the function that makes it; its captures may
    /// themselves come from module variables.</summary>
    public static IEnumerable<ModuleReference> Lift(ModuleReference[] inner, IReadOnlyList<CaptureSource> captures)
    {
        foreach (var reference in inner)
        {
            yield return new ModuleReference(reference.Slot, Outside(reference.Guard), Outside(reference.SecondGuard));
        }

        foreach (var capture in captures)
        {
            if (capture.Module >= 0)
            {
                yield return new ModuleReference(capture.Module, capture.Captured, -1);
            }
        }

        int Outside(int guard) => guard < 0 ? -1 : captures[guard].Captured;
    }

    private static ModuleReference OfLoad(Instruction[] instructions, int at)
    {
        var (guard, second) = (-1, -1);
        for (var before = at - 1; before >= 0 && IsSameLookup(instructions[before], instructions[at]); before--)
        {
            if (instructions[before].Op == OpCode.LoadCapturedOr)
            {
                (guard, second) = (instructions[before].A, guard);
            }
        }

        return new ModuleReference(instructions[at].A, guard, second);
    }

    private static bool IsSameLookup(in Instruction step, in Instruction load) =>
        step.C == load.C
        && step.Op is OpCode.LoadLocalOr or OpCode.LoadCapturedOr or OpCode.LoadSelfOr or OpCode.LoadOwnTypeOr;

    private static bool IsSet(ReadOnlySpan<Value> captured, int guard) =>
        (uint)guard < (uint)captured.Length && !captured[guard].IsUndefined;
}
