using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>Calls a method of a graph with method constraints; what breaks one is undone.</summary>
    private Step CallGuarded(GraphObject graph, FunctionValue method, int at, int count)
    {
        if (!method.Code.HasRest && count > method.Code.ParameterCount)
        {
            throw WrongCount(method.Code, count);
        }

        var result = MethodGuard.RunAsync(graph, method.Bind(graph), _stack.AsSpan(at, count).ToArray(), this, Caller);
        _sp = at - 1;
        if (!result.IsCompletedSuccessfully)
        {
            return Wait(result);
        }

        _stack[_sp++] = result.Result;
        return Step.Done;
    }

    /// <summary>Calls a changing method of a list or map with value rules; the result has them, too.</summary>
    private Step CallRuled(NativeEntry entry, Value receiver, ContainerRules rules, int at, int count, CallShape? shape, bool isBang)
    {
        count = Bind(entry, at, count, shape);
        _sp = at + count;
        RuledMethods.ConformArguments(rules, entry, _stack.AsSpan(at, count));
        if (isBang && entry.Bang is { } bang)
        {
            var yielded = bang(new NativeCall(entry, receiver, _stack.AsSpan(at, count), false, this), out var changed);
            _sp = at - 1;
            _stack[_sp++] = yielded;
            _stack[_sp++] = rules.Attach(changed);
            return Step.Done;
        }

        var result = AttachAsync(Invoke(entry, receiver, at, count, null, false, out _), rules, RuledMethods.MakesValues(entry));
        _sp = at - 1;
        if (!result.IsCompletedSuccessfully)
        {
            return Wait(result);
        }

        if (isBang)
        {
            _stack[_sp++] = Value.None;
        }

        _stack[_sp++] = result.Result;
        return Step.Done;
    }

    private static async ValueTask<Value> AttachAsync(ValueTask<Value> result, ContainerRules rules, bool conform) =>
        rules.Attach(await result.ConfigureAwait(false), conform);
}
