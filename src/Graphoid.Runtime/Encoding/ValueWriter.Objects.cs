using System.Runtime.CompilerServices;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>What has an identity: announced when it is met, written out behind.</summary>
public sealed partial class ValueWriter
{
    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly List<object> _objectsInOrder = [];
    private readonly Queue<object> _bodies = [];
    private readonly Dictionary<NodeInstance, GraphObject> _snapshots = new(ReferenceEqualityComparer.Instance);
    private readonly List<(bool[] Slots, int Slot)> _slotsInOrder = [];
    private readonly Dictionary<ModuleInstance, bool[]> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> _newSlots = [];
    private bool _isInside;

    /// <summary>The name that holds what is being written, for messages.</summary>
    private string? _holder;

    private Mark Begin()
    {
        _isInside = true;
        _holder = null;
        return new Mark(_length, _objectsInOrder.Count, _textsInOrder.Count, _programsInOrder.Count, _slotsInOrder.Count);
    }

    /// <summary>Makes everything as it was at the mark, so that one value that cannot travel does not spoil the others.</summary>
    private void RollBack(Mark mark)
    {
        _length = mark.Length;
        _bodies.Clear();
        Forget(_objects, _objectsInOrder, mark.Objects);
        Forget(_texts, _textsInOrder, mark.Texts);
        Forget(_programs, _programsInOrder, mark.Programs);
        foreach (var (slots, slot) in _slotsInOrder.Skip(mark.Slots))
        {
            slots[slot] = false;
        }

        _slotsInOrder.RemoveRange(mark.Slots, _slotsInOrder.Count - mark.Slots);
        foreach (var module in _slots.Keys.Where(m => !_objects.ContainsKey(m)).ToList())
        {
            _slots.Remove(module);
        }

        foreach (var node in _snapshots.Where(s => !_objects.ContainsKey(s.Value)).Select(s => s.Key).ToList())
        {
            _snapshots.Remove(node);
        }
    }

    private static void Forget<T>(Dictionary<T, int> places, List<T> inOrder, int from)
        where T : notnull
    {
        foreach (var key in inOrder.Skip(from))
        {
            places.Remove(key);
        }

        inOrder.RemoveRange(from, inOrder.Count - from);
    }

    private void Register(object item)
    {
        _objects.Add(item, _objectsInOrder.Count);
        _objectsInOrder.Add(item);
    }

    /// <summary>Writes a reference to an object that has been written, or its tag and registers it.</summary>
    /// <returns>Whether the content has to follow.</returns>
    private bool IsNew(object item, ValueTag tag)
    {
        if (_objects.TryGetValue(item, out var place))
        {
            Byte((byte)ValueTag.Known);
            Count(place);
            return false;
        }

        Byte((byte)tag);
        Register(item);
        return true;
    }

    /// <summary>The same for what is no value.</summary>
    private bool IsNew(object? item)
    {
        if (item is null)
        {
            Unsigned(Reference.Null);
            return false;
        }

        if (_objects.TryGetValue(item, out var place))
        {
            Unsigned(Reference.Known + (ulong)place);
            return false;
        }

        Unsigned(Reference.New);
        Register(item);
        return true;
    }

    private void WriteType(GraphType? type)
    {
        if (!IsNew(type))
        {
            return;
        }

        Guard();
        Text(type!.Name);
        WriteType(type.Parent);
        _bodies.Enqueue(type);
    }

    private void WriteModule(ModuleInstance module)
    {
        if (IsNew(module))
        {
            Program(module.Program.Source);
            _slots.Add(module, new bool[module.Bound.ModuleNames.Count]);
        }
    }

    private void WriteFileModule(FileModuleValue module)
    {
        if (!IsNew(module, ValueTag.FileModule))
        {
            return;
        }

        WriteModule(module.Instance);
        Text(module.Instance.Origin.Path);
        Text(module.Instance.Origin.WrittenAs);
        _bodies.Enqueue(module);
    }

    private void WriteGraph(GraphObject graph)
    {
        if (_context.ReferenceOf(graph) is { } reference)
        {
            if (IsNew(graph, ValueTag.GraphReference))
            {
                Text(reference);
            }
        }
        else if (ReferenceEquals(graph.Type.Template, graph))
        {
            Byte((byte)ValueTag.Template);
            WriteType(graph.Type);
        }
        else if (IsNew(graph, ValueTag.Graph))
        {
            WriteType(graph.Type);
            _bodies.Enqueue(graph);
        }
    }

