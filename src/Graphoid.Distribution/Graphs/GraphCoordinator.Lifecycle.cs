using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Making, describing, filling and dropping the graph; the contents that operations refer to.</summary>
public sealed partial class GraphCoordinator
{
    /// <summary>Repeated requests to delete a partition's records, each after twice the time of the one before.</summary>
    private const int DeletionTriesMax = 12;

    private const string Unknown =
        "there is no such graph: it was never made, was dropped, or was kept in memory only and ended with its member";

    private readonly List<(long Call, ReplyTo From, long DeadlineMs)> _describing = [];
    private readonly List<(long Call, ReplyTo From)> _drops = [];
    private readonly Dictionary<ContentHash, Askers> _storing = [];
    private readonly SortedSet<int> _undeleted = [];
    private bool _isDefining;
    private bool _isCompletingImport;
    private bool _isDropping;
    private int _deletionTries;
    private long _deleteAgainAtMs;

    private bool IsGone => _isDropped || _spec is null;

    private void Create(GraphProtocol.CreateGraph create, ReplyTo from)
    {
        var spec = create.Spec;
        if (_isDropped)
        {
            Reply(from, new GraphProtocol.CallRefused(create.Call, "a graph with this id has been dropped"));
        }
        else if (spec.Id != _id || spec.PartitionNames.Length == 0 || spec.PartitionNames.Length > _options.PartitionsMax)
        {
            Reply(from, new GraphProtocol.CallRefused(
                create.Call, $"a graph has 1 to {_options.PartitionsMax} partitions; {spec.PartitionNames.Length} were asked for"));
        }
        else
        {
            if (_spec is null && !_isDefining)
            {
                _isDefining = true;
                Persist(new GraphEvents.GraphDefined(spec, create.AwaitsImport));
            }

            Describe(create.Call, from);
        }
    }

    private void OpenOrImport()
    {
        _isDefining = false;
        _isCompletingImport = false;
        if (_awaitsImport)
        {
            Phase = GraphPhase.Importing;
            AnswerDescriptions();
        }
        else
        {
            StartEpoch();
        }
    }

    private void CompleteImport(long call, ReplyTo from)
    {
        if (Phase == GraphPhase.Importing && !_isCompletingImport)
        {
            _isCompletingImport = true;
            _wasImported = true;
            Persist(new GraphEvents.ImportCompleted(_id));
        }

        Describe(call, from);
    }

    private void Describe(long call, ReplyTo from)
    {
        var isOpening = _isDefining || _isCompletingImport
            || Phase is (>= GraphPhase.Starting and < GraphPhase.Serving) or GraphPhase.Leaving;
        if (!isOpening)
        {
            Reply(from, Description(call));
        }
        else if (_describing.Count >= _options.WaitingMax)
        {
            Reply(from, new GraphProtocol.CallRefused(call, $"{_describing.Count} callers wait for the graph to open already"));
        }
        else
        {
            _describing.Add((call, from, _nowMs + Ms(_options.CallWaitMax)));
        }
    }

    private object Description(long call)
    {
        if (IsGone)
        {
            return new GraphProtocol.GraphDescription(call, null, 0, 0, [], []);
        }

        return _refusal is not null
            ? new GraphProtocol.CallRefused(call, _refusal)
            : new GraphProtocol.GraphDescription(call, _spec, _nodeCounts.Sum(), _edgeCounts.Sum(), [], _opening?.Places ?? []);
    }

    private void AnswerDescriptions()
    {
        foreach (var (call, from, _) in _describing)
        {
            Reply(from, Description(call));
        }

        _describing.Clear();
    }

    private void KeepBlob(GraphProtocol.KeepBlob keep, ReplyTo from)
    {
        if (!IsGone && _blobs.Contains(keep.Hash))
        {
            Reply(from, new GraphProtocol.BlobKept(_id, keep.Hash));
        }
        else if (_storing.TryGetValue(keep.Hash, out var askers))
        {
            askers.With(from);
        }
        else if (RefusalOf(keep) is { } reason)
        {
            Reply(from, new GraphProtocol.BlobRefused(_id, keep.Hash, reason));
        }
        else
        {
            _storing.Add(keep.Hash, new Askers(_options.AskersMax).With(from));
            Persist(new GraphEvents.BlobStored(keep.Hash, keep.Content));
        }
    }

