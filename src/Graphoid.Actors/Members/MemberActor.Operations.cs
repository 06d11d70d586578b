using Akka.Actor;
using Akka.Event;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Actors.Members;

/// <summary>Operations: this member's part of the rounds that the coordinator leads.</summary>
internal sealed partial class MemberActor
{
    /// <summary>Batches that may be on their way to one peer without a credit.</summary>
    private const int BatchesInFlight = 32;

    private readonly List<(MemberProtocol.Batch Batch, IActorRef Sender)> _earlyBatches = [];
    private readonly Dictionary<MemberId, Outgoing> _outgoing = [];
    private MemberProtocol.Begin? _waiting;
    private MemberProtocol.Round? _waitingRound;
    private OperationRun? _operation;
    private long? _redo;

    private void ReceiveInOperation(object message)
    {
        switch (message)
        {
            case MemberProtocol.Begin begin when begin.Stamp.Epoch == _share?.Epoch:
                _waiting = begin;
                _waitingRound = null;
                BeginWaiting();
                break;
            case MemberProtocol.Round round when _waiting?.Stamp == round.Stamp:
                // The operation waits for contents or for looks to end; its first round waits with it.
                _waitingRound = round;
                break;
            case MemberProtocol.Round round when IsCurrent(round.Stamp):
                _operation!.Ordered = round;
                StartRound();
                break;
            case MemberProtocol.ApplyChanges apply when IsCurrent(apply.Stamp):
                Apply(apply);
                break;
            case MemberProtocol.Batch batch when batch.Stamp.Epoch >= _epoch:
                _earlyBatches.Add((batch, Sender));
                TakeBatches();
                break;
            case MemberProtocol.Credit credit when IsCurrent(credit.Stamp):
                foreach (var (peer, outgoing) in _outgoing)
                {
                    if (_directory.MembersAt(peer).Path.Address.Equals(Sender.Path.Address))
                    {
                        outgoing.Credits += credit.Batches;
                        Pump(outgoing);
                    }
                }

                break;
            case MemberProtocol.End end when end.Stamp.Epoch == _share?.Epoch:
                End(end);
                break;
            case Selection selection when selection.Run == _operation:
                Selected(selection);
                break;
            case RoundRan ran when ran.Run == _operation:
                RoundDone(ran.Round);
                break;
            case OperationBroke broke when broke.Run == _operation:
                Broke(broke.Cause);
                break;
            default:
                // Of an epoch or an attempt that is over.
                break;
        }
    }

    private bool IsCurrent(OperationStamp stamp) => _operation?.Begin.Stamp == stamp;

    /// <summary>Begins the operation that waits, once looks are over and its contents are here.</summary>
    private void BeginWaiting()
    {
        if (_waiting is not { } begin || _reading > 0 || _operation is not null || _share?.Graph is not { } graph)
        {
            return;
        }

        var missing = begin.Operation.Blobs.Where(blob => !_contents.ContainsKey(blob.Text)).ToList();
        if (missing.Count > 0)
        {
            missing.ForEach(blob => AskFor(blob.Text));
            return;
        }

        var cancellation = new CancellationTokenSource();
        try
        {
            if (!IsAt(begin.Stamp.Number - 1))
            {
                _waiting = null;
                return;
            }

            _share.IsOperating = true;
            UpdateEdgeCount(begin.EdgeCount);
            var origin = WaveOrigin.Of(begin.Operation.Seed, begin.Operation.StartedAtMs);
            var run = new OperationRun(
                begin, cancellation, graph.Begin(begin.Operation.Content, ModeOf(begin.Operation.Kind), origin, cancellation.Token));
            _waiting = null;
            _operation = run;
            run.Ordered = _waitingRound;
            _waitingRound = null;
            TakeBatches();
            if (begin.Operation.HasSelection)
            {
                Task.Run(run.Work.SelectAsync).PipeTo(
                    Self, success: failure => new Selection(run, failure), failure: cause => new OperationBroke(run, cause));
            }
            else if (begin.Operation.Kind == OperationKind.Change)
            {
                Run(run, 0, false);
            }
        }
        catch (MissingContentException content)
        {
            cancellation.Dispose();
            AskFor(content.Hash);
        }
    }

    private static WaveMode ModeOf(OperationKind kind) => kind switch
    {
        OperationKind.Wave => WaveMode.Atomic,
        OperationKind.WaveSkippingFailures => WaveMode.SkippingFailures,
        _ => WaveMode.Turns,
    };

    private void UpdateEdgeCount(long all)
    {
        if (_peers is not null)
        {
            _peers.EdgeCountElsewhere = all - _share!.OwnEdges;
        }
    }

