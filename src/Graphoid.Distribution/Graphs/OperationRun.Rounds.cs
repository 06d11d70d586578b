using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Waves;

namespace Graphoid.Distribution.Graphs;

/// <summary>Rounds: collecting, deciding, changing the structure in one order, and saying what to expect.</summary>
internal sealed partial class OperationRun
{
    /// <summary>Whether the answer was awaited.</summary>
    public bool Take(MemberProtocol.RoundDone done)
    {
        if (_stage != Stage.Round || done.Index != _round || !Keep(_done, done.Member, done))
        {
            return false;
        }

        Count(done.Member, done.NodeCount, done.EdgeCount);
        if (IsComplete(_done))
        {
            _parts.AddRange(_done.Select(d => d!.Effects).Where(e => e.Length > 0));
            if (IsChange)
            {
                EndChange();
            }
            else
            {
                Decide();
            }
        }

        return true;
    }

    /// <summary>Whether the answer was awaited.</summary>
    public bool Take(MemberProtocol.ChangesApplied applied)
    {
        if (_stage != Stage.Changes || applied.Index != _round || !Keep(_applied, applied.Member, applied))
        {
            return false;
        }

        Count(applied.Member, applied.NodeCount, applied.EdgeCount);
        if (IsComplete(_applied))
        {
            GoOn();
        }

        return true;
    }

    /// <summary>All members carry a change out alike, so one failure is the failure of all.</summary>
    private void EndChange()
    {
        var failed = Array.Find(_done, d => d!.HasFailure);
        if (failed is not null)
        {
            End(Failed(failed.Failure, failed.FailedNodes, 1));
        }
        else
        {
            Complete(_done.Sum(d => (long)d!.FailedNodes), 1);
        }
    }

    private void Decide()
    {
        // Messages to nodes that are only now created count as sent before it is known whether they find them: the engine of one
        // machine does the same, so the number of rounds is the same.
        RoundReport[] reports =
        [
            .. _done.Select(d => new RoundReport(
                d!.Sent + d.Deferred,
                d.Suspended,
                d.FailedNodes,
                d.HasFailure ? new MessageOrder(d.FailureSender, d.FailureOrder, d.FailureReceiver) : null)),
        ];
        _decision = _waves.RoundEnded(reports);
        if (_bug == PlantedBug.CommitsBeforeTheLastRound && _decision == WaveAction.Deliver)
        {
            _decision = WaveAction.Commit;
        }

        if (_decision == WaveAction.Abort)
        {
            var outcome = Failed(
                _waves.IsEndless ? null : _done[_waves.FirstFailedPartition]!.Failure, _waves.FailedNodes, _round + 1);
            End(_waves.IsEndless ? outcome with { End = OperationEnd.Endless } : outcome);
        }
        else if (Array.Exists(_done, d => d!.Changes.Length > 0 || d.Deferred > 0))
        {
            _stage = Stage.Changes;
            Array.Clear(_applied);
            var changes = MergedChanges();
            foreach (var member in _members)
            {
                _sends.Add((member, new MemberProtocol.ApplyChanges(_graph, Stamp, _round, changes)));
            }
        }
        else
        {
            GoOn();
        }
    }

    /// <summary>The changes of all members in the order that one machine would make them in.</summary>
    private OrderedChange[] MergedChanges()
    {
        var changes = _done.SelectMany(d => d!.Changes);
        return _bug == PlantedBug.ChangesInOrderOfMembers
            ? [.. changes]
            : [.. changes.OrderBy(c => c.Sender).ThenBy(c => c.Order)];
    }

    private void GoOn()
    {
        if (_decision == WaveAction.Commit)
        {
            Complete(_waves.FailedNodes, _round + 1);
            return;
        }

        _stage = Stage.Round;
        SendRound(_decision == WaveAction.ReleaseSuspended);
    }

    private void SendRound(bool isRelease)
    {
        var edges = _edgeCounts.Sum();
        Traffic[][] expected = [.. _members.Select(Expected)];
        _round = _waves.Round;
        Array.Clear(_done);
        Array.Clear(_applied);
        for (var i = 0; i < _members.Length; i++)
        {
            _sends.Add((_members[i], new MemberProtocol.Round(_graph, Stamp, _round, isRelease, expected[i], edges)));
        }
    }

    /// <summary>What each peer has sent to a member for the next round, with the messages that had to wait for their node.</summary>
    private Traffic[] Expected(MemberId to)
    {
        if (_bug == PlantedBug.ExpectsNothing)
        {
            return [];
        }

        var expected = new List<Traffic>();
        for (var i = 0; i < _members.Length; i++)
        {
            var messages = 0L;
            var batches = 0;
            foreach (var traffic in (_done[i]?.SentTo ?? []).Concat(_applied[i]?.SentTo ?? []))
            {
                if (traffic.Peer == to)
                {
                    messages += traffic.Messages;
                    batches += traffic.Batches;
                }
            }

            if (batches > 0 && _members[i] != to)
            {
                expected.Add(new Traffic(_members[i], messages, batches));
            }
        }

        return [.. expected];
    }
}
