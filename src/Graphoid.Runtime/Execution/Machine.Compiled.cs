using System.Runtime.CompilerServices;
using Graphoid.Runtime.Execution.Compilation;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Running compiled functions.</summary>
/// <remarks>A compiled function has a frame like an interpreted one, so traces, private methods and dynamic receivers see no
/// difference; only its slots and operands live in registers. Whenever it cannot go on by itself (something has to be waited
/// for, a value has another type than assumed) it writes them back, and the interpreter takes over the frame.</remarks>
internal sealed partial class Machine
{
    /// <summary>Compiled calls inside each other, each of which takes a piece of thread stack; deeper ones are interpreted.</summary>
    private const int CompiledNestingMax = 200;

    private int _compiledNesting;

    /// <summary>Runs the frame that was just entered in compiled form, if it has one.</summary>
    private Step Start(FunctionCode code)
    {
        var compiled = code.Compiled;
        if (compiled.Body is null)
        {
            if (!compiled.CountCall())
            {
                return Step.Entered;
            }

            compiled.Compile(NumbersAmongArguments(code));
        }

        return compiled.Body is { } body && MayRunCompiled
            ? RunCompiled(body, 0)
            : Step.Entered;
    }

    /// <summary>Enters the loop whose head is at an instruction in the middle of a running frame.</summary>
    private Step EnterLoop(FunctionCode code, int head)
    {
        code.Compiled.Compile([]);
        return code.Compiled.Body is { } body && code.Compiled.Entries.TryGetValue(head, out var entry) && MayRunCompiled
            ? RunCompiled(body, entry)
            : Step.Entered;
    }

    /// <summary>Arguments that are written back are left to the interpreter: only its return looks at them.</summary>
    private bool MayRunCompiled =>
        _frames[_depth - 1].WriteBacks is null && _calls is null && _compiledNesting < CompiledNestingMax && ReferenceEquals(Settings, ProgramSettings.Default);

    private Step RunCompiled(CompiledBody body, int entry)
    {
        var at = _frames[_depth - 1].Base;
        _compiledNesting++;
        var result = body(this, entry);
        _compiledNesting--;
        if (result.IsUndefined)
        {
            return Step.Waiting;
        }

        if (ReferenceEquals(result.Reference, CompiledExit.Marker))
        {
            return Step.Entered;
        }

        _stack[at - 1] = result;
        _sp = at;
        return Step.Done;
    }

    /// <summary>Runs the frame that was just entered until it returns (true) or has to wait (false).</summary>
    private bool Begin(FunctionCode code, int floor)
    {
        var nesting = _compiledNesting;
        Step step;
        try
        {
            step = Start(code);
        }
        catch (GraphoidException failure)
        {
            _compiledNesting = nesting;
            Unwind(failure, floor);
            step = Step.Entered;
        }
        catch (OutOfMemoryException)
        {
            _compiledNesting = nesting;
            Unwind(MemoryBudget.Exhausted(), floor);
            step = Step.Entered;
        }

        return step == Step.Entered ? Run(floor) : step == Step.Done;
    }

    private bool[] NumbersAmongArguments(FunctionCode code)
    {
        var at = _frames[_depth - 1].Base;
        return [.. Enumerable.Range(0, code.ParameterCount).Select(i => _stack[at + i].IsNumber)];
    }

    /// <summary>Calls the value under the arguments on the stack; the result, or that it has to be waited for.</summary>
    internal Value CallFromCompiled(int count, bool isBorrowing)
    {
        var at = _sp - count;
        if (_stack[at - 1].Held is FunctionValue function && DirectBody(function, count) is { } body)
        {
            for (var i = at; isBorrowing && i < at + count; i++)
            {
                _stack[i].Share();
            }

            return CallDirectly(function, function.Self, function.Code, body, at);
        }

        return Finish(CallValue(count, null, isBorrowing));
    }

    /// <summary>The compiled form of a function that takes exactly these arguments as they are, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CompiledBody? DirectBody(FunctionValue function, int count) =>
        function.Code is { Compiled.Body: { } body, HasRest: false } code
        && code.ParameterCount == count
        && function.Overload is null
        && _compiledNesting < CompiledNestingMax
        && _calls is null
        && _dynamicSettings is null
        && ReferenceEquals(function.Module.Settings, ProgramSettings.Default)
            ? body
            : null;

