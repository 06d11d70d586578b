using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Types that a program writes before names: <c>num x = 1</c>, <c>fn f(list xs)</c>.</summary>
/// <remarks>They are checked under <c>strict_types</c> only; <c>bignum</c> converts a num in any mode.</remarks>
internal static class DeclaredTypes
{
    /// <summary>The name of the one type that changes the value.</summary>
    public const string BigNumberName = "bignum";

    /// <summary>A value as its declaration wants it.</summary>
    /// <param name="type">The type's name, those of its arguments, and the declared name.</param>
    /// <exception cref="GraphoidException">A TypeError when types are strict and the value has another one.</exception>
    public static Value Admit(Value value, ListValue type, ProgramSettings settings)
    {
        var name = Text(type, 0);
        if (name == BigNumberName)
        {
            return Conversions.ToBigNumber(Numbers.IsNumeric(value) ? value : throw Misfit(type, name, value));
        }

        if (!settings.StrictTypes)
        {
            return value;
        }

        if (!Fits(value, name))
        {
            throw Misfit(type, name, value);
        }

        for (var argument = 1; argument < type.Count - 1; argument++)
        {
            CheckElements(value, type, argument);
        }

        return value;
    }

    /// <summary>Elements of a list, values of a map with one argument, keys and values of a map with two.</summary>
    private static void CheckElements(Value value, ListValue type, int argument)
    {
        var name = Text(type, argument);
        if (value.Reference is MapValue map)
        {
            var isKey = argument == 1 && type.Count > 3;
            foreach (var (key, element) in map.Entries)
            {
                Check(isKey ? key : element);
            }
        }
        else if (ArgumentChecks.AsList(value) is { } list)
        {
            foreach (ref readonly var element in list.Items)
            {
                Check(element);
            }
        }

        void Check(Value element)
        {
            if (!Fits(element, name))
            {
                throw Misfit(type, name, element);
            }
        }
    }

    private static bool Fits(Value value, string name) => name switch
    {
        "num" => Numbers.IsNumeric(value),
        "string" => value.Reference is string or IIdentified,
        "list" => value.Kind is ValueKind.List or ValueKind.Range,
        "map" or "hash" => value.Kind == ValueKind.Map,
        "graph" or "tree" => value.Kind == ValueKind.Graph,
        "any" => true,
        _ => ValueText.TypeName(value) == name || (value.Reference is Instance instance && IsOf(instance.Type, name)),
    };

    private static bool IsOf(GraphType? type, string name)
    {
        for (; type is not null; type = type.Parent)
        {
            if (type.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(ListValue type, int index) => (string)type.Items[index].Reference!;

    private static GraphoidException Misfit(ListValue type, string expected, Value actual) => new(
        ErrorKind.Type,
        $"`{Text(type, type.Count - 1)}`: expected {expected}, got {ValueText.TypeName(actual)}",
        RuntimeErrorIds.BadArgument);
}
