using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>Directives in the body of a graph that are about evaluation (reference, section 6.7): they hold while its methods run.</summary>
public static class MethodSettings
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "error_mode", "bounds_checking", "type_coercion", "none_handling", "decimal_places", "skip_none", "strict_types",
        "none_conversions", "precision", "unsigned", "integer", "32bit", "high", "lenient", "strict", "collect",
    };

    /// <summary>Whether an item is one of them; its value is a literal, because it belongs to every call.</summary>
    public static bool Includes(ConfigurationItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Names.Contains(item.Name) && item.Value is null or BoolLiteral or NumberLiteral or SymbolLiteral or NoneLiteral;
    }
}
