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

    private static async ValueTask<Value> MapAsync(NativeAsyncCall call) =>
        Value.Of(new ListValue(await ElementTransform.Of(call, 0).ImagesAsync(Elements.Held(call.Self)).ConfigureAwait(false)));

    private static async ValueTask<Value> SelectAsync(NativeAsyncCall call, bool keep)
    {
        var items = Elements.Held(call.Self);
        var places = await ElementTest.Of(call, 0).AnswersAsync(items).ConfigureAwait(false);
        var count = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i].IsTruthy == keep)
            {
                places[count++] = items[i];
            }
        }

        if (count < places.Length / 2)
        {
            return Value.Of(new ListValue(places[..count]));
        }

        places.AsSpan(count).Clear();
        return Value.Of(new ListValue(places, count));
    }

    private static async ValueTask<Value> EachAsync(NativeAsyncCall call)
    {
        await ElementCalls.EachAsync(call.Program, call.Function(0), Elements.Held(call.Self)).ConfigureAwait(false);
        return call.Self;
    }

    private static ValueTask<Value> ReduceAsync(NativeAsyncCall call)
    {
        var isFunctionLast = call[1].Kind == ValueKind.Function || call[0].Kind != ValueKind.Function;
        var function = call.Function(isFunctionLast ? 1 : 0);
        return ElementCalls.FoldAsync(call.Program, function, call[isFunctionLast ? 0 : 1].Share(), Elements.Held(call.Self));
    }

    /// <summary>The index of the first element for which the test gives <paramref name="sought"/>, or -1.</summary>
    private static ValueTask<int> FirstIndexAsync(NativeAsyncCall call, bool sought) =>
        ElementTest.Of(call, 0).FirstIndexAsync(Elements.Held(call.Self), sought);

    private static async ValueTask<Value> GroupByAsync(NativeAsyncCall call)
    {
        var items = Elements.Held(call.Self);
        var keys = await ElementCalls.AnswersAsync(call.Program, call.Function(0), items).ConfigureAwait(false);
        var groups = new MapValue();
        for (var i = 0; i < keys.Length; i++)
        {
            AddToGroup(groups, MapKeys.Normalize(keys[i]), items[i]);
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
