using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Which behaviour each node of a graph has (reference, section 8.3): its own binding, its type's, the graph's
/// default, or the one behaviour the program declares.</summary>
/// <remarks>Field slot 0 of every partition holds the nodes' own bindings; behaviours use the slots behind it. Bindings change
/// only between rounds, so rows may be resolved from many threads.</remarks>
internal sealed class BehaviorTable
{
    private const int OwnBindingSlot = 0;

    private readonly PartitionedGraph _store;
    private readonly List<BehaviorBinding> _bindings = [];
    private readonly Dictionary<int, BehaviorBinding> _byNodeType = [];
    private BehaviorBinding? _default;
    private BehaviorBinding? _fallback;
    private bool _hasOwnBindings;

    public BehaviorTable(PartitionedGraph store)
    {
        _store = store;
        for (var p = 0; p < store.PartitionCount; p++)
        {
            store[p].Fields(OwnBindingSlot).AddColumn(Value.Of(-1));
        }
    }

    /// <summary>Whether any explicit binding exists.</summary>
    public bool IsConfigured => _default is not null || _byNodeType.Count > 0 || _hasOwnBindings;

    /// <summary>Makes the graph's default behaviour.</summary>
    public void SetDefault(GraphType type) => _default = Bind(type);

    /// <summary>Binds all nodes of a declared type.</summary>
    public void SetForNodeType(string nodeType, GraphType type) => _byNodeType[_store.TypeId(nodeType)] = Bind(type);

    /// <summary>Binds one node.</summary>
    public BehaviorBinding SetForNode(NodeLocation node, GraphType type)
    {
        var binding = Bind(type);
        _hasOwnBindings = true;
        _store[node.Partition].Fields(OwnBindingSlot).Columns[0].Set(node.Row, Value.Of(binding.Slot));
        return binding;
    }

    /// <summary>Looks for the program's one behaviour when nothing is configured.</summary>
    public void PrepareFallback(ProgramInstance program)
    {
        _fallback = IsConfigured || program.FallbackBehavior() is not { } type ? null : Bind(type);
    }

    /// <summary>The behaviour of a row, or null.</summary>
    public BehaviorBinding? Of(Partition partition, int row)
    {
        if (_hasOwnBindings)
        {
            var own = (int)partition.Fields(OwnBindingSlot).Columns[0].Peek(row).Number;
            if (own >= 0)
            {
                return _bindings[own - 1];
            }
        }

        return _byNodeType.Count > 0 && _byNodeType.TryGetValue(partition.TypeOf(row), out var byType)
            ? byType
            : _default ?? _fallback;
    }

    /// <summary>The columns of a behaviour in one partition.</summary>
    public FieldTable Fields(Partition partition, BehaviorBinding binding) => partition.Fields(binding.Slot);

    /// <summary>A field of a node's instance; <see cref="Value.Undefined"/> before its first message or for an unknown name.</summary>
    public Value Field(Partition partition, int row, string name)
    {
        if (Of(partition, row) is not { } binding || binding.Layout.IndexOf(name) is not (>= 0 and var index))
        {
            return Value.Undefined;
        }

        var fields = Fields(partition, binding);
        return fields.IsPresent(row) ? fields.Columns[index].Get(row) : Value.Undefined;
    }

    /// <summary>The binding of a type; new code under a known name takes over the fields it shares with the old one.</summary>
    private BehaviorBinding Bind(GraphType type)
    {
        var same = _bindings.Find(b => ReferenceEquals(b.Type, type));
        if (same is not null)
        {
            return same;
        }

        var older = _bindings.FindLast(b => b.Type.Name == type.Name);
        var binding = new BehaviorBinding(_bindings.Count + 1, type);
        _bindings.Add(binding);
        for (var p = 0; p < _store.PartitionCount; p++)
        {
            AddFields(_store[p], binding, older);
        }

        return binding;
    }

    private static void AddFields(Partition partition, BehaviorBinding binding, BehaviorBinding? older)
    {
        var fields = partition.Fields(binding.Slot);
        for (var i = 0; i < binding.Initial.Count; i++)
        {
            fields.AddColumn(binding.Initial[i]);
            if (older?.Layout.IndexOf(binding.Layout.Names[i]) is not (>= 0 and var before))
            {
                continue;
            }

            var from = partition.Fields(older.Slot);
            for (var row = 0; row < partition.RowCount; row++)
            {
                if (from.IsPresent(row))
                {
                    fields.Columns[i].Set(row, from.Columns[before].Get(row));
                    fields.MarkPresent(row);
                }
            }
        }
    }
}
