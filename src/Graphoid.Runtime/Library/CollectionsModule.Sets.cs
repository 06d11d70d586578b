using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Maps, and lists taken as sets: elements are compared by <c>==</c>.</summary>
internal static partial class CollectionsModule
{
    private static void AddMaps(NativeTable table) => table
        .Add("merge", "dict1, dict2", "Both maps in one; the second one wins.", Merge)
        .Add("get_keys", "dict", "The keys in order.", static (in call) => Value.Of(new ListValue([.. call.Map(0).Entries.Select(e => e.Key.Share())])))
        .Add("get_values", "dict", "The values in order.", static (in call) => Value.Of(new ListValue([.. call.Map(0).Entries.Select(e => e.Value)])))
        .Add("has_key", "dict, key", "Whether the map has a key.",
            static (in call) => Value.Of(call.Map(0).ContainsKey(MapKeys.Normalize(call[1]))))
        .Add("invert", "dict", "The map from values, as text, to keys; of equal values the last wins.", Invert);

    private static void AddSets(NativeTable table) => table
        .Add("union", "a, b", "What is in one of two lists.", static (in call) => Value.Of(Distinct([call.List(0), call.List(1)])))
        .Add("intersection", "a, b", "What is in both lists.",
            static (in call) => Value.Of(Distinct([Only(call.List(0), Set(call.List(1)), isIn: true)])))
        .Add("difference", "a, b", "What is in the first list only.",
            static (in call) => Value.Of(Distinct([Only(call.List(0), Set(call.List(1)), isIn: false)])))
        .Add("symmetric_difference", "a, b", "What is in one of two lists only.",
            static (in call) => Value.Of(Distinct(
                [Only(call.List(0), Set(call.List(1)), isIn: false), Only(call.List(1), Set(call.List(0)), isIn: false)])))
        .Add("is_subset", "a, b", "Whether everything in the first list is in the second one.",
            static (in call) => Value.Of(Only(call.List(0), Set(call.List(1)), isIn: false).Count == 0))
        .Add("is_superset", "a, b", "Whether everything in the second list is in the first one.",
            static (in call) => Value.Of(Only(call.List(1), Set(call.List(0)), isIn: false).Count == 0));

    private static HashSet<Value> Set(ListValue list) => new(list.Items.ToArray(), ValueEquality.Comparer);

    private static ListValue Only(ListValue list, HashSet<Value> other, bool isIn)
    {
        var items = new List<Value>();
        for (var i = 0; i < list.Count; i++)
        {
            if (other.Contains(list.Items[i]) == isIn)
            {
                items.Add(list[i]);
            }
        }

        return ListOf(items);
    }

    private static ListValue Distinct(ReadOnlySpan<ListValue> lists)
    {
        var seen = new HashSet<Value>(ValueEquality.Comparer);
        var items = new List<Value>();
        foreach (var list in lists)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (seen.Add(list.Items[i]))
                {
                    items.Add(list[i]);
                }
            }
        }

        return ListOf(items);
    }

    private static Value Merge(in NativeCall call)
    {
        var merged = call.Map(0).Copy();
        foreach (var (key, value) in call.Map(1).Entries)
        {
            merged.Set(key, value);
        }

        return Value.Of(merged);
    }

    private static Value Invert(in NativeCall call)
    {
        var inverted = new MapValue();
        foreach (var (key, value) in call.Map(0).Entries)
        {
            inverted.Set(Value.Of(ValueText.ToText(value)), key.Share());
        }

        return Value.Of(inverted);
    }
}
