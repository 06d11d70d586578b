using System.Diagnostics;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>One partition's part of a wave: delivers messages to rows and collects what the handlers cause.</summary>
/// <remarks>
/// <para>Within a round a node takes its messages in order of (sender sequence, send index); rows are visited in sequence
/// order, which keeps everything they cause sorted the same way. Used by one thread at a time.</para>
/// <para>A handler that waits keeps its activation in <c>_suspended</c>; its node takes no other message until it has
/// finished (no re-entrancy), and replies are handed over before the other messages of a round.</para>
/// </remarks>
internal sealed partial class PartitionRun
{
    /// <summary>Rows between two looks at the cancellation token.</summary>
    private const int RowsPerBlock = 4096;

    private readonly Dictionary<int, Activation> _suspended = [];
    private readonly List<NodeInstance?> _cursors = [];
    private readonly HashSet<int> _failedRows = [];
    private readonly PartitionBuffers _buffers;
    private Activation? _activation;
    private MessageOrder? _firstFailure;
    private long _epoch;
    private long _epochEnd;
    private long _waits;
    private int _order;
    private long _delivered;
    private long _busyTicks;

    public PartitionRun(WaveShare wave, Partition partition, PartitionBuffers buffers)
    {
        Wave = wave;
        Partition = partition;
        _buffers = buffers;
    }

    public WaveShare Wave { get; }

    public Partition Partition { get; }

    public int Index => Partition.Index;

    /// <inheritdoc cref="PartitionBuffers.Sends"/>
    public SendTable Sends => _buffers.Sends;

    /// <inheritdoc cref="PartitionBuffers.Deferred"/>
    public SendTable Deferred => _buffers.Deferred;

    /// <inheritdoc cref="PartitionBuffers.Delivering"/>
    public SendTable Delivering => _buffers.Delivering;

    /// <inheritdoc cref="PartitionBuffers.DeliveringDeferred"/>
    public SendTable DeliveringDeferred => _buffers.DeliveringDeferred;

    /// <summary>Receivers of <see cref="Deferred"/>.</summary>
    public List<(int Send, NodeKey Target)> DeferredTargets { get; } = [];

    /// <summary>Changes of nodes and edges that take effect at the end of the round.</summary>
    public List<StructuralChange> Changes { get; } = [];

    /// <summary>Effects outside of the graph, held until they may show.</summary>
    public List<HeldEffect> Effects { get; } = [];

    /// <summary>Replies for a driver that asked many nodes.</summary>
    public List<(long Sequence, Value Reply)> Collected { get; } = [];

    /// <summary>Broadcasts made by turns, which start when the turns are over.</summary>
    public List<LaterBroadcast> Broadcasts { get; } = [];

    /// <summary>The error of the first failed message of the last round, in message order.</summary>
    public GraphoidException? Failure { get; private set; }

    /// <summary>The first node in sequence order whose predicate failed, or null.</summary>
    public (long Sequence, GraphoidException Failure)? SelectionFailure { get; private set; }

    private Inbox Inbox => _buffers.Inbox;

    /// <summary>Makes what was sent the input of the next round.</summary>
    public void StartRound()
    {
        _buffers.Swap();
        DeferredTargets.Clear();
        Changes.Clear();
        _failedRows.Clear();
        _firstFailure = null;
        _order = 0;
        Failure = null;
    }

    /// <summary>What the partition has done so far.</summary>
    public PartitionTrace Trace => new(Index, _delivered, Stopwatch.GetElapsedTime(0, _busyTicks));

