using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary><c>x[from:to:step]</c> on lists and strings: half-open, negative bounds count from the end, clamped.</summary>
internal static class Slices
{
    public static Value Of(Value target, Value from, Value to, Value step)
    {
        var text = target.Reference as string ?? (target.Reference as IIdentified)?.IdText;
        var items = text is null
            ? ArgumentChecks.AsList(target) ?? throw GraphoidException.WrongType("a slice", "list or string", target)
            : new ListValue(ScalarText.Characters(text));
        var stride = step.IsNone ? 1 : Bound(step);
        if (stride == 0)
        {
            throw new GraphoidException(ErrorKind.Value, "the step of a slice must not be 0", RuntimeErrorIds.BadArgument);
        }

        var count = items.Count;
        var start = from.IsNone ? (stride > 0 ? 0 : count - 1) : Clamp(Bound(from), count, stride);
        var end = to.IsNone ? (stride > 0 ? count : -1) : Clamp(Bound(to), count, stride);
        var taken = new List<Value>();
        for (var i = start; stride > 0 ? i < end : i > end; i += stride)
        {
            taken.Add(items[i]);
        }

        return text is null
            ? Value.Of(new ListValue([.. taken]))
            : Value.Of(string.Concat(taken.Select(t => (string)t.Reference!)));
    }

    /// <summary>The elements from an index on, leaving out the last <paramref name="behind"/>.</summary>
    public static Value Between(ListValue? list, int from, int behind)
    {
        if (list is null)
        {
            throw new GraphoidException(ErrorKind.Type, "only a list can be taken apart", RuntimeErrorIds.BadArgument);
        }

        var items = new Value[Math.Max(0, list.Count - from - behind)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list[from + i];
        }

        return Value.Of(new ListValue(items));
    }

    private static int Bound(Value value) => Numbers.ToDouble(value) is var number && double.IsFinite(number)
        ? (int)Math.Clamp(Math.Truncate(number), int.MinValue / 2, int.MaxValue / 2)
        : throw GraphoidException.WrongType("a slice bound", "a finite num", value);

    private static int Clamp(int bound, int count, int stride)
    {
        bound = bound < 0 ? bound + count : bound;
        return stride > 0 ? Math.Clamp(bound, 0, count) : Math.Clamp(bound, -1, count - 1);
    }
}
