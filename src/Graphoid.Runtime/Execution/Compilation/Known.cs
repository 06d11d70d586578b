using System.Reflection;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Members that compiled code uses.</summary>
internal static class Known
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static readonly FieldInfo Reference = typeof(Value).GetField("_reference", Any)!;
    public static readonly FieldInfo Number = typeof(Value).GetField("_number", Any)!;
    public static readonly FieldInfo Stack = typeof(Machine).GetField("_stack", Any)!;
    public static readonly FieldInfo StackTop = typeof(Machine).GetField("_sp", Any)!;
    public static readonly FieldInfo Unset = typeof(UndefinedValue).GetField(nameof(UndefinedValue.Instance), Any)!;
    public static readonly FieldInfo TrueInstance = typeof(BoolValue).GetField(nameof(BoolValue.TrueInstance), Any)!;
    public static readonly FieldInfo FalseInstance = typeof(BoolValue).GetField(nameof(BoolValue.FalseInstance), Any)!;
    public static readonly FieldInfo NoneInstance = typeof(NoneValue).GetField(nameof(NoneValue.Instance), Any)!;

    public static readonly FieldInfo InterpretMarker = typeof(CompiledExit).GetField(nameof(CompiledExit.Marker), Any)!;

    public static readonly MethodInfo FromParts = typeof(Value).GetMethod(nameof(Value.FromParts), Any)!;
    public static readonly MethodInfo Waiting = typeof(CompiledExit).GetProperty(nameof(CompiledExit.Waiting), Any)!.GetMethod!;
    public static readonly MethodInfo Abs = typeof(Math).GetMethod(nameof(Math.Abs), [typeof(double)])!;
    public static readonly MethodInfo Truncate = typeof(Math).GetMethod(nameof(Math.Truncate), [typeof(double)])!;

    public static readonly MethodInfo FrameBase = OnMachine(nameof(Machine.FrameBase));
    public static readonly MethodInfo FrameFunction = OnMachine(nameof(Machine.FrameFunction));
    public static readonly MethodInfo MarkPlace = OnMachine(nameof(Machine.MarkPlace));
    public static readonly MethodInfo LeaveFrame = OnMachine(nameof(Machine.LeaveFrame));
    public static readonly MethodInfo LeaveCompiled = OnMachine(nameof(Machine.LeaveCompiled));
    public static readonly MethodInfo CountTurn = OnMachine(nameof(Machine.CountTurn));
    public static readonly MethodInfo CallPlain = typeof(Machine).GetMethod(
        nameof(Machine.CallFromCompiled), Any, [typeof(int), typeof(bool)])!;

    public static readonly MethodInfo CallInstruction = typeof(Machine).GetMethod(
        nameof(Machine.CallFromCompiled), Any, [typeof(FunctionCode), typeof(int)])!;

    public static readonly MethodInfo SelfProperty = OnMachine(nameof(Machine.SelfPropertyFromCompiled));
    public static readonly MethodInfo StoreSelfProperty = OnMachine(nameof(Machine.StoreSelfPropertyFromCompiled));
    public static readonly MethodInfo SelfMember = OnMachine(nameof(Machine.SelfMemberFromCompiled));
    public static readonly MethodInfo StoreSelfMember = OnMachine(nameof(Machine.StoreSelfMemberFromCompiled));
    public static readonly MethodInfo Self = OnMachine(nameof(Machine.SelfFromCompiled));
    public static readonly MethodInfo ReceiverMethod = OnMachine(nameof(Machine.ReceiverMethodFromCompiled));
    public static readonly MethodInfo Builtin = OnMachine(nameof(Machine.BuiltinFromCompiled));
    public static readonly MethodInfo UnknownLocal = OnMachine(nameof(Machine.UnknownLocalFromCompiled));
    public static readonly MethodInfo Index = OnMachine(nameof(Machine.IndexFromCompiled));
    public static readonly MethodInfo Member = OnMachine(nameof(Machine.MemberFromCompiled));
    public static readonly MethodInfo Apply = OnMachine(nameof(Machine.ApplyFromCompiled));
    public static readonly MethodInfo AreEqual = OnMachine(nameof(Machine.EqualFromCompiled));
    public static readonly MethodInfo Iterator = OnMachine(nameof(Machine.IteratorFromCompiled));
    public static readonly MethodInfo IsWaitingIterator = OnMachine(nameof(Machine.IsWaitingIterator));
    public static readonly MethodInfo IsMap = OnMachine(nameof(Machine.IsMapFromCompiled));
    public static readonly MethodInfo Contains = OnMachine(nameof(Machine.ContainsFromCompiled));
    public static readonly MethodInfo AreSettersUsed = typeof(Graphs.GraphType).GetProperty(nameof(Graphs.GraphType.AreSettersUsed), Any)!.GetMethod!;
    public static readonly MethodInfo IsList = OnMachine(nameof(Machine.IsListFromCompiled));
    public static readonly MethodInfo Element = OnMachine(nameof(Machine.ElementFromCompiled));
    public static readonly MethodInfo Rest = OnMachine(nameof(Machine.RestFromCompiled));
    public static readonly MethodInfo MapEntry = OnMachine(nameof(Machine.MapEntryFromCompiled));
    public static readonly MethodInfo MatchesRegex = OnMachine(nameof(Machine.MatchesRegexFromCompiled));

    public static readonly MethodInfo Remainder = typeof(Operators).GetMethod(nameof(Operators.RemainderOf), Any)!;
    public static readonly MethodInfo Operate = typeof(Operators).GetMethod(nameof(Operators.Apply), Any)!;
    public static readonly MethodInfo ValuesEqual = typeof(ValueEquality).GetMethod(
        nameof(ValueEquality.AreEqual), Any, [typeof(Value), typeof(Value)])!;

    public static readonly MethodInfo MoveNext = typeof(IteratorValue).GetMethod(
        nameof(IteratorValue.MoveNext), Any, [typeof(Value).MakeByRefType()])!;

    public static readonly MethodInfo ModuleSlots = Helper(nameof(CompiledHelpers.ModuleSlots));
    public static readonly MethodInfo ConstantsOf = Helper(nameof(CompiledHelpers.ConstantsOf));
    public static readonly MethodInfo CapturedOf = Helper(nameof(CompiledHelpers.CapturedOf));
    public static readonly MethodInfo OwnType = Helper(nameof(CompiledHelpers.OwnType));
    public static readonly MethodInfo Share = Helper(nameof(CompiledHelpers.Share));
    public static readonly MethodInfo IsTruthy = Helper(nameof(CompiledHelpers.IsTruthy));
    public static readonly MethodInfo StoreCaptured = Helper(nameof(CompiledHelpers.StoreCaptured));

    private static MethodInfo OnMachine(string name) => typeof(Machine).GetMethod(name, Any)!;

    private static MethodInfo Helper(string name) => typeof(CompiledHelpers).GetMethod(name, Any)!;
}
