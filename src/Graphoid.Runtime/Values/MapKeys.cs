using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Values;

/// <summary>What may be a key of a map, and in which form it is stored (reference, section 4.5).</summary>
public static class MapKeys
{
    /// <summary>The form under which a key is stored and looked up: node handles become their id, lists are marked shared
    /// because the map keeps them, everything else stays.</summary>
    /// <exception cref="GraphoidException">NaN, or a value that can change.</exception>
    public static Value Normalize(Value key)
    {
        if (key.Reference is not ListValue)
        {
            return NormalizeOther(key);
        }

        var known = new KnownParts<object, Value>(ReferenceEqualityComparer.Instance);
        return Normalize(key, ref known);
    }

    private static Value Normalize(Value key, ref KnownParts<object, Value> known) =>
        key.Reference is ListValue list ? NormalizeList(list, ref known) : NormalizeOther(key);

    private static Value NormalizeOther(Value key)
    {
        switch (key.Reference)
        {
            case null when double.IsNaN(key.Number):
                throw GraphoidException.Library(ErrorKind.Value, "NaN cannot be a map key because it equals nothing, not even itself");
            case null or string or NoneValue or BoolValue or Symbol:
                return key;
            case IIdentified handle:
                return Value.Of(handle.IdText);
            case RangeValue range:
                return Value.Of(range.ToList());
            case IStructurallyEqual:
                // Comparing by content presupposes that the content stays.
                return key;
            default:
                throw GraphoidException.WrongType("a map", "an immutable key", key);
        }
    }

    private static Value NormalizeList(ListValue list, ref KnownParts<object, Value> known)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        if (list.IsShared && known.TryGet(list, out var result))
        {
            return result;
        }

        Value[]? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            var item = list.Items[i];
            var normal = Normalize(item, ref known);
            if (changed is null && !ReferenceEquals(normal.Reference, item.Reference))
            {
                changed = list.Items.ToArray();
            }

            if (changed is not null)
            {
                changed[i] = normal;
            }
        }

        // Every nested list was marked shared by its own turn above, so the array may be copied as it is.
        result = Value.Of(changed is null ? list : new ListValue(changed)).Share();
        known.Add(list, result);
        return result;
    }
}
