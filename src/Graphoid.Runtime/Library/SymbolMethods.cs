using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of symbols (reference, section 4.6).</summary>
internal static class SymbolMethods
{
    public static NativeTable Table { get; } = new NativeTable("a symbol")
        .Add("name", "", "The name without its colon.",
            static (in call) => Value.Of(((Symbol)call.Self.Reference!).Name));
}
