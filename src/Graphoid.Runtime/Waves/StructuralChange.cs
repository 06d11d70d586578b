using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>What a handler changes about nodes and edges.</summary>
internal enum StructuralKind
{
    AddNode,
    AddEdge,
    RemoveNode,
    RemoveEdge,
    SetType,
    SetBehavior,
}

/// <summary>A change of nodes or edges; takes effect at the end of the round in order (sender sequence, send index).</summary>
internal readonly record struct StructuralChange(StructuralKind Kind, NodeKey Key)
{
    public NodeKey To { get; init; }

    /// <summary>Edge or node type; null means every type when edges are removed.</summary>
    public string? Type { get; init; }

    public Value Value { get; init; }

    public Value Properties { get; init; }

    public GraphType? Behavior { get; init; }

    public long Sender { get; init; }

    public int Order { get; init; }
}

/// <summary>A broadcast that a turn makes; it starts when the turns are over, in order (round, sender sequence, send index).</summary>
internal readonly record struct LaterBroadcast(int Round, long Sender, int Order, Value Message, WaveOptions Options);

/// <summary>Where a held effect goes.</summary>
internal enum EffectKind
{
    Print,
    Log,
    Action,
}

/// <summary>An effect outside of the graph, ordered by (round, receiver sequence, index) when it is released.</summary>
internal readonly record struct HeldEffect(
    int Round, long Receiver, int Index, EffectKind Kind, string Text, Func<ValueTask>? Action) : IComparable<HeldEffect>
{
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
