using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The order of values for sorting: all numbers or all strings, strings by Unicode scalar value, NaN last.</summary>
public static class Ordering
{
    /// <summary>The elements ordered by their keys, stable in both directions.</summary>
    /// <param name="method">The method's name for messages.</param>
    /// <param name="what">What a key is for messages, completed by its index: "element".</param>
    /// <param name="keys">One per element.</param>
    /// <param name="isDescending">Whether large keys come first; equal keys keep their order all the same.</param>
    /// <exception cref="GraphoidException">Two or more keys that are neither all numbers nor all strings.</exception>
    /// <remarks>Cost: O(n log n).</remarks>
    public static ListValue SortedBy(string method, string what, ListValue list, ReadOnlySpan<Value> keys, bool isDescending)
    {
        if (list.Count < 2)
        {
            return list.Copy();
        }

        var order = OrderOf(method, what, keys, isDescending);
        var items = new Value[order.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list[order[i]];
        }

        return new ListValue(items);
    }

    /// <summary>The indices of the keys in sorted order.</summary>
    /// <exception cref="GraphoidException">Keys that are neither all numbers nor all strings.</exception>
    public static int[] OrderOf(string method, string what, ReadOnlySpan<Value> keys, bool isDescending) =>
        keys.IsEmpty ? []
        : HasBigNumbers(keys) ? OrderOfBigNumbers(method, what, keys, isDescending)
        : keys[0].IsNumber ? OrderOfNumbers(method, what, keys, isDescending)
        : OrderOfTexts(method, what, keys, isDescending);

    /// <summary>The first of the smallest or largest elements; none for an empty list.</summary>
    /// <exception cref="GraphoidException">Two or more elements that are neither all numbers nor all strings.</exception>
    public static Value Extreme(string method, ListValue list, bool largest)
    {
        if (list.Count == 0)
        {
            return Value.None;
        }

        var best = 0;
        for (var i = 1; i < list.Count; i++)
        {
            var order = Compare(method, "element", list.Items, i, best);
            if (largest ? order > 0 : order < 0)
            {
                best = i;
            }
        }

        return list[best];
    }

    /// <summary>How two numbers or two strings are ordered.</summary>
    /// <exception cref="GraphoidException">They are neither.</exception>
    public static int Compare(string method, Value left, Value right) => Compare(method, "argument", [right, left], 1, 0);

    private static int Compare(string method, string what, ReadOnlySpan<Value> keys, int left, int right)
    {
        if (keys[right].Reference is BigNumber || (keys[right].IsNumber && keys[left].Reference is BigNumber))
        {
            return CompareNumbers(Numeric(method, what, keys, left), keys[right]);
        }

        if (keys[right].IsNumber)
        {
            return CompareNumbers(NumberAt(method, what, keys, left), keys[right].Number);
        }

        var text = TextAt(method, what, keys, right);
        return ScalarText.Compare(TextAt(method, what, keys, left), text);
    }

    private static int CompareNumbers(double left, double right) =>
        left < right ? -1 : left > right ? 1 : double.IsNaN(left).CompareTo(double.IsNaN(right));

    /// <summary>Nums and bignums in one list; NaN last in both directions.</summary>
    private static int[] OrderOfBigNumbers(string method, string what, ReadOnlySpan<Value> keys, bool isDescending)
    {
        var numbers = new Value[keys.Length];
        var order = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            numbers[i] = Numeric(method, what, keys, i);
            order[i] = i;
        }

        order.AsSpan().Sort((left, right) =>
        {
            var result = CompareNumbers(numbers[left], numbers[right]);
            var isOrdered = !IsNaN(numbers[left]) && !IsNaN(numbers[right]);
            return result == 0 ? left.CompareTo(right) : isDescending && isOrdered ? -result : result;
        });
        return order;
    }

    private static bool HasBigNumbers(ReadOnlySpan<Value> keys)
    {
        foreach (ref readonly var key in keys)
        {
            if (key.Reference is BigNumber)
            {
                return true;
            }
        }

        return false;
    }

    private static int CompareNumbers(Value left, Value right) =>
        Numbers.Compare(left, right) ?? IsNaN(left).CompareTo(IsNaN(right));

    private static bool IsNaN(Value value) => value.IsNumber && double.IsNaN(value.Number);

    private static Value Numeric(string method, string what, ReadOnlySpan<Value> keys, int index) =>
        Numbers.IsNumeric(keys[index]) ? keys[index] : throw Misfit(method, what, "num", keys[index], index);

    private static int[] OrderOfNumbers(string method, string what, ReadOnlySpan<Value> keys, bool isDescending)
    {
        var numbers = new double[keys.Length];
        var order = new int[keys.Length];
        var unordered = new List<int>();
        var count = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var number = NumberAt(method, what, keys, i);
            if (double.IsNaN(number))
            {
                unordered.Add(i);
                continue;
            }

            numbers[count] = isDescending ? -number : number;
            order[count++] = i;
        }

        unordered.CopyTo(order, count);
        Array.Sort(numbers, order, 0, count);
        RestoreTies(numbers, order, count);
        return order;
    }

    /// <summary>Puts the indices of equal numbers back into their first order, which the fast sort does not keep.</summary>
    private static void RestoreTies(double[] numbers, int[] order, int count)
    {
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && numbers[end] == numbers[start])
            {
                end++;
            }

            order.AsSpan(start, end - start).Sort();
            start = end;
        }
    }

    private static int[] OrderOfTexts(string method, string what, ReadOnlySpan<Value> keys, bool isDescending)
    {
        var texts = new string[keys.Length];
        var order = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            texts[i] = TextAt(method, what, keys, i);
            order[i] = i;
        }

        // Ties are decided by position, so the order is total and an unstable sort is enough.
        order.AsSpan().Sort((left, right) =>
        {
            var result = isDescending
                ? ScalarText.Compare(texts[right], texts[left])
                : ScalarText.Compare(texts[left], texts[right]);
            return result != 0 ? result : left.CompareTo(right);
        });
        return order;
    }

    private static double NumberAt(string method, string what, ReadOnlySpan<Value> keys, int index) =>
        keys[index].IsNumber ? keys[index].Number : throw Misfit(method, what, "num", keys[index], index);

    // The first key decides what all of them must be; when it fits nothing, both types are named.
    private static string TextAt(string method, string what, ReadOnlySpan<Value> keys, int index) => keys[index].Reference switch
    {
        string text => text,
        IIdentified handle => handle.IdText,
        _ => throw Misfit(method, what, index == 0 ? "num or string" : "string", keys[index], index),
    };

    private static GraphoidException Misfit(string method, string what, string expected, Value actual, int index) =>
        GraphoidException.WrongType($"`{method}`: {what} {index}", expected, actual);
}
