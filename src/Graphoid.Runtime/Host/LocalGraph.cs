using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>The data layer of a graph in this process: columns in partitions, waves on all cores.</summary>
/// <remarks>
/// One operation of a driver runs at a time; others wait without holding a thread. Handlers reach the graph through their
/// wave, which holds it already: what they read directly is the structure (it changes only between rounds) and their own
/// node; other nodes' states are messages.
/// </remarks>
internal sealed partial class LocalGraph : IGraphData
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _inEdgesLock = new();
    private readonly string[] _partitionNames;
    private PartitionBuffers[]? _spareBuffers;

    public LocalGraph(PartitionedGraph store, string? name, bool isDistributed, IReadOnlyList<string>? partitionNames)
    {
        Store = store;
        Name = name;
        IsDistributed = isDistributed;
        _partitionNames = partitionNames?.ToArray()
            ?? [.. Enumerable.Range(0, store.PartitionCount).Select(i => $"partition_{i}")];
        Behaviors = new BehaviorTable(store);
    }

    /// <summary>Storage for a graph that is a value of one program: one partition, edges as they were added.</summary>
    public static PartitionedGraph NewStore(bool isDirected) => new(1, HashPartitioner.Instance, isDirected) { KeepsCreation = true };

    /// <inheritdoc/>
    public string? Name { get; set; }

    /// <inheritdoc/>
    public bool IsDistributed { get; }

    /// <inheritdoc/>
    public bool IsDirected => Store.IsDirected;

    /// <inheritdoc/>
    public IReadOnlyList<string> PartitionNames => _partitionNames;

    /// <inheritdoc/>
    public long NodeCount => Store.NodeCount;

    /// <inheritdoc/>
    public long EdgeCount => Store.EdgeCount + (Peers?.EdgeCountElsewhere ?? 0);

    /// <summary>What was done in the last broadcast that has succeeded.</summary>
    public WaveTrace? LastWave { get; set; }

    /// <summary>The columns.</summary>
    public PartitionedGraph Store { get; }

    /// <summary>Who holds the partitions that are not held here; null when all are.</summary>
    public IGraphPeers? Peers { get; init; }

    /// <summary>The graph value this is the data layer of; set once, right after creation.</summary>
    public GraphObject Owner { get; set; } = null!;

    /// <summary>Which behaviour each node has.</summary>
    public BehaviorTable Behaviors { get; }

    /// <inheritdoc/>
    public string PartitionNameOf(NodeKey key) => _partitionNames[Store.Partitioner.PartitionOf(key, Store.PartitionCount)];

    /// <summary>A copy of everything for another graph value: nodes with values and behaviours, edges, configuration.</summary>
    /// <param name="copier">Copies what can still change in values, so that what was one graph stays one.</param>
    public LocalGraph CopyFor(GraphObject owner, DeepCopy? copier = null)
    {
        copier ??= DeepCopy.WithKnown(Owner, owner);
        var copy = new LocalGraph(
            new PartitionedGraph(Store.PartitionCount, Store.Partitioner, Store.IsDirected) { KeepsCreation = Store.KeepsCreation },
            null,
            IsDistributed,
            _partitionNames)
        {
            Owner = owner,
        };
        var adopted = new List<(ActorValue Actor, NodeKey Key)>();
        foreach (var at in Store.NodesInOrder())
        {
            var key = Store.KeyOf(at);
            copy.AddNode(key, copier.Copy(CopyOf(at)), adopted);
            if (NodeTypeName(at) is { } type)
            {
                copy.Apply(new StructuralChange(StructuralKind.SetType, key) { Type = type }, adopted);
            }
        }

        foreach (var edge in Store.EdgesInOrder())
        {
            copy.Apply(
                new StructuralChange(StructuralKind.AddEdge, Store.KeyOf(edge.From))
                {
                    To = Store.KeyOf(edge.To),
                    Type = Store.TypeName(edge.Type),
                    Value = edge.Weight,
                    Properties = edge.Properties,
                },
                adopted);
        }

        copy.Merge(_configuration.ToMap());
        foreach (var at in Store.NodesInOrder())
        {
            if (!Behaviors.IsFromValue(at))
            {
                copy.Behaviors.CopyFrom(Behaviors, at, copy.Find(Store.KeyOf(at)));
            }
        }

        return copy;
    }

    /// <summary><see cref="CopyFor"/> between two operations of the graph.</summary>
    public ValueTask<LocalGraph> CopyForAsync(GraphCaller caller, GraphObject owner) => Read(caller, () => CopyFor(owner));

    /// <summary>Buffers for one wave; a wave that runs while another holds the spare ones gets new ones.</summary>
    public PartitionBuffers[] RentBuffers() =>
        Interlocked.Exchange(ref _spareBuffers, null)
            ?? [.. Enumerable.Range(0, Store.PartitionCount).Select(_ => new PartitionBuffers(Store.PartitionCount))];

    /// <summary>Takes the buffers of a finished wave back, emptied.</summary>
    public void ReturnBuffers(PartitionBuffers[] buffers)
    {
        foreach (var buffer in buffers)
        {
            buffer.Clear();
        }

        _spareBuffers = buffers;
    }

    /// <summary>Builds the index of incoming edges; handlers of several partitions may need it at once.</summary>
    public void PrepareInEdges()
    {
        lock (_inEdgesLock)
        {
            Store.EnsureInEdges();
        }
    }

    /// <summary>What <c>n.value()</c> (no name) or <c>n.get(name)</c> sees; <see cref="Value.Undefined"/> when nothing fits.</summary>
    public Value ReadState(NodeLocation at, string? name)
    {
        var partition = Store[at.Partition];
        if (!partition.IsLive(at.Row))
        {
            return Value.Undefined;
        }

        var stored = partition.NodeValues.Get(at.Row);
        var value = NodeContent.ValueIn(stored);
        if (name is null or NodeContent.All)
        {
            value = value.Reference is GraphObject && Behaviors.IsFromValue(at) ? Value.Of(Behaviors.Snapshot(at)!) : value;
            return name is null ? value : NodeContent.AttributesOf(stored, value);
        }

        if (Behaviors.IsFromValue(at) && Behaviors.Field(partition, at.Row, name) is { IsUndefined: false } own)
        {
            return own;
        }

        if (value.Reference is MapValue map && map.TryGet(name, out var entry))
        {
            return entry;
        }

        if (name == "id")
        {
            return Value.Of(partition.KeyOf(at.Row).ToString());
        }

        if (name == "type")
        {
            return Value.Of(NodeTypeName(at) ?? "node");
        }

        if (value.Reference is Instance instance && instance.TryGetProperty(name, out var property))
        {
            return property.Share();
        }

        if (NodeContent.AttributeIn(stored, name) is { IsUndefined: false } attribute)
        {
            return attribute;
        }

        var field = Behaviors.Field(partition, at.Row, name);
        return field.IsUndefined && name == NodeContent.WholeValue ? value : field;
    }

    /// <summary>Carries out a change of nodes or edges: a driver's at once, a handler's at the end of its round.</summary>
    /// <param name="adopted">Receives actors whose state moves into a node.</param>
    public void Apply(StructuralChange change, List<(ActorValue Actor, NodeKey Key)> adopted)
    {
        switch (change.Kind)
        {
            case StructuralKind.AddNode:
                AddNode(change.Key, change.Value, adopted);
                break;
            case StructuralKind.AddEdge:
                if (Store.TryFind(change.Key, out var from) && Store.TryFind(change.To, out var to))
                {
                    Store.AddEdge(from, to, Store.TypeId(change.Type!), change.Value, change.Properties);
                }

                break;
            case StructuralKind.RemoveNode:
                if (Store.TryFind(change.Key, out var removed))
                {
                    Store.RemoveNode(removed);
                }

                break;
            case StructuralKind.RemoveEdge:
                RemoveEdge(change);
                break;
            case StructuralKind.SetType:
                if (Store.TryFind(change.Key, out var typed))
                {
                    Store[typed.Partition].SetType(typed.Row, Store.TypeId(change.Type!));
                }

                break;
            case StructuralKind.SetBehavior:
                if (Store.TryFind(change.Key, out var bound))
                {
                    BindNode(bound, change.Behavior!);
                }

                break;
            default:
                throw new System.Diagnostics.UnreachableException(change.Kind.ToString());
        }
    }

    private void BindNode(NodeLocation at, GraphType behavior)
    {
        if (Store.Owns(at.Partition))
        {
            Behaviors.SetForNode(at, behavior);
        }
        else
        {
            Behaviors.BoundElsewhere();
        }
    }

    private void RemoveEdge(StructuralChange change)
    {
        if (!Store.TryFind(change.Key, out var from) || !Store.TryFind(change.To, out var to))
        {
            return;
        }

        if (change.Type is null)
        {
            Store.RemoveEdge(from, to);
        }
        else if (Store.TryTypeId(change.Type, out var type))
        {
            Store.RemoveEdge(from, to, type);
        }
    }

    /// <summary>Adds a node; an actor or a graph with a handler becomes the node's behaviour, its state moves into the row.</summary>
    private void AddNode(NodeKey key, Value value, List<(ActorValue Actor, NodeKey Key)> adopted)
    {
        var state = value.Reference switch
        {
            ActorValue actor => actor.Instance,
            GraphObject { Type.HandlesMessages: true } instance => instance,
            _ => null,
        };
        if (!Store.Owns(Store.PartitionOf(key)))
        {
            Store.AddNode(key, Value.None, out _);
            if (state is not null)
            {
                Behaviors.BoundElsewhere();
            }

            return;
        }

        // A graph of the program shares what it holds with the program, graphs too (reference, section 3.5); what comes from a handler
        // is a copy already.
        var at = Store.AddNode(key, IsDistributed ? Payload.Isolate(value) : value.Share(), out _);
        if (state is null)
        {
            Behaviors.ClearFromValue(at);
            return;
        }

        var binding = Behaviors.SetFromValue(at, state.Type);
        var fields = Behaviors.Fields(Store[at.Partition], binding);
        for (var i = 0; i < binding.Layout.Names.Count; i++)
        {
            if (state.TryGetProperty(binding.Layout.Names[i], out var field))
            {
                fields.Columns[i].Set(at.Row, Payload.Isolate(field));
            }
        }

        fields.MarkPresent(at.Row);
        if (value.Reference is ActorValue adoptee)
        {
            adopted.Add((adoptee, key));
        }
    }

    /// <summary>Where a node lies.</summary>
    /// <exception cref="GraphoidException">There is no such node.</exception>
    public NodeLocation Find(NodeKey key) => Store.TryFind(key, out var at) ? at : throw GraphErrors.UnknownNode(key, this);

    /// <summary>The behaviour that a node which is held here is bound to by itself, not by its value; null for none.</summary>
    public GraphType? OwnBehavior(NodeKey key) => Store.TryFind(key, out var at) ? Behaviors.OwnType(at) : null;

    private string? NodeTypeName(NodeLocation at) =>
        Store[at.Partition].TypeOf(at.Row) is >= 0 and var type ? Store.TypeName(type) : null;

    /// <summary>What another graph gets when it copies a node that is held here: the value as it is stored, attributes included.</summary>
    public Value CopyOf(NodeLocation at) =>
        Behaviors.IsFromValue(at) && Behaviors.Snapshot(at) is { } instance ? Value.Of(instance)
            : Store[at.Partition].IsLive(at.Row) ? Store[at.Partition].NodeValues.Get(at.Row)
            : Value.Undefined;

    /// <summary>Whether the caller is a handler or predicate of this very graph, which its wave holds already.</summary>
    private bool IsInside(GraphCaller caller) =>
        caller.Activation is { } activation && ReferenceEquals(activation.Run.Wave.Graph, this);

    /// <summary>A graph that a handler has made for itself is not "another graph": it is used like a driver's.</summary>
    private GraphCaller Localize(GraphCaller caller) =>
        caller.Activation is { } activation && Owner.Epoch != 0 && Owner.Epoch == activation.Epoch ? caller with { Activation = null } : caller;

    /// <summary>Refuses reads of one graph from handlers and predicates of another: a repeated wave could see something else,
    /// and two graphs that look at each other would wait for each other.</summary>
    private void CheckReadable(GraphCaller caller)
    {
        if (caller.Activation is not null && !IsInside(caller))
        {
            throw GraphErrors.NotInWave("reading another graph");
        }
    }

    private ValueTask<T> Read<T>(GraphCaller caller, Func<T> read)
    {
        caller = Localize(caller);
        CheckReadable(caller);
        if (IsInside(caller))
        {
            return new ValueTask<T>(read());
        }

        if (!_gate.Wait(0, CancellationToken.None))
        {
            return ReadLater(caller, read);
        }

        try
        {
            return new ValueTask<T>(read());
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<T> ReadLater<T>(GraphCaller caller, Func<T> read)
    {
        await _gate.WaitAsync(caller.Cancellation).ConfigureAwait(false);
        try
        {
            return read();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Carries out changes of a driver.</summary>
    /// <exception cref="GraphoidException">A node that must exist does not; nothing is changed then.</exception>
    public void Apply(IReadOnlyList<StructuralChange> changes)
    {
        foreach (var change in changes)
        {
            RequireSubject(change, changes);
        }

        var adopted = new List<(ActorValue Actor, NodeKey Key)>();
        foreach (var change in changes)
        {
            Apply(change, adopted);
        }

        foreach (var (actor, key) in adopted)
        {
            actor.MoveTo(new NodeHandle(Owner, key));
        }

        Store.CompactIfWorthwhile();
    }

    /// <summary>A node that is given a type or a behaviour must exist, or be added by the same changes.</summary>
    private void RequireSubject(StructuralChange change, IReadOnlyList<StructuralChange> changes)
    {
        if (change.Kind is StructuralKind.SetType or StructuralKind.SetBehavior
            && !Store.TryFind(change.Key, out _)
            && !changes.Any(other => other.Kind == StructuralKind.AddNode && other.Key == change.Key))
        {
            throw GraphErrors.UnknownNode(change.Key, this);
        }
    }

    /// <summary>A change by a handler: of its own graph at the end of its round, of another one after the commit.</summary>
    private void NoteChange(GraphCaller caller, Activation activation, StructuralChange change)
    {
        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }

        change = change with { Value = Payload.Isolate(change.Value) };
        if (!IsInside(caller))
        {
            activation.Run.Hold(activation, new ChangeWork(Owner, change));
            return;
        }

        if (change.Kind is StructuralKind.SetType or StructuralKind.SetBehavior
            && !(activation.Created?.Contains(change.Key) ?? false))
        {
            Find(change.Key);
        }

        activation.Run.Change(activation, change);
    }

    private ValueTask Exclusive(GraphCaller caller, Action change)
    {
        if (!_gate.Wait(0, CancellationToken.None))
        {
            return ExclusiveLater(caller, change);
        }

        try
        {
            change();
        }
        finally
        {
            _gate.Release();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask ExclusiveLater(GraphCaller caller, Action change)
    {
        await _gate.WaitAsync(caller.Cancellation).ConfigureAwait(false);
        try
        {
            change();
        }
        finally
        {
            _gate.Release();
        }
    }
}
