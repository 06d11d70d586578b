using Graphoid.Language.Syntax;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>statistics</c> (library reference, section 7): functions of lists of numbers.</summary>
internal static class StatisticsModule
{
    public static NativeTable Table { get; } = new NativeTable("`statistics`")
        .Add("mean", "values, default?", "The sum divided by the number of elements.", OfNumbers(Mean))
        .Add("median", "values, default?", "The middle element, or the mean of the two middle ones.", OfNumbers(Median))
        .Add("mode", "values, default?", "The most frequent element; of several the one that comes first.", Mode)
        .Add("variance", "values, default?", "The mean of the squared distances from the mean.", OfNumbers(Variance))
        .Add("std_dev|stdev", "values, default?", "The square root of the variance.", OfNumbers(n => Math.Sqrt(Variance(n))))
        .Add("min", "values, default?", "The smallest element.", static (in call) => Extreme(call, largest: false))
        .Add("max", "values, default?", "The largest element.", static (in call) => Extreme(call, largest: true))
        .Add("range", "values, default?", "The distance of the smallest and the largest element.", OfNumbers(n => n.Max() - n.Min()))
        .Add("sum", "values, default?", "The sum, 0 for an empty list unless there is a default.", ExactSum)
        .Add("count", "values", "Number of elements.", static (in call) => Value.Of(List(call).Count))
        .Add("quantile", "values, q, default?", "The element below which a part of all lies, without interpolation.", Quantile);

    private static NativeBody OfNumbers(Func<double[], double> function) => (in call) =>
    {
        var numbers = NumbersOf(call);
        return numbers.Length > 0 ? Value.Of(function(numbers)) : Default(call, 1);
    };

    private static Value Extreme(in NativeCall call, bool largest) =>
        NumbersOf(call).Length > 0 ? Ordering.Extreme(call.Entry.Name, List(call), largest) : Default(call, 1);

    /// <summary>The sum as `+` makes it: whole numbers stay exact beyond 2^53.</summary>
    private static Value ExactSum(in NativeCall call)
    {
        if (NumbersOf(call).Length == 0 && call.Has(1))
        {
            return Default(call, 1);
        }

        var sum = Value.Of(0);
        foreach (var item in List(call).Items)
        {
            sum = Operators.Apply(BinaryOperator.Add, sum, item);
        }

        return sum;
    }

    private static Value Default(in NativeCall call, int index) => call.Has(index) ? call[index].Share() : Value.None;

    private static ListValue List(in NativeCall call) =>
        call[0].IsNone
            ? throw GraphoidException.Library(ErrorKind.Runtime, $"`{call.Entry.Name}`: argument `values` expected list, got none")
            : call.List(0);

    private static double[] NumbersOf(in NativeCall call)
    {
        var list = List(call);
        var numbers = new double[list.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Numbers.IsNumeric(list.Items[i])
                ? Numbers.ToDouble(list.Items[i])
                : throw GraphoidException.WrongType($"`{call.Entry.Name}`: element {i}", "num", list.Items[i]);
        }

        return numbers;
    }

    /// <summary>From left to right, as a program would add: the order decides the last bits.</summary>
    private static double Sum(double[] numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static double Mean(double[] numbers) => Sum(numbers) / numbers.Length;

    private static double Median(double[] numbers)
    {
        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    private static double Variance(double[] numbers)
    {
        var mean = Mean(numbers);
        return Sum([.. numbers.Select(number => (number - mean) * (number - mean))]) / numbers.Length;
    }

    private static Value Mode(in NativeCall call)
    {
        var list = List(call);
        var counts = new Dictionary<Value, int>(ValueEquality.Comparer);
        var (best, most) = (-1, 0);
        for (var i = 0; i < list.Count; i++)
        {
            counts[list.Items[i]] = counts.GetValueOrDefault(list.Items[i]) + 1;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (counts.GetValueOrDefault(list.Items[i]) is var count && (count > most || best < 0))
            {
                (best, most) = (i, count);
            }
        }

        return best >= 0 ? list[best] : Default(call, 1);
    }

    private static Value Quantile(in NativeCall call)
    {
        var numbers = NumbersOf(call);
        var part = call.Number(1);
        if (part is not (>= 0 and <= 1))
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, $"`quantile`: argument `q` must be between 0 and 1, not {NumberText.Format(part)}");
        }

        if (numbers.Length == 0)
        {
            return Default(call, 2);
        }

        Array.Sort(numbers);
        return Value.Of(numbers[(int)(part * (numbers.Length - 1))]);
    }
}