    private string? RefusalOf(GraphProtocol.KeepBlob keep)
    {
        if (IsGone || _isDropping)
        {
            return Unknown;
        }

        if (ContentHash.Of(keep.Content) != keep.Hash)
        {
            return "the content does not have the hash it is to be kept under";
        }

        if (!_blobs.IsFullFor(keep.Content))
        {
            return _storing.Count < _options.WaitingMax ? null : $"{_storing.Count} contents are being kept already";
        }

        if (IsDurable)
        {
            // Contents that no operation refers to go at a checkpoint; without any of those, the next one is refused too.
            _checkpoints.Request();
        }
        else
        {
            _blobs.Restore(_blobs.Kept(AwaitedBlobs(), out var referred), referred);
        }

        return $"the graph keeps {_blobs.Count} contents already, as much as it can";
    }

    private void BlobStored(ContentHash hash)
    {
        if (_storing.Remove(hash, out var askers))
        {
            foreach (var asker in askers.All)
            {
                Reply(asker, new GraphProtocol.BlobKept(_id, hash));
            }
        }
    }

    private HashSet<ContentHash> AwaitedBlobs() => [.. _line.Operations.SelectMany(o => o.Operation.Blobs)];

    private void Drop(long call, ReplyTo from)
    {
        if (_isDropped || (_spec is null && !_isDefining))
        {
            Reply(from, new GraphProtocol.GraphDropped(call));
        }
        else if (_drops.Count < _options.WaitingMax)
        {
            _drops.Add((call, from));
        }
        else
        {
            Reply(from, new GraphProtocol.CallRefused(call, $"{_drops.Count} callers drop the graph already"));
        }
    }

    /// <summary>An operation that runs may end first; those that wait are refused when the drop is durable.</summary>
    private void TryDrop()
    {
        if (_drops.Count > 0 && !_isDropping && !IsGone && _activity is not (Activity.Running or Activity.Committing))
        {
            _isDropping = true;
            Persist(new GraphEvents.GraphDropped(_id));
        }
    }

    private void Dropped()
    {
        _isDropping = false;
        SetAside();
        DissolveMembers();
        Phase = GraphPhase.Dropped;
        Report("dropped");
        foreach (var (call, from) in _drops)
        {
            Reply(from, new GraphProtocol.GraphDropped(call));
        }

        _drops.Clear();
        AnswerDescriptions();
        foreach (var call in _line.TakeAll())
        {
            if (call is WaitingOperation operation)
            {
                Tell(operation.Id, Refused("the graph has been dropped"), operation.Askers);
            }
            else
            {
                Refuse((WaitingRead)call, "the graph has been dropped");
            }
        }

        DeletePartitions();
    }

    private void DeletePartitions()
    {
        if (_spec is not null)
        {
            _undeleted.UnionWith(Enumerable.Range(0, _spec.PartitionNames.Length));
            SendDeletions();
        }
    }

    private void SendDeletions()
    {
        if (_undeleted.Count == 0 || _deletionTries >= DeletionTriesMax || _nowMs < _deleteAgainAtMs)
        {
            return;
        }

        _deleteAgainAtMs = _nowMs + (Ms(_options.ResendInterval) << _deletionTries++);
        foreach (var partition in _undeleted)
        {
            ToPartition(partition, new PartitionProtocol.DropPartition(_id, partition));
        }

        if (_deletionTries == DeletionTriesMax)
        {
            Report($"partitions {Some(_undeleted)} do not say that their records are deleted; the next life asks again", isWarning: true);
        }
    }

    private void PartitionDropped(int partition)
    {
        // Only now may the definition go: a life that ends before deletes the rest in the next one.
        if (_isDropped && _undeleted.Remove(partition) && _undeleted.Count == 0 && IsDurable)
        {
            Do(new GraphEffect.DeleteOldEvents());
        }
    }
}
