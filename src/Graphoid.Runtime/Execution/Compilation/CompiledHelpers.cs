using System.Runtime.CompilerServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Small steps of compiled code; inlined into it.</summary>
internal static class CompiledHelpers
{
    public static Value[] ModuleSlots(FunctionValue function) => function.Module.Slots;

    public static Value[] ConstantsOf(FunctionCode code) => code.Constants;

    public static Value[] CapturedOf(FunctionValue function) => function.Captured;

    public static Value OwnType(FunctionValue function) =>
        function.Home is { } home ? Value.Of(home.Template) : Value.Undefined;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Share(object? reference)
    {
        if (reference is ContainerValue container)
        {
            container.IsShared = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTruthy(object? reference, double number) =>
        reference is null ? number != 0 : Value.FromParts(reference, number).IsTruthy;

    /// <summary>Writes a captured value that is set; false when it is not.</summary>
    public static bool StoreCaptured(FunctionValue function, int index, Value value)
    {
        if (function.Captured[index].IsUndefined)
        {
            return false;
        }

        function.Captured[index] = value;
        return true;
    }
}
