using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Parts and regroupings of lists.</summary>
internal static partial class ListMethods
{
    /// <summary>The elements from an index up to but excluding another as a new list.</summary>
    internal static ListValue Part(Elements items, int from, int to)
    {
        var part = new Value[SizeLimits.Elements(Math.Max(0, to - from))];
        for (var i = 0; i < part.Length; i++)
        {
            part[i] = items[from + i];
        }

        return new ListValue(part);
    }

    private static void AddShaping(NativeTable table) => table
        .AddBang("take", "count|n", "The first elements, at most that many.", static (in call) => Take(call))
        .AddBang("drop", "count|n", "All but the first elements.", static (in call) => Drop(call))
        .AddBang("slice", "from|a, to|b, step?", "The elements from an index up to but excluding another, negative ones from the end.",
            Slice)
        .AddBang("reverse", "", "The elements from last to first.", Reverse)
        .AddBang("uniq|unique", "", "The first of each group of equal elements, in order.", Unique)
        .AddBang("compact", "", "The elements that are not none.", Compact)
        .AddBang("concat|extend", "other|ys", "The elements of this list, then those of another.", Concat)
        .Add("flatten", "", "The elements, with those of lists among them in their place; one level.", Flatten)
        .Add("zip", "other|ys", "Pairs of elements at the same index, as many as the shorter list has.", Zip)
        .Add("chunk", "size|n", "Lists of that many neighbours; the last one may be shorter.", Chunk)
        .Add("to_list", "", "The elements as a list; a range is built.", static (in call) => Value.Of(call.SelfList))
        .Add("to_map", "", "A map of the [key, value] pairs; the last one of equal keys wins.", ToMap);

    private static Value Take(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        return Value.Of(Part(items, 0, Math.Clamp(call.Integer(0), 0, items.Count)));
    }

    private static Value Drop(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        return Value.Of(Part(items, Math.Clamp(call.Integer(0), 0, items.Count), items.Count));
    }

    private static Value Slice(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var step = call.Has(2) ? call.Integer(2) : 1;
        if (step == 0)
        {
            throw GraphoidException.Library(ErrorKind.Value, "`slice`: argument `step` must not be 0");
        }

        if (step == 1)
        {
            var start = Positions.Bound(call.Integer(0), items.Count);
            return Value.Of(Part(items, start, Positions.Bound(call.Integer(1), items.Count)));
        }

        // Going down, the bound that is excluded may lie before the first element.
        var (lowest, highest) = step > 0 ? (0, items.Count) : (-1, items.Count - 1);
        var from = Math.Clamp(Positions.FromEnd(call.Integer(0), items.Count), lowest, highest);
        var to = Math.Clamp(Positions.FromEnd(call.Integer(1), items.Count), lowest, highest);
        var part = new ListValue([]);
        for (long i = from; step > 0 ? i < to : i > to; i += step)
        {
            part.AppendInPlace(items[(int)i]);
        }

        return Value.Of(part);
    }

    private static Value Reverse(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var reversed = new Value[SizeLimits.Elements(items.Count)];
        for (var i = 0; i < reversed.Length; i++)
        {
            reversed[i] = items[reversed.Length - 1 - i];
        }

        return Value.Of(new ListValue(reversed));
    }

    private static Value Unique(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var seen = new HashSet<Value>(ValueEquality.Comparer);
        var result = new ListValue([]);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];

            // NaN equals nothing, so each one is new; in the set they would only collide.
            if ((item.IsNumber && double.IsNaN(item.Number)) || seen.Add(item))
            {
                result.AppendInPlace(item);
            }
        }

        return Value.Of(result);
    }

    private static Value Compact(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var result = new ListValue([]);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { IsNone: false } item)
            {
                result.AppendInPlace(item);
            }
        }

        return Value.Of(result);
    }

    private static Value Concat(in NativeCall call)
    {
        var other = call.List(0);
        var list = call.SelfList;
        var length = SizeLimits.Elements((long)list.Count + other.Count);
        if (!call.OwnsSelf || !list.IsExclusive)
        {
            var items = new Value[length];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = i < list.Count ? list[i] : other[i - list.Count];
            }

            return Value.Of(new ListValue(items));
        }

        for (int i = 0, count = other.Count; i < count; i++)
        {
            list.AppendInPlace(other[i]);
        }

        return call.Self;
    }

    private static Value Flatten(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var result = new ListValue([]);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.Kind is not (ValueKind.List or ValueKind.Range))
            {
                result.AppendInPlace(item);
                continue;
            }

            var inner = Elements.Of(item);
            for (var j = 0; j < inner.Count; j++)
            {
                result.AppendInPlace(inner[j]);
            }
        }

        return Value.Of(result);
    }

    private static Value Zip(in NativeCall call)
    {
        var left = Elements.Of(call.Self);
        var right = call.List(0);
        var pairs = new Value[Math.Min(left.Count, right.Count)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = Value.Of(ListValue.Of(left[i], right[i]));
        }

        return Value.Of(new ListValue(pairs));
    }

    private static Value Chunk(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var size = call.Integer(0);
        var chunks = new ListValue([]);
        for (long from = 0; size > 0 && from < items.Count; from += size)
        {
            chunks.AppendInPlace(Value.Of(Part(items, (int)from, (int)Math.Min(from + size, items.Count))));
        }

        return Value.Of(chunks);
    }

    private static Value ToMap(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var map = new MapValue(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            MapMethods.AddPair(map, items[i], $"`to_map`: element {i}");
        }

        return Value.Of(map);
    }
}