    /// <summary>Runs a step and notes how long it takes.</summary>
    public async ValueTask<RoundReport> TimedAsync(Func<PartitionRun, ValueTask<RoundReport>> step)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await step(this).ConfigureAwait(false);
        }
        finally
        {
            _busyTicks += Stopwatch.GetTimestamp() - started;
        }
    }

    /// <summary>Delivers one message to every given row, or to every live row.</summary>
    public async ValueTask<RoundReport> BroadcastAsync(Value message, PendingReply? reply, List<int>? rows)
    {
        var count = rows?.Count ?? Partition.RowCount;
        for (var i = 0; i < count; i++)
        {
            if (i % RowsPerBlock == 0)
            {
                Wave.Cancellation.ThrowIfCancellationRequested();
            }

            var row = rows?[i] ?? i;
            if (Partition.IsLive(row))
            {
                _delivered++;
                var order = new MessageOrder(-1, 0, Partition.SequenceOf(row));
                await Start(row, order, message, reply).ConfigureAwait(false);
            }
        }

        return Report();
    }

    /// <summary>Delivers what all partitions sent here in the last round.</summary>
    public async ValueTask<RoundReport> DeliverAsync(SendTable[] tables)
    {
        Inbox.Fill(tables, Index, Partition.RowCount);
        foreach (var table in tables)
        {
            _delivered += table.BatchTo(Index).Count;
        }

        for (var i = 0; i < Inbox.ActiveCount; i++)
        {
            if (i % RowsPerBlock == 0)
            {
                Wave.Cancellation.ThrowIfCancellationRequested();
            }

            var row = Inbox.RowAt(i);
            if (_suspended.Count > 0 && _suspended.ContainsKey(row))
            {
                await ResumeAsync(row, i).ConfigureAwait(false);
            }

            for (var m = Inbox.StartAt(i); m < Inbox.EndAt(i);)
            {
                await DeliverRow(row, i, ref m).ConfigureAwait(false);
            }
        }

        Inbox.Clear();
        return Report();
    }

    /// <summary>Delivers messages of a row until all are handled or one has to be waited for; moves on past what it has started.</summary>
    private ValueTask DeliverRow(int row, int active, ref int message)
    {
        var end = Inbox.EndAt(active);
        var receiver = Partition.SequenceOf(row);
        while (message < end)
        {
            var m = message++;
            ref readonly var payload = ref Inbox.PayloadOf(m);
            if (payload.Reference is ReplyEnvelope)
            {
                continue;
            }

            var delivery = Deliver(row, new MessageOrder(Inbox.SenderOf(m), Inbox.OrderOf(m), receiver), payload);
            if (!delivery.IsCompletedSuccessfully)
            {
                return delivery;
            }
        }

        return ValueTask.CompletedTask;
    }

    private RoundReport Report() => new(
        Sends.MessageCount + DeferredTargets.Count, _suspended.Count, _failedRows.Count, _firstFailure);

    private Activation NewActivation() =>
        new(this, new Machine(Wave.Program)) { Journal = Wave.UndoesSingleHandlers ? new FieldJournal() : null };

    private ValueTask Deliver(int row, MessageOrder order, Value payload)
    {
        // A node that was removed and added again while the message was on its way has another row, in the same partition.
        if (!Partition.IsLive(row) && Partition.TryFind(Partition.KeyOf(row), out var present))
        {
            row = present;
        }

        // Reads and predicates need no handler, so a node that waits answers them too.
        switch (payload.Reference)
        {
            case ReadEnvelope read:
                Answer(read.Reply, row, order, Wave.Graph.ReadState(new NodeLocation(Index, row), read.Name), null);
                return ValueTask.CompletedTask;
            case FilteredEnvelope filtered:
                return DeliverFiltered(row, order, filtered);
        }

        if (_suspended.Count > 0 && _suspended.TryGetValue(row, out var waiting))
        {
            waiting.Held.Enqueue((order, payload));
            return ValueTask.CompletedTask;
        }

        switch (payload.Reference)
        {
            case RequestEnvelope request:
                if (!Partition.IsLive(row))
                {
                    Answer(request.Reply, row, order, Value.None, GraphErrors.UnknownNode(Partition.KeyOf(row), Wave.Graph));
                    return ValueTask.CompletedTask;
                }

                return Start(row, order, request.Message, request.Reply, request.IsOptional);
            default:
                return Partition.IsLive(row) ? Start(row, order, payload, null) : ValueTask.CompletedTask;
        }
    }

    /// <summary>Runs the handler of a row; completes at once unless the handler continues on another thread.</summary>
    private ValueTask Start(int row, MessageOrder order, Value message, PendingReply? reply, bool isOptional = false)
    {
        var behavior = Wave.Behaviors.Of(Partition, row);
        if (behavior is null)
        {
            if (reply is not null && (reply is NodeReply || !Wave.CollectsReplies))
            {
                Answer(reply, row, order, isOptional ? Value.Undefined : Value.None, null);
            }

            return ValueTask.CompletedTask;
        }

        var activation = _activation ??= NewActivation();
        activation.Created = null;
        activation.Epoch = activation.Journal is null ? Wave.Epoch : NextEpoch();
        if (message.Reference is CopiedEnvelope copied)
        {
            message = Payload.Isolate(copied.Message, activation.Epoch);
        }

        activation.Row = row;
        activation.Order = order;
        activation.ForgetRandomness();
        activation.Message = message;
        activation.Reply = reply;
        activation.Machine.BeginMessage(isAsked: reply is not null);
        activation.Behavior = behavior;
        if (activation.Journal is { } journal)
        {
            journal.Clear();
            activation.Marks = Marks();
        }

        var cursor = CursorOf(behavior, row, activation.Journal);
        cursor.MoveTo(row, activation.Epoch, activation.Journal);
        activation.Cursor = cursor;
        ValueTask<Value> handler;
        try
        {
            handler = activation.Machine.RunAsync(behavior.Handler, cursor, [message.Share()]);
        }
        catch (GraphoidException failure)
        {
            Fail(activation, failure);
            return ValueTask.CompletedTask;
        }

        if (handler.IsCompletedSuccessfully)
        {
            Succeed(activation, handler.Result);
            return ValueTask.CompletedTask;
        }

        // The handler waits: its activation and cursor stay with it, the next message gets new ones.
        activation.Pending = handler.AsTask();
        _suspended.Add(row, activation);
        _activation = null;
        _cursors[behavior.Slot] = null;
        return activation.Waits.Count > 0 && !activation.Pending.IsCompleted
            ? ValueTask.CompletedTask
            : SettleAsync(row, activation);
    }

    private void Succeed(Activation activation, Value result)
    {
        if (activation.Reply is { } reply)
        {
            Answer(reply, activation.Row, activation.Order, activation.Machine.AnswerOf(result), null);
        }
    }

    /// <summary>Sends a result back; a driver gets it at once, a handler in the next round.</summary>
    private void Answer(PendingReply reply, int row, MessageOrder order, Value result, GraphoidException? failure)
    {
        if (reply is NodeReply wait)
        {
            Sends.Open(Partition.SequenceOf(row), _order++, Value.Of(new ReplyEnvelope(wait.Wait, Payload.Isolate(result), failure)));
            Sends.AddReceiver(wait.Partition, wait.Row);
        }
        else if (failure is not null)
        {
            ((DriverReplies)reply).Fail(failure, order);
        }
        else if (Wave.CollectsReplies)
        {
            Collected.Add((Partition.SequenceOf(row), Payload.Isolate(result)));
        }
        else
        {
            ((DriverReplies)reply).Succeed(Payload.Isolate(result));
        }
    }

    private NodeInstance CursorOf(BehaviorBinding behavior, int row, FieldJournal? journal)
    {
        while (_cursors.Count <= behavior.Slot)
        {
            _cursors.Add(null);
        }

        if (_cursors[behavior.Slot] is not { HasEscaped: false } cursor)
        {
            cursor = new NodeInstance(
                Wave.Graph.Owner, Partition, behavior.Type, behavior.Layout, Wave.Behaviors.Fields(Partition, behavior));
            _cursors[behavior.Slot] = cursor;
        }

        if (!cursor.Fields.IsPresent(row))
        {
            cursor.Fields.MarkPresent(row);
            journal?.RecordPresence(cursor.Fields, row);
        }

        return cursor;
    }

    private EffectMarks Marks() => new(Sends.Count, Deferred.Count, Changes.Count, Effects.Count, Broadcasts.Count);

    private long NextEpoch()
    {
        if (_epoch == _epochEnd)
        {
            (_epoch, _epochEnd) = WriteEpochs.TakeBlock();
        }

        return _epoch++;
    }
}
