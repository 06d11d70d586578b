using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of maps (reference, section 4.5).</summary>
internal static class MapMethods
{
    public static NativeTable Table { get; } = Rules.RuledMethods.Add(new NativeTable("a map"))
        .Add("get", "key|k, default|d?", "The value of a key; the default, or none, when the key is absent.", Get)
        .Add("keys", "", "The keys in the order in which they were added.", Keys)
        .Add("values", "", "The values in the order of their keys.", Values)
        .Add("to_list|entries", "", "The [key, value] pairs in the order in which the keys were added.", ToList)
        .Add("has_key", "key|k", "Whether the key is present.",
            static (in call) => Value.Of(Self(call.Self).ContainsKey(MapKeys.Normalize(call[0]))))
        .Add("length|size|len", "", "Number of keys.", static (in call) => Value.Of(Self(call.Self).Count))
        .Add("is_empty", "", "Whether there is no key.", static (in call) => Value.Of(Self(call.Self).Count == 0))
        .AddBang("remove|delete", "key|k", "The map without a key.", Remove)
        .AddBang("set", "key|k, value|v", "The map with a value under a key.", Set)
        .AddBang("merge", "other|m2", "The map with all entries of another, whose values win.", Merge)
        .AddBang("clear", "", "The empty map.", static (in _) => Value.Of(new MapValue()))
        .AddAsync("map", "function|fn", "A map of the [key, value] pairs that the function gives for each key and value.",
            MapAsync)
        .AddAsync("map_values", "function|fn", "The same keys with what the function gives for each value.",
            MapValuesAsync)
        .AddAsync("filter", "test|fn", "The entries whose key and value pass the function.", FilterAsync)
        .AddAsync("each", "function|fn", "Calls the function with each key and value; gives the map back.", EachAsync);

    /// <summary>Adds a <c>[key, value]</c> list.</summary>
    /// <param name="where">What the pair is, for messages.</param>
    public static void AddPair(MapValue map, Value pair, string where)
    {
        if (ArgumentChecks.AsList(pair) is not { Count: 2 } entry)
        {
            throw GraphoidException.WrongType(where, "a [key, value] list", pair);
        }

        map.Set(MapKeys.Normalize(entry[0]), entry[1]);
    }

    private static MapValue Self(Value self) => (MapValue)self.Reference!;

    /// <summary>The entries while the program runs in between: see <see cref="Elements.Held"/>.</summary>
    private static IEnumerable<KeyValuePair<Value, Value>> Held(Value self) => Self(self.Share()).Entries;

    /// <summary>The receiver when it may be changed in place, otherwise a copy.</summary>
    private static MapValue Changeable(in NativeCall call) =>
        call.OwnsSelf && !Self(call.Self).IsShared ? Self(call.Self) : Self(call.Self).Copy();

    private static Value Get(in NativeCall call) =>
        Self(call.Self).TryGet(MapKeys.Normalize(call[0]), out var value) ? value
        : call.Has(1) ? call[1].Share()
        : Value.None;

    private static Value Keys(in NativeCall call)
    {
        var keys = new ListValue(new Value[Self(call.Self).Count], 0);
        foreach (var (key, _) in Self(call.Self).Entries)
        {
            keys.AppendInPlace(key);
        }

        return Value.Of(keys);
    }

    private static Value Values(in NativeCall call)
    {
        var values = new ListValue(new Value[Self(call.Self).Count], 0);
        foreach (var (_, value) in Self(call.Self).Entries)
        {
            values.AppendInPlace(value);
        }

        return Value.Of(values);
    }

    private static Value ToList(in NativeCall call)
    {
        var pairs = new ListValue(new Value[Self(call.Self).Count], 0);
        foreach (var (key, value) in Self(call.Self).Entries)
        {
            pairs.AppendInPlace(Value.Of(ListValue.Of(key, value)));
        }

        return Value.Of(pairs);
    }

    private static Value Remove(in NativeCall call)
    {
        var map = Changeable(call);
        map.Remove(MapKeys.Normalize(call[0]));
        return Value.Of(map);
    }

    private static Value Set(in NativeCall call)
    {
        var key = MapKeys.Normalize(call[0]);
        var map = Changeable(call);
        map.Set(key, call[1].Share());
        return Value.Of(map);
    }

    private static Value Merge(in NativeCall call)
    {
        var other = call.Map(0);
        var map = Changeable(call);
        foreach (var (key, value) in other.Entries)
        {
            map.Set(key, value);
        }

        return Value.Of(map);
    }

    private static async ValueTask<Value> MapAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var result = new MapValue();
        var round = 0;
        foreach (var (key, value) in Held(call.Self))
        {
            call.Program.CheckCancelled(round++);
            var pair = call.Program.CallAsync(function, key, value);
            AddPair(result, pair.IsCompletedSuccessfully ? pair.Result : await pair, "`map`: the result of the function");
        }

        return Value.Of(result);
    }

    private static async ValueTask<Value> MapValuesAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var result = new MapValue(Self(call.Self).Count);
        var round = 0;
        foreach (var (key, value) in Held(call.Self))
        {
            call.Program.CheckCancelled(round++);
            var image = call.Program.CallAsync(function, value);
            result.Set(key, image.IsCompletedSuccessfully ? image.Result : await image);
        }

        return Value.Of(result);
    }

    private static async ValueTask<Value> FilterAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var result = new MapValue();
        var round = 0;
        foreach (var (key, value) in Held(call.Self))
        {
            call.Program.CheckCancelled(round++);
            var answer = call.Program.CallAsync(function, key, value);
            if ((answer.IsCompletedSuccessfully ? answer.Result : await answer).IsTruthy)
            {
                result.Set(key, value);
            }
        }

        return Value.Of(result);
    }

    private static async ValueTask<Value> EachAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var round = 0;
        foreach (var (key, value) in Held(call.Self))
        {
            call.Program.CheckCancelled(round++);
            var step = call.Program.CallAsync(function, key, value);
            _ = step.IsCompletedSuccessfully ? step.Result : await step;
        }

        return call.Self;
    }
}
