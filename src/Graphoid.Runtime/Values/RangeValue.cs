namespace Graphoid.Runtime.Values;

/// <summary>A lazy sequence of numbers <c>From, From + Step, …</c> of <see cref="Count"/> elements; behaves as a list.</summary>
public sealed class RangeValue : ObjectValue, IStructurallyEqual
{
    private ListValue? _list;

    /// <summary>A range of <paramref name="count"/> elements.</summary>
    public RangeValue(double from, double step, int count)
    {
        From = from;
        Step = step;
        Count = Math.Max(0, count);
    }

    /// <summary>First element.</summary>
    public double From { get; }

    /// <summary>Distance of neighbours, not 0.</summary>
    public double Step { get; }

    /// <summary>Number of elements.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Range;

    /// <inheritdoc/>
    public override bool IsTruthy => Count > 0;

    /// <inheritdoc/>
    public int StructuralHash => ValueEquality.HashOf(Value.Of(ToList()));

    /// <summary>The element at an index.</summary>
    public double this[int index] => From + (index * Step);

    /// <summary>The elements from <paramref name="from"/> up to but excluding <paramref name="to"/>.</summary>
    /// <exception cref="GraphoidException">A step of 0, NaN, an infinity, or more than two billion elements.</exception>
    public static RangeValue Exclusive(double from, double to, double step)
    {
        if (step == 0 || double.IsNaN(step) || double.IsNaN(from) || double.IsNaN(to)
            || double.IsInfinity(from) || double.IsInfinity(to) || double.IsInfinity(step))
        {
            throw new GraphoidException(ErrorKind.Value, "a range needs finite bounds and a step that is not 0");
        }

        var count = Math.Ceiling((to - from) / step);
        return count > int.MaxValue
            ? throw new GraphoidException(ErrorKind.Value, "a range has at most 2147483647 elements")
            : new RangeValue(from, step, (int)Math.Max(0, count));
    }

    /// <summary>The elements as a list, built once.</summary>
    /// <exception cref="GraphoidException">There are too many.</exception>
    public ListValue ToList()
    {
        if (_list is { } list)
        {
            return list;
        }

        var items = new Value[SizeLimits.Elements(Count)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value.Of(this[i]);
        }

        return _list = new ListValue(items) { IsShared = true };
    }

    /// <summary>Whether both have the same elements.</summary>
    public bool SameElements(RangeValue other) =>
        Count == other.Count && (Count == 0 || (From == other.From && (Count == 1 || Step == other.Step)));

    /// <inheritdoc/>
    public bool EqualsStructurally(ObjectValue other) => other is RangeValue range && SameElements(range);
}
