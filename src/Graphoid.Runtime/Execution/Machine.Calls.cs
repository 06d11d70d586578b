using Graphoid.Language.Syntax;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>Calls the value under the arguments.</summary>
    /// <param name="isBorrowing">Containers among the arguments are not marked shared yet.</param>
    private Step CallValue(int count, CallShape? shape, bool isBorrowing = false)
    {
        Spread(ref count, ref shape);
        var at = _sp - count;
        var callee = _stack[at - 1];
        if (isBorrowing && callee.Reference is not (NativeFunctionValue { Entry.OnlyLooks: true } or ModuleValue))
        {
            foreach (var argument in _stack.AsSpan(at, count))
            {
                argument.Share();
            }
        }

        switch (callee.Reference)
        {
            case FunctionValue function:
                function = function.ForArguments(count);
                EnterFunction(function, null, at, count, shape);
                return Start(function.Code);
            case NativeFunctionValue native:
                return InvokeAt(native.Entry, native.Receiver, at, count, shape);
            case ModuleValue { Function: { } callable }:
                return InvokeAt(callable, Value.Undefined, at, count, shape);
            default:
                throw NotCallable(callee);
        }
    }

    private Step CallMethod(FunctionCode code, in Instruction i)
    {
        var count = i.A;
        var shape = i.B < 0 ? null : code.Shapes[i.B];
        Spread(ref count, ref shape);
        var at = _sp - count;
        var receiver = _stack[at - 1];
        var name = code.Names[i.C];
        if (receiver.Reference is Instance instance)
        {
            return CallOnInstance(instance, name, code, i.D, at, count, shape);
        }

        if (receiver.Reference is ModuleValue module)
        {
            return CallMember(module, name, code, i.D, at, count, shape);
        }

        if (FindNative(code, i.D, ref receiver, name) is { } entry)
        {
            return InvokeAt(entry, receiver, at, count, shape);
        }

        return receiver.Reference is MapValue map && map.TryGet(name, out var stored) && stored.Kind == ValueKind.Function
            ? CallStored(stored, at, count, shape)
            : throw UnknownMethod(receiver, name);
    }

    /// <summary>What <see cref="FindNative(ref Value, string)"/> finds, kept at the call site.</summary>
    private static NativeEntry? FindNative(FunctionCode code, int cache, ref Value receiver, string name)
    {
        var kind = receiver.Kind;
        if (code.Caches[cache] is NativeCache cached && cached.Kind == kind)
        {
            return cached.Entry;
        }

        var found = FindNative(ref receiver, name);
        if (found is not null && receiver.Kind == kind)
        {
            code.Caches[cache] = new NativeCache(kind, found);
        }

        return found;
    }

    /// <summary>The built-in of that name; a node or partition handle without one answers as its id's text, an edge as its list.</summary>
    private static NativeEntry? FindNative(ref Value receiver, string name)
    {
        if (MethodTables.Find(receiver.Kind, name) is { } entry)
        {
            return entry;
        }

        if (receiver.Reference is IIdentified handle && MethodTables.Find(ValueKind.String, name) is { } textEntry)
        {
            receiver = Value.Of(handle.IdText);
            return textEntry;
        }

        if (receiver.Reference is EdgeHandle edge && MethodTables.Find(ValueKind.List, name) is { } listEntry)
        {
            receiver = Value.Of(edge.ToList());
            return listEntry;
        }

        return null;
    }

    private Step CallStored(Value function, int at, int count, CallShape? shape)
    {
        _stack[at - 1] = function;
        return CallValue(count, shape);
    }

    /// <summary>User method, then a function held in a property, then the built-in methods of graphs and nodes.</summary>
    private Step CallOnInstance(Instance instance, string name, FunctionCode code, int cache, int at, int count, CallShape? shape)
    {
        FunctionValue? method;
        if (code.Caches[cache] is MethodCache cached && cached.Holds(instance.Type))
        {
            method = cached.Method;
        }
        else
        {
            var changes = GraphType.Changes;
            method = instance.Type.FindMethod(name, count);
            if (method is not null && shape is not { HasSpreads: true })
            {
                code.Caches[cache] = new MethodCache(instance.Type, name, changes, method);
            }
        }

        if (method is not null)
        {
            CheckPrivate(instance, method, name);
            CheckStatic(instance, method);
            method = method.ForArguments(count);
            if (instance is GraphObject { Control: { HasConstraints: true, IsGuarding: false } } guarded && Activation is null)
            {
                return CallGuarded(guarded, method, at, Reorder(method, shape, at, count));
            }

            EnterFunction(method, instance, at, count, shape);
            return Start(method.Code);
        }

        if (instance.TryGetProperty(name, out var property) && property.Kind == ValueKind.Function)
        {
            return CallStored(property, at, count, shape);
        }

        if (instance is NodeInstance node && MethodTables.Find(ValueKind.Node, name) is { } nodeEntry)
        {
            return InvokeAt(nodeEntry, Value.Of(node), at, count, shape);
        }

        return MethodTables.Find(ValueKind.Graph, name) is { } entry
            ? InvokeAt(entry, Value.Of(instance), at, count, shape)
            : throw UnknownMethod(Value.Of(instance), name);
    }

    /// <summary>A method whose name starts with <c>_</c> runs only while a method of the same family runs.</summary>
    private void CheckPrivate(Instance instance, FunctionValue method, string name)
    {
        if (name[0] != '_' && !method.Code.IsPrivate)
        {
            return;
        }

        for (var i = _depth - 1; i >= 0; i--)
        {
            if (_frames[i].Self is { } running && (running.Type.IsA(instance.Type) || instance.Type.IsA(running.Type)))
            {
                return;
            }
        }

        throw new GraphoidException(
            ErrorKind.Runtime, $"method `{name}` of `{instance.Type.Name}` is private", RuntimeErrorIds.Private);
    }

    /// <summary>The parent's version of a method on <c>self</c>; behind the last parent stand the built-in methods.</summary>
    private Step CallSuper(ref Frame frame, FunctionCode code, in Instruction i)
    {
        var count = i.A;
        var shape = i.B < 0 ? null : code.Shapes[i.B];
        Spread(ref count, ref shape);
        var name = code.Names[i.C];
        var at = _sp - count;
        var parent = frame.Function.Home?.Parent;
        var changes = GraphType.Changes;
        if (parent?.FindMethod(name, count) is { } method)
        {
            if (shape is not { HasSpreads: true })
            {
                code.Caches[i.D] = new MethodCache(parent, name, changes, method);
            }

            method = method.ForArguments(count);
            EnterFunction(method, frame.Self, at, count, shape);
            return Start(method.Code);
        }

        var self = _stack[at - 1];
        var entry = self.Reference is NodeInstance ? MethodTables.Find(ValueKind.Node, name) : null;
        return (entry ?? MethodTables.Find(ValueKind.Graph, name)) is { } builtIn
            ? InvokeAt(builtIn, self, at, count, shape)
            : throw new GraphoidException(
                ErrorKind.Runtime,
                $"`super.{name}`: `{frame.Function.Home?.Name}` has no parent with a method of this name",
                RuntimeErrorIds.UnknownMethod);
    }

    /// <summary>Calls <c>name!</c> on the receiver under the arguments; pushes the yielded value and the new receiver.</summary>
    private Step CallBang(FunctionCode code, in Instruction i)
    {
        var count = i.A;
        var shape = i.B < 0 ? null : code.Shapes[i.B];
        Spread(ref count, ref shape);
        var at = _sp - count;
        var receiver = _stack[at - 1];
        var name = code.Names[i.C];
        var entry = FindNative(code, i.D, ref receiver, name) ?? throw UnknownMethod(receiver, name);
        if (!entry.HasBang)
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"`{name}` has no changing form `{name}!`",
                RuntimeErrorIds.UnknownMethod,
                $"`{name}` returns its result without changing the receiver");
        }

        var epoch = _frames[_depth - 1].Self?.WriteEpoch ?? 0;
        var owns = receiver.Reference switch
        {
            ListValue list => list.IsExclusive && list.Epoch == epoch,
            MapValue map => !map.IsShared && map.Epoch == epoch,
            _ => false,
        };
        if (!owns && receiver.Reference is ContainerValue { IsFrozen: true } && !Freezing.IsFreeze(entry))
        {
            throw Freezing.Violation(receiver);
        }

        if (receiver.Reference is ContainerValue { Rules: { } rules } && !RuledMethods.SetsRules(entry))
        {
            return CallRuled(entry, receiver, rules, at, count, shape, isBang: true);
        }

        if (entry.Bang is { } bang)
        {
            count = Bind(entry, at, count, shape);
            var yielded = bang(new NativeCall(entry, receiver, _stack.AsSpan(at, count), owns, this), out var changed);
            _sp = at - 1;
            _stack[_sp++] = yielded;
            _stack[_sp++] = Own(changed, epoch);
            return Step.Done;
        }

        var result = Invoke(entry, receiver, at, count, shape, owns, out _);
        _sp = at - 1;
        if (!result.IsCompletedSuccessfully)
        {
            return Wait(result);
        }

        _stack[_sp++] = Value.None;
        _stack[_sp++] = Own(result.Result, epoch);
        return Step.Done;
    }

    /// <summary>Marks a container that a built-in has just made as changeable inside the running handler's write epoch.</summary>
    private static Value Own(Value made, long epoch)
    {
        if (epoch != 0 && made.Reference is ContainerValue { IsShared: false, Epoch: 0 } container)
        {
            container.Epoch = epoch;
        }

        return made;
    }

    private Step InvokeAt(NativeEntry entry, Value receiver, int at, int count, CallShape? shape)
    {
        if (entry.HasBang && receiver.Reference is ContainerValue { Rules: { } rules } && RuledMethods.KeepsRules(entry))
        {
            return CallRuled(entry, receiver, rules, at, count, shape, isBang: false);
        }

        if (entry.Body is { } body)
        {
            count = Bind(entry, at, count, shape);
            _sp = at + count;
            var value = body(new NativeCall(entry, receiver, _stack.AsSpan(at, count), false, this));
            _sp = at - 1;
            _stack[_sp++] = value;
            return Step.Done;
        }

        var result = Invoke(entry, receiver, at, count, shape, false, out _);
        _sp = at - 1;
        if (result.IsCompletedSuccessfully)
        {
            _stack[_sp++] = result.Result;
            return Step.Done;
        }

        return Wait(result);
    }

    /// <summary>Leaves the machine waiting; a call that has failed already fails here, which spares the error the way through
    /// the awaiting side.</summary>
    private Step Wait(ValueTask<Value> call)
    {
        var task = call.AsTask();
        if (task.IsFaulted && task.Exception.InnerException is GraphoidException failure)
        {
            throw new GraphoidException(failure.Error);
        }

        _pending = task;
        return Step.Waiting;
    }

    /// <summary>Runs a built-in on arguments that lie on the stack.</summary>
    private ValueTask<Value> Invoke(
        NativeEntry entry, Value receiver, int at, int count, CallShape? shape, bool ownsSelf, out int bound)
    {
        bound = Bind(entry, at, count, shape);
        _sp = at + bound;
        var arguments = _stack.AsSpan(at, bound);
        if (entry.Body is { } body)
        {
            return new ValueTask<Value>(body(new NativeCall(entry, receiver, arguments, ownsSelf, this)));
        }

        return entry.TaskBody is { } task
            ? task(new NativeCall(entry, receiver, arguments, ownsSelf, this))
            : entry.AsyncBody!(new NativeAsyncCall(entry, receiver, arguments.ToArray(), this));
    }

    private Step Instantiate(int entryCount)
    {
        var at = _sp - (2 * entryCount);
        var type = _stack[at - 1];
        switch (type.Reference)
        {
            case GraphObject template:
                var instance = template.NewInstance();
                instance.Epoch = Activation?.Epoch ?? 0;
                for (var i = 0; i < entryCount; i++)
                {
                    var key = _stack[at + (2 * i)];
                    instance.PutProperty(
                        key.Reference as string ?? throw GraphoidException.WrongType("a property", "a name", key),
                        _stack[at + (2 * i) + 1]);
                }

                _sp = at - 1;
                if (template.Data is null)
                {
                    _stack[_sp++] = Value.Of(instance);
                    return Step.Done;
                }

                if (!Await(GraphCopies.CopyDataAsync(template, instance, Caller), _sp))
                {
                    return Step.Waiting;
                }

                _sp++;
                return Step.Done;
            case FunctionValue or NativeFunctionValue when entryCount == 0:
                // `name { }` on a function is a call with an empty block.
                _stack[_sp++] = Value.Of(new NativeFunctionValue(Globals.EmptyBlock, Value.Undefined));
                return CallValue(1, null);
            default:
                throw new GraphoidException(
                    ErrorKind.Type, $"{ValueText.KindWithArticle(type)} is no graph type: `Name {{ … }}` needs one", RuntimeErrorIds.NotCallable);
        }
    }

    private GraphObject DefineGraph(ref Frame frame, GraphDefinition definition, Value parentValue)
    {
        var parent = parentValue.IsNone
            ? null
            : parentValue.Reference as GraphObject ?? throw GraphoidException.WrongType($"`from` of `{definition.Name}`", "graph", parentValue);
        var type = new GraphType(definition.Name, parent?.Type);
        var template = parent is null ? new GraphObject(type, PropertyLayout.Empty, []) : parent.NewTemplate(type);
        foreach (var kind in definition.Kinds)
        {
            GraphRules.SetKind(template, kind);
        }

        type.Template = template;
        template.Epoch = Activation?.Epoch ?? 0;
        foreach (var method in definition.Methods)
        {
            type.AddMethod(method.Name, Close(ref frame, method, null, type));
        }

        foreach (var setter in definition.Setters)
        {
            type.AddSetter(setter.Name, Close(ref frame, setter, null, type));
        }

        Program.Declare(type);
        if (frame.Function.Module.Origin.IsProgram && definition.Initializer.Scope.Node is GraphDeclaration)
        {
            Program.NoteGraphType(type);
        }

        return template;
    }

    /// <summary>A function over code with a snapshot of what it captures.</summary>
    private FunctionValue Close(ref Frame frame, FunctionCode code, Instance? self, GraphType? home)
    {
        var sources = code.Scope.Captures;
        var captured = sources.Count == 0 ? [] : new Value[sources.Count];
        for (var i = 0; i < captured.Length; i++)
        {
            var source = sources[i];
            var value = source.Slot >= 0 ? _stack[frame.Base + source.Slot] : Value.Undefined;
            if (value.IsUndefined && source.Captured >= 0)
            {
                value = frame.Function.Captured[source.Captured];
            }

            if (value.IsUndefined && source.Module >= 0)
            {
                value = frame.Function.Module.Slots[source.Module];
            }

            captured[i] = value.Share();
        }

        if (self is not null)
        {
            KeepAlive(self);
        }

        return new FunctionValue(code, frame.Function.Module, captured, self, home);
    }

    private static void KeepAlive(Instance self)
    {
        if (self is NodeInstance node)
        {
            node.HasEscaped = true;
        }
    }
}