    /// <summary>The method that a call instruction with plain arguments found last, if it is compiled and nothing has to be checked
    /// or done before it runs.</summary>
    private bool TryCallMethodDirectly(FunctionCode code, in Instruction i, GraphType? type, Instance? self, out Value result)
    {
        if (i.B < 0 && type is not null && code.Caches[i.D] is MethodCache { IsOpen: true } cached && cached.Holds(type)
            && self is not GraphObject { Control: not null }
            && DirectBody(cached.Method, i.A) is { } body)
        {
            result = CallDirectly(cached.Method, self, cached.Method.Code, body, _sp - i.A);
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>Carries out a call instruction of the running frame, whose operands lie on the stack.</summary>
    internal Value CallFromCompiled(FunctionCode code, int ip)
    {
        ref readonly var i = ref code.Instructions[ip];
        switch (i.Op)
        {
            case OpCode.Call:
                return Finish(CallValue(i.A, i.B < 0 ? null : code.Shapes[i.B], i.C == 1));
            case OpCode.CallMethod:
                return _stack[_sp - i.A - 1].Held is Instance instance && TryCallMethodDirectly(code, in i, instance.Type, instance, out var result)
                    ? result
                    : Finish(CallMethod(code, in i));
            case OpCode.CallBang:
                return CallBang(code, in i) == Step.Done ? Value.None : CompiledExit.Waiting;
            case OpCode.CallSuper:
                ref readonly var frame = ref _frames[_depth - 1];
                return TryCallMethodDirectly(code, in i, frame.Function.Home?.Parent, frame.Self, out var inherited)
                    ? inherited
                    : Finish(CallSuper(ref _frames[_depth - 1], code, in i));
            case OpCode.Instantiate:
                return Finish(Instantiate(i.A));
            default:
                throw new System.Diagnostics.UnreachableException(i.Op.ToString());
        }
    }

    /// <summary>Pushes a frame without the checks that the caller has made, and runs it.</summary>
    private Value CallDirectly(FunctionValue function, Instance? self, FunctionCode code, CompiledBody body, int at)
    {
        _ = PushFrame(function, code, self, at, code.ParameterCount);
        _compiledNesting++;
        var result = body(this, 0);
        _compiledNesting--;
        return ReferenceEquals(result.Reference, CompiledExit.Marker) ? RunEntered() : result;
    }

    private Value Finish(Step step) => step switch
    {
        Step.Done => _stack[--_sp],
        Step.Entered => RunEntered(),
        _ => CompiledExit.Waiting,
    };

    /// <summary>Interprets the frame on top until it returns.</summary>
    private Value RunEntered() => Run(_depth - 1) ? _stack[--_sp] : CompiledExit.Waiting;

    internal int FrameBase() => _frames[_depth - 1].Base;

    internal FunctionValue FrameFunction() => _frames[_depth - 1].Function;

    /// <summary>The place of the frame on top that errors name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void MarkPlace(int ip) => _frames[_depth - 1].Ip = ip;

    /// <summary>Takes the frame on top away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void LeaveFrame() => _frames[--_depth].Self = null;

    /// <summary>Writes back an instruction at which the interpreter goes on.</summary>
    internal Value LeaveCompiled(int ip)
    {
        ref var frame = ref _frames[_depth - 1];
        frame.Ip = ip - 1;
        frame.Code.Compiled.CountExit();
        return CompiledExit.Interpret;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountTurn()
    {
        if (--_fuel < 0)
        {
            _fuel = 0;
            CountFuel();
        }
    }

    /// <summary>A declared property of the running frame's graph; a container is not marked shared.</summary>
    internal Value SelfPropertyFromCompiled(FunctionCode code, int name, int cache)
    {
        ref var frame = ref _frames[_depth - 1];
        return frame.Self is GraphObject graph && PropertyCache.Find(code.Caches[cache], graph.Layout) is var at and >= 0
            ? graph.GetProperty(at)
            : LoadSelfProperty(ref frame, name, cache);
    }

    internal void StoreSelfPropertyFromCompiled(FunctionCode code, int name, int cache, Value value)
    {
        var self = _frames[_depth - 1].Self!;
        CheckWritable(self);
        StoreSelfProperty(self, code, name, cache, value);
    }

    /// <summary>A property or method of the running frame's graph, or <see cref="Value.Undefined"/>.</summary>
    internal Value SelfMemberFromCompiled(string name) =>
        TryLoadSelf(ref _frames[_depth - 1], name, out var member) ? member : Value.Undefined;

    /// <summary>Writes a property if the running frame's graph has it.</summary>
    internal bool StoreSelfMemberFromCompiled(string name, Value value)
    {
        if (_frames[_depth - 1].Self is not { } owner || owner.Layout.IndexOf(name) is not (var at and >= 0))
        {
            return false;
        }

        CheckWritable(owner);
        owner.SetProperty(at, value);
        return true;
    }

    internal Value SelfFromCompiled(bool mayBeReceiver, bool isBorrowed)
    {
        var self = LoadSelf(ref _frames[_depth - 1], mayBeReceiver);
        if (!isBorrowed)
        {
            KeepAlive(self);
        }

        return Value.Of(self);
    }

    /// <summary>The method of the graph that runs the block, or <see cref="Value.Undefined"/>.</summary>
    internal Value ReceiverMethodFromCompiled(string name) =>
        TryLoadReceiver(name, out var method) ? method : Value.Undefined;

    internal Value BuiltinFromCompiled(int slot)
    {
        var module = _frames[_depth - 1].Function.Module;
        var value = module.Builtins[slot];
        return value.IsUndefined ? LoadLater(module, slot) : value;
    }

    internal GraphoidException UnknownLocalFromCompiled(FunctionCode code, int slot) =>
        UnknownName(code.Scope.SlotNames[slot], _frames[_depth - 1].Function.Module);

    /// <summary>An element, or that the interpreter has to ask a graph for it.</summary>
    internal Value IndexFromCompiled(Value target, Value index, bool isBorrowed)
    {
        Value element;
        if (target.Reference is ListValue list && index.IsNumber && index.Number >= 0 && index.Number < list.Count)
        {
            element = list.Items[(int)index.Number];
        }
        else if (target.Reference is GraphObject)
        {
            return CompiledExit.Interpret;
        }
        else
        {
            element = Accessor.Index(target, index, this);
        }

        return isBorrowed ? element : element.Share();
    }

    internal Value MemberFromCompiled(Value target, FunctionCode code, int ip)
    {
        ref readonly var i = ref code.Instructions[ip];
        var value = LoadMember(target, code, i.A, i.D);
        return i.B == 0 ? value.Share() : value;
    }

    /// <summary>0 or 1 for unequal or equal values, 2 for graphs, which the interpreter compares.</summary>
    internal static int EqualFromCompiled(Value left, Value right) =>
        left.Held is string a && right.Held is string b ? (a == b ? 1 : 0)
        : left.Reference is GraphObject && right.Reference is GraphObject ? 2 : ValueEquality.AreEqual(left, right) ? 1 : 0;

    /// <summary>Carries out an instruction that only looks at operands on the stack; what it pushes is left there.</summary>
    /// <returns>False when the interpreter has to do it.</returns>
    internal bool ApplyFromCompiled(FunctionCode code, int ip)
    {
        ref readonly var i = ref code.Instructions[ip];
        ref var frame = ref _frames[_depth - 1];
        switch (i.Op)
        {
            case OpCode.PathWrite when i.B == 1 && GraphType.AreSettersUsed:
                return false;
            case OpCode.PathRead or OpCode.PathOwn or OpCode.PathWrite:
                return !ApplyPath(ref frame, code, in i, out _);
            default:
                Apply(ref frame, code, in i);
                return true;
        }
    }

    /// <summary>A source as an iterator, or null when the interpreter has to wait for its elements.</summary>
    internal static object? IteratorFromCompiled(Value source, bool isPairs) =>
        source.Reference is GraphObject or Concurrency.ChannelValue ? null : IteratorValue.Over(source, isPairs);

    /// <summary>Whether a loop in the middle of its turns waits for its elements.</summary>
    internal static bool IsWaitingIterator(object? held) => held is IteratorValue { Channel: not null };

    internal static bool IsMapFromCompiled(Value value) => value.Reference is MapValue;

    /// <summary>Membership, or that the interpreter has to ask a graph.</summary>
    internal static Value ContainsFromCompiled(Value item, Value container, bool isNegated) =>
        container.Reference is GraphObject
            ? CompiledExit.Interpret
            : Operators.Apply(isNegated ? Graphoid.Language.Syntax.BinaryOperator.NotIn : Graphoid.Language.Syntax.BinaryOperator.In, item, container);

    internal static bool IsListFromCompiled(Value value, int count, bool isExact) => IsListOf(value, count, isExact);

    internal static Value ElementFromCompiled(Value value, int index)
    {
        var list = value.Reference as ListValue ?? Library.ArgumentChecks.AsList(value)!;
        return list[index < 0 ? list.Count + index : index];
    }

    internal static Value RestFromCompiled(Value value, int from, int leftOut) =>
        Slices.Between(Library.ArgumentChecks.AsList(value), from, leftOut);

    internal static Value MapEntryFromCompiled(Value value, Value key) =>
        value.Reference is MapValue map && map.TryGet(key, out var entry) ? entry : Value.Undefined;

    internal static bool MatchesRegexFromCompiled(Value value, Value regex) =>
        value.Reference is string text && ((RegexValue)regex.Reference!).For(text).IsMatch(text);

}
