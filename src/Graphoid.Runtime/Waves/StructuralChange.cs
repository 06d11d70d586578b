using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What is changed about nodes and edges.</summary>
public enum StructuralKind
{
    /// <summary>Adds a node, or replaces the value of an existing one.</summary>
    AddNode,

    /// <summary>Adds an edge, or replaces weight and properties of the edge of the same ends and type; unknown ends are ignored.</summary>
    AddEdge,

    /// <summary>Removes a node with its edges; an unknown id is ignored.</summary>
    RemoveNode,

    /// <summary>Removes the edges between two nodes, of one type or of all.</summary>
    RemoveEdge,

    /// <summary>Declares the type of a node.</summary>
    SetType,

    /// <summary>Binds a node to a behaviour.</summary>
    SetBehavior,
}

/// <summary>A change of nodes or edges. A driver's takes effect at once, a handler's at the end of the round in order
/// (sender sequence, send index).</summary>
/// <param name="Key">The node, or where the edge starts.</param>
public readonly record struct StructuralChange(StructuralKind Kind, NodeKey Key)
{
    /// <summary>Where the edge ends.</summary>
    public NodeKey To { get; init; }

    /// <summary>Edge or node type; null means every type when edges are removed.</summary>
    public string? Type { get; init; }

    /// <summary>The node's value, or the edge's weight.</summary>
    public Value Value { get; init; }

    /// <summary>The edge's properties, a map or none.</summary>
    public Value Properties { get; init; }

    /// <summary>The behaviour to bind.</summary>
    public GraphType? Behavior { get; init; }

    /// <summary>Sequence number of the node whose handler made the change.</summary>
    internal long Sender { get; init; }

    /// <summary>Place among what the sender caused.</summary>
    internal int Order { get; init; }
}

/// <summary>A broadcast that a turn makes; it starts when the turns are over, in order (round, sender sequence, send index).</summary>
internal readonly record struct LaterBroadcast(int Round, long Sender, int Order, Value Message, WaveOptions Options);

/// <summary>Where a held effect goes.</summary>
internal enum EffectKind
{
    Print,
    Log,
    Work,
}

/// <summary>An effect outside of the graph, ordered by (round, receiver sequence, index) when it is released.</summary>
internal readonly record struct HeldEffect(
    int Round, long Receiver, int Index, EffectKind Kind, string Text, OutsideWork? Work) : IComparable<HeldEffect>
{
    /// <summary>Writes a line of output or log; false for work, which waits.</summary>
    public bool TryShow(IProgramHost host)
    {
        switch (Kind)
        {
            case EffectKind.Print:
                host.Print(Text);
                return true;
            case EffectKind.Log:
                host.Log(Text);
                return true;
            default:
                return false;
        }
    }


    public int CompareTo(HeldEffect other)
    {
        var byRound = Round.CompareTo(other.Round);
        var byReceiver = byRound != 0 ? byRound : Receiver.CompareTo(other.Receiver);
        return byReceiver != 0 ? byReceiver : Index.CompareTo(other.Index);
    }
}

/// <summary>Numbers of write epochs, unique in the process and never 0.</summary>
internal static class WriteEpochs
{
    private const long BlockSize = 1 << 20;

    private static long _last;

    /// <summary>One epoch.</summary>
    public static long Take() => Interlocked.Increment(ref _last);

    /// <summary>A block of epochs for one thread: first and one past the last.</summary>
    public static (long First, long End) TakeBlock()
    {
        var end = Interlocked.Add(ref _last, BlockSize);
        return (end - BlockSize + 1, end + 1);
    }
}
