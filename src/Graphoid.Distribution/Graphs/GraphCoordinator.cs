using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Where a graph stands.</summary>
public enum GraphPhase
{
    /// <summary>There is no such graph, as far as this life knows.</summary>
    Undefined,

    /// <summary>Its partitions are being filled.</summary>
    Importing,

    /// <summary>The next epoch is being written to the journal, or waited for after failures.</summary>
    Starting,

    /// <summary>Partitions are being opened.</summary>
    Opening,

    /// <summary>Members put their partitions together.</summary>
    Assembling,

    /// <summary>The operations behind the last checkpoint are run again.</summary>
    Replaying,

    /// <summary>Operations, turns and reads are served.</summary>
    Serving,

    /// <summary>Partitions have leave to move; the graph is opened anew when they have.</summary>
    Leaving,

    /// <summary>A partition or the log cannot be read. Another life may try again.</summary>
    Unreadable,

    /// <summary>It was kept in memory only, and is gone with a member.</summary>
    Lost,

    /// <summary>It has been dropped; what is stored is being deleted, or has been.</summary>
    Dropped,
}

/// <summary>The log of one graph and everything decided about it: serialises operations, leads their rounds over the members,
/// commits them, opens and recovers the graph, makes checkpoints, gives partitions leave to run turns.</summary>
/// <remarks>
/// <para>Pure and deterministic: <see cref="Handle"/> takes one input with the time and returns what to do, <see cref="Apply"/>
/// folds one journaled event, in recovery and in life alike. No threads, clock or randomness; contents are never decoded.</para>
/// <code>
///   Undefined -> [Importing] -> Starting -> Opening -> Assembling -> Replaying -> Serving [-> Leaving]
///                                  ^            |           |            |           |          |
///                                  +--- a member or partition is lost, or answers nothing ------+
/// </code>
/// <para><b>Epochs.</b> Every opening is an epoch: durable before anything is sent with it, so no two lives of a graph use the
/// same. What carries another epoch or another attempt is ignored.</para>
/// <para><b>Operations.</b> One at a time, first come first served. <see cref="GraphEvents.OperationCommitted"/> is the commit
/// point: only after it is durable is anybody told, driver or member. What does not take effect is journaled too
/// (<see cref="GraphEvents.AnsweredOperation"/>, not part of the log), before it is told: a repetition that was on its way when the
/// coordinator was lost must not run what its driver believes not to have happened.</para>
/// <para><b>Turns.</b> Partitions with leave run turns between operations. All leave is back before an operation or a checkpoint
/// begins; whoever asked for it meanwhile gets it before the next operation.</para>
/// <para><b>Lost attempts.</b> A lost member ends the epoch. The operation that ran goes back to the front and runs again in the
/// next one, unless its record was being written: then the journal's answer decides.</para>
/// <para>A graph that is not durable does the same without a journal. It cannot return to a checkpoint, so with a member its state
/// is gone, and it says so.</para>
/// </remarks>
public sealed partial class GraphCoordinator
{
    private readonly GraphId _id;
    private readonly GraphCoordinatorOptions _options;
    private readonly string _engine;
    private readonly HashSet<MemberId> _watched = [];
    private List<GraphEffect> _effects = [];
    private long _nowMs;
    private long _heardAtMs;
    private bool _isRecovered;
    private bool _isOver;

    /// <summary>A coordinator that knows nothing yet: events first, then <see cref="GraphInput.Recovered"/>.</summary>
    /// <param name="engine">Version of the engine on the members; goes into the log, and only operations of the same are run again.</param>
    public GraphCoordinator(GraphId id, GraphCoordinatorOptions options, string engine)
    {
        _id = id;
        _options = options;
        _engine = engine;
        _window = new OperationWindow(options);
        _blobs = new BlobShelf(options);
        _checkpoints = new CheckpointPolicy(options);
    }

    /// <summary>Where the graph stands.</summary>
    public GraphPhase Phase { get; private set; }

    /// <summary>The number of the last opening; 0 before the first.</summary>
    public long Epoch { get; private set; }

    /// <summary>The number of the last committed operation.</summary>
    public long Number { get; private set; }

    /// <summary>The operation that the last checkpoint follows; 0 for none.</summary>
    public long Checkpoint { get; private set; }

    /// <summary>Operations and reads that wait.</summary>
    public int Waiting => _line.Count;

    /// <summary>For tests of the tests.</summary>
    internal PlantedBug Bug { get; init; }

    /// <summary>Takes one input.</summary>
    /// <param name="nowMs">Milliseconds on any clock that does not go backwards.</param>
    /// <returns>What to do, in order; the caller's to keep.</returns>
    public IReadOnlyList<GraphEffect> Handle(GraphInput input, long nowMs)
    {
        if (_isOver)
        {
            return [];
        }

        _nowMs = Math.Max(_nowMs, nowMs);
        switch (input)
        {
            case GraphInput.Recovered:
                Recovered();
                break;
            case GraphInput.Unreadable unreadable:
                LogUnreadable($"its journal cannot be read: {unreadable.Reason}");
                break;
            case GraphInput.Received received when _unreadableLog is { } reason:
                RefuseUnread(received.Message, received.From, reason);
                break;
            case GraphInput.Received received:
                Received(received.Message, received.From);
                break;
            case GraphInput.Persisted persisted:
                _unpersisted--;
                Took(persisted.Event);
                break;
            case GraphInput.PersistFailed failed:
                Report($"the journal has refused a record ({failed.Reason}); recovering", isWarning: true);
                Do(new GraphEffect.Stop(failed.Reason));
                _isOver = true;
                break;
            case GraphInput.MemberLost lost:
                MemberLost(lost.Member);
                break;
            case GraphInput.MoveWanted:
                _movesByMs ??= _nowMs + Ms(_options.MoveWaitMax);
                break;
            case GraphInput.Tick:
                Tick();
                break;
        }

        do
        {
            Advance();
        }
        while (!_isOver && TakeUnjournaled());

        var effects = _effects;
        _effects = [];
        return effects;
    }

