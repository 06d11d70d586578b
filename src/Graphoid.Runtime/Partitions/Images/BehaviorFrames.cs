using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Writes the behaviours in use with their types, the partition's fields, and what is bound to what.</summary>
/// <remarks>Slots are numbers of one table, so bindings are named by their place among the written ones, -1 for none.</remarks>
internal sealed class BehaviorFrames(
    Partition partition, BehaviorTable behaviors, FrameBuilder builder, ColumnFrames columns, Func<ValueWriter> newWriter)
{
    private readonly IReadOnlyList<BehaviorBinding> _bindings = behaviors.Current();

    public IEnumerable<Frame> Of()
    {
        builder.Int32(_bindings.Count);
        yield return builder.Finish(FrameTag.Bindings);
        foreach (var binding in _bindings)
        {
            var fields = behaviors.Fields(partition, binding);
            yield return Head(binding);
            foreach (var column in fields.Columns.Take(binding.Layout.Names.Count).Prepend(fields.Present))
            {
                foreach (var frame in columns.Of(column, partition.RowCount))
                {
                    yield return frame;
                }
            }
        }

        yield return Facts();
        if (behaviors.HasOwnBindings)
        {
            foreach (var frame in OwnBindings())
            {
                yield return frame;
            }
        }
    }

    private Frame Head(BehaviorBinding binding)
    {
        var writer = newWriter();
        writer.Type(binding.Type);
        writer.Varint(binding.Layout.Names.Count);
        for (var i = 0; i < binding.Layout.Names.Count; i++)
        {
            writer.Text(binding.Layout.Names[i]);
            ColumnFrames.WriteValue(writer, binding.Initial[i]);
        }

        return new Frame(FrameTag.Binding, writer.ToArray());
    }

    private Frame Facts()
    {
        builder.Int32(PlaceOf(behaviors.Default));
        builder.Int32(PlaceOf(behaviors.Fallback));
        builder.Bool(behaviors.HasOwnBindings);
        builder.Int32(behaviors.ByNodeType.Count);
        foreach (var (nodeType, binding) in behaviors.ByNodeType.OrderBy(static bound => bound.Key))
        {
            builder.Int32(nodeType);
            builder.Int32(PlaceOf(binding));
        }

        return builder.Finish(FrameTag.Facts);
    }

    private IEnumerable<Frame> OwnBindings()
    {
        var (slots, fromValue) = behaviors.OwnBindings(partition.Index);
        var rows = Math.Min(slots.Rows, partition.RowCount);
        var places = _bindings.Select((binding, place) => (binding.Slot, place)).ToDictionary(static at => at.Slot, static at => at.place);
        places.Add(-1, -1);
        var isUniform = slots.Kind == ColumnKind.Uniform;
        builder.Int32(rows);
        builder.Bool(isUniform);
        builder.Int32(isUniform ? places[(int)slots.Uniform.Number] : -1);
        yield return builder.Finish(FrameTag.OwnBindings);
        var perRow = builder.Array<int>(isUniform ? 0 : rows, (start, into) =>
        {
            for (var i = 0; i < into.Length; i++)
            {
                into[i] = places[(int)slots.Peek(start + i).Number];
            }
        });
        foreach (var frame in perRow.Concat(columns.Of(fromValue, partition.RowCount)))
        {
            yield return frame;
        }
    }

    /// <summary>By name: what is bound may be an older version of a type whose place a newer one has taken.</summary>
    private int PlaceOf(BehaviorBinding? binding)
    {
        for (var place = 0; binding is not null && place < _bindings.Count; place++)
        {
            if (_bindings[place].Type.Name == binding.Type.Name)
            {
                return place;
            }
        }

        return -1;
    }
}
