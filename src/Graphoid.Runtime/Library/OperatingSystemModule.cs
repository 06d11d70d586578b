using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>os</c> (library reference, section 11).</summary>
internal static class OperatingSystemModule
{
    public static NativeTable Table { get; } = new NativeTable("`os`")
        .Add("args", "", "The words the program was started with, the tool and the script first.", Arguments);

    private static Value Arguments(in NativeCall call) =>
        Value.Of(new ListValue([.. ((Machine)call.Program).Program.Host.Arguments.Select(a => Value.Of(a))]));
}