    private void Selected(Selection selection)
    {
        selection.Run.IsBusy = false;
        if (selection.Run.Ending is { } end)
        {
            End(end);
            return;
        }

        _share!.Coordinator.Tell(
            new MemberProtocol.Selected(
                _graph,
                selection.Run.Begin.Stamp,
                _directory.Self,
                selection.Failure?.Sequence ?? -1,
                selection.Failure is { } failure ? ErrorBytes(_share, failure.Failure) : null),
            Self);
    }

    /// <summary>Starts the round that is ordered, once everything that peers have sent for it is here.</summary>
    private void StartRound()
    {
        if (_operation is not { Ordered: { } round, IsBusy: false } run
            || round.Expected.Any(expected => run.Received.GetValueOrDefault((expected.Peer, round.Index - 1)) < expected.Messages))
        {
            return;
        }

        UpdateEdgeCount(round.EdgeCount);
        run.Ordered = null;
        run.Round = round.Index;
        run.Work.TakeIncoming();
        Run(run, round.Index, round.IsRelease);
        TakeBatches();
    }

    private void Run(OperationRun run, int index, bool isRelease)
    {
        run.IsBusy = true;
        Task.Run(() => run.Work.RunAsync(index, isRelease)).PipeTo(
            Self, success: round => new RoundRan(run, round), failure: cause => new OperationBroke(run, cause));
    }

    private void RoundDone(MemberRound round)
    {
        var run = _operation!;
        run.IsBusy = false;
        if (run.Ending is { } end)
        {
            End(end);
            return;
        }

        var share = _share!;
        var order = round.Report.FirstFailure;
        var hasRounds = run.Begin.Operation.Kind != OperationKind.Change;
        var sentTo = hasRounds ? StartSending(run, isDeferred: false) : [];
        Send(
            share.Coordinator,
            new MemberProtocol.RoundDone(
                _graph,
                run.Begin.Stamp,
                run.Round,
                _directory.Self,
                round.Report.Sent,
                round.Report.Suspended,
                round.Report.FailedNodes,
                round.Deferred,
                order is not null,
                order?.Sender ?? 0,
                order?.Order ?? 0,
                order?.Receiver ?? 0,
                round.Failure is { } failure ? ErrorBytes(share, failure) : null,
                sentTo,
                [.. round.Changes.Select(Ordered)],
                run.Begin.IsReplay ? [] : round.Outcome.ToBytes(share.Graph!.NewWriter),
                share.OwnNodes,
                share.OwnEdges));
    }

    private OrderedChange Ordered(StructuralChange change)
    {
        var writer = _share!.Graph!.NewWriter();
        RequestCodec.Write(writer, change);
        return new OrderedChange(change.Sender, change.Order, writer.ToArray());
    }

    private void Apply(MemberProtocol.ApplyChanges apply)
    {
        var run = _operation!;
        var sent = run.Work.Apply(apply.Changes.Select(change => change.Content));
        var sentTo = StartSending(run, isDeferred: true);
        Send(
            _share!.Coordinator,
            new MemberProtocol.ChangesApplied(
                _graph, run.Begin.Stamp, apply.Index, _directory.Self, sent, sentTo, _share.OwnNodes, _share.OwnEdges));
    }

    /// <summary>Starts sending what the round sent to the other members; as fast as they take it.</summary>
    private Traffic[] StartSending(OperationRun run, bool isDeferred)
    {
        var traffic = new List<Traffic>();
        foreach (var peer in _share!.Peers)
        {
            var partitions = _share.PartitionsOf(peer);
            var messages = run.Work.MessagesTo(partitions, isDeferred);
            if (messages == 0)
            {
                continue;
            }

            // Batches are made as fast as the peer takes them; messages are what is counted.
            traffic.Add(new Traffic(peer, messages, 1));
            if (!_outgoing.TryGetValue(peer, out var outgoing))
            {
                outgoing = new Outgoing(_directory.MembersAt(peer), BatchesInFlight);
                _outgoing.Add(peer, outgoing);
            }

            outgoing.Waiting.Enqueue((run.Begin.Stamp, run.Round, run.Work.BatchesTo(partitions, isDeferred).GetEnumerator()));
            Pump(outgoing);
        }

        return [.. traffic];
    }

    private void Pump(Outgoing outgoing)
    {
        while (outgoing.Credits > 0 && outgoing.Waiting.TryPeek(out var next))
        {
            if (!next.Batches.MoveNext())
            {
                next.Batches.Dispose();
                outgoing.Waiting.Dequeue();
                continue;
            }

            outgoing.Credits--;
            var (content, messages) = next.Batches.Current;
            Send(
                outgoing.Peer,
                new MemberProtocol.Batch(_graph, next.Stamp, next.Round, _directory.Self, outgoing.Sent++, messages, content));
        }
    }

