using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Execution;

/// <summary>Runs code: the evaluator, tier 1 of the engine.</summary>
/// <remarks>
/// <para>All state of a running program lives in two arrays, operands and frames, so a call is a few writes, deep recursion
/// uses no thread stack, and a program that has to wait is simply left alone: <see cref="Execute"/> returns false, the
/// awaiting side continues it later on whatever thread the answer arrives. No thread is held meanwhile.</para>
/// <para>One machine runs one flow of control at a time. Built-ins that call back (<c>map</c>, <c>sort_by</c>) run nested on
/// the same arrays above a floor; when the callback waits, the built-in waits, and so does everything below it.</para>
/// <para>What a callback waits for may arrive while the thread that left it is still on its way out through the built-ins
/// below; <see cref="Enter"/> lets it go on only when that thread has left the machine.</para>
/// </remarks>
internal sealed partial class Machine : IProgramCalls
{
    /// <summary>Deeper recursion raises an error; 200,000 frames take about 10 MB.</summary>
    public const int FramesMax = 200_000;

    /// <summary>Built-ins and callbacks that run inside each other, as in recursion through <c>map</c>, each take a piece of
    /// thread stack; beyond this many an error is raised. The reference (5.2) asks for 10,000.</summary>
    public const int NestedCallbacksMax = 20_000;

    /// <summary>Stack of the threads that recursion through callbacks goes on with, in bytes.</summary>
    private const int CallbackStackBytes = 64 * 1024 * 1024;

    /// <summary>Loop turns and calls between two looks at the cancellation token.</summary>
    private const int FuelBetweenChecks = 4096;

    private Value[] _stack;
    private Frame[] _frames;
    private int _sp;
    private int _depth;
    private int _nested;
    private int _owner;
    private int _fuel = FuelBetweenChecks;
    private Task<Value>? _pending;
    private Value[] _scratch = [];

    private CallRecorder? _calls;

    public Machine(ProgramInstance program)
        : this(program, 256, 16)
    {
    }

    private Machine(ProgramInstance program, int operands, int frames)
    {
        _stack = new Value[operands];
        _frames = new Frame[frames];
        Program = program;
        FlowCancellation = program.Host.Cancellation;
        _calls = program.Calls;
    }

    /// <summary>The running program.</summary>
    public ProgramInstance Program { get; }

    /// <summary>The message being handled, or null in driver code.</summary>
    public Activation? Activation { get; set; }

    /// <summary>Whether this is the flow whose end is the program's end.</summary>
    public bool IsMain { get; init; }

    /// <summary>Cancelled when this flow is to end.</summary>
    public CancellationToken FlowCancellation { get; init; }

    /// <summary>How this machine appears to graphs.</summary>
    public GraphCaller Caller => new(Activation, Program) { Cancellation = FlowCancellation };

    /// <inheritdoc/>
    public CancellationToken Cancellation => Activation?.Run.Wave.Cancellation ?? FlowCancellation;

    /// <summary>A machine for a task: small, because there may be ten thousand, and cancelled when the program ends.</summary>
    /// <param name="spawner">Whose settings hold in the block of the task, too.</param>
    public static Machine ForTask(ProgramInstance program, Machine spawner) =>
        new(program, 16, 2) { FlowCancellation = program.Flows.Ending, _dynamicSettings = spawner._dynamicSettings };

    /// <summary>The same for the messages of an actor.</summary>
    public static Machine ForActor(ProgramInstance program, ActorValue actor) =>
        new(program, 16, 2) { FlowCancellation = program.Flows.Ending, Actor = actor };

