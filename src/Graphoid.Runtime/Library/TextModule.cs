using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Helper module <c>string</c>, bound as <c>str</c> (library reference, section 14): methods of strings as functions.</summary>
internal static class TextModule
{
    public static NativeTable Table { get; } = new NativeTable("`str`")
        .Add("uppercase", "text", "The text in capital letters.", Method("upper"))
        .Add("lowercase", "text", "The text in small letters.", Method("lower"))
        .Add("trim", "text", "The text without white space at its ends.", Method("trim"))
        .Add("split", "text, delimiter", "The pieces between the delimiters.", Method("split"));

    private static NativeBody Method(string name)
    {
        var method = MethodTables.Find(ValueKind.String, name)!;
        return (in call) => method.Body!(new NativeCall(method, Value.Of(call.Text(0)), call.Arguments[1..], false, call.Program));
    }
}
