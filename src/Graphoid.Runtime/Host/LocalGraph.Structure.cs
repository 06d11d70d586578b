using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Nodes and edges.</summary>
internal sealed partial class LocalGraph
{
    public ValueTask<long> CountNodesAsync(GraphCaller caller) => Read(caller, () => Store.NodeCount);

    public ValueTask<long> CountEdgesAsync(GraphCaller caller) => Read(caller, () => EdgeCount);

    public ValueTask ChangeAsync(GraphCaller caller, IReadOnlyList<StructuralChange> changes)
    {
        caller = Localize(caller);
        if (caller.Activation is { } activation)
        {
            foreach (var change in changes)
            {
                NoteChange(caller, activation, change);
            }

            return ValueTask.CompletedTask;
        }

        return changes.Any(change => change.Value.Reference is ActorValue) ? Adopt() : Exclusive(caller, () => Apply(changes));

        // What an actor has queued is handled first, so that its state moves whole.
        async ValueTask Adopt()
        {
            foreach (var change in changes)
            {
                if (change.Value.Reference is ActorValue actor)
                {
                    await actor.DrainAsync(caller.Cancellation).ConfigureAwait(false);
                }
            }

            await Exclusive(caller, () => Apply(changes)).ConfigureAwait(false);
        }
    }

    public ValueTask<bool> HasNodeAsync(GraphCaller caller, NodeKey key) => Read(caller, () => Store.TryFind(key, out _));

    public ValueTask<bool> HasEdgeAsync(GraphCaller caller, NodeKey from, NodeKey to, string? type)
    {
        return IsElsewhere(from, EdgeDirection.Outgoing) && Store.TryFind(from, out _) ? Ask() : Read(caller, Look);

        bool Look() => Store.TryFind(from, out var a) && Store.TryFind(to, out var b)
            && (type is null ? Store.HasEdge(a, b) : Store.TryTypeId(type, out var id) && Store.HasEdge(a, b, id));

        async ValueTask<bool> Ask() =>
            (await EdgesOfAsync(caller, from, EdgeDirection.Outgoing, type).ConfigureAwait(false)).Any(edge => edge.To == to);
    }

    public ValueTask<Value> GetValueAsync(GraphCaller caller, NodeKey key) => ReadNode(caller, key, null);

    public ValueTask<Value> GetCopyAsync(GraphCaller caller, NodeKey key) =>
        IsElsewhere(key, out var partition)
            ? Peers!.ReadCopyAsync(partition, key)
            : Read(caller, () => Store.TryFind(key, out var at) ? CopyOf(at) : Value.Undefined);

    public ValueTask<Value> GetAttributeAsync(GraphCaller caller, NodeKey key, string name) => ReadNode(caller, key, name);

