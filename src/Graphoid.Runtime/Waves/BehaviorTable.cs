using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Which behaviour each node of a graph has (reference, section 8.3): that of its value, its own binding, its type's,
/// the graph's default, or the one behaviour the program declares.</summary>
/// <remarks>Field slot 0 of every partition holds the nodes' own bindings; behaviours use the slots behind it. Bindings change
/// only between rounds, so rows may be resolved from many threads.</remarks>
internal sealed partial class BehaviorTable
{
    private const int OwnBindingSlot = 0;

    /// <summary>Column of slot 0: the slot of the node's own binding, -1 for none.</summary>
    private const int BindingColumn = 0;

    /// <summary>Column of slot 0: whether the binding came with the node's value, an actor or an instance.</summary>
    private const int FromValueColumn = 1;

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
            store[p].Fields(OwnBindingSlot).AddColumn(Value.False);
        }
    }

    /// <summary>Whether any explicit binding exists.</summary>
    public bool IsConfigured => _default is not null || _byNodeType.Count > 0 || _hasOwnBindings;

    /// <summary>What a wave has to bring back when it is undone; columns come back by themselves.</summary>
    public (int Bindings, bool HasOwnBindings) Mark => (_bindings.Count, _hasOwnBindings);

    /// <summary>Forgets bindings made since the mark.</summary>
    public void UndoTo((int Bindings, bool HasOwnBindings) mark)
    {
        _bindings.RemoveRange(mark.Bindings, _bindings.Count - mark.Bindings);
        _hasOwnBindings = mark.HasOwnBindings;
    }

    /// <summary>Makes the graph's default behaviour.</summary>
    public void SetDefault(GraphType type) => _default = Bind(type);

    /// <summary>Binds all nodes of a declared type.</summary>
    public void SetForNodeType(string nodeType, GraphType type) => _byNodeType[_store.TypeId(nodeType)] = Bind(type);

    /// <summary>Binds one node; a node whose value brings its behaviour keeps that.</summary>
    public void SetForNode(NodeLocation node, GraphType type)
    {
        var own = _store[node.Partition].Fields(OwnBindingSlot);
        if (!own.Columns[FromValueColumn].Peek(node.Row).IsTruthy)
        {
            SetOwn(node, Bind(type), isFromValue: false);
        }
    }

    /// <summary>Binds one node to the behaviour that its value is.</summary>
    public BehaviorBinding SetFromValue(NodeLocation node, GraphType type)
    {
        var binding = Bind(type);
        SetOwn(node, binding, isFromValue: true);
        return binding;
    }

    /// <summary>The node's value is no behaviour (any more).</summary>
    public void ClearFromValue(NodeLocation node)
    {
        if (IsFromValue(node))
        {
            var own = _store[node.Partition].Fields(OwnBindingSlot);
            own.Columns[BindingColumn].Set(node.Row, Value.Of(-1));
            own.Columns[FromValueColumn].Set(node.Row, Value.False);
        }
    }

    /// <summary>Whether the node's value is its behaviour, so that its state is in the fields.</summary>
    public bool IsFromValue(NodeLocation node) =>
        _hasOwnBindings && _store[node.Partition].Fields(OwnBindingSlot).Columns[FromValueColumn].Peek(node.Row).IsTruthy;

    /// <summary>A node that is held elsewhere has a binding of its own: every holder of the graph must know that there are any.</summary>
    public void BoundElsewhere() => _hasOwnBindings = true;

    /// <summary>Takes the one behaviour that the running program declares, when nothing is configured.</summary>
    /// <returns>Whether it is used.</returns>
    public bool PrepareFallback(GraphType? onlyBehavior)
    {
        _fallback = IsConfigured || onlyBehavior is null ? null : Bind(onlyBehavior);
        return _fallback is not null;
    }

    /// <summary>The behaviour of a row, or null.</summary>
    public BehaviorBinding? Of(Partition partition, int row)
    {
        if (_hasOwnBindings)
        {
            var own = (int)partition.Fields(OwnBindingSlot).Columns[BindingColumn].Peek(row).Number;
            if (own >= 0)
            {
                return _bindings[own - 1];
            }
        }

        return _byNodeType.Count > 0 && _byNodeType.TryGetValue(partition.TypeOf(row), out var byType)
            ? byType
            : _default ?? _fallback;
    }

    /// <summary>The newest binding of a type's name, or null.</summary>
    public BehaviorBinding? Named(string type) => _bindings.FindLast(binding => binding.Type.Name == type);

    /// <summary>Whether <see cref="PrepareFallback"/> would change nothing.</summary>
    public bool IsPrepared(GraphType? onlyBehavior) =>
        IsConfigured || onlyBehavior is null ? _fallback is null : ReferenceEquals(_fallback?.Type, onlyBehavior);

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

    /// <summary>The node's instance as a graph of its own; null when the node has none.</summary>
    public GraphObject? Snapshot(NodeLocation node)
    {
        var partition = _store[node.Partition];
        if (Of(partition, node.Row) is not { } binding || !Fields(partition, binding).IsPresent(node.Row))
        {
            return null;
        }

        var columns = Fields(partition, binding).Columns;
        var values = new Value[binding.Layout.Names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Payload.Isolate(columns[i].Get(node.Row));
        }

        return new GraphObject(binding.Type, binding.Layout, values);
    }

    /// <summary>Gives a node the binding and the state that one of another graph has by itself, not by its value.</summary>
    public void CopyFrom(BehaviorTable other, NodeLocation from, NodeLocation to)
    {
        if (other.OwnType(from) is { } own)
        {
            SetForNode(to, own);
        }

        var partition = other._store[from.Partition];
        if (other.Of(partition, from.Row) is not { } binding || !other.Fields(partition, binding).IsPresent(from.Row))
        {
            return;
        }

        var state = other.Fields(partition, binding).Columns;
        var fields = Fields(_store[to.Partition], Bind(binding.Type));
        for (var i = 0; i < binding.Layout.Names.Count; i++)
        {
            fields.Columns[i].Set(to.Row, Payload.Isolate(state[i].Get(from.Row)));
        }

        fields.MarkPresent(to.Row);
    }

    /// <summary>Writes a field of a node whose value is its behaviour; false when it has no such field.</summary>
    public bool TryWrite(NodeLocation node, string name, Value value)
    {
        var partition = _store[node.Partition];
        if (!IsFromValue(node) || Of(partition, node.Row) is not { } binding || binding.Layout.IndexOf(name) is not (>= 0 and var index))
        {
            return false;
        }

        Fields(partition, binding).Columns[index].Set(node.Row, value);
        return true;
    }

    /// <summary>The type that a node is bound to by itself, not by its value; null for none.</summary>
    public GraphType? OwnType(NodeLocation node)
    {
        if (!_hasOwnBindings || IsFromValue(node))
        {
            return null;
        }

        var slot = (int)_store[node.Partition].Fields(OwnBindingSlot).Columns[BindingColumn].Peek(node.Row).Number;
        return slot > 0 ? _bindings[slot - 1].Type : null;
    }

    private void SetOwn(NodeLocation node, BehaviorBinding binding, bool isFromValue)
    {
        _hasOwnBindings = true;
        var own = _store[node.Partition].Fields(OwnBindingSlot);
        own.Columns[BindingColumn].Set(node.Row, Value.Of(binding.Slot));
        own.Columns[FromValueColumn].Set(node.Row, Value.Of(isFromValue));
    }

    /// <summary>The binding of a type. Identity is the type's name: new code takes over its nodes and the fields of the same name.</summary>
    public BehaviorBinding Bind(GraphType type)
    {
        var present = _bindings.FindLast(b => b.Type.Name == type.Name);
        if (present is not null && ReferenceEquals(present.Type, type))
        {
            return present;
        }

        return Install(new BehaviorBinding(_bindings.Count + 1, type), present);
    }

    private BehaviorBinding Install(BehaviorBinding binding, BehaviorBinding? older)
    {
        _bindings.Add(binding);
        for (var p = 0; p < _store.PartitionCount; p++)
        {
            AddFields(_store[p], binding, older);
        }

        if (older is not null)
        {
            Replace(older, binding);
        }

        return binding;
    }

    private void Replace(BehaviorBinding old, BehaviorBinding binding)
    {
        _default = _default == old ? binding : _default;
        foreach (var (nodeType, bound) in _byNodeType.ToArray())
        {
            _byNodeType[nodeType] = bound == old ? binding : bound;
        }

        for (var p = 0; p < _store.PartitionCount; p++)
        {
            var slots = _store[p].Fields(OwnBindingSlot).Columns[BindingColumn];
            for (var row = 0; _hasOwnBindings && row < _store[p].RowCount; row++)
            {
                if (slots.Peek(row).Number == old.Slot)
                {
                    slots.Set(row, Value.Of(binding.Slot));
                }
            }

            // The old columns have been copied; nobody reads them again.
            for (var i = 0; i < old.Initial.Count; i++)
            {
                _store[p].Fields(old.Slot).Columns[i].SetAll(old.Initial[i]);
            }
        }
    }

    private static void AddFields(Partition partition, BehaviorBinding binding, BehaviorBinding? older)
    {
        var fields = partition.Fields(binding.Slot);
        for (var i = 0; i < binding.Initial.Count; i++)
        {
            fields.AddColumn(binding.Initial[i]);
        }

        if (older is null)
        {
            return;
        }

        var from = partition.Fields(older.Slot);
        for (var row = 0; row < partition.RowCount; row++)
        {
            if (!from.IsPresent(row))
            {
                continue;
            }

            fields.MarkPresent(row);
            for (var i = 0; i < binding.Initial.Count; i++)
            {
                if (older.Layout.IndexOf(binding.Layout.Names[i]) is >= 0 and var before)
                {
                    fields.Columns[i].Set(row, from.Columns[before].Get(row));
                }
            }
        }
    }
}
