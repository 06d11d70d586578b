using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>The context of one handler call: which node runs, and where its effects go.</summary>
/// <remarks>A partition reuses one activation for all its messages; one whose handler waits is kept and replaced.</remarks>
public sealed class Activation
{
    private HandlerRandom? _randomness;

    internal Activation(PartitionRun run, Machine machine)
    {
        Run = run;
        Machine = machine;
        machine.Activation = this;
    }

    /// <summary>Whether this only asks a predicate: reads are direct and writes are refused.</summary>
    public bool IsReader { get; internal set; }

    /// <summary>A predicate asked in the middle of a round: other nodes may be changing, so only its own node can be read.</summary>
    public bool ReadsOwnNodeOnly { get; internal init; }

    internal PartitionRun Run { get; }

    internal Machine Machine { get; }

    /// <summary>The row whose handler runs.</summary>
    internal int Row { get; set; }

    /// <summary>The write epoch of the running handler.</summary>
    internal long Epoch { get; set; }

    /// <summary>Who waits for the handler's result, or null.</summary>
    internal PendingReply? Reply { get; set; }

    /// <summary>Where the message stands in its round.</summary>
    internal MessageOrder Order { get; set; }

    /// <summary>Random numbers of the handler.</summary>
    internal HandlerRandom Randomness => _randomness ??= new HandlerRandom(this);

    /// <summary>The message, for error notes.</summary>
    internal Value Message { get; set; }

    /// <summary>The behaviour that runs.</summary>
    internal BehaviorBinding Behavior { get; set; } = null!;

    /// <summary>Marks of what this handler has caused in this round, for undoing it.</summary>
    internal EffectMarks Marks { get; set; }

    /// <summary>What the handler has overwritten, when failures are undone one by one.</summary>
    internal FieldJournal? Journal { get; init; }

    /// <summary>Nodes that this handler has created and that appear at the end of the round, or null.</summary>
    internal HashSet<NodeKey>? Created { get; set; }

    /// <summary>Replies the handler waits for.</summary>
    internal List<HandlerWait> Waits { get; } = [];

    /// <summary>The handler's outcome while it waits.</summary>
    internal Task<Value>? Pending { get; set; }

    /// <summary>Messages that came while the handler waited.</summary>
    internal Queue<(MessageOrder Order, Value Payload)> Held { get; } = [];

    /// <summary>Set when a handler that went on elsewhere starts to wait for a reply again.</summary>
    internal TaskCompletionSource? WaitStarted { get; set; }

    /// <summary>Whether what the handler does has no effect any more.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>The cursor the handler runs on.</summary>
    internal NodeInstance? Cursor { get; set; }

    /// <summary>Undoes what the handler has changed; should it go on somewhere, it changes nothing any more.</summary>
    internal void Abandon()
    {
        IsAbandoned = true;
        Cursor?.Detach();
        Journal!.Undo();
    }

    /// <summary>The next call has random numbers of its own.</summary>
    internal void ForgetRandomness() => _randomness = null;

    /// <summary>Starts waiting for a reply.</summary>
    internal HandlerWait BeginWait()
    {
        Run.RequireOperation();
        var wait = new HandlerWait(this, Run.NextWait());
        Waits.Add(wait);
        WaitStarted?.TrySetResult();
        return wait;
    }
}

/// <summary>How much a partition had sent, changed and printed at some moment.</summary>
internal readonly record struct EffectMarks(int Sends, int Deferred, int Changes, int Effects, int Broadcasts);
