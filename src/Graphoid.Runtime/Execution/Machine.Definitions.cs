using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <content>Definitions that refuse their arguments, setters, arguments that are written back, methods of one graph.</content>
internal sealed partial class Machine
{
    private readonly SetterSearch _setterSearch = new();

    private void EnterFunction(FunctionValue function, Instance? self, int at, int count, CallShape? shape)
    {
        var bound = Reorder(function, shape, at, count);
        EnterFunction(function, self, at, bound);
        if (shape?.WriteBacks is { } slots)
        {
            _frames[_depth - 1].WriteBacks = WriteBacksOf(function.Code, shape, slots);
        }
    }

    /// <summary>The running definition has refused its arguments: the next one of its name takes its place, then those of
    /// the types it comes from.</summary>
    private void EnterNextDefinition(ref Frame frame)
    {
        var (function, self, at, given, writeBacks) = (frame.Function, frame.Self, frame.Base, frame.Given, frame.WriteBacks);
        var next = function.NextFor(given);
        if (next is null && function.Code.IsMethod && function.Home?.Parent?.FindMethod(function.Code.Name, given) is { } inherited)
        {
            next = inherited.Accepts(given) ? inherited.ForArguments(given) : null;
        }

        if (next is null)
        {
            // The call is wrong, not the definition: the error stands where the call does.
            var arguments = Describe(_stack.AsSpan(at, Math.Min(given, function.Code.ParameterCount)));
            frame.Self = null;
            _depth--;
            _sp = at - 1;
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"no definition of `{function.Code.Name}` takes {arguments}",
                RuntimeErrorIds.BadArgument,
                "a definition without literals and `when` takes everything");
        }

        if (function.Code.HasRest && given >= function.Code.ParameterCount)
        {
            var fixedCount = function.Code.ParameterCount - 1;
            var rest = ((ListValue)_stack[at + fixedCount].Reference!).Items.ToArray();
            EnsureStack(at + given + 1);
            rest.CopyTo(_stack.AsSpan(at + fixedCount));
        }

        _depth--;
        EnterFunction(next, self, at, given);
        _frames[_depth - 1].WriteBacks = writeBacks;
    }

    private static string Describe(ReadOnlySpan<Value> arguments)
    {
        var texts = new List<string>();
        foreach (var argument in arguments)
        {
            texts.Add(argument.Reference is string text ? $"\"{text}\"" : ValueText.Display(argument));
        }

        return texts.Count == 0 ? "no arguments" : string.Join(", ", texts);
    }

    /// <summary>The setter that assigning to a property runs; none while that setter itself runs.</summary>
    private FunctionValue? SetterOf(Instance instance, string property)
    {
        if (!instance.Type.HasSetters || instance.Type.FindSetter(property) is not { } setter)
        {
            return null;
        }

        for (var i = _depth - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_frames[i].Code, setter.Code) && ReferenceEquals(_frames[i].Self, instance))
            {
                return null;
            }
        }

        return setter;
    }

    /// <summary>Runs a setter on the value on top of the operands, which is gone when it returns.</summary>
    private void EnterSetter(FunctionValue setter, Instance self, int sp)
    {
        EnsureStack(sp + 1);
        _stack[sp] = _stack[sp - 1];
        EnterFunction(setter, self, sp, 1);
    }

    /// <summary>Which parameters the arguments written <c>x!</c> go to, in the way <see cref="Reorder"/> binds them.</summary>
    private static WriteBack[] WriteBacksOf(FunctionCode code, CallShape shape, int[] slots)
    {
        var fixedCount = code.ParameterCount - (code.HasRest ? 1 : 0);
        var taken = new bool[Math.Max(fixedCount, slots.Length)];
        var found = new List<WriteBack>();
        for (var i = 0; i < slots.Length; i++)
        {
            var parameter = shape.Names[i] is { } name
                ? Array.FindIndex([.. code.ParameterNames], p => p == name)
                : Array.IndexOf(taken, false);
            taken[parameter] = true;
            if (slots[i] >= 0 && parameter < fixedCount)
            {
                found.Add(new WriteBack(parameter, slots[i]));
            }
        }

        return [.. found];
    }

    private void GiveBack(WriteBack[] writeBacks, int from, int to)
    {
        foreach (var (parameter, slot) in writeBacks)
        {
            _stack[to + slot] = _stack[from + parameter].Share();
        }
    }

    /// <summary>Local functions see each other whatever their order: those that captured the name too early get it now.</summary>
    private static void PatchSiblings(ref Frame frame, FunctionValue? siblings, string name, Value value)
    {
        for (var sibling = siblings; sibling is not null; sibling = sibling.Overload)
        {
            var scope = sibling.Code.Scope;
            if (ReferenceEquals(scope.Parent, frame.Code.Scope) && scope.CapturedIndexOf(name) is var index and >= 0)
            {
                sibling.Captured[index] = value;
            }
        }
    }

    private void AttachMethod(ref Frame frame, FunctionCode code, Value receiver)
    {
        var graph = receiver.Reference as GraphObject
            ?? throw GraphoidException.WrongType($"`fn ….{code.Name}`", "a graph before the dot", receiver);
        CheckWritable(graph);
        var type = graph.TypeToChange();
        type.ChangeMethod(code.Name, Close(ref frame, code, null, type));
    }

    private static void CheckStatic(Instance instance, FunctionValue method)
    {
        if (method.Code.IsStatic && instance is not GraphObject { IsTemplate: true })
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"`{method.Code.Name}` is a static method",
                RuntimeErrorIds.UnknownMethod,
                $"call it on the type: `{instance.Type.Declared.Name}.{method.Code.Name}(…)`");
        }
    }
}
