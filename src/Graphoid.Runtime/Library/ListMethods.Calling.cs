using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>List methods that call back into the program.</summary>
internal static partial class ListMethods
{
    private static void AddCalling(NativeTable table) => table
        .AddAsync("map|parallel_map", "transform|fn", "What a function, or a named transform such as :double, gives for each element.",
            MapAsync, hasBang: true)
        .AddAsync("filter|select|parallel_filter", "test|fn", "The elements that pass a function or a named predicate such as :even.",
            static call => SelectAsync(call, keep: true), hasBang: true)
        .AddAsync("reject", "test|fn", "The elements that do not pass a function or a named predicate.",
            static call => SelectAsync(call, keep: false), hasBang: true)
        .AddAsync("each", "function|fn", "Calls the function with each element and its index; gives the list back.",
            EachAsync)
        .AddAsync("reduce|parallel_reduce", "init, function|fn", "Folds the list from left to right: function(accumulator, element).",
            ReduceAsync)
        .AddAsync("any", "test|fn", "Whether some element passes.",
            static async call => Value.Of(await FirstIndexAsync(call, sought: true) >= 0))
        .AddAsync("all", "test|fn", "Whether every element passes.",
            static async call => Value.Of(await FirstIndexAsync(call, sought: false) < 0))
        .AddAsync("find", "test|fn", "The first element that passes, none when there is none.",
            static async call => await FirstIndexAsync(call, sought: true) is >= 0 and var at
                ? Elements.Of(call.Self)[at]
                : Value.None)
        .AddAsync("group_by", "key|fn", "A map from what the function gives to the list of elements it gives that for.",
            GroupByAsync);

    private static async ValueTask<Value> MapAsync(NativeAsyncCall call)
    {
        var transform = ElementTransform.Of(call, 0);
        var items = Elements.Held(call.Self);
        var images = new Value[SizeLimits.Elements(items.Count)];
        for (var i = 0; i < images.Length; i++)
        {
            call.Program.CheckCancelled(i);
            var image = transform.ApplyAsync(items[i], i);
            images[i] = image.IsCompletedSuccessfully ? image.Result : await image;
        }

        return Value.Of(new ListValue(images));
    }

    private static async ValueTask<Value> SelectAsync(NativeAsyncCall call, bool keep)
    {
        var test = ElementTest.Of(call, 0);
        var items = Elements.Held(call.Self);
        var kept = new ListValue([]);
        for (var i = 0; i < items.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var item = items[i];
            var holds = test.HoldsAsync(item, i);
            if ((holds.IsCompletedSuccessfully ? holds.Result : await holds) == keep)
            {
                kept.AppendInPlace(item);
            }
        }

        return Value.Of(kept);
    }

    private static async ValueTask<Value> EachAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var items = Elements.Held(call.Self);
        for (var i = 0; i < items.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var step = call.Program.CallAsync(function, items[i], Value.Of(i));
            _ = step.IsCompletedSuccessfully ? step.Result : await step;
        }

        return call.Self;
    }

    private static async ValueTask<Value> ReduceAsync(NativeAsyncCall call)
    {
        var isFunctionLast = call[1].Kind == ValueKind.Function || call[0].Kind != ValueKind.Function;
        var function = call.Function(isFunctionLast ? 1 : 0);
        var accumulator = call[isFunctionLast ? 0 : 1].Share();
        var items = Elements.Held(call.Self);
        for (var i = 0; i < items.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var next = call.Program.CallAsync(function, accumulator, items[i]);
            accumulator = next.IsCompletedSuccessfully ? next.Result : await next;
        }

        return accumulator;
    }

    /// <summary>The index of the first element for which the test gives <paramref name="sought"/>, or -1.</summary>
    private static async ValueTask<int> FirstIndexAsync(NativeAsyncCall call, bool sought)
    {
        var test = ElementTest.Of(call, 0);
        var items = Elements.Held(call.Self);
        for (var i = 0; i < items.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var holds = test.HoldsAsync(items[i], i);
            if ((holds.IsCompletedSuccessfully ? holds.Result : await holds) == sought)
            {
                return i;
            }
        }

        return -1;
    }

    private static async ValueTask<Value> GroupByAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var items = Elements.Held(call.Self);
        var groups = new MapValue();
        for (var i = 0; i < items.Count; i++)
        {
            call.Program.CheckCancelled(i);
            var item = items[i];
            var key = call.Program.CallAsync(function, item);
            AddToGroup(groups, MapKeys.Normalize(key.IsCompletedSuccessfully ? key.Result : await key), item);
        }

        return Value.Of(groups);
    }

    private static void AddToGroup(MapValue groups, Value key, Value item)
    {
        ref var place = ref groups.PlaceAt(key);
        if (place.IsUndefined)
        {
            place = Value.Of(new ListValue([]));
        }

        // Read through the place: TryGet would mark the group shared and every element would copy it.
        ((ListValue)place.Reference!).AppendInPlace(item);
    }
}
