using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of functions (reference, section 4.6).</summary>
internal static class FunctionMethods
{
    public static NativeTable Table { get; } = new NativeTable("a function")
        .Add("name", "", "The name, or what stack traces call a function without one.",
            static (in call) => Value.Of(NameOf(call.Self)))
        .Add("arity", "", "Number of parameters.", static (in call) => Value.Of(ArityOf(call.Self)))
        .AddAsync("call", "arguments...", "Calls the function.", CallAsync);

    private static string NameOf(Value function) => function.Reference switch
    {
        FunctionValue f => f.Code.Name,
        NativeFunctionValue native => native.Entry.Name,
        _ => ValueText.Display(function),
    };

    private static int ArityOf(Value function) => function.Reference switch
    {
        FunctionValue f => f.Code.ParameterNames.Count,
        NativeFunctionValue native => native.Entry.Parameters.Count,
        _ => 0,
    };

    private static ValueTask<Value> CallAsync(NativeAsyncCall call)
    {
        // Calling back drops surplus arguments; a call that the program writes must not.
        var given = call.Rest.Length;
        var most = call.Self.Reference switch
        {
            FunctionValue f when f.ForArguments(given).Code is { HasRest: false } code => code.ParameterNames.Count,
            NativeFunctionValue native => native.Entry.PositionalMax,
            _ => int.MaxValue,
        };
        return given <= most
            ? call.Program.CallAsync(call.Self, call.Rest)
            : throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"`{NameOf(call.Self)}` expects {(most == 1 ? "1 argument" : $"{most} arguments")}, got {given}",
                RuntimeErrorIds.WrongArgumentCount);
    }
}
