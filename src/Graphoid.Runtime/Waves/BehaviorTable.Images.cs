using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What the image of a partition keeps of the table, and how it comes back.</summary>
internal sealed partial class BehaviorTable
{
    /// <summary>The binding of all nodes that have no closer one, or null.</summary>
    public BehaviorBinding? Default => _default;

    /// <summary>The program's one behaviour while nothing is configured, or null.</summary>
    public BehaviorBinding? Fallback => _fallback;

    /// <summary>Bindings by node type.</summary>
    public IReadOnlyDictionary<int, BehaviorBinding> ByNodeType => _byNodeType;

    /// <summary>Whether any node ever had a binding of its own.</summary>
    public bool HasOwnBindings => _hasOwnBindings;

    /// <summary>The bindings in use, by slot: of several for one name, the newest.</summary>
    public IReadOnlyList<BehaviorBinding> Current() =>
        [.. _bindings.Where(binding => _bindings.FindLast(other => other.Type.Name == binding.Type.Name) == binding)];

    /// <summary>The nodes' own bindings in one partition: the slot or -1, and whether it came with the value.</summary>
    public (Partitions.Column Slots, Partitions.Column FromValue) OwnBindings(int partition)
    {
        var columns = _store[partition].Fields(OwnBindingSlot).Columns;
        return (columns[BindingColumn], columns[FromValueColumn]);
    }

    /// <summary>The binding of a type with these fields: the one that is there, or a new one.</summary>
    /// <remarks>By name and fields rather than by identity of the type, because every image of one graph brings the type along.</remarks>
    public BehaviorBinding Restore(GraphType type, IReadOnlyList<string> fields, IReadOnlyList<Value> initial)
    {
        var present = _bindings.FindLast(b => b.Type.Name == type.Name);
        if (present is not null && present.Layout.Names.SequenceEqual(fields, StringComparer.Ordinal))
        {
            return present;
        }

        var layout = type.Template.Layout;
        if (!layout.Names.SequenceEqual(fields, StringComparer.Ordinal))
        {
            layout = fields.Aggregate(PropertyLayout.Empty, static (grown, name) => grown.With(name));
        }

        return Install(new BehaviorBinding(_bindings.Count + 1, type, layout, [.. initial.Select(static v => v.Share())]), present);
    }

    /// <summary>Brings the facts of the whole graph back. Every image of a graph has the same ones.</summary>
    public void RestoreFacts(
        BehaviorBinding? byDefault, BehaviorBinding? fallback, IEnumerable<(int NodeType, BehaviorBinding Binding)> byNodeType, bool hasOwnBindings)
    {
        _default = byDefault;
        _fallback = fallback;
        _hasOwnBindings |= hasOwnBindings;
        foreach (var (nodeType, binding) in byNodeType)
        {
            _byNodeType[nodeType] = binding;
        }
    }
}
