using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Execution;

/// <summary>What is written here for names that other languages have, and for names that an import would bring.</summary>
internal static class ForeignNames
{
    /// <summary>How an instance is made, for those who call the type or its <c>new</c>.</summary>
    public const string Instances = "an instance is written `Name { property: value }`";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["null"] = "write `none`",
        ["nil"] = "write `none`",
        ["None"] = "write `none`",
        ["undefined"] = "write `none`",
        ["True"] = "write `true`",
        ["False"] = "write `false`",
        ["this"] = "write `self`",
        ["elif"] = "write `else if`",
        ["println"] = "write `print(value)`",
        ["console"] = "write `print(value)`",
        ["puts"] = "write `print(value)`",
        ["echo"] = "write `print(value)`",
        ["input"] = "write `import \"os\"` and `os.input(prompt)`",
        ["float"] = "write `num(value)`",
        ["parseInt"] = "write `int(value)`",
        ["enumerate"] = "`xs.each((value, index) => …)` counts along",
    };

    private static readonly HashSet<string> TestWords = new(StringComparer.Ordinal)
    {
        "describe", "context", "it", "xit", "pending", "before_each", "after_each", "expect", "assert",
    };

    private static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["push"] = "append",
        ["add"] = "append",
        ["unshift"] = "prepend",
        ["shift"] = "remove_at_index",
        ["forEach"] = "each",
        ["for_each"] = "each",
        ["foreach"] = "each",
        ["fold"] = "reduce",
        ["inject"] = "reduce",
        ["includes"] = "contains",
        ["include"] = "contains",
        ["has"] = "has_key",
        ["contains_key"] = "has_key",
        ["contains"] = "has_key",
        ["indexOf"] = "index_of",
        ["toUpperCase"] = "upper",
        ["toLowerCase"] = "lower",
        ["uppercase"] = "upper",
        ["lowercase"] = "lower",
        ["strip"] = "trim",
        ["startsWith"] = "starts_with",
        ["startswith"] = "starts_with",
        ["endsWith"] = "ends_with",
        ["endswith"] = "ends_with",
        ["toString"] = "to_string",
        ["str"] = "to_string",
        ["to_str"] = "to_string",
        ["to_s"] = "to_string",
        ["to_i"] = "to_num",
        ["to_number"] = "to_num",
        ["to_float"] = "to_num",
        ["items"] = "to_list",
        ["mean"] = "average",
        ["avg"] = "average",
        ["distinct"] = "uniq",
        ["skip"] = "drop",
        ["limit"] = "take",
    };

    /// <summary>What to write instead of a name that is not defined, or null.</summary>
    public static string? HelpForName(string name) =>
        Names.TryGetValue(name, out var ours) ? ours
            : TestWords.Contains(name) ? $"write `import \"gspec\" {{ {name} }}` at the start of the file"
            : StandardModules.Binding(name) is { } module ? $"write `import \"{module}\"` at the start of the file"
            : null;

    /// <summary>What to write instead of a method that is not there, or null.</summary>
    /// <param name="known">The methods that are there.</param>
    public static string? HelpForMethod(string name, IEnumerable<string> known) =>
        Methods.TryGetValue(name, out var ours) && known.Contains(ours) ? $"write `{ours}`" : null;
}