    private void WriteFunction(FunctionValue function)
    {
        if (!IsNew(function, ValueTag.Function))
        {
            return;
        }

        var place = function.Module.Program.PlaceOf(function.Code);
        WriteModule(function.Module);
        Count(place >= 0 ? place : throw CannotTravel($"the function `{function.Code.Name}`"));
        switch (function.Self)
        {
            case null:
                Byte((byte)ValueTag.None);
                break;
            case NodeInstance node:
                WriteGraph(SnapshotOf(node));
                break;
            case var self:
                WriteGraph((GraphObject)self);
                break;
        }

        WriteType(function.Home);
        _bodies.Enqueue(function);
    }

    /// <summary>A function that a handler made keeps the state its node had, as on one machine; all functions of one handler share it.</summary>
    private GraphObject SnapshotOf(NodeInstance node)
    {
        if (!_snapshots.TryGetValue(node, out var snapshot))
        {
            snapshot = node.Snapshot();
            _snapshots.Add(node, snapshot);
        }

        return snapshot;
    }

    private void WriteBodies()
    {
        while (_bodies.TryDequeue(out var next))
        {
            switch (next)
            {
                case FunctionValue function:
                    FunctionBody(function);
                    break;
                case FileModuleValue module:
                    FileModuleBody(module.Instance);
                    break;
                case GraphType type:
                    GraphBody(type.Template);
                    MethodsOf(type);
                    break;
                default:
                    GraphBody((GraphObject)next);
                    break;
            }
        }
    }

    private void FunctionBody(FunctionValue function)
    {
        ModuleVariables(function);
        CapturedValues(function);
        _holder = null;
        Write(function.Overload is { } overload ? Values.Value.Of(overload) : Values.Value.None);
    }

    /// <summary>Of the module only what the function can reach travels, and of that only what no function before it has brought.</summary>
    private void ModuleVariables(FunctionValue function)
    {
        var module = function.Module;
        _newSlots.Clear();
        foreach (var reference in module.Program.ReferencesOf(module.Program.PlaceOf(function.Code)))
        {
            if (reference.IsReachable(function.Captured))
            {
                Announce(module, reference.Slot);
            }
        }

        WriteNewSlots(module);
    }

    /// <summary>Code may reach every public member of a module that it has.</summary>
    private void FileModuleBody(ModuleInstance module)
    {
        _newSlots.Clear();
        foreach (var name in module.Exports)
        {
            // A name that only a loaded text mentions has no place in this one.
            if (module.Bound.ModuleSlotOf(name) is var slot and >= 0)
            {
                Announce(module, slot);
            }
        }

        WriteNewSlots(module);
    }

    private void Announce(ModuleInstance module, int slot)
    {
        var written = _slots[module];
        if (!written[slot] && !module.Slots[slot].IsUndefined)
        {
            written[slot] = true;
            _slotsInOrder.Add((written, slot));
            _newSlots.Add(slot);
        }
    }

    private void WriteNewSlots(ModuleInstance module)
    {
        Count(_newSlots.Count);
        foreach (var slot in _newSlots)
        {
            _holder = module.Bound.ModuleNames[slot];
            Count(module.Bound.PlaceInText(slot));
            Write(module.Slots[slot]);
        }
    }

    /// <summary>Bound methods and overloads share one array; they still do so at the other end.</summary>
    private void CapturedValues(FunctionValue function)
    {
        if (!IsNew(function.Captured.Length == 0 ? null : function.Captured))
        {
            return;
        }

        Count(function.Captured.Length);
        for (var i = 0; i < function.Captured.Length; i++)
        {
            _holder = function.Code.Scope.Captures[i].Name;
            Write(function.Captured[i]);
        }
    }

    private void GraphBody(GraphObject graph)
    {
        var names = graph.Layout.Names;
        if (names.Count > EncodingFormat.PropertiesMax)
        {
            throw CannotTravel($"a `{graph.Type.Name}` with more than {EncodingFormat.PropertiesMax} properties");
        }

        Byte((byte)TraitsOf(graph));
        Varint(_context.OriginOf(graph));
        if (graph.Control is { } control)
        {
            WriteControl(control);
        }

        Count(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            _holder = names[i];
            Text(names[i]);
            Write(graph.GetProperty(i));
        }

        _holder = null;
        Bool(graph.Data is not null);
        if (graph.Data is not null)
        {
            _context.WriteData(this, graph);
        }
    }

    private void MethodsOf(GraphType type)
    {
        var methods = type.OwnMethods;
        Count(methods.Count);
        foreach (var (name, method) in methods)
        {
            Text(name);
            Write(method is null ? Values.Value.None : Values.Value.Of(method));
        }
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }

    private readonly record struct Mark(int Length, int Objects, int Texts, int Programs, int Slots);
}
