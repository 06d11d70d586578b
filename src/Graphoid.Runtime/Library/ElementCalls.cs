using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Calls of one function for the elements of a collection in order, and what becomes of the answers.</summary>
/// <remarks>A built-in hands this to <see cref="IProgramCalls.CallNext"/>, so that the program can make many calls in a row without
/// coming back for each.</remarks>
public sealed class ElementCalls
{
    private readonly Elements _items;
    private readonly Kind _kind;
    private readonly Value[]? _answers;
    private readonly bool? _sought;

    private ElementCalls(Elements items, Kind kind, Value[]? answers = null, bool? sought = null)
    {
        _items = items;
        _kind = kind;
        _answers = answers;
        _sought = sought;
    }

    private enum Kind
    {
        Element,
        ElementAndIndex,
        AccumulatorAndElement,
    }

    /// <summary>The element whose turn it is; the number of elements when all had theirs.</summary>
    public int At { get; private set; }

    /// <summary>What a fold has come to.</summary>
    public Value Accumulator { get; private set; } = Value.None;

    /// <summary>How many arguments a call has; the function may take fewer.</summary>
    public int ArgumentCount => _kind == Kind.Element ? 1 : 2;

    /// <summary>Calls <c>function(element)</c> for each; O(elements) calls and places.</summary>
    /// <returns>The answers in order.</returns>
    internal static async ValueTask<Value[]> AnswersAsync(IProgramCalls program, Value function, Elements items)
    {
        var answers = new Value[SizeLimits.Elements(items.Count)];
        await new ElementCalls(items, Kind.Element, answers).RunAsync(program, function).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Calls <c>function(element, index)</c> for each.</summary>
    internal static ValueTask EachAsync(IProgramCalls program, Value function, Elements items) =>
        new ElementCalls(items, Kind.ElementAndIndex).RunAsync(program, function);

    /// <summary>Calls <c>function(accumulator, element)</c> for each.</summary>
    /// <returns>The last answer.</returns>
    internal static async ValueTask<Value> FoldAsync(IProgramCalls program, Value function, Value seed, Elements items)
    {
        var calls = new ElementCalls(items, Kind.AccumulatorAndElement) { Accumulator = seed };
        await calls.RunAsync(program, function).ConfigureAwait(false);
        return calls.Accumulator;
    }

    /// <summary>Calls <c>function(element)</c> until the truth of an answer is the one sought.</summary>
    /// <returns>The index of that element, or -1.</returns>
    internal static async ValueTask<int> FirstIndexAsync(IProgramCalls program, Value function, Elements items, bool sought)
    {
        var calls = new ElementCalls(items, Kind.Element, sought: sought);
        await calls.RunAsync(program, function).ConfigureAwait(false);
        return calls.At < items.Count ? calls.At : -1;
    }

    /// <summary>Writes the arguments of the call whose turn it is, as many as there are places.</summary>
    public void CopyArgumentsTo(Span<Value> places)
    {
        if (places.Length == 0)
        {
            return;
        }

        var item = _items[At];
        places[0] = _kind == Kind.AccumulatorAndElement ? Accumulator : item;
        if (places.Length > 1)
        {
            places[1] = _kind == Kind.AccumulatorAndElement ? item : Value.Of(At);
        }
    }

    /// <summary>Whether no call follows the one with this answer.</summary>
    public bool EndWith(Value answer) => At + 1 == _items.Count || answer.IsTruthy == _sought;

    /// <summary>Notes the answer of the call whose turn it is; the next element's comes, if there is one.</summary>
    public void Take(Value answer)
    {
        if (_answers is not null)
        {
            _answers[At] = answer;
        }

        Accumulator = answer;
        At++;
    }

    private async ValueTask RunAsync(IProgramCalls program, Value function)
    {
        var isEnd = At == _items.Count;
        while (!isEnd)
        {
            program.CheckCancelled(At);
            var call = program.CallNext(function, this);
            var answer = call.IsCompletedSuccessfully ? call.Result : await call.ConfigureAwait(false);
            isEnd = EndWith(answer);
            if (answer.IsTruthy != _sought)
            {
                Take(answer);
            }
        }
    }
}
