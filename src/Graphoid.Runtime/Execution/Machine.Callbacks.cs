using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Calls that built-ins make back into the program.</summary>
internal sealed partial class Machine
{
    /// <inheritdoc/>
    public ValueTask<Value> CallAsync(Value function, ReadOnlySpan<Value> arguments)
    {
        if (DirectlyCallable(function, arguments.Length) is { } written)
        {
            return CallCompiled(written, arguments[..written.Code.ParameterCount]);
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return CallOnFreshStack(function, arguments.ToArray());
        }

        if (_nested == NestedCallbacksMax)
        {
            throw TooDeep($"callbacks of built-ins are nested deeper than {NestedCallbacksMax}");
        }

        var isOutermost = Enter();
        var isWaiting = false;
        _nested++;
        try
        {
            var result = StartCall(function, arguments);
            isWaiting = !result.IsCompleted;
            return isWaiting ? LeaveAsync(result) : result;
        }
        finally
        {
            _nested -= isWaiting ? 0 : 1;
            Leave(isOutermost);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Value> CallNext(Value function, ElementCalls calls)
    {
        if (DirectlyCallable(function, calls.ArgumentCount) is { } written)
        {
            return CallCompiled(written, calls);
        }

        var arguments = new Value[calls.ArgumentCount];
        calls.CopyArgumentsTo(arguments);
        return CallAsync(function, arguments);
    }

    /// <summary>The function if it has been compiled and this is the thread that runs the machine anyway, so that a call can do
    /// without the detours of the general way.</summary>
    private FunctionValue? DirectlyCallable(Value function, int given) =>
        function.Held is FunctionValue { Overload: null } written
        && written.Code is { Compiled.Body: not null, HasRest: false } code
        && code.ParameterCount <= given
        && _owner == Environment.CurrentManagedThreadId
        && MayRunCompiled
            ? written
            : null;

    private ValueTask<Value> CallCompiled(FunctionValue function, ReadOnlySpan<Value> arguments)
    {
        var (floor, sp, nesting) = (_depth, _sp, _compiledNesting);
        PushOperands(arguments);
        try
        {
            var result = CallDirectly(function, function.Self, function.Code, function.Code.Compiled.Body!, sp + 1);
            if (!result.IsUndefined)
            {
                _sp = sp;
                return new ValueTask<Value>(result);
            }
        }
        catch (Exception failure) when (failure is GraphoidException or OutOfMemoryException)
        {
            return Recover(failure, floor, nesting);
        }

        return LeaveWaiting(floor);
    }

    /// <summary>Calls for element after element until one has to wait, the last one has its turn or the code is given up.</summary>
    private ValueTask<Value> CallCompiled(FunctionValue function, ElementCalls calls)
    {
        var (floor, sp, nesting) = (_depth, _sp, _compiledNesting);
        var code = function.Code;
        var parameters = code.ParameterCount;
        EnsureStack(sp + parameters + 1);
        try
        {
            while (true)
            {
                _stack[sp] = Value.None;
                calls.CopyArgumentsTo(_stack.AsSpan(sp + 1, parameters));
                _sp = sp + 1 + parameters;
                var result = CallDirectly(function, function.Self, code, code.Compiled.Body!, sp + 1);
                if (result.IsUndefined)
                {
                    break;
                }

                if (calls.EndWith(result) || code.Compiled.Body is null)
                {
                    _sp = sp;
                    return new ValueTask<Value>(result);
                }

                calls.Take(result);
            }
        }
        catch (Exception failure) when (failure is GraphoidException or OutOfMemoryException)
        {
            return Recover(failure, floor, nesting);
        }

        return LeaveWaiting(floor);
    }

    private ValueTask<Value> Recover(Exception failure, int floor, int nesting)
    {
        _compiledNesting = nesting;
        Unwind(failure as GraphoidException ?? MemoryBudget.Exhausted(), floor);
        return Run(floor) ? new ValueTask<Value>(_stack[--_sp]) : LeaveWaiting(floor);
    }

    private ValueTask<Value> LeaveWaiting(int floor)
    {
        _nested++;
        return LeaveAsync(ContinueAsync(floor));
    }

    private ValueTask<Value> StartCall(Value function, ReadOnlySpan<Value> arguments)
    {
        switch (function.Reference)
        {
            case FunctionValue written:
                var fitting = written.ForArguments(arguments.Length);
                var taken = fitting.Code.HasRest ? arguments.Length : Math.Min(arguments.Length, fitting.Code.ParameterCount);
                return RunAsync(fitting, null, arguments[..taken]);
            case NativeFunctionValue native:
                var count = Math.Min(arguments.Length, native.Entry.PositionalMax);
                PushOperands(arguments[..count]);
                var at = _sp - count;
                var result = Invoke(native.Entry, native.Receiver, at, count, null, false, out _);
                _sp = at - 1;
                return result;
            default:
                throw NotCallable(function);
        }
    }

    private async ValueTask<Value> LeaveAsync(ValueTask<Value> call)
    {
        var sp = _sp;
        try
        {
            return await call.ConfigureAwait(false);
        }
        finally
        {
            // A built-in that was called back may answer while this machine is still on its way to waiting.
            var isOutermost = Enter();
            _sp = sp;
            _nested--;
            Leave(isOutermost);
        }
    }

    /// <summary>Starts a call where there is room and waits until it has finished or left something pending, so that never
    /// two threads run this machine.</summary>
    private ValueTask<Value> CallOnFreshStack(Value function, Value[] arguments)
    {
        ValueTask<Value> result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = CallAsync(function, arguments);
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            CallbackStackBytes) { IsBackground = true };
        var isOutermost = Enter();
        _owner = thread.ManagedThreadId;
        thread.Start();
        thread.Join();
        _owner = Environment.CurrentManagedThreadId;
        Leave(isOutermost);
        failure?.Throw();
        return result;
    }

}
