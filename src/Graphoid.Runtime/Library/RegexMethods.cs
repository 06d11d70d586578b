using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of regular expressions (reference, section 4.6).</summary>
internal static class RegexMethods
{
    public static NativeTable Table { get; } = new NativeTable("a regex")
        .Add("test|matches", "text|s", "Whether the expression matches somewhere in the text.",
            static (in call) => Value.Of(Self(call).For(call.Text(0)).IsMatch(call.Text(0))))
        .Add("replace", "text|s, replacement|r", "The text with every match, empty ones apart, replaced by a text as it stands.",
            static (in call) => Value.Of(TextPattern.OfRegex(Self(call)).Replace(call.Text(0), call.Text(1))));

    /// <summary>A regex argument of another value's method.</summary>
    public static RegexValue Argument(in NativeCall call, int index) =>
        call[index].Reference as RegexValue ?? throw ArgumentChecks.Wrong(call.Entry, index, "regex", call[index]);

    private static RegexValue Self(in NativeCall call) => (RegexValue)call.Self.Reference!;
}
