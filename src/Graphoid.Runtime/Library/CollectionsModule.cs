using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>collections</c> (library reference, section 8).</summary>
internal static partial class CollectionsModule
{
    public static NativeTable Table { get; } = Build();

    private static NativeTable Build()
    {
        var table = new NativeTable("`collections`");
        AddShaping(table);
        AddMaps(table);
        AddSets(table);
        return table;
    }

    private static void AddShaping(NativeTable table) => table
        .Add("flatten", "nested_list", "The elements of the lists in a list; what is no list stays.", Flatten)
        .Add("chunk", "items, size", "The list in pieces of a size, the last one may be shorter.", Chunk)
        .AddAsync("partition", "items, predicate", "The elements that pass a test, and the others.", PartitionAsync)
        .Add("zip", "list1, list2", "Pairs of the elements of two lists, as many as the shorter one has.", Zip)
        .Add("unzip", "pairs", "The first and the second elements of pairs, as two lists.", Unzip)
        .Add("take", "items, n", "The first n elements.", static (in call) => Part(call, 0, Bounded(call)))
        .Add("drop", "items, n", "All but the first n elements.", static (in call) => Part(call, Bounded(call), int.MaxValue))
        .Add("rotate", "items, n", "The list moved round to the right by n places, to the left when n is negative.", Rotate)
        .Add("unique", "items", "Every element once, in order of appearance.",
            static (in call) => Value.Of(Distinct([call.List(0)])))
        .Add("reverse", "items", "The elements from last to first.", Reverse)
        .Add("interleave", "list1, list2", "The elements of two lists in turn, then the rest of the longer one.", Interleave)
        .Add("repeat", "value, n", "A list of a value n times.", Repeat)
        .Add("range", "start, end, step?", "The numbers from start up to but excluding end.", Range);

    private static ListValue ListOf(List<Value> items) => new([.. items]);

    private static Value Flatten(in NativeCall call)
    {
        var items = new List<Value>();
        foreach (var element in call.List(0).Items)
        {
            if (ArgumentChecks.AsList(element) is { } inner)
            {
                for (var i = 0; i < inner.Count; i++)
                {
                    items.Add(inner[i]);
                }
            }
            else
            {
                items.Add(element.Share());
            }
        }

        return Value.Of(ListOf(items));
    }

    private static Value Chunk(in NativeCall call)
    {
        var list = call.List(0);
        var size = call.Integer(1);
        var chunks = new List<Value>();
        for (var start = 0L; size > 0 && start < list.Count; start += size)
        {
            chunks.Add(Value.Of(Slice(list, (int)start, (int)Math.Min(list.Count, start + size))));
        }

        return Value.Of(ListOf(chunks));
    }

    private static ListValue Slice(ListValue list, int from, int to)
    {
        var items = new Value[Math.Max(0, to - from)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list[from + i];
        }

        return new ListValue(items);
    }

    private static int Bounded(in NativeCall call) => Math.Clamp(call.Integer(1), 0, call.List(0).Count);

    private static Value Part(in NativeCall call, int from, int to)
    {
        var list = call.List(0);
        return Value.Of(Slice(list, from, Math.Min(list.Count, to)));
    }

    /// <summary>Unknown symbols fit nothing here, and odd numbers are those that leave 1.</summary>
    private static async ValueTask<Value> PartitionAsync(NativeAsyncCall call)
    {
        var list = call.List(0);
        Value.Of(list).Share();
        Func<double, bool>? named = call[1].Reference is Symbol symbol
            ? symbol.Name switch
            {
                "even" => static x => x % 2 == 0,
                "odd" => static x => x % 2 == 1,
                "positive" => static x => x > 0,
                "negative" => static x => x < 0,
                "zero" => static x => x == 0,
                _ => static _ => false,
            }
            : null;
        var function = named is null ? call.Function(1) : default;
        var (matching, rest) = (new List<Value>(), new List<Value>());
        for (var i = 0; i < list.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var item = list[i];
            var fits = named is null
                ? (await call.Program.CallAsync(function, item).ConfigureAwait(false)).IsTruthy
                : item.IsNumber ? named(item.Number) : throw GraphoidException.WrongType($"`partition`: element {i}", "num", item);
            (fits ? matching : rest).Add(item);
        }

        return Value.Of(ListValue.Of(Value.Of(ListOf(matching)), Value.Of(ListOf(rest))));
    }