    /// <summary>Runs a function with exactly these arguments, surplus ones being an error.</summary>
    public ValueTask<Value> RunAsync(FunctionValue function, Instance? self, ReadOnlySpan<Value> arguments)
    {
        var isOutermost = Enter();
        try
        {
            var floor = _depth;
            if (floor == 0)
            {
                // A call that failed before it had a frame leaves its operands behind.
                _sp = 0;
            }

            PushOperands(arguments);
            var fitting = function.ForArguments(arguments.Length);
            EnterFunction(fitting, self, _sp - arguments.Length, arguments.Length);
            return Begin(fitting.Code, floor) ? new ValueTask<Value>(_stack[--_sp]) : ContinueAsync(floor);
        }
        finally
        {
            Leave(isOutermost);
        }
    }

    /// <summary>Makes this thread the one that runs the machine; waits the moment that another one needs to get out.</summary>
    /// <returns>Whether <see cref="Leave"/> gives the machine up again: not when a caller of the caller did this already.</returns>
    private bool Enter()
    {
        var me = Environment.CurrentManagedThreadId;
        if (_owner == me)
        {
            return false;
        }

        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref _owner, me, 0) != 0)
        {
            wait.SpinOnce();
        }

        return true;
    }

    private void Leave(bool isOutermost)
    {
        if (isOutermost)
        {
            Volatile.Write(ref _owner, 0);
        }
    }

    private void PushOperands(ReadOnlySpan<Value> values)
    {
        EnsureStack(_sp + values.Length + 1);
        _stack[_sp++] = Value.None;
        values.CopyTo(_stack.AsSpan(_sp));
        _sp += values.Length;
    }

    /// <summary>Goes on whenever what the machine waits for has arrived, until the frame above the floor has returned.</summary>
    private async ValueTask<Value> ContinueAsync(int floor)
    {
        var pending = TakePending(out var sp);
        while (true)
        {
            Value value = default;
            GraphoidException? failure = null;
            try
            {
                value = await pending.ConfigureAwait(false);
            }
            catch (GraphoidException e)
            {
                failure = e;
            }
            catch (OperationCanceledException e)
            {
                // A new exception, because each await on the way out adds to the host's stack trace of the old one, and copies it: for
                // thousands of built-ins inside each other that takes minutes.
                throw new OperationCanceledException(e.Message, e.CancellationToken);
            }

            var isOutermost = Enter();
            try
            {
                // Everything below has moved the pointer back to its own operands on its way to waiting too.
                _sp = sp;
                if (Resume(value, failure, floor))
                {
                    return _stack[--_sp];
                }

                pending = TakePending(out sp);
            }
            finally
            {
                Leave(isOutermost);
            }
        }
    }

    private Task<Value> TakePending(out int sp)
    {
        var pending = _pending!;
        _pending = null;
        sp = _sp;
        return pending;
    }

    /// <summary>Hands the awaited value or error to the instruction that waited for it.</summary>
    private bool Resume(Value value, GraphoidException? failure, int floor)
    {
        if (failure is not null)
        {
            Unwind(failure, floor);
            return Run(floor);
        }

        ref var frame = ref _frames[_depth - 1];
        ref readonly var instruction = ref frame.Code.Instructions[frame.Ip];
        switch (instruction.Op)
        {
            case OpCode.CallBang:
                _stack[_sp++] = Value.None;
                _stack[_sp++] = value;
                break;
            case OpCode.Next:
                if (value.IsUndefined)
                {
                    frame.Ip = instruction.C - 1;
                }
                else
                {
                    _stack[_sp++] = value;
                }

                break;
            case OpCode.Iterate:
                _stack[frame.Base + instruction.A] = Value.Of(IteratorValue.Over(value, instruction.B == 1));
                break;
            default:
                _stack[_sp++] = value;
                break;
        }

        return Run(floor);
    }

    /// <summary>Runs until the frame above the floor returns (true) or something has to be waited for (false).</summary>
    private bool Run(int floor)
    {
        var nesting = _compiledNesting;
        while (true)
        {
            try
            {
                return Execute(floor);
            }
            catch (GraphoidException failure)
            {
                _compiledNesting = nesting;
                Unwind(failure, floor);
            }
            catch (OutOfMemoryException)
            {
                // What was to be made does not exist, so there is memory to go on with.
                _compiledNesting = nesting;
                Unwind(MemoryBudget.Exhausted(), floor);
            }
        }
    }

    private void EnterFunction(FunctionValue function, Instance? self, int argumentBase, int count)
    {
        var code = function.Code;
        var given = count;
        if (count != code.ParameterCount || code.HasRest)
        {
            count = FitArguments(function, argumentBase, count);
        }

        ref var frame = ref PushFrame(function, code, self ?? function.Self, argumentBase, given);

        // Slots without a name are always written before they are read.
        _stack.AsSpan(argumentBase + count, code.NamedSlotCount - count).Fill(Value.Undefined);
        _sp = argumentBase + code.SlotCount;
        _calls?.Called(_frames[Math.Max(0, _depth - 2)], frame, hasCaller: _depth > 1);
    }

    /// <summary>A new frame on top, whose slots are not set yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Frame PushFrame(FunctionValue function, FunctionCode code, Instance? self, int argumentBase, int given)
    {
        if (_depth == FramesMax)
        {
            throw TooDeep($"calls are nested deeper than {FramesMax}");
        }

        CountFuel();
        EnsureStack(argumentBase + code.SlotCount + code.Instructions.Length + 4);
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _frames.Length * 2);
        }

        ref var frame = ref _frames[_depth++];
        frame.Function = function;
        frame.Self = code.IsStatic ? null : self;
        frame.Given = given;
        frame.WriteBacks = null;
        frame.Base = argumentBase;
        frame.Ip = -1;
        return ref frame;
    }

    private static GraphoidException TooDeep(string message) =>
        new(ErrorKind.Runtime, message, RuntimeErrorIds.TooDeep, "does the recursion end?");

    /// <summary>Fills up missing arguments and packs rest arguments; surplus ones raise (reference, sections 5.2 and D-61).</summary>
    private int FitArguments(FunctionValue function, int argumentBase, int count)
    {
        var code = function.Code;
        var parameters = code.ParameterCount;
        EnsureStack(argumentBase + parameters + 1);
        if (code.HasRest)
        {
            var fixedCount = parameters - 1;
            var rest = count > fixedCount ? _stack.AsSpan(argumentBase + fixedCount, count - fixedCount).ToArray() : [];
            for (var i = count; i < fixedCount; i++)
            {
                _stack[argumentBase + i] = Missing(function, i);
            }

            _stack[argumentBase + fixedCount] = Value.Of(new ListValue(rest));
            return parameters;
        }

        if (count > parameters && !code.DropsSurplus)
        {
            throw WrongCount(code, count);
        }

        for (var i = count; i < parameters; i++)
        {
            _stack[argumentBase + i] = Missing(function, i);
        }

        return parameters;
    }

    /// <summary>A missing argument: unset when there is a default, none for functions, an error for methods.</summary>
    private static Value Missing(FunctionValue function, int index)
    {
        var code = function.Code;
        if (!code.Defaults[index])
        {
            return code.IsMethod ? throw WrongCount(code, index) : Value.None;
        }

        return Value.Undefined;
    }

    private void EnsureStack(int size)
    {
        if (size > _stack.Length)
        {
            Array.Resize(ref _stack, Math.Max(size, _stack.Length * 2));
        }
    }

    private void CountFuel()
    {
        if (--_fuel < 0)
        {
            _fuel = FuelBetweenChecks;
            Cancellation.ThrowIfCancellationRequested();
            MemoryBudget.Check();
        }
    }

    /// <summary>The innermost graph whose method is running, for blocks written outside of any method (reference, 5.5).</summary>
    private Instance? DynamicReceiver()
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (_frames[i].Code.IsMethod)
            {
                // A static method runs on the template.
                return _frames[i].Self ?? _frames[i].Function.Home?.Declared.Template;
            }
        }

        return null;
    }
}