    /// <summary>Takes the batches whose round has begun here; those of a round that has not must wait.</summary>
    private void TakeBatches()
    {
        if (_operation is not { } run)
        {
            return;
        }

        for (var i = 0; i < _earlyBatches.Count; i++)
        {
            var (batch, sender) = _earlyBatches[i];
            if (batch.Stamp != run.Begin.Stamp)
            {
                if (IsOver(batch.Stamp, run.Begin.Stamp))
                {
                    _earlyBatches.RemoveAt(i--);
                }

                continue;
            }

            if (batch.Round > run.Round)
            {
                continue;
            }

            try
            {
                run.Work.AddBatch(batch.Content);
            }
            catch (MissingContentException missing)
            {
                AskFor(missing.Hash);
                return;
            }

            _earlyBatches.RemoveAt(i--);
            var from = (batch.From, batch.Round);
            run.Received[from] = run.Received.GetValueOrDefault(from) + batch.Messages;
            sender.Tell(new MemberProtocol.Credit(_graph, batch.Stamp, batch.Round, 1), Self);
        }

        StartRound();
    }

    private static bool IsOver(OperationStamp stamp, OperationStamp current) =>
        stamp.Epoch < current.Epoch
        || (stamp.Epoch == current.Epoch
            && (stamp.Number < current.Number || (stamp.Number == current.Number && stamp.Attempt < current.Attempt)));

    private void End(MemberProtocol.End end)
    {
        if (_waiting?.Stamp == end.Stamp)
        {
            _waiting = null;
            return;
        }

        if (_operation is not { } run || run.Begin.Stamp != end.Stamp)
        {
            return;
        }

        if (run.IsBusy)
        {
            // Only an operation that is given up ends in the middle of a round; what runs sees that soon.
            run.Ending = end;
            run.Cancellation.Cancel();
            return;
        }

        run.Work.End(end.IsCommit);
        _share!.Number = end.IsCommit ? end.Stamp.Number : _share.Number;
        run.Cancellation.Dispose();
        _outgoing.Clear();
        if (end.IsCommit && run.Begin.IsReplay && !RedoTurns(end.Stamp.Number))
        {
            return;
        }

        EndOperation();
    }

    private void EndOperation()
    {
        _operation = null;
        _share!.IsOperating = false;
        Settle();
        BeginWaiting();
    }

    private void Broke(Exception cause)
    {
        var run = _operation!;
        run.IsBusy = false;
        if (run.Ending is { } end)
        {
            End(end);
            return;
        }

        _log.Error(cause, "Operation {0} of graph {1} failed by a mistake of ours.", run.Begin.Stamp.Number, _graph);
        Fail(cause.Message);
    }

    private void ForgetOperation()
    {
        _operation?.Cancellation.Cancel();
        _operation = null;
        _waiting = null;
        _outgoing.Clear();
        _earlyBatches.RemoveAll(early => early.Batch.Stamp.Epoch <= _epoch);
        _checkpoints.Clear();
    }

    /// <summary>An operation that has begun here.</summary>
    private sealed class OperationRun(MemberProtocol.Begin begin, CancellationTokenSource cancellation, MemberOperation work)
    {
        public MemberProtocol.Begin Begin { get; } = begin;

        public CancellationTokenSource Cancellation { get; } = cancellation;

        public MemberOperation Work { get; } = work;

        /// <summary>The round that runs or ran last, -1 before the first.</summary>
        public int Round { get; set; } = begin.Operation.Kind == OperationKind.Change ? 0 : -1;

        /// <summary>The round to run as soon as everything for it is here.</summary>
        public MemberProtocol.Round? Ordered { get; set; }

        /// <summary>Whether something of it runs beside the actor.</summary>
        public bool IsBusy { get; set; } = begin.Operation.HasSelection;

        /// <summary>How it is to end as soon as nothing runs.</summary>
        public MemberProtocol.End? Ending { get; set; }

        /// <summary>Messages that have come, by sender and the round they were sent in.</summary>
        public Dictionary<(MemberId From, int Round), long> Received { get; } = [];
    }

    /// <summary>What is still to be sent to one peer, and how much it takes now.</summary>
    private sealed class Outgoing(IActorRef peer, int credits)
    {
        public IActorRef Peer { get; } = peer;

        public int Credits { get; set; } = credits;

        public int Sent { get; set; }

        public Queue<(OperationStamp Stamp, int Round, IEnumerator<(byte[] Content, long Messages)> Batches)> Waiting { get; } = [];
    }

    private sealed record Selection(OperationRun Run, (long Sequence, GraphoidException Failure)? Failure) : INoSerializationVerificationNeeded;

    private sealed record RoundRan(OperationRun Run, MemberRound Round) : INoSerializationVerificationNeeded;

    private sealed record OperationBroke(OperationRun Run, Exception Cause) : INoSerializationVerificationNeeded;
}
