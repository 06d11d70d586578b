using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>One member's part of an operation: its share of the rounds, and what it tells the others.</summary>
/// <remarks>
/// Order of calls: <see cref="SelectAsync"/> if asked for; <see cref="TakeIncoming"/> and <see cref="RunAsync"/> per round, then <see cref="Apply"/> if any member
/// reports changes; <see cref="End"/>. Between rounds <see cref="AddBatch"/> takes what others sent. One call at a time.
/// Errors of the program are part of the results; what is thrown is a defect, or that content has not come yet.
/// </remarks>
internal sealed class MemberOperation
{
    private readonly MemberGraph _graph;
    private readonly GraphRequest _request;
    private readonly string? _fallback;
    private readonly WaveShare? _share;
    private readonly List<(int Index, DriverReplies Reply)> _replies = [];
    private readonly DriverReplies _asked = new();
    private readonly Dictionary<(int Source, bool IsDeferred), SendTable> _incoming = [];
    private readonly (int Bindings, bool HasOwnBindings) _bindings;
    private SendTable? _seeds;
    private long _messagesAway;
    private long _bytesAway;

    public MemberOperation(
        MemberGraph graph, GraphRequest request, GraphType? behavior, WaveMode mode, WaveOrigin origin, CancellationToken cancellation)
    {
        _graph = graph;
        _request = request;
        _bindings = Graph.Behaviors.Mark;
        if (HasRounds)
        {
            _fallback = Graph.Behaviors.PrepareFallback(behavior) ? behavior!.Name : null;
            _share = new WaveShare(Graph, graph.Program, mode, canRollBack: true, cancellation)
            {
                Origin = origin,
                CollectsReplies = request is AskRequest { Route.Where: not null },
            };
        }
        else
        {
            Graph.Store.BeginVersion();
        }
    }

    private LocalGraph Graph => _graph.Graph;

    private bool HasRounds => _request is BroadcastRequest or SendRequest or AskRequest;

    /// <summary>Asks the predicate, or looks for the nodes that the request names.</summary>
    public async Task<(long Sequence, GraphoidException Failure)?> SelectAsync()
    {
        try
        {
            var where = _request switch
            {
                BroadcastRequest broadcast => broadcast.Where,
                SendRequest send => send.Route.Where,
                AskRequest ask => ask.Route.Where,
                _ => null,
            };
            if (where is { } predicate)
            {
                return await _share!.SelectAsync(predicate).ConfigureAwait(false);
            }

            _seeds = await SeedsAsync().ConfigureAwait(false);
            return null;
        }
        catch (GraphoidException failure)
        {
            return (0, failure);
        }
    }

    /// <summary>Runs a round, or carries a request without rounds out.</summary>
    public async Task<MemberRound> RunAsync(int index, bool isRelease)
    {
        if (!HasRounds)
        {
            return Carry();
        }

        var reports = index > 0
            ? await NextAsync(isRelease).ConfigureAwait(false)
            : await FirstAsync().ConfigureAwait(false);
        return Round(reports);
    }

    /// <summary>What this member's partitions sent to some partitions of another one in the last round, as batches.</summary>
    public IEnumerable<(byte[] Content, long Messages)> BatchesTo(IReadOnlyList<int> partitions, bool deferred)
    {
        foreach (var run in _share!.Runs)
        {
            foreach (var batch in BatchCodec.Write(run.Index, deferred, deferred ? run.Deferred : run.Sends, partitions, _graph.NewWriter))
            {
                _messagesAway += batch.Messages;
                _bytesAway += batch.Content.Length;
                yield return batch;
            }
        }
    }

    /// <summary>How many messages <see cref="BatchesTo"/> gives.</summary>
    public long MessagesTo(IReadOnlyList<int> partitions, bool deferred) => _share!.Runs.Sum(run =>
        partitions.Sum(partition => (long)(deferred ? run.Deferred : run.Sends).BatchTo(partition).Count));

    /// <summary>Takes messages of the coming round from another member.</summary>
    public void AddBatch(byte[] content) => BatchCodec.Read(_graph.NewReader(content), (source, isDeferred) =>
    {
        if (!_incoming.TryGetValue((source, isDeferred), out var table))
        {
            table = new SendTable(Graph.Store.PartitionCount);
            _incoming.Add((source, isDeferred), table);
        }

        return table;
    });

    /// <summary>Makes what has come from other members part of the coming round; what comes from now on is for the one after it.</summary>
    public void TakeIncoming()
    {
        foreach (var table in _incoming.Values)
        {
            _share!.AddIncoming(table);
        }

        _incoming.Clear();
    }

    /// <summary>Carries out the changes that the handlers of all members made in the round, in order.</summary>
    /// <returns>Deferred messages that have found their node.</returns>
    public long Apply(IEnumerable<byte[]> changes)
    {
        _share!.Apply([.. changes.Select(change => RequestCodec.ReadChange(_graph.NewReader(change)))]);
        return _share.Runs.Sum(run => run.Deferred.MessageCount);
    }

    /// <summary>Keeps everything, or takes everything back.</summary>
    public void End(bool isCommit)
    {
        if (_share is not null)
        {
            if (isCommit)
            {
                _share.Commit(_messagesAway, _bytesAway);
            }
            else
            {
                _share.Rollback();
            }

            return;
        }

        if (!isCommit)
        {
            Graph.Store.RollbackVersion();
            Graph.Behaviors.UndoTo(_bindings);
            return;
        }

        Graph.Store.CommitVersion();
        if (_request is ConfigureRequest configure)
        {
            Graph.Merge(configure.Settings);
        }
    }

