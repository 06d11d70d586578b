using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What handlers of this partition cause: sends, requests, structural changes, held effects.</summary>
internal sealed partial class PartitionRun
{
    /// <summary>Sends along the edges of a node; the payload is stored once however many edges there are.</summary>
    public void SendAlong(Activation sender, NodeLocation from, MessageRoute route, Value message)
    {
        var store = Wave.Graph.Store;
        var types = TypesOf(store, route.Via);
        Open(sender, message);
        if (route.Direction != EdgeDirection.Incoming || !store.IsDirected)
        {
            foreach (var edge in store.OutEdges(from))
            {
                if (types is null || types.Contains(edge.Type))
                {
                    Sends.AddReceiver(edge.TargetPartition, edge.TargetRow);
                }
            }
        }

        if (route.Direction != EdgeDirection.Outgoing && store.IsDirected)
        {
            Wave.Graph.PrepareInEdges();
            foreach (var edge in store.InEdges(from))
            {
                if (types is null || types.Contains(edge.Type))
                {
                    Sends.AddReceiver(edge.SourcePartition, edge.SourceRow);
                }
            }
        }
    }

    /// <summary>Sends to nodes that exist, in this order.</summary>
    public void SendToEnds(Activation sender, IEnumerable<NodeLocation> ends, Value message)
    {
        Open(sender, message);
        foreach (var at in ends)
        {
            Sends.AddReceiver(at.Partition, at.Row);
        }
    }

    /// <summary>Sends to one node; a node that this round creates gets the message when it exists.</summary>
    public void SendTo(Activation sender, NodeKey target, Value message)
    {
        if (Wave.Graph.Store.TryFind(target, out var at))
        {
            Open(sender, message);
            Sends.AddReceiver(at.Partition, at.Row);
        }
        else if (sender.Created?.Contains(target) ?? false)
        {
            Deferred.Open(SequenceOf(sender), _order++, Payload.ForReceivers(message));
            DeferredTargets.Add((Deferred.Count - 1, target));
        }
        else
        {
            throw GraphErrors.UnknownNode(target, Wave.Graph);
        }
    }

    /// <summary>Sends to every node of the graph.</summary>
    public void SendToAll(Activation sender, Value message) => SendToEnds(sender, Wave.Graph.Store.NodesInOrder(), message);

    /// <summary>Asks one node and waits for its reply, which comes in the round after it was handled.</summary>
    public Task<Value> Request(Activation sender, NodeKey target, Value message)
    {
        var wait = sender.BeginWait();
        try
        {
            SendTo(sender, target, Value.Of(new RequestEnvelope(Payload.ForReceivers(message), wait)));
        }
        catch (GraphoidException)
        {
            sender.Waits.Remove(wait);
            throw;
        }

        return wait.Task;
    }

    /// <summary>Asks every node that satisfies a predicate; nodes that do not answer <see cref="Value.Undefined"/>.</summary>
    public Task<Value>[] RequestWhere(Activation sender, Value predicate, Value message)
    {
        var replies = new List<Task<Value>>();
        foreach (var at in Wave.Graph.Store.NodesInOrder())
        {
            var wait = sender.BeginWait();
            var request = Value.Of(new RequestEnvelope(Payload.ForReceivers(message), wait, isOptional: true));
            Sends.Open(SequenceOf(sender), _order++, Value.Of(new FilteredEnvelope(predicate, request)));
            Sends.AddReceiver(at.Partition, at.Row);
            replies.Add(wait.Task);
        }

        return [.. replies];
    }

    /// <summary>Reads another node's state as a message of the next round.</summary>
    public Task<Value> Read(Activation sender, NodeKey target, string? name)
    {
        var wait = sender.BeginWait();
        if (!Wave.Graph.Store.TryFind(target, out var at))
        {
            sender.Waits.Remove(wait);
            return Task.FromResult(Value.Undefined);
        }

        Sends.Open(SequenceOf(sender), _order++, Value.Of(new ReadEnvelope(name, wait)));
        Sends.AddReceiver(at.Partition, at.Row);
        return wait.Task;
    }

    /// <summary>Notes a change of nodes or edges for the end of the round.</summary>
    public void Change(Activation sender, StructuralChange change)
    {
        RequireOperation();
        Changes.Add(change with { Sender = SequenceOf(sender), Order = _order++ });
        if (change.Kind == StructuralKind.AddNode)
        {
            (sender.Created ??= []).Add(change.Key);
        }
    }

    /// <summary>Holds an effect outside of the graph until it may show.</summary>
    public void Hold(Activation sender, EffectKind kind, string text) =>
        Effects.Add(new HeldEffect(Wave.Round, SequenceOf(sender), _order++, kind, text, null));

    /// <summary>Holds work outside of the graph until the wave has succeeded.</summary>
    public void Hold(Activation sender, OutsideWork work)
    {
        RequireOperation();
        Effects.Add(new HeldEffect(Wave.Round, SequenceOf(sender), _order++, EffectKind.Work, string.Empty, work));
    }

    /// <summary>Notes a broadcast that a turn makes; it starts when the turns are over.</summary>
    public void BroadcastLater(Activation sender, Value message, WaveOptions options)
    {
        RequireOperation();
        Broadcasts.Add(new LaterBroadcast(Wave.Round, SequenceOf(sender), _order++, Payload.Isolate(message), options));
    }

    private void Open(Activation sender, Value message)
    {
        RequireOperation();
        Sends.Open(SequenceOf(sender), _order++, Payload.ForReceivers(message));
    }

    private long SequenceOf(Activation sender) => Partition.SequenceOf(sender.Row);

    private static HashSet<int>? TypesOf(PartitionedGraph store, IReadOnlyList<string>? via)
    {
        if (via is null)
        {
            return null;
        }

        var types = new HashSet<int>();
        foreach (var name in via)
        {
            if (store.TryTypeId(name, out var type))
            {
                types.Add(type);
            }
        }

        return types;
    }
}
