using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Makes a value independent of its sender before it travels.</summary>
/// <remarks>Lists and maps are immutable once shared, so marking is enough; only what can still change, graphs and functions
/// with captured values, is copied. Cost: O(elements) looks for nested values, no copy in the common case.</remarks>
internal static class Payload
{
    public static Value Isolate(Value value)
    {
        switch (value.Reference)
        {
            case null or string:
                return value;
            case ListValue list:
                return IsPlain(list) ? value.Share() : Value.Of(new ListValue(Isolate(list.Items)));
            case MapValue map:
                return IsPlain(map) ? value.Share() : Isolate(map);
            case FunctionValue function when function.Captured.Length > 0:
                return Value.Of(new FunctionValue(
                    function.Code, function.Module, Isolate(function.Captured), function.Self, function.Home));
            case GraphObject { Data: null or { IsDistributed: false } } graph when !ReferenceEquals(graph, graph.Type.Template):
                return Value.Of(graph.NewInstance());
            default:
                return value;
        }
    }

    private static Value[] Isolate(ReadOnlySpan<Value> values)
    {
        Guard();
        var copies = new Value[values.Length];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = Isolate(values[i]);
        }

        return copies;
    }

    private static Value Isolate(MapValue map)
    {
        Guard();
        var copy = new MapValue(map.Count);
        foreach (var (key, value) in map.Entries)
        {
            copy.Set(key, Isolate(value));
        }

        return Value.Of(copy);
    }

    private static bool IsPlain(ListValue list)
    {
        Guard();
        foreach (ref readonly var item in list.Items)
        {
            if (!IsPlain(item))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(MapValue map)
    {
        Guard();
        foreach (var (_, value) in map.Entries)
        {
            if (!IsPlain(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(Value value) => value.Reference switch
    {
        null or string or Symbol => true,
        ListValue list => IsPlain(list),
        MapValue map => IsPlain(map),
        FunctionValue or GraphObject => false,
        _ => true,
    };

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }
}
