using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>The state of a <c>for</c> loop, held in a frame slot; programs never see it.</summary>
internal sealed class IteratorValue : ObjectValue
{
    private readonly ListValue? _list;
    private readonly RangeValue? _range;
    private readonly MapValue? _map;
    private int _next;

    private IteratorValue(ListValue? list, RangeValue? range, MapValue? map)
    {
        _list = list;
        _range = range;
        _map = map;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Undefined;

    /// <summary>The channel that is received from until it is closed and drained, or null for anything that needs no waiting.</summary>
    public ChannelValue? Channel { get; private init; }

    /// <summary>An iterator over anything a loop accepts; two variables need a map.</summary>
    public static IteratorValue Over(Value source, bool isPairs)
    {
        if (isPairs)
        {
            return source.Reference is MapValue pairs
                ? new IteratorValue(KeysOf(pairs), null, pairs)
                : throw GraphoidException.WrongType("a loop with two variables", "map", source);
        }

        return source.Reference switch
        {
            ListValue list => new IteratorValue(list, null, null),
            RangeValue range => new IteratorValue(null, range, null),
            MapValue map => new IteratorValue(KeysOf(map), null, null),
            Matching.MatchResults results => new IteratorValue(new ListValue([.. results.Rows]), null, null),
            ChannelValue channel => new IteratorValue(null, null, null) { Channel = channel },
            string text => new IteratorValue(new ListValue(ScalarText.Characters(text)), null, null),
            EdgeHandle edge => new IteratorValue(edge.ToList(), null, null),
            IIdentified handle => new IteratorValue(new ListValue(ScalarText.Characters(handle.IdText)), null, null),
            _ => throw GraphoidException.WrongType(
                "`for`", "something to loop over", source, source.IsNumber ? "`range(n)` counts from 0 up to n - 1" : null),
        };
    }

    public bool MoveNext(out Value value)
    {
        if (_range is not null)
        {
            value = _next < _range.Count ? Value.Of(_range[_next]) : default;
            return _next++ < _range.Count;
        }

        value = _next < _list!.Count ? _list[_next] : default;
        return _next++ < _list.Count;
    }

    public bool MoveNext(out Value key, out Value value)
    {
        value = default;
        return MoveNext(out key) && _map!.TryGet(key, out value);
    }

    private static ListValue KeysOf(MapValue map) => new([.. map.Entries.Select(e => e.Key)]);
}
