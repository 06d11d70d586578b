using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Distribution.Graphs;

/// <summary>One attempt of one operation over the members of an epoch, from its beginning to the decision.</summary>
/// <remarks>
/// <code>
///   Begin ->  [Selected from all]  ->  Round 0 -> RoundDone from all -> decision of the WaveCoordinator
///                                        ^                                 |  abort: over
///                                        |           [ApplyChanges -> ChangesApplied from all]
///                                        +---- Round n + 1 ----------------+  commit: over
/// </code>
/// <para>The same for an operation that is run again from the log. What to send appears in <see cref="TakeSends"/>; the stamp of
/// what arrives is the caller's business. Answers are taken once per member, so repeated ones change nothing.</para>
/// </remarks>
internal sealed partial class OperationRun
{
    private readonly GraphId _graph;
    private readonly GraphOperation _operation;
    private readonly MemberId[] _members;
    private readonly bool _isReplay;
    private readonly PlantedBug _bug;
    private readonly WaveCoordinator _waves;
    private readonly List<(MemberId Member, object Message)> _sends = [];
    private readonly List<byte[]> _parts = [];
    private readonly MemberProtocol.Selected?[] _selected;
    private readonly MemberProtocol.RoundDone?[] _done;
    private readonly MemberProtocol.ChangesApplied?[] _applied;
    private readonly long[] _nodeCounts;
    private readonly long[] _edgeCounts;
    private readonly long _nodesBefore;
    private readonly long _edgesBefore;
    private Stage _stage;
    private WaveAction _decision;
    private int _round;

    /// <param name="nodeCounts">Nodes of each member before the operation.</param>
    /// <param name="edgeCounts">Edges of each member before the operation.</param>
    public OperationRun(
        GraphId graph,
        OperationStamp stamp,
        GraphOperation operation,
        MemberId[] members,
        long[] nodeCounts,
        long[] edgeCounts,
        bool isReplay,
        PlantedBug bug)
    {
        _graph = graph;
        Stamp = stamp;
        _operation = operation;
        _members = members;
        _nodeCounts = [.. nodeCounts];
        _edgeCounts = [.. edgeCounts];
        _nodesBefore = nodeCounts.Sum();
        _edgesBefore = edgeCounts.Sum();
        _isReplay = isReplay;
        _bug = bug;
        _waves = new WaveCoordinator(
            operation.RoundsMax, operation.Kind == OperationKind.Wave ? HandlerErrorPolicy.Fail : HandlerErrorPolicy.Skip);
        _selected = new MemberProtocol.Selected?[members.Length];
        _done = new MemberProtocol.RoundDone?[members.Length];
        _applied = new MemberProtocol.ChangesApplied?[members.Length];
    }

    private enum Stage
    {
        Selecting,
        Round,
        Changes,
        Over,
    }

    public OperationStamp Stamp { get; }

    public bool IsOver => _stage == Stage.Over;

    /// <summary>How it ended, once it is over. It has taken effect only when the outcome is completed.</summary>
    public OperationOutcome? Outcome { get; private set; }

    public int Round => _round;

    /// <summary>Nodes of each member as of the last answer.</summary>
    public long[] NodeCounts => _nodeCounts;

    /// <summary>Edges of each member as of the last answer.</summary>
    public long[] EdgeCounts => _edgeCounts;

    /// <summary>Members whose answer is missing.</summary>
    public IEnumerable<MemberId> Awaited =>
        _members.Where((_, i) => _stage switch
        {
            Stage.Selecting => _selected[i] is null,
            Stage.Round => _done[i] is null,
            Stage.Changes => _applied[i] is null,
            _ => false,
        });

    private bool IsChange => _operation.Kind == OperationKind.Change;

    public void Begin()
    {
        foreach (var member in _members)
        {
            _sends.Add((member, new MemberProtocol.Begin(_graph, Stamp, _operation, _edgeCounts.Sum(), _isReplay)));
        }

        // A change is carried out at once: its answer stands for round 0.
        _stage = _operation.HasSelection && !IsChange ? Stage.Selecting : Stage.Round;
        if (_stage == Stage.Round && !IsChange)
        {
            SendRound(isRelease: false);
        }
    }

    /// <summary>What has to be sent now.</summary>
    public (MemberId Member, object Message)[] TakeSends()
    {
        (MemberId, object)[] sends = [.. _sends];
        _sends.Clear();
        return sends;
    }

    /// <summary>Whether the answer was awaited.</summary>
    public bool Take(MemberProtocol.Selected selected)
    {
        if (_stage != Stage.Selecting || !Keep(_selected, selected.Member, selected))
        {
            return false;
        }

        if (IsComplete(_selected))
        {
            var failed = _selected.Where(s => s!.FailedSequence >= 0).MinBy(s => s!.FailedSequence);
            if (failed is not null)
            {
                End(Failed(failed.Failure, 1, 0));
            }
            else
            {
                _stage = Stage.Round;
                SendRound(isRelease: false);
            }
        }

        return true;
    }

    private static bool IsComplete<T>(T?[] answers)
        where T : class => Array.TrueForAll(answers, a => a is not null);

    private bool Keep<T>(T?[] answers, MemberId member, T answer)
        where T : class
    {
        var index = Array.IndexOf(_members, member);
        if (index < 0 || answers[index] is not null)
        {
            return false;
        }

        answers[index] = answer;
        return true;
    }

    private void Count(MemberId member, long nodes, long edges)
    {
        var index = Array.IndexOf(_members, member);
        _nodeCounts[index] = nodes;
        _edgeCounts[index] = edges;
    }

    private void End(OperationOutcome outcome)
    {
        _stage = Stage.Over;
        Outcome = outcome;
    }

    private void Complete(long failedNodes, int rounds) =>
        End(new OperationOutcome(
            OperationEnd.Completed, Stamp.Number, [.. _parts], null, failedNodes, rounds, _nodeCounts.Sum(), _edgeCounts.Sum(), null));

    private OperationOutcome Failed(byte[]? failure, long failedNodes, int rounds) =>
        new(OperationEnd.Failed, 0, [], failure, failedNodes, rounds, _nodesBefore, _edgesBefore, null);
}
