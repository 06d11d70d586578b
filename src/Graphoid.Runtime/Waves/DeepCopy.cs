using System.Runtime.CompilerServices;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Copies values together with everything that can still change in them (reference, section 3.5).</summary>
/// <remarks>One object copies one message or the variables of one task: what was one graph before is one graph behind, also in a
/// circle. Cost: O(content), each graph and function once.</remarks>
internal sealed class DeepCopy
{
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);
    private readonly long _epoch;
    private readonly bool _isTask;

    /// <summary>A copier.</summary>
    /// <param name="epoch">Write epoch of the handler that may change graphs in the copy, 0 outside of handlers.</param>
    /// <param name="isTask">Functions get a module level of their own and a copy of their <c>self</c>: a task shares nothing.</param>
    public DeepCopy(long epoch = 0, bool isTask = false)
    {
        _epoch = epoch;
        _isTask = isTask;
    }

    /// <summary>A copier from the module level that a task was spawned from into the task's own one.</summary>
    public static DeepCopy ForTask(ModuleInstance module)
    {
        var copier = new DeepCopy(isTask: true);
        copier._copies.Add(module.Spawner!, module);
        return copier;
    }

    /// <summary>A copier for the content of a graph whose copy is there already.</summary>
    public static DeepCopy WithKnown(GraphObject graph, GraphObject copy)
    {
        var copier = new DeepCopy();
        copier._copies.Add(graph, copy);
        return copier;
    }

    /// <summary>A copy; what cannot change is only marked shared.</summary>
    public Value Copy(Value value)
    {
        switch (value.Reference)
        {
            case null or string:
                return value;
            case ListValue list:
                return Payload.IsPlain(list) ? Payload.SharePlain(list) : AsIn(list, new ListValue(Copy(list.Items)));
            case MapValue map:
                return Payload.IsPlain(map) ? Payload.SharePlain(map) : AsIn(map, Copy(map));
            case FunctionValue function:
                return Value.Of(Copy(function));
            case NodeInstance node:
                return Value.Of(node.Handle);
            case GraphObject graph when !Payload.IsReference(graph):
                return Value.Of(Copy(graph));
            case NativeFunctionValue { Receiver.Reference: GraphObject or FunctionValue } native:
                return Value.Of(new NativeFunctionValue(native.Entry, Copy(native.Receiver)));
            default:
                return value;
        }
    }

    /// <summary>A graph with everything in it: properties, nodes, edges.</summary>
    public GraphObject Copy(GraphObject graph)
    {
        if (_copies.TryGetValue(graph, out var known))
        {
            return (GraphObject)known;
        }

        Guard();
        var copy = graph.NewInstance();
        _copies.Add(graph, copy);
        copy.Epoch = _epoch;
        for (var i = 0; i < copy.Layout.Names.Count; i++)
        {
            copy.SetProperty(i, Copy(copy.GetProperty(i)));
        }

        if (graph.Data is LocalGraph data)
        {
            copy.Data = data.CopyFor(copy, this);
        }

        if (graph.IsFrozen)
        {
            copy.Freeze(static value => value);
        }

        return copy;
    }

    /// <summary>A function with captured values of its own.</summary>
    public FunctionValue Copy(FunctionValue function)
    {
        if (_copies.TryGetValue(function, out var known))
        {
            return (FunctionValue)known;
        }

        Guard();
        var captured = function.Captured;
        var isNew = captured.Length > 0 && !_copies.ContainsKey(captured);
        var copied = captured.Length == 0 ? captured : isNew ? new Value[captured.Length] : (Value[])_copies[captured];
        if (isNew)
        {
            _copies.Add(captured, copied);
        }

        var self = function.Self switch
        {
            NodeInstance node => SnapshotOf(node),
            GraphObject graph when _isTask && !Payload.IsReference(graph) => Copy(graph),
            var other => other,
        };
        var module = _isTask ? Copy(function.Module) : function.Module;
        var copy = new FunctionValue(function.Code, module, copied, self, function.Home);

        // Known before what it captures is copied: a local function captures itself.
        _copies.TryAdd(function, copy);
        for (var i = 0; isNew && i < copied.Length; i++)
        {
            copied[i] = Copy(captured[i]);
        }

        copy.Overload = function.Overload is { } overload ? Copy(overload) : null;
        if (_isTask)
        {
            CopyReachable(function, module);
        }

        return copy;
    }

    private GraphObject SnapshotOf(NodeInstance node)
    {
        if (!_copies.TryGetValue(node, out var snapshot))
        {
            snapshot = node.Snapshot();
            _copies.Add(node, snapshot);
        }

        return (GraphObject)snapshot;
    }

    private ModuleInstance Copy(ModuleInstance module)
    {
        if (!_copies.TryGetValue(module, out var copy))
        {
            copy = module.NewEmpty();
            _copies.Add(module, copy);
        }

        return (ModuleInstance)copy;
    }

    /// <summary>Of the module level only what the function can reach.</summary>
    private void CopyReachable(FunctionValue function, ModuleInstance copy)
    {
        var (slots, program) = (function.Module.Slots, function.Module.Program);
        var place = program.PlaceOf(function.Code);
        if (place < 0)
        {
            return;
        }

        foreach (var reference in program.ReferencesOf(place))
        {
            if (copy.Slots[reference.Slot].IsUndefined && !slots[reference.Slot].IsUndefined && reference.IsReachable(function.Captured))
            {
                copy.Slots[reference.Slot] = Copy(slots[reference.Slot]);
            }
        }
    }

    private Value[] Copy(ReadOnlySpan<Value> values)
    {
        Guard();
        var copies = new Value[values.Length];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = Copy(values[i]);
        }

        return copies;
    }

    /// <summary>A copy is frozen and has rules as its original.</summary>
    private static Value AsIn(ContainerValue original, ContainerValue copy)
    {
        copy.Rules = original.Rules;
        copy.IsFrozen = original.IsFrozen;
        return Value.Of(copy);
    }

    private MapValue Copy(MapValue map)
    {
        Guard();
        var copy = new MapValue(map.Count);
        foreach (var (key, value) in map.Entries)
        {
            copy.Set(key, Copy(value));
        }

        return copy;
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }
}
