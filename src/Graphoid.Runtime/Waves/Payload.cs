using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Makes a value independent of its sender before it travels (reference, section 3.5).</summary>
/// <remarks>Lists and maps are immutable once shared, so marking is enough; only what can still change is copied: graphs,
/// functions with captured values, and cursors of running handlers, which become plain handles. Cost: O(elements) looks for
/// nested values, no copy in the common case.</remarks>
internal static class Payload
{
    /// <summary>A copy for one receiver.</summary>
    /// <param name="epoch">Write epoch of the handler that gets the copy and may change graphs in it, 0 outside of handlers.</param>
    public static Value Isolate(Value value, long epoch = 0)
    {
        switch (value.Reference)
        {
            case null or string:
                return value;
            case ListValue list:
                return IsPlain(list) ? SharePlain(list) : new DeepCopy(epoch).Copy(value);
            case MapValue map:
                return IsPlain(map) ? SharePlain(map) : new DeepCopy(epoch).Copy(value);
            case FunctionValue function:
                return Value.Of(new DeepCopy(epoch).Copy(function));
            case NodeInstance node:
                return Value.Of(node.Handle);
            case GraphObject graph when !IsReference(graph):
                return Value.Of(CopyOf(graph, epoch));
            default:
                return value;
        }
    }

    /// <summary>What is stored once for all receivers: the value, or a wrapper that gives each receiver its own copy.</summary>
    public static Value ForReceivers(Value value) =>
        value.Reference is Envelope ? value
        : IsPlain(value) ? value.Share()
        : Value.Of(new CopiedEnvelope(Isolate(value)));

    /// <summary>A function for one call from its snapshot (reference, section 5.4): what the call writes to captured names is its own.</summary>
    public static Value FreshCall(Value function) =>
        function.Reference is FunctionValue { Code.WritesCaptured: true } written ? Value.Of(new DeepCopy().Copy(written)) : function;

    /// <summary>A graph of this program with everything in it: properties, nodes, edges.</summary>
    public static GraphObject CopyOf(GraphObject graph, long epoch = 0) => new DeepCopy(epoch).Copy(graph);

    /// <summary>Distributed graphs stay references wherever they go.</summary>
    internal static bool IsReference(GraphObject graph) => graph.Data is { IsDistributed: true };

    /// <summary>Marks a container shared that needs no copy; it is not looked through again.</summary>
    internal static Value SharePlain(ContainerValue container)
    {
        container.IsShared = true;
        container.IsPlain = true;
        return Value.Of(container);
    }

    internal static bool IsPlain(ListValue list)
    {
        if (list.IsPlain)
        {
            return true;
        }

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

    internal static bool IsPlain(MapValue map)
    {
        if (map.IsPlain)
        {
            return true;
        }

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
        FunctionValue function => function is { Captured.Length: 0, Self: null },
        GraphObject graph => IsReference(graph),
        NodeInstance => false,
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
