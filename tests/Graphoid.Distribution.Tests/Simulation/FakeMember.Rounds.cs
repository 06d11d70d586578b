using System.Buffers.Binary;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>Operations and their rounds.</summary>
internal sealed partial class FakeMember
{
    private const int MessageBytes = 24;

    private readonly List<MemberProtocol.Batch> _batches = [];
    private OpenOperation? _run;

    private void Begin(MemberProtocol.Begin begin)
    {
        _run = new OpenOperation(begin.Stamp, begin.Operation, begin.IsReplay);
        foreach (var (partition, state) in _states)
        {
            _run.States[partition] = state with { };
        }

        var tag = Model.Tag(begin.Operation);
        if (begin.Operation.Kind == OperationKind.Change)
        {
            Later(() => Change(tag));
        }
        else if (begin.Operation.HasSelection)
        {
            Later(() =>
            {
                var failed = _states.Keys.Where(p => Model.SelectionFails(tag, p, _places.Length)).DefaultIfEmpty(-1).Min();
                ToGraph(new MemberProtocol.Selected(Graph, begin.Stamp, Id, failed, failed < 0 ? null : [(byte)failed]));
            });
        }
    }

    private void Change(ulong tag)
    {
        var fails = Model.ChangeFails(tag);
        var effects = new List<byte>();
        foreach (var (partition, state) in _run!.States)
        {
            Model.Change(state, tag, partition);
            effects.AddRange(Model.Effect(0, partition, state.Digest));
        }

        ToGraph(Done(0, 0, 0, fails ? 1 : 0, 0, fails ? 0 : -1, [], [], [.. effects]));
    }

    /// <summary>Runs the round when everything expected for it is here.</summary>
    private void TryRound()
    {
        if (_run?.Awaited is not { } round || !Array.TrueForAll(round.Expected, e => e.Batches == Arrived(round).Count(b => b.From == e.Peer)))
        {
            return;
        }

        _run.Awaited = null;
        foreach (var batch in Arrived(round))
        {
            _run.Inbox.AddRange(batch.Content.Chunk(MessageBytes).Select(Decoded));
            _batches.Remove(batch);
        }

        ModelMessage[] inbox = [.. _run.Inbox];
        _run.Inbox.Clear();
        Later(() => RunRound(round, inbox));
    }

    private List<MemberProtocol.Batch> Arrived(MemberProtocol.Round round) =>
        [.. _batches.Where(b => b.Stamp == round.Stamp && b.Round == round.Index)];

    private void RunRound(MemberProtocol.Round round, ModelMessage[] inbox)
    {
        var run = _run!;
        var sends = new List<ModelMessage>();
        var changes = new List<OrderedChange>();
        var effects = new List<byte>();
        var failed = new List<int>();
        run.Deferred.Clear();
        foreach (var (partition, state) in run.States)
        {
            var done = Model.Round(
                state, Model.Tag(run.Operation), round.Index, round.IsRelease, partition, _places.Length, inbox.Where(m => m.To == partition));
            sends.AddRange(done.Sends);
            run.Deferred.AddRange(done.Deferred);
            if (done.Change is { } change)
            {
                changes.Add(change);
            }

            if (done.IsFailed)
            {
                failed.Add(partition);
            }

            effects.AddRange(Model.Effect(round.Index, partition, state.Digest));
        }

        var traffic = SendOn(sends, round.Index + 1, 0);
        ToGraph(Done(
            round.Index,
            sends.Count,
            run.States.Values.Count(s => s.IsSuspended),
            failed.Count,
            run.Deferred.Count,
            failed.Count > 0 ? failed[0] : -1,
            traffic,
            [.. changes],
            [.. effects]));
    }

    private void ApplyChanges(MemberProtocol.ApplyChanges apply)
    {
        var run = _run!;
        foreach (var change in apply.Changes)
        {
            foreach (var (partition, state) in run.States)
            {
                Model.Apply(state, change, partition, _places.Length);
            }
        }

        List<ModelMessage> found = [.. run.Deferred.Where(Model.IsFound)];
        var traffic = SendOn(found, apply.Index + 1, 1);
        ToGraph(new MemberProtocol.ChangesApplied(
            Graph, run.Stamp, apply.Index, Id, found.Count, traffic, run.States.Count, Edges(run.States)));
    }

    private void End(bool isCommit)
    {
        var run = _run!;
        _run = null;
        if (isCommit)
        {
            _states = run.States;
            _number = run.Stamp.Number;
            if (run.IsReplay)
            {
                RunTurnsAgain(run.Stamp.Number);
            }
        }
    }

    private Traffic[] SendOn(List<ModelMessage> messages, int round, int index)
    {
        var run = _run!;
        var traffic = new List<Traffic>();
        foreach (var group in messages.GroupBy(m => _places[m.To]))
        {
            if (group.Key == Id)
            {
                run.Inbox.AddRange(group);
                continue;
            }

            var batch = new MemberProtocol.Batch(
                Graph, run.Stamp, round, Id, index, group.Count(), [.. group.SelectMany(Encoded)]);
            world.Send(Id.Address, group.Key.Address, () => world.Member(group.Key).Receive(batch));
            traffic.Add(new Traffic(group.Key, group.Count(), 1));
        }

        return [.. traffic];
    }

    private MemberProtocol.RoundDone Done(
        int index, int sent, int suspended, int failedNodes, int deferred, int failedAt, Traffic[] sentTo, OrderedChange[] changes, byte[] effects) =>
        new(
            Graph, _run!.Stamp, index, Id, sent, suspended, failedNodes, deferred, failedAt >= 0, failedAt, 0, failedAt,
            failedAt >= 0 ? [(byte)failedAt] : null, sentTo, changes, effects, _run.States.Count, Edges(_run.States));

    private static byte[] Encoded(ModelMessage message)
    {
        var bytes = new byte[MessageBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, message.From);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), message.To);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), message.IsDeferred ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), message.Index);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), message.Payload);
        return bytes;
    }

    private static ModelMessage Decoded(byte[] bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) == 1,
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(16)));

    private sealed class OpenOperation(OperationStamp stamp, GraphOperation operation, bool isReplay)
    {
        public OperationStamp Stamp { get; } = stamp;

        public GraphOperation Operation { get; } = operation;

        public bool IsReplay { get; } = isReplay;

        public SortedDictionary<int, PartitionState> States { get; } = [];

        public List<ModelMessage> Inbox { get; } = [];

        public List<ModelMessage> Deferred { get; } = [];

        /// <summary>The round that was asked for and has not been run.</summary>
        public MemberProtocol.Round? Awaited { get; set; }
    }
}