    private void Received(object message, ReplyTo from)
    {
        _heardAtMs = _nowMs;
        switch (message)
        {
            case GraphProtocol.CreateGraph m:
                Create(m, from);
                break;
            case GraphProtocol.RunOperation m when m.Graph == _id:
                Run(m, from);
                break;
            case GraphProtocol.CancelOperation m when m.Graph == _id:
                Cancel(m.Id, from);
                break;
            case GraphProtocol.ReadGraph m when m.Graph == _id:
                Read(m, from);
                break;
            case GraphProtocol.DescribeGraph m when m.Graph == _id:
                Describe(m.Call, from);
                break;
            case GraphProtocol.CompleteImport m when m.Graph == _id:
                CompleteImport(m.Call, from);
                break;
            case GraphProtocol.KeepBlob m when m.Graph == _id:
                KeepBlob(m, from);
                break;
            case GraphProtocol.DropGraph m when m.Graph == _id:
                Drop(m.Call, from);
                break;
            case MemberProtocol.NeedBlob m when m.Graph == _id:
                Reply(from, new MemberProtocol.Blob(_id, m.Hash, _blobs.TryGet(m.Hash, out var content) ? content : null));
                break;
            default:
                if (!ReceivedFromMember(message) && !ReceivedFromPartition(message))
                {
                    Report($"ignored a {message.GetType().Name} that is not for this graph", isWarning: true);
                }

                break;
        }
    }

    /// <returns>Whether it was for this graph; messages of other epochs and attempts are, and change nothing.</returns>
    private bool ReceivedFromMember(object message)
    {
        switch (message)
        {
            case MemberProtocol.Assembled m when m.Graph == _id:
                Assembled(m);
                return true;
            case MemberProtocol.Selected m when m.Graph == _id:
                Answered(m.Stamp, run => run.Take(m));
                return true;
            case MemberProtocol.RoundDone m when m.Graph == _id:
                Answered(m.Stamp, run => run.Take(m));
                return true;
            case MemberProtocol.ChangesApplied m when m.Graph == _id:
                Answered(m.Stamp, run => run.Take(m));
                return true;
            case MemberProtocol.MemberFailed m when m.Graph == _id:
                if (IsOfEpoch(m.Epoch))
                {
                    Reopen($"member {m.Member} cannot go on: {m.Reason}");
                }

                return true;
            default:
                return false;
        }
    }

    private bool ReceivedFromPartition(object message)
    {
        switch (message)
        {
            case PartitionProtocol.PartitionOpened m when m.Graph == _id:
                PartitionOpened(m);
                return true;
            case PartitionProtocol.PartitionClosed m when m.Graph == _id:
                PartitionClosed(m);
                return true;
            case PartitionProtocol.PartitionUnreadable m when m.Graph == _id:
                PartitionUnreadable(m);
                return true;
            case PartitionProtocol.TurnsWanted m when m.Graph == _id:
                TurnsWanted(m);
                return true;
            case PartitionProtocol.TurnsReturned m when m.Graph == _id:
                TurnsReturned(m);
                return true;
            case PartitionProtocol.LeaveWanted m when m.Graph == _id:
                LeaveWanted(m);
                return true;
            case PartitionProtocol.CheckpointWanted m when m.Graph == _id:
                CheckpointWanted(m);
                return true;
            case PartitionProtocol.CheckpointWritten m when m.Graph == _id:
                CheckpointWritten(m);
                return true;
            case PartitionProtocol.PartitionDropped m when m.Graph == _id:
                PartitionDropped(m.Partition);
                return true;
            default:
                return false;
        }
    }

    private bool IsOfEpoch(long epoch) =>
        (epoch == Epoch || Bug == PlantedBug.ChecksNoEpoch) && Phase is >= GraphPhase.Opening and <= GraphPhase.Leaving;

    private bool IsPartition(int partition) => _spec is not null && (uint)partition < (uint)_spec.PartitionNames.Length;

    private void Do(GraphEffect effect) => _effects.Add(effect);

    private void Reply(ReplyTo to, object message) => Do(new GraphEffect.Reply(to, message));

    private void ToPartition(int partition, object message) => Do(new GraphEffect.ToPartition(partition, message));

    private void ToMembers(Func<MemberId, object> message)
    {
        foreach (var member in _opening!.Members)
        {
            Do(new GraphEffect.ToMember(member, message(member)));
        }
    }

    private void Report(string text, bool isWarning = false) => Do(new GraphEffect.Report(isWarning, $"graph {_id}: {text}"));
}
