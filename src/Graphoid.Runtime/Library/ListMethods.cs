using Graphoid.Language.Syntax;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of lists (reference, section 4.4).</summary>
internal static partial class ListMethods
{
    public static NativeTable Table { get; } = Build("a list");

    /// <summary>The methods of lists for an owner that behaves as a list.</summary>
    public static NativeTable Build(string owner)
    {
        var table = new NativeTable(owner);
        AddReading(table);
        AddShaping(table);
        AddChanging(table);
        AddCalling(table);
        AddSorting(table);
        Rules.RuledMethods.Add(table);
        return table;
    }

    private static void AddReading(NativeTable table) => table
        .Add("length|size|len|count", "", "Number of elements.",
            static (in call) => Value.Of(Elements.Of(call.Self).Count))
        .Add("is_empty", "", "Whether there is no element.",
            static (in call) => Value.Of(Elements.Of(call.Self).Count == 0))
        .Add("first", "", "The first element; an empty list raises.",
            static (in call) => Elements.Of(call.Self) is { Count: > 0 } items
            ? items[0]
            : throw Positions.Empty("first", "the list"))
        .Add("last", "", "The last element; an empty list raises.",
            static (in call) => Elements.Of(call.Self) is { Count: > 0 } items
            ? items[items.Count - 1]
            : throw Positions.Empty("last", "the list"))
        .Add("contains", "value|v", "Whether an element equals the value.",
            static (in call) => Value.Of(IndexOf(call.SelfList, call[0]) >= 0))
        .Add("index_of", "value|v", "The index of the first element that equals the value, -1 when there is none.",
            static (in call) => Value.Of(IndexOf(call.SelfList, call[0])))
        .Add("sum", "", "The sum of the numbers, added from left to right; 0 for an empty list.",
            static (in call) => Sum(call))
        .Add("average", "", "The mean of the numbers; none for an empty list.",
            static (in call) => Elements.Of(call.Self).Count is > 0 and var count
            ? Operators.Apply(BinaryOperator.Divide, Sum(call), Value.Of(count))
            : Value.None)
        .Add("min", "", "The smallest number or string, the first of equal ones; none for an empty list.",
            static (in call) => Ordering.Extreme("min", call.SelfList, largest: false))
        .Add("max", "", "The largest number or string, the first of equal ones; none for an empty list.",
            static (in call) => Ordering.Extreme("max", call.SelfList, largest: true))
        .Add("join", "separator|sep", "The display forms of the elements with a separator between them.", Join);

    private static int IndexOf(ListValue list, Value sought)
    {
        var items = list.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (ValueEquality.AreEqual(items[i], sought))
            {
                return i;
            }
        }

        return -1;
    }

    private static Value Sum(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        var sum = 0.0;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var next = item.IsNumber ? sum + item.Number : double.NaN;
            if (!(Math.Abs(next) < Numbers.SafeMax))
            {
                return Sum(call, items, Value.Of(sum), i);
            }

            sum = next;
        }

        return Value.Of(sum);
    }

    /// <summary>The rest of a sum that is large, or has elements that are no nums.</summary>
    private static Value Sum(in NativeCall call, Elements items, Value sum, int from)
    {
        for (var i = from; i < items.Count; i++)
        {
            var item = items[i];
            if (item.IsNone && call.Program.Settings is { ChangesArithmetic: true } settings)
            {
                sum = ModalArithmetic.Apply(BinaryOperator.Add, sum, item, settings);
                continue;
            }

            sum = Numbers.IsNumeric(item)
                ? Operators.Arithmetic(BinaryOperator.Add, sum, item)
                : throw GraphoidException.WrongType($"`{call.Entry.Name}`: element {i}", "num", item);
        }

        return sum;
    }

    private static Value Join(in NativeCall call)
    {
        var separator = call.Text(0);
        var items = Elements.Of(call.Self);
        var texts = new string[items.Count];
        var length = (long)separator.Length * Math.Max(0, texts.Length - 1);
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = ValueText.Display(items[i]);
            length += texts[i].Length;
            SizeLimits.Text(length);
        }

        MemoryBudget.Reserve(length * sizeof(char));
        return Value.Of(string.Join(separator, texts));
    }
}
