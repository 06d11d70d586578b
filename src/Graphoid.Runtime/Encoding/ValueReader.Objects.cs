using System.Runtime.CompilerServices;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>What has an identity: made empty when it is announced, filled in behind.</summary>
public sealed partial class ValueReader
{
    private readonly List<object?> _objects = [];
    private readonly Queue<object> _bodies = [];
    private readonly Stack<Action> _whenComplete = [];
    private bool _isInside;

    /// <summary>Takes the place that the writer gave to an object; nothing may refer to it before <see cref="Register"/>.</summary>
    private int Reserve()
    {
        _objects.Add(null);
        return _objects.Count - 1;
    }

    private T Register<T>(int place, T item)
        where T : class
    {
        _objects[place] = item;
        return item;
    }

    /// <summary>A reference to what is no value; whether it is new and its content follows.</summary>
    private bool IsNew<T>(out T? known)
        where T : class
    {
        known = null;
        switch (Unsigned())
        {
            case Reference.Null:
                return false;
            case Reference.New:
                return true;
            case var place when place - Reference.Known < (ulong)_objects.Count:
                known = _objects[(int)(place - Reference.Known)] as T ?? throw Broken($"object {place - Reference.Known} is something else");
                return false;
            case var place:
                throw Broken($"there is no object {place - Reference.Known}");
        }
    }

    private Value ReadKnown()
    {
        var place = Integer(_objects.Count - 1);
        return _objects[place] switch
        {
            ObjectValue value => Values.Value.Of(value),
            Imported imported => imported.Value,
            _ => throw Broken($"object {place} is no value"),
        };
    }

    private GraphType? ReadType()
    {
        if (!IsNew(out GraphType? known))
        {
            return known;
        }

        Guard();
        var place = Reserve();
        var name = RequiredText();
        var parent = ReadType();

        // The type of one graph is called as the declared type it comes from.
        var type = new GraphType(name, parent) { IsOfOne = parent?.Name == name };
        type.Template = new GraphObject(type, PropertyLayout.Empty, []);
        _bodies.Enqueue(type);
        return Register(place, type);
    }

    private ModuleInstance ReadModule()
    {
        if (!IsNew(out ModuleInstance? known))
        {
            return known ?? throw Broken("a function has no module");
        }

        var place = Reserve();
        var program = _context.ProgramOf(Program());
        return Register(place, new ModuleInstance(program)
        {
            Settings = program.Bound.HasDirectives ? FileDirectives.SettingsOf(program.Bound.Unit) : ProgramSettings.Default,
        });
    }

    private FunctionValue ReadFunction()
    {
        var place = Reserve();
        var module = ReadModule();
        var code = module.Program.All[Integer(module.Program.All.Count - 1)];
        var self = ReadOptional<GraphObject>();
        var home = ReadType();
        var function = new FunctionValue(code, module, new Value[code.Scope.Captures.Count], self, home);
        Array.Fill(function.Captured, Values.Value.Undefined);
        _bodies.Enqueue(function);
        return Register(place, function);
    }

    private FileModuleValue ReadFileModule()
    {
        var place = Reserve();
        var module = ReadModule();
        module.Origin = new ModuleOrigin(RequiredText(), RequiredText(), false);
        var value = new FileModuleValue(module);
        _bodies.Enqueue(value);
        return Register(place, value);
    }

    private GraphObject ReadGraph()
    {
        var place = Reserve();
        var type = ReadType() ?? throw Broken("a graph has no type");
        var graph = new GraphObject(type, PropertyLayout.Empty, []);
        _bodies.Enqueue(graph);
        return Register(place, graph);
    }

    private void ReadBodies()
    {
        while (_bodies.TryDequeue(out var next))
        {
            switch (next)
            {
                case FunctionValue function:
                    ReadBody(function);
                    break;
                case FileModuleValue module:
                    ReadVariables(module.Instance);
                    break;
                case GraphType type:
                    ReadBody(type.Template);
                    ReadMethods(type);
                    break;
                default:
                    ReadBody((GraphObject)next);
                    break;
            }
        }

        while (_whenComplete.TryPop(out var action))
        {
            action();
        }
    }

    private void ReadBody(FunctionValue function)
    {
        ReadVariables(function.Module);
        ReadCaptured(function);
        function.Overload = ReadOptional<FunctionValue>();
        CheckOverloads(function);
    }

    private void ReadVariables(ModuleInstance module)
    {
        for (var count = Count(2); count > 0; count--)
        {
            var slot = module.Bound.SlotAt(Integer(module.Bound.NamesInText - 1));
            module.Slots[slot] = Read();
        }
    }

    private void ReadCaptured(FunctionValue function)
    {
        if (IsNew(out Value[]? known))
        {
            Register(Reserve(), function.Captured);
            var count = Count();
            if (count != function.Captured.Length)
            {
                throw Broken($"`{function.Code.Name}` captures {function.Captured.Length} values, not {count}");
            }

            for (var i = 0; i < count; i++)
            {
                function.Captured[i] = Read();
            }
        }
        else if ((known?.Length ?? 0) != function.Captured.Length)
        {
            throw Broken($"`{function.Code.Name}` captures {function.Captured.Length} values, not {known?.Length ?? 0}");
        }
        else if (known is not null)
        {
            function.ShareCaptured(known);
        }
    }

    /// <summary>A chain of overloads that comes back to itself would be followed for ever.</summary>
    private void CheckOverloads(FunctionValue function)
    {
        var length = 0;
        for (var next = function.Overload; next is not null; next = next.Overload)
        {
            if (++length > EncodingFormat.OverloadsMax)
            {
                throw Broken($"`{function.Code.Name}` has more than {EncodingFormat.OverloadsMax} overloads");
            }
        }
    }

    private void ReadBody(GraphObject graph)
    {
        var traits = (GraphTraits)Byte();
        if (traits > (GraphTraits.Directed | GraphTraits.HasControl | GraphTraits.Frozen))
        {
            throw Broken($"a graph has no traits {(byte)traits}");
        }

        graph.IsDirected = (traits & GraphTraits.Directed) != 0;
        graph.Origin = Varint();
        if ((traits & GraphTraits.HasControl) != 0)
        {
            ReadControl(graph);
        }

        if ((traits & GraphTraits.Frozen) != 0)
        {
            // Last, when all of it is there; what is in it has been frozen by itself.
            WhenComplete(() => graph.Freeze(static value => value));
        }

        var properties = Count(2);
        if (properties > EncodingFormat.PropertiesMax)
        {
            throw Broken($"a graph has at most {EncodingFormat.PropertiesMax} properties, not {properties}");
        }

        for (; properties > 0; properties--)
        {
            graph.PutProperty(RequiredText(), Read());
        }

        if (Bool())
        {
            _context.ReadData(this, graph);
        }
    }

    private void ReadMethods(GraphType type)
    {
        for (var count = Count(2); count > 0; count--)
        {
            type.PutMethod(RequiredText(), ReadOptional<FunctionValue>());
        }
    }

    /// <summary>A value of one kind, or none.</summary>
    private T? ReadOptional<T>()
        where T : ObjectValue
    {
        var value = Read();
        return value.IsNone ? null : value.Reference as T ?? throw Broken($"a {ValueKinds.NameOf(value.Kind)} stands in the wrong place");
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }

    /// <summary>What stands for something exported; may be a value without an object of its own.</summary>
    private sealed record Imported(Value Value);
}