    public ValueTask SetAttributeAsync(GraphCaller caller, NodeKey key, string name, Value value)
    {
        caller = Localize(caller);
        if (caller.Activation is not { } activation)
        {
            return Exclusive(caller, () => WriteAttribute(key, name, value));
        }

        if (activation.IsReader)
        {
            throw GraphErrors.ReadOnly();
        }

        if (!IsInside(caller) || !IsOwnNode(activation, key) || activation.IsAbandoned)
        {
            throw GraphErrors.NotInWave("writing another node's value");
        }

        WriteAttribute(new NodeLocation(activation.Run.Index, activation.Row), name, Payload.Isolate(value), activation.Journal);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> GetNodeTypeAsync(GraphCaller caller, NodeKey key) => Read(caller, () => NodeTypeName(Find(key)));

    public ValueTask<IReadOnlyList<NodeKey>> NodesAsync(GraphCaller caller) =>
        Read<IReadOnlyList<NodeKey>>(caller, () => [.. Store.NodesInOrder().Select(Store.KeyOf)]);

    public ValueTask<IReadOnlyList<NodeKey>> NodesOfPartitionAsync(GraphCaller caller, int partition) => Read<IReadOnlyList<NodeKey>>(
        caller,
        () =>
        {
            var keys = new List<NodeKey>();
            for (var row = 0; row < Store[partition].RowCount; row++)
            {
                if (Store[partition].IsLive(row))
                {
                    keys.Add(Store[partition].KeyOf(row));
                }
            }

            return keys;
        });

    public ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAsync(GraphCaller caller)
    {
        return Store.HoldsAll ? Read(caller, EdgesHere) : Merge();

        async ValueTask<IReadOnlyList<EdgeRecordView>> Merge()
        {
            CheckReadable(caller);
            var elsewhere = await Peers!.EdgesAsync().ConfigureAwait(false);
            return InOrder(EdgesHere().Concat(elsewhere));
        }
    }

    /// <summary>The edges that start in partitions held here, in edge order by source.</summary>
    public IReadOnlyList<EdgeRecordView> EdgesHere()
    {
        var edges = new List<EdgeRecordView>();
        foreach (var edge in Store.EdgesInOrder())
        {
            edges.Add(new EdgeRecordView(
                Store.KeyOf(edge.From), Store.KeyOf(edge.To), Store.TypeName(edge.Type), edge.Weight, edge.Properties));
        }

        return edges;
    }

    public ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(GraphCaller caller, NodeKey key, EdgeDirection direction) =>
        EdgesOfAsync(caller, key, direction, null);

    public ValueTask<IReadOnlyList<NodeKey>> NeighborsAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type)
    {
        return IsElsewhere(key, direction) ? Ask() : Read<IReadOnlyList<NodeKey>>(caller, () => Ends(EdgesOf(key, direction, type)));

        async ValueTask<IReadOnlyList<NodeKey>> Ask() => Ends(await EdgesOfAsync(caller, key, direction, type).ConfigureAwait(false));

        // A neighbour is a node: it stands once, however many edges lead to it; `degree` counts edges.
        List<NodeKey> Ends(IReadOnlyList<EdgeRecordView> edges) => [.. edges.Select(e => e.From == key ? e.To : e.From).Distinct()];
    }

    public ValueTask<long> DegreeAsync(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) =>
        IsElsewhere(key, direction) ? DegreeElsewhere(caller, key, direction, type)
        : IsInside(caller) ? new ValueTask<long>(Degree(key, direction, type))
        : DegreeForOthers(caller, key, direction, type);

    /// <summary>The edges of a node wherever they lie.</summary>
    public async ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(
        GraphCaller caller, NodeKey key, EdgeDirection direction, string? type)
    {
        if (IsElsewhere(key, direction))
        {
            CheckReadable(caller);
            Find(key);
            if (IsElsewhere(key, out var partition))
            {
                return await Peers!.EdgesOfAsync(partition, key, direction, type).ConfigureAwait(false);
            }

            await Peers!.LoadShadowsAsync().ConfigureAwait(false);
        }

        return await Read<IReadOnlyList<EdgeRecordView>>(caller, () => EdgesOf(key, direction, type)).ConfigureAwait(false);
    }

    private async ValueTask<long> DegreeElsewhere(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) =>
        (await EdgesOfAsync(caller, key, direction, type).ConfigureAwait(false)).Count;

    /// <summary>Whether a node's values and edges are held by a peer.</summary>
    private bool IsElsewhere(NodeKey key, out int partition)
    {
        partition = Store.HoldsAll ? 0 : Store.PartitionOf(key);
        return !Store.HoldsAll && !Store.Owns(partition);
    }

    /// <summary>Whether a node's edges of a direction cannot be walked with what is here now.</summary>
    private bool IsElsewhere(NodeKey key, EdgeDirection direction) =>
        !Store.HoldsAll
        && (!Store.Owns(Store.PartitionOf(key)) || (direction != EdgeDirection.Outgoing && Store.IsDirected && !Store.HasShadows));

    /// <summary>A method of its own, so that handlers do not pay for the closure.</summary>
    private ValueTask<long> DegreeForOthers(GraphCaller caller, NodeKey key, EdgeDirection direction, string? type) =>
        Read(caller, () => Degree(key, direction, type));

    private long Degree(NodeKey key, EdgeDirection direction, string? type)
    {
        var at = Find(key);
        if (type is not null && !Store.TryTypeId(type, out _))
        {
            return 0;
        }

        var id = type is null ? -1 : Store.TypeId(type);
        var sum = 0L;
        if (direction != EdgeDirection.Incoming || !Store.IsDirected)
        {
            sum += id < 0 ? Store.OutDegree(at) : Store[at.Partition].OutDegree(at.Row, id);
        }

        if (direction != EdgeDirection.Outgoing && Store.IsDirected)
        {
            PrepareInEdges();
            sum += id < 0 ? Store.InDegree(at) : Store.InDegree(at, id);
        }

        return sum;
    }

