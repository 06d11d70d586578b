using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The elements of a list or a range, the range without building its list.</summary>
internal readonly struct Elements
{
    private readonly ListValue? _list;
    private readonly RangeValue? _range;

    private Elements(ListValue? list, RangeValue? range)
    {
        _list = list;
        _range = range;
        Count = list?.Count ?? range!.Count;
    }

    /// <summary>Number of elements.</summary>
    public int Count { get; }

    /// <summary>An element, marked shared because its container keeps it too.</summary>
    public Value this[int index] => _list is { } list ? list[index] : Value.Of(_range![index]);

    /// <summary>The elements of a receiver that is a list or a range.</summary>
    public static Elements Of(Value value) =>
        value.Reference is RangeValue range ? new(null, range) : new((ListValue)value.Reference!, null);

    /// <summary>The elements of a receiver while the program runs in between: the receiver is marked shared, so that a
    /// callback that changes the variable it came from changes a copy.</summary>
    public static Elements Held(Value value) => Of(value.Share());
}
