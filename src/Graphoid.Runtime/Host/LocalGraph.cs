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
    private readonly GraphConfiguration _configuration = new();
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
    public long EdgeCount => Store.EdgeCount;

    /// <inheritdoc/>
    public MapValue Configuration => _configuration.ToMap();

    /// <summary>The columns.</summary>
    public PartitionedGraph Store { get; }

    /// <summary>The graph value this is the data layer of; set once, right after creation.</summary>
    public GraphObject Owner { get; set; } = null!;

    /// <summary>Which behaviour each node has.</summary>
    public BehaviorTable Behaviors { get; }

    /// <inheritdoc/>
    public string PartitionNameOf(NodeKey key) => _partitionNames[Store.Partitioner.PartitionOf(key, Store.PartitionCount)];

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

        var value = partition.NodeValues.Get(at.Row);
        if (name is null)
        {
            return value;
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

        var field = Behaviors.Field(partition, at.Row, name);
        return field.IsUndefined && name == "value" ? value : field;
    }

    /// <summary>Carries out a change of nodes or edges: a driver's at once, a handler's at the end of its round.</summary>
    public void Apply(StructuralChange change)
    {
        switch (change.Kind)
        {
            case StructuralKind.AddNode:
                AddNode(change.Key, change.Value);
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
                var typed = Find(change.Key);
                Store[typed.Partition].SetType(typed.Row, Store.TypeId(change.Type!));
                break;
            case StructuralKind.SetBehavior:
                Behaviors.SetForNode(Find(change.Key), change.Behavior!);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(change.Kind.ToString());
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
    private void AddNode(NodeKey key, Value value)
    {
        var state = value.Reference switch
        {
            ActorValue actor => actor.Instance,
            GraphObject { Type.HandlesMessages: true } instance => instance,
            _ => null,
        };
        var at = Store.AddNode(key, Payload.Isolate(value), out _);
        if (state is null)
        {
            return;
        }

        var binding = Behaviors.SetForNode(at, state.Type);
        var fields = Behaviors.Fields(Store[at.Partition], binding);
        for (var i = 0; i < binding.Layout.Names.Count; i++)
        {
            if (state.TryGetProperty(binding.Layout.Names[i], out var field))
            {
                fields.Columns[i].Set(at.Row, field.Share());
            }
        }

        fields.MarkPresent(at.Row);
        (value.Reference as ActorValue)?.MoveTo(new NodeHandle(Owner, key));
    }

    private NodeLocation Find(NodeKey key) => Store.TryFind(key, out var at) ? at : throw GraphErrors.UnknownNode(key, this);

    private string? NodeTypeName(NodeLocation at) =>
        Store[at.Partition].TypeOf(at.Row) is >= 0 and var type ? Store.TypeName(type) : null;

    /// <summary>Whether the caller is a handler or predicate of this very graph, which its wave holds already.</summary>
    private bool IsInside(GraphCaller caller) =>
        caller.Activation is { } activation && ReferenceEquals(activation.Run.Wave.Graph, this);

    /// <summary>Refuses reads of one graph from the handlers of another: a repeated wave could see something else.</summary>
    private void CheckReadable(GraphCaller caller)
    {
        if (caller.Activation is { IsReader: false } && !IsInside(caller))
        {
            throw GraphErrors.NotInWave("reading another graph");
        }
    }

    private ValueTask<T> Read<T>(GraphCaller caller, Func<T> read)
    {
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

    /// <summary>A change by a driver happens at once, one by a handler at the end of its round, one from elsewhere after the commit.</summary>
    private ValueTask Change(GraphCaller caller, StructuralChange change)
    {
        if (caller.Activation is not { } activation)
        {
            return Exclusive(caller, () =>
            {
                Apply(change);
                Store.CompactIfWorthwhile();
            });
        }

        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }

        if (IsInside(caller))
        {
            activation.Run.Change(activation, change with { Value = Payload.Isolate(change.Value) });
        }
        else
        {
            var driver = caller with { Activation = null };
            activation.Run.Hold(activation, EffectKind.Action, string.Empty, () => Change(driver, change));
        }

        return ValueTask.CompletedTask;
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
