using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Behaviours and fields that arrive in frames.</summary>
internal sealed class BehaviorParts(int rows, int types, Func<ReadOnlyMemory<byte>, ValueReader> newReader)
{
    private readonly List<BoundType> _bindings = [];
    private readonly List<(int NodeType, int Place)> _byNodeType = [];
    private readonly ColumnParts _fromValue = new(rows, newReader);
    private int _default;
    private int _fallback;
    private bool _hasOwnBindings;
    private int _ownRows;
    private int? _ownOfAll;
    private ArrayParts<int>? _own;

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        yield return FrameTag.Bindings;
        for (var left = source.Parse().Count(int.MaxValue); left > 0; left--)
        {
            yield return FrameTag.Binding;
            var binding = ReadBinding(source);
            _bindings.Add(binding);
            foreach (var column in binding.Columns)
            {
                foreach (var tag in column.Read(source))
                {
                    yield return tag;
                }
            }
        }

        yield return FrameTag.Facts;
        ReadFacts(source);
        if (!_hasOwnBindings)
        {
            yield break;
        }

        yield return FrameTag.OwnBindings;
        ReadOwnForm(source);
        foreach (var tag in _own!.Read(source).Concat(_fromValue.Read(source)))
        {
            yield return tag;
        }

        foreach (var place in _own.Items)
        {
            if (place < -1 || place >= _bindings.Count)
            {
                throw source.Damaged($"binds a node to behaviour {place} of {_bindings.Count}");
            }
        }
    }

    /// <summary>Gives everything to the table and the partition, whose rows are loaded by now.</summary>
    public void LoadInto(BehaviorTable behaviors, Partition partition, int[] typeIds)
    {
        var bindings = _bindings.ConvertAll(bound => behaviors.Restore(bound.Type, bound.Names, bound.Initial));
        behaviors.RestoreFacts(
            At(bindings, _default),
            At(bindings, _fallback),
            _byNodeType.Select(bound => (typeIds[bound.NodeType], bindings[bound.Place])),
            _hasOwnBindings);
        for (var place = 0; place < bindings.Count; place++)
        {
            LoadFields(behaviors.Fields(partition, bindings[place]), bindings[place], _bindings[place]);
        }

        if (_hasOwnBindings)
        {
            LoadOwn(behaviors, partition.Index, bindings);
        }
    }

    private static void LoadFields(FieldTable fields, BehaviorBinding binding, BoundType bound)
    {
        bound.Columns[0].LoadInto(fields.Present);
        for (var i = 0; i < bound.Names.Count; i++)
        {
            bound.Columns[i + 1].LoadInto(fields.Columns[binding.Layout.IndexOf(bound.Names[i])]);
        }
    }

    private static BehaviorBinding? At(List<BehaviorBinding> bindings, int place) => place < 0 ? null : bindings[place];

    private void LoadOwn(BehaviorTable behaviors, int partition, List<BehaviorBinding> bindings)
    {
        var (slots, fromValue) = behaviors.OwnBindings(partition);
        double SlotOf(int place) => At(bindings, place)?.Slot ?? -1;
        if (_ownOfAll is { } place)
        {
            slots.Load(ColumnKind.Uniform, _ownRows, Value.Of(SlotOf(place)), [], [], []);
        }
        else
        {
            slots.Load(ColumnKind.Numbers, _ownRows, default, Array.ConvertAll(_own!.Items, SlotOf), [], []);
        }

        _fromValue.LoadInto(fromValue);
    }

    private BoundType ReadBinding(ImageReader source)
    {
        var reader = newReader(source.Body);
        var type = reader.Type() ?? throw source.Damaged("has a behaviour without a type");
        var names = new List<string>();
        var initial = new List<Value>();
        for (var left = reader.Varint(); left > 0; left--)
        {
            names.Add(reader.Text() ?? throw source.Damaged("has a field without a name"));
            initial.Add(ColumnParts.ReadValue(reader));
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count || !type.HandlesMessages)
        {
            throw source.Damaged($"has a behaviour `{type.Name}` that cannot be one");
        }

        // The first column is that of the marks.
        return new BoundType(type, names, initial, [.. Enumerable.Range(0, names.Count + 1).Select(_ => new ColumnParts(rows, newReader))]);
    }

    private void ReadFacts(ImageReader source)
    {
        var body = source.Parse();
        _default = body.Index(_bindings.Count);
        _fallback = body.Index(_bindings.Count);
        _hasOwnBindings = body.Bool();
        for (var left = body.Count(types); left > 0; left--)
        {
            var bound = (NodeType: body.Index(types), Place: body.Index(_bindings.Count));
            if (bound.NodeType < 0 || bound.Place < 0)
            {
                throw source.Damaged("binds a node type to nothing");
            }

            _byNodeType.Add(bound);
        }
    }

    private void ReadOwnForm(ImageReader source)
    {
        var body = source.Parse();
        _ownRows = body.Count(rows);
        var isUniform = body.Bool();
        var place = body.Index(_bindings.Count);
        _ownOfAll = isUniform ? place : null;
        _own = new ArrayParts<int>(isUniform ? 0 : _ownRows);
    }

    private sealed record BoundType(GraphType Type, List<string> Names, List<Value> Initial, List<ColumnParts> Columns);
}