    private static Value Zip(in NativeCall call)
    {
        var (first, second) = (call.List(0), call.List(1));
        var pairs = new Value[Math.Min(first.Count, second.Count)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = Value.Of(ListValue.Of(first[i], second[i]));
        }

        return Value.Of(new ListValue(pairs));
    }

    private static Value Unzip(in NativeCall call)
    {
        var pairs = call.List(0);
        var (firsts, seconds) = (new Value[pairs.Count], new Value[pairs.Count]);
        for (var i = 0; i < firsts.Length; i++)
        {
            var pair = ArgumentChecks.AsList(pairs.Items[i])
                ?? throw GraphoidException.WrongType($"`unzip`: element {i}", "list", pairs.Items[i]);
            (firsts[i], seconds[i]) = pair.Count >= 2
                ? (pair[0], pair[1])
                : throw GraphoidException.Library(ErrorKind.Runtime, $"`unzip`: element {i} is no pair, it has {pair.Count} elements");
        }

        return Value.Of(ListValue.Of(Value.Of(new ListValue(firsts)), Value.Of(new ListValue(seconds))));
    }

    private static Value Rotate(in NativeCall call)
    {
        var list = call.List(0);
        var items = new Value[list.Count];

        // Counts end at two billion, but going round is not bounded by them.
        var distance = call.Integer(1) == 0 || items.Length == 0 ? 0 : (long)(Math.Truncate(call.Number(1)) % items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            items[(int)Calendar.FloorDivide(i + distance, items.Length).Remainder] = list[i];
        }

        return Value.Of(new ListValue(items));
    }

    private static Value Reverse(in NativeCall call)
    {
        var list = call.List(0).Copy();
        var items = list.Items.ToArray();
        Array.Reverse(items);
        return Value.Of(new ListValue(items));
    }

    private static Value Interleave(in NativeCall call)
    {
        var (first, second) = (call.List(0), call.List(1));
        var items = new List<Value>(first.Count + second.Count);
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            if (i < first.Count)
            {
                items.Add(first[i]);
            }

            if (i < second.Count)
            {
                items.Add(second[i]);
            }
        }

        return Value.Of(ListOf(items));
    }

    private static Value Repeat(in NativeCall call)
    {
        var count = call.Integer(1);
        CheckLength(call.Entry, count);
        var items = new Value[Math.Max(0, count)];
        Array.Fill(items, call[0].Share());
        return Value.Of(new ListValue(items));
    }

    /// <summary>Steps are added up one after the other, so fractions come out as a loop would give them.</summary>
    private static Value Range(in NativeCall call)
    {
        var (start, end, step) = (call.Number(0), call.Number(1), call.Has(2) ? call.Number(2) : 1);
        if (!double.IsFinite(start) || !double.IsFinite(end) || !double.IsFinite(step))
        {
            throw GraphoidException.Library(ErrorKind.Value, "`range`: the arguments must be finite numbers");
        }

        var items = new List<Value>();
        if (step != 0)
        {
            CheckLength(call.Entry, (end - start) / step);
            for (var at = start; step > 0 ? at < end : at > end; at += step)
            {
                call.Program.CheckCancelled(items.Count);
                items.Add(Value.Of(at));
                if (at + step == at)
                {
                    throw GraphoidException.Library(ErrorKind.Value, "`range`: the step is too small to change the number");
                }
            }
        }

        return Value.Of(ListOf(items));
    }

    private static void CheckLength(NativeEntry entry, double count)
    {
        if (count > SizeLimits.ElementsMax)
        {
            throw GraphoidException.Library(
                ErrorKind.Value, $"`{entry.Name}`: the list would have more than {SizeLimits.ElementsMax} elements");
        }
    }
}