    /// <summary>Edges of several holders in edge order: by source sequence, each source's as its holder gave them.</summary>
    private List<EdgeRecordView> InOrder(IEnumerable<EdgeRecordView> edges) =>
        [.. edges.OrderBy(edge => Store.TryFind(edge.From, out var at) ? Store.SequenceOf(at) : long.MaxValue)];

    private static bool IsOwnNode(Activation activation, NodeKey key) => activation.Run.Partition.KeyOf(activation.Row) == key;

    /// <summary>Own state and predicates read directly; another node's state is a message of the next round (D-70).</summary>
    private ValueTask<Value> ReadNode(GraphCaller caller, NodeKey key, string? name)
    {
        if (caller.Activation is { IsReader: false } activation && IsInside(caller))
        {
            return IsOwnNode(activation, key)
                ? new ValueTask<Value>(Payload.Isolate(ReadState(new NodeLocation(activation.Run.Index, activation.Row), name), activation.Epoch))
                : new ValueTask<Value>(activation.Run.Read(activation, key, name));
        }

        if (caller.Activation is { ReadsOwnNodeOnly: true } predicate && !IsOwnNode(predicate, key))
        {
            throw GraphErrors.NotInWave("reading another node in a predicate");
        }

        if (IsElsewhere(key, out var partition))
        {
            CheckReadable(caller);
            return Peers!.ReadStateAsync(partition, key, name);
        }

        return Read(caller, () => Store.TryFind(key, out var at) ? ReadState(at, name) : Value.Undefined);
    }

    /// <summary>Sets a key of a node's value, where it is held.</summary>
    /// <exception cref="GraphoidException">There is no such node.</exception>
    public void WriteAttribute(NodeKey key, string name, Value value)
    {
        var at = Find(key);
        if (Store.Owns(at.Partition))
        {
            WriteAttribute(at, name, value, null);
        }
    }

    private void WriteAttribute(NodeLocation at, string name, Value value, FieldJournal? journal)
    {
        var values = Store[at.Partition].NodeValues;
        var present = values.Get(at.Row);
        if (journal is null && Behaviors.TryWrite(at, name, value))
        {
            return;
        }

        if (present.Reference is GraphObject graph)
        {
            if (journal is null && !IsDistributed)
            {
                graph.CheckNotFrozen();
                graph.PutProperty(name, value);
                return;
            }

            var changed = Payload.CopyOf(graph);
            changed.PutProperty(name, value);
            journal?.Record(values, at.Row);
            values.Set(at.Row, Value.Of(changed));
            return;
        }

        if (present.Kind == ValueKind.Actor)
        {
            throw GraphoidException.Library(
                ErrorKind.Type, "the node is an actor: `set` cannot write into it", help: "send it a message");
        }

        journal?.Record(values, at.Row);
        values.Set(at.Row, NodeContent.With(present, name, value));
    }

    /// <summary>The edges of a node that is held here.</summary>
    public List<EdgeRecordView> EdgesOf(NodeKey key, EdgeDirection direction, string? type)
    {
        var at = Find(key);
        var edges = new List<EdgeRecordView>();
        if (type is not null && !Store.TryTypeId(type, out _))
        {
            return edges;
        }

        var id = type is null ? -1 : Store.TypeId(type);
        if (direction != EdgeDirection.Incoming || !Store.IsDirected)
        {
            foreach (var edge in Store.OutEdges(at))
            {
                if (id < 0 || edge.Type == id)
                {
                    edges.Add(new EdgeRecordView(key, Store.KeyOf(edge.Target), Store.TypeName(edge.Type), edge.Weight, edge.Properties));
                }
            }
        }

        if (direction == EdgeDirection.Outgoing || !Store.IsDirected)
        {
            return edges;
        }

        PrepareInEdges();
        foreach (var edge in Store.InEdges(at))
        {
            if (id < 0 || edge.Type == id)
            {
                edges.Add(new EdgeRecordView(Store.KeyOf(edge.Source), key, Store.TypeName(edge.Type), edge.Weight, edge.Properties));
            }
        }

        return edges;
    }
}
