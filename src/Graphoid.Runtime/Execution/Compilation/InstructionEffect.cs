namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>What an instruction takes from and leaves on the operand stack.</summary>
internal readonly record struct InstructionEffect(int Pops, int Pushes, HeldTypes Pushed)
{
    /// <summary>Whether only the interpreter carries the instruction out; compiled code leaves there.</summary>
    public bool IsInterpreted { get; private init; }

    /// <summary>The effect, or null for an instruction after which nothing is known.</summary>
    public static InstructionEffect? Of(FunctionCode code, in Instruction i) => i.Op switch
    {
        OpCode.Number => new(0, 1, HeldTypes.Number),
        OpCode.Constant => new(0, 1, code.Constants[i.A].IsNumber ? HeldTypes.Number : HeldTypes.Object),
        OpCode.None or OpCode.True or OpCode.False => new(0, 1, HeldTypes.Object),
        OpCode.Pop or OpCode.StoreLocal or OpCode.StoreLocalOr or OpCode.StoreCapturedOr or OpCode.StoreSelfOr
            or OpCode.StoreSelfProperty or OpCode.StoreModule or OpCode.JumpIfFalse or OpCode.JumpIfTrue or OpCode.Return =>
            new(1, 0, HeldTypes.None),
        OpCode.Iterate => new(1, 0, HeldTypes.None) { IsInterpreted = i.B == 1 },
        OpCode.LoadLocal or OpCode.MoveLocal or OpCode.LoadSelfProperty or OpCode.LoadBuiltin or OpCode.LoadSelf
            or OpCode.Duplicate or OpCode.MakeRegex or OpCode.Closure => new(0, 1, HeldTypes.Any),
        OpCode.LoadLocalOr or OpCode.LoadCapturedOr or OpCode.LoadSelfOr or OpCode.LoadModuleOr or OpCode.LoadReceiverOr
            or OpCode.LoadOwnTypeOr or OpCode.Jump or OpCode.JumpBack or OpCode.JumpIfSet or OpCode.Truncate or OpCode.ReturnNone
            or OpCode.TestConstant or OpCode.TestSymbol or OpCode.TestList or OpCode.TestListAtLeast or OpCode.TestMap or OpCode.TestMapKey
            or OpCode.TestRegex or OpCode.Element or OpCode.Rest or OpCode.Next or OpCode.Sink or OpCode.Await => new(0, 0, HeldTypes.None),
        OpCode.ToBool or OpCode.Not => new(1, 1, HeldTypes.Object),
        OpCode.Negate => new(1, 1, HeldTypes.Number),
        OpCode.Add => new(2, 1, HeldTypes.Any),
        OpCode.Subtract or OpCode.Divide or OpCode.IntegerDivide or OpCode.Remainder => new(2, 1, HeldTypes.Number),
        OpCode.Multiply or OpCode.Power => new(2, 1, HeldTypes.Number),
        OpCode.Less or OpCode.LessOrEqual or OpCode.Greater or OpCode.GreaterOrEqual or OpCode.Equal or OpCode.NotEqual =>
            new(2, 1, HeldTypes.Object),
        OpCode.Binary or OpCode.ElementWise or OpCode.MakeRange => new(2, 1, HeldTypes.Any),
        OpCode.Complement or OpCode.Member => new(1, 1, HeldTypes.Any),
        OpCode.Index => new(2, 1, HeldTypes.Any),
        OpCode.Slice => new(4, 1, HeldTypes.Any),
        OpCode.Concatenate or OpCode.MakeList or OpCode.MakeListSpread => new(i.A, 1, HeldTypes.Object),
        OpCode.MakeMap => new(2 * i.A, 1, HeldTypes.Object),
        OpCode.PathRead => new(1, 1, HeldTypes.Any),
        OpCode.PathOwn => new(0, 1, HeldTypes.Any),
        OpCode.PathWrite => new(2 + code.Paths[i.A].IndexCount, 1, HeldTypes.Any),
        OpCode.Call or OpCode.CallMethod => new(i.A + 1, 1, HeldTypes.Any),
        OpCode.CallBang => new(i.A + 1, 2, HeldTypes.Any),
        OpCode.CallSuper => new(i.A + 1, 1, HeldTypes.Any),
        OpCode.Instantiate => new((2 * i.A) + 1, 1, HeldTypes.Any),
        OpCode.Contains => new(2, 1, HeldTypes.Object),
        OpCode.DefineFunction or OpCode.Import or OpCode.ImportMember => new(0, 1, HeldTypes.Any) { IsInterpreted = true },
        OpCode.DefineGraph or OpCode.Spawn or OpCode.SpawnTask or OpCode.Imported or OpCode.Load =>
            new(1, 1, HeldTypes.Any) { IsInterpreted = true },
        OpCode.AttachMethod => new(1, 0, HeldTypes.None) { IsInterpreted = true },
        OpCode.ConditionPattern => new(2, 1, HeldTypes.Any) { IsInterpreted = true },
        OpCode.RunInitializer or OpCode.PatchSibling or OpCode.NextPair => new(0, 0, HeldTypes.None) { IsInterpreted = true },
        _ => null,
    };
}
