namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Which instructions name another one in their operand C.</summary>
internal static class InstructionTargets
{
    public static bool Jumps(Instruction i) => i.Op is OpCode.Jump or OpCode.JumpBack or OpCode.JumpIfFalse or OpCode.JumpIfTrue
        or OpCode.JumpIfSet or OpCode.LoadLocalOr or OpCode.LoadCapturedOr or OpCode.LoadSelfOr or OpCode.LoadModuleOr
        or OpCode.LoadReceiverOr or OpCode.LoadOwnTypeOr or OpCode.StoreLocalOr or OpCode.StoreCapturedOr or OpCode.StoreSelfOr
        or OpCode.TestConstant or OpCode.TestSymbol or OpCode.TestList or OpCode.TestListAtLeast or OpCode.TestMap or OpCode.TestMapKey
        or OpCode.TestRegex or OpCode.Next or OpCode.NextPair or OpCode.TestErrorKind;
}
