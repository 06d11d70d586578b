using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Sorting lists; the rules are those of <see cref="Ordering"/>.</summary>
internal static partial class ListMethods
{
    private static readonly string[] Directions = ["asc", "desc"];

    private static void AddSorting(NativeTable table) => table
        .AddAsync("sort", "order|fn?", "The elements in :asc or :desc order, or as a function of two elements orders them.",
            SortAsync, hasBang: true)
        .AddAsync("sort_by", "key|fn|f, order?", "The elements in :asc or :desc order of what a function gives for each.",
            SortByAsync, hasBang: true);

    private static ValueTask<Value> SortAsync(NativeAsyncCall call)
    {
        if (call.Has(0) && call[0].Kind == ValueKind.Function)
        {
            return SortWithAsync(call);
        }

        var isDescending = call.Has(0) && IsDescending(call, call[0].Reference is Symbol symbol
            ? symbol
            : throw ArgumentChecks.Wrong(call.Entry, 0, "function", call[0]));
        var list = call.SelfList;
        return new(Value.Of(Ordering.SortedBy("sort", "element", list, list.Items, isDescending)));
    }

    private static async ValueTask<Value> SortByAsync(NativeAsyncCall call)
    {
        var function = call.Function(0);
        var isDescending = call.Has(1) && IsDescending(call, call[1].Reference as Symbol);
        var keys = await ElementCalls.AnswersAsync(call.Program, function, Elements.Held(call.Self)).ConfigureAwait(false);
        return Value.Of(Ordering.SortedBy("sort_by", "the key of element", call.SelfList, keys, isDescending));
    }

    private static bool IsDescending(NativeAsyncCall call, Symbol? direction) => direction?.Name switch
    {
        "asc" => false,
        "desc" => true,
        null => throw GraphoidException.Library(
            ErrorKind.Runtime,
            $"`{call.Entry.Name}`: argument `order` must be :asc or :desc, not {ValueText.Display(call[1])}"),
        _ => throw Callbacks.UnknownSymbol(call.Entry.Name, "order", direction, Directions),
    };

    /// <summary>A merge sort from runs of 1 upwards. It asks the program only whether a later element belongs before an
    /// earlier one, so that answers of both kinds, a number or a bool, keep equal elements in order.</summary>
    private static async ValueTask<Value> SortWithAsync(NativeAsyncCall call)
    {
        var source = call.SelfList.Copy().Items.ToArray();
        var target = new Value[source.Length];
        var round = 0;
        for (long width = 1; width < source.Length; width *= 2)
        {
            for (long from = 0; from < source.Length; from += 2 * width)
            {
                var middle = (int)Math.Min(from + width, source.Length);
                var end = (int)Math.Min(from + (2 * width), source.Length);
                var (left, right) = ((int)from, middle);
                for (var to = (int)from; to < end; to++)
                {
                    var takesRight = right < end;
                    if (takesRight && left < middle)
                    {
                        call.Program.CheckCancelled(round++);
                        var answer = call.Program.CallAsync(call[0], source[right], source[left]);
                        takesRight = IsBefore(answer.IsCompletedSuccessfully ? answer.Result : await answer);
                    }

                    target[to] = takesRight ? source[right++] : source[left++];
                }
            }

            (source, target) = (target, source);
        }

        return Value.Of(new ListValue(source));
    }

    private static bool IsBefore(Value answer) =>
        answer.IsNumber ? answer.Number < 0
        : answer.Reference is BigNumber big ? big.Sign < 0
        : answer.IsBool ? answer.IsTruthy
        : throw GraphoidException.WrongType("`sort`: the result of the function", "num or bool", answer);
}
