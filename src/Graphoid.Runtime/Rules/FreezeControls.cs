using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>The rules about frozen values (reference, section 6.5).</summary>
internal static class FreezeControls
{
    /// <summary>The name of the rule that keeps <c>freeze()</c> from freezing what is inside.</summary>
    public const string ShallowName = "shallow_freeze_only";

    /// <summary><c>:no_frozen</c>: frozen lists, maps and graphs are refused.</summary>
    public static BuiltInTransform NoFrozen { get; } = new(value =>
        value.Reference is ContainerValue { IsFrozen: true } or GraphObject { IsFrozen: true }
            ? throw GraphRules.Violation("no_frozen", $"the {ValueText.TypeName(value)} is frozen", "`.clone()` gives a copy that is not")
            : value);

    /// <summary><c>:copy_elements</c>: what is stored is a copy in which nothing is frozen.</summary>
    public static BuiltInTransform CopyElements { get; } = new(Copy);

    /// <summary><c>:shallow_freeze_only</c>: changes no value; <c>freeze()</c> asks for it.</summary>
    public static BuiltInTransform Shallow { get; } = new(value => value);

    private static Value Copy(Value value)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        switch (value.Reference)
        {
            case ListValue list:
                var items = new Value[list.Count];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Copy(list.Items[i]);
                }

                return Value.Of(new ListValue(items));
            case MapValue map:
                var entries = new MapValue(map.Count);
                foreach (var (key, element) in map.Entries)
                {
                    entries.Set(key, Copy(element));
                }

                return Value.Of(entries);
            case GraphObject { Data: null or LocalGraph { IsDistributed: false } } graph:
                return Value.Of(MethodGuard.Copy(graph));
            default:
                return value;
        }
    }
}
