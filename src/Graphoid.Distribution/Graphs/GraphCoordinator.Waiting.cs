using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Time: what is asked again, what has been silent for too long, who has waited long enough and what for.</summary>
public sealed partial class GraphCoordinator
{
    /// <summary>Numbers and names in a sentence; of more, the first are named.</summary>
    private const int NamedMax = 8;

    private long _progressAtMs;
    private long _tellProgressAtMs;

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Some<T>(IEnumerable<T> all)
    {
        T[] items = [.. all];
        var named = string.Join(", ", items.Take(NamedMax));
        return items.Length <= NamedMax ? named : $"{named} and {items.Length - NamedMax} more";
    }

    /// <summary>Somebody has answered, or something new is being waited for.</summary>
    private void Progress() => _progressAtMs = _nowMs;

    private void Tick()
    {
        if (Phase == GraphPhase.Starting && _resumeAtMs <= _nowMs)
        {
            StartEpoch();
        }
        else if (Phase == GraphPhase.Opening && _nowMs >= _openAgainAtMs)
        {
            SendOpenings();
        }
        else if (_activity == Activity.Revoking && _nowMs >= _revokeAgainAtMs)
        {
            SendRevocations();
        }
        else if (Phase == GraphPhase.Dropped)
        {
            SendDeletions();
        }

        RefuseOverdue();
        CheckSilence();
        TellProgress();
        if (IsIdle() && _nowMs - _heardAtMs >= Ms(_options.IdleMax))
        {
            Do(new GraphEffect.Passivate());
        }
    }

    private void CheckSilence()
    {
        if (SilenceMaxMs() is not { } max || _nowMs - _progressAtMs < max)
        {
            return;
        }

        if (Phase == GraphPhase.Serving)
        {
            _silentPauses += _activity == Activity.Running ? 0 : 1;
        }
        else
        {
            _silentOpenings++;
        }

        Reopen($"nothing was heard for {(_nowMs - _progressAtMs) / 1000} s: {Awaited()}");
    }

    /// <summary>How long nothing may be heard now; null when nothing is awaited from members or partitions.</summary>
    private long? SilenceMaxMs() => Phase switch
    {
        GraphPhase.Opening or GraphPhase.Assembling or GraphPhase.Leaving => Grown(_silentOpenings),
        GraphPhase.Replaying => Ms(_options.RoundSilenceMax),
        GraphPhase.Serving => _activity switch
        {
            Activity.Running => Ms(_options.RoundSilenceMax),
            Activity.Revoking or Activity.Writing => Grown(_silentPauses),
            _ => null,
        },
        _ => null,
    };

    private long Grown(int failures) =>
        Math.Min(Ms(_options.RoundSilenceMax), Ms(_options.PhaseSilenceMax) << Math.Min(failures, 20));

    private void RefuseOverdue()
    {
        foreach (var call in _line.TakeOverdue(_nowMs))
        {
            var seconds = (_nowMs - call.ArrivedMs) / 1000.0;
            var lost = call is WaitingOperation { HasBegun: true } ? "an attempt was lost, and " : "";
            Refuse(call, $"{lost}the graph could not begin within {seconds:0.#} s: {Awaited()}");
        }

        for (var i = _describing.Count - 1; i >= 0; i--)
        {
            var (call, from, deadline) = _describing[i];
            if (deadline <= _nowMs)
            {
                _describing.RemoveAt(i);
                Reply(from, new GraphProtocol.CallRefused(call, $"the graph is not open: {Awaited()}"));
            }
        }
    }

    private void Refuse(WaitingCall call, string reason)
    {
        if (call is WaitingOperation operation)
        {
            Answer(operation.Id, Refused(reason), operation.Askers);
        }
        else if (call is WaitingRead read)
        {
            Reply(read.From, new GraphProtocol.CallRefused(read.Read.Call, reason));
        }
    }

    /// <summary>What holds everything else up, and whose answer is missing.</summary>
    private string Awaited() => Phase switch
    {
        GraphPhase.Undefined => "its definition has not been written to the journal",
        GraphPhase.Importing => "the import has not been completed",
        GraphPhase.Starting => _resumeAtMs is null
            ? $"epoch {_startingEpoch} has not been written to the journal"
            : "it pauses before it is opened anew, after several failures in a row",
        GraphPhase.Opening =>
            $"partitions {Some(_opening!.NotOpen)} of {_spec!.PartitionNames.Length} are not open in epoch {Epoch}",
        GraphPhase.Assembling => $"members {Some(_opening!.NotAssembled)} have not put their partitions together",
        GraphPhase.Replaying =>
            $"operation {_run?.Stamp.Number} of {Number} is being run again, round {_run?.Round} by {Some(_run?.Awaited ?? [])}",
        GraphPhase.Leaving => $"partitions {Some(_mayLeave)} are moving to other members",
        GraphPhase.Serving => _activity switch
        {
            Activity.Revoking => $"partitions {Some(_leaves.Holding)} have not finished their turns",
            Activity.Running =>
                $"operation {_running?.Id} has been running for {(_nowMs - _runStartedAtMs) / 1000} s, "
                + $"round {_run?.Round} by {Some(_run?.Awaited ?? [])}",
            Activity.Committing => $"the record of operation {_committing?.Id} has not been written to the journal",
            Activity.Writing => $"partitions {Some(_unwritten)} have not written their checkpoint",
            Activity.Sealing => "the record of a checkpoint has not been written to the journal",
            _ => $"{_line.Count} others are served first",
        },
        _ => "it cannot be used",
    };

    private void TellProgress()
    {
        if (_nowMs < _tellProgressAtMs)
        {
            return;
        }

        _tellProgressAtMs = _nowMs + Ms(_options.ProgressInterval);
        if (_running is not null)
        {
            Tell(_running, "running", _run?.Round ?? 0);
        }

        var state = Phase == GraphPhase.Serving ? "waiting" : "recovering";
        foreach (var waiting in _line.Operations)
        {
            Tell(waiting, state, 0);
        }
    }

    private void Tell(WaitingOperation operation, string state, int round)
    {
        foreach (var asker in operation.Askers.All)
        {
            Reply(asker, new GraphProtocol.OperationProgress(operation.Id, state, round));
        }
    }

    /// <summary>Whether this life is of no use but to answer that.</summary>
    private bool IsIdle() =>
        _unpersisted == 0
        && (Phase == GraphPhase.Unreadable
            || (Phase == GraphPhase.Undefined && !_isDefining)
            || (Phase == GraphPhase.Dropped && (_undeleted.Count == 0 || _deletionTries >= DeletionTriesMax)));
}