    private async Task<RoundReport[]> FirstAsync()
    {
        if (_seeds is { } seeds)
        {
            return await _share!.DeliverAsync(seeds).ConfigureAwait(false);
        }

        return _request switch
        {
            BroadcastRequest broadcast => await _share!.BroadcastAsync(Payload.ForReceivers(broadcast.Message), null).ConfigureAwait(false),
            SendRequest send => await _share!.BroadcastAsync(Payload.ForReceivers(send.Message), null).ConfigureAwait(false),
            _ => await _share!.BroadcastAsync(Payload.ForReceivers(((AskRequest)_request).Message), _asked).ConfigureAwait(false),
        };
    }

    private Task<RoundReport[]> NextAsync(bool isRelease) => isRelease ? _share!.ReleaseSuspendedAsync() : _share!.DeliverAsync();

    private MemberRound Carry()
    {
        try
        {
            switch (_request)
            {
                case ChangeRequest change:
                    Graph.Apply(change.Changes);
                    break;
                case AttributeRequest attribute:
                    Graph.WriteAttribute(attribute.Key, attribute.Name, attribute.Value);
                    break;
                case ConfigureRequest configure:
                    Graph.CheckSettings(configure.Settings);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException(_request.GetType().Name);
            }

            return MemberRound.Nothing;
        }
        catch (GraphoidException failure)
        {
            return MemberRound.Nothing with { Report = new RoundReport(0, 0, 1, default(MessageOrder)), Failure = failure };
        }
    }

    private MemberRound Round(RoundReport[] reports)
    {
        var first = -1;
        for (var i = 0; i < reports.Length; i++)
        {
            if (reports[i].FirstFailure is { } failure && (first < 0 || failure < reports[first].FirstFailure!.Value))
            {
                first = i;
            }
        }

        // Messages to nodes that the round creates are reported beside the others: their receivers are not known yet.
        var deferred = _share!.Runs.Sum(run => run.DeferredTargets.Count);
        return new MemberRound(
            new RoundReport(
                reports.Sum(r => r.Sent) - deferred,
                reports.Sum(r => r.Suspended),
                reports.Sum(r => r.FailedNodes),
                first < 0 ? null : reports[first].FirstFailure),
            first < 0 ? null : _share.FailureOf(first),
            deferred,
            _share.TakeChanges(),
            TakeOutcome());
    }

    private RoundOutcome TakeOutcome()
    {
        var replies = new List<DriverReply>();
        foreach (var (index, reply) in _replies.Where(r => r.Reply.IsAnswered))
        {
            replies.Add(new DriverReply(index, reply.Result, reply.FailedAt, reply.Failure));
        }

        _replies.RemoveAll(r => r.Reply.IsAnswered);
        if (_asked.Failure is { } failed)
        {
            replies.Add(new DriverReply(-1, Value.None, _asked.FailedAt, failed));
        }

        var collected = _share!.Runs.SelectMany(run => run.Collected).ToList();
        var broadcasts = _share.Runs.SelectMany(run => run.Broadcasts).ToList();
        foreach (var run in _share.Runs)
        {
            run.Collected.Clear();
            run.Broadcasts.Clear();
        }

        return new RoundOutcome(_share.Round == 0 ? _fallback : null, _share.TakeEffects(), broadcasts, collected, replies);
    }

    /// <summary>The driver's messages to nodes that the request names, those that live here; every member numbers them alike.</summary>
    private async ValueTask<SendTable> SeedsAsync()
    {
        var seeds = new SendTable(Graph.Store.PartitionCount);
        var (message, route) = _request switch
        {
            SendRequest send => (send.Message, send.Route),
            AskRequest ask => (ask.Message, ask.Route),
            _ => throw new System.Diagnostics.UnreachableException(_request.GetType().Name),
        };
        var payload = Payload.ForReceivers(message);
        var targets = route.From is { } from
            ? await Graph.EndsAsync(_graph.Caller, from, route).ConfigureAwait(false)
            : [.. (route.To is { } single ? [single] : route.ToMany!).Select(Graph.Find)];
        for (var i = 0; i < targets.Count; i++)
        {
            var answered = _request is AskRequest ? new DriverReplies() : null;
            seeds.Open(-1, i, answered is null ? payload : Value.Of(new RequestEnvelope(payload, answered)));
            if (Graph.Store.Owns(targets[i].Partition))
            {
                seeds.AddReceiver(targets[i].Partition, targets[i].Row);
                if (answered is not null)
                {
                    _replies.Add((i, answered));
                }
            }
        }

        return seeds;
    }
}

/// <summary>What one member's partitions did in a round.</summary>
/// <param name="Report">Without deferred messages.</param>
/// <param name="Deferred">Messages to nodes that the round creates.</param>
internal sealed record MemberRound(
    RoundReport Report, GraphoidException? Failure, int Deferred, List<StructuralChange> Changes, RoundOutcome Outcome)
{
    /// <summary>A round in which nothing happened.</summary>
    public static MemberRound Nothing => new(default, null, 0, [], new RoundOutcome(null, [], [], [], []));
}
