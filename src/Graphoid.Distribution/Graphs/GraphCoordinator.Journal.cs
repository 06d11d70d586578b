using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>What is durable: the fold of events, and what goes on when one of them is.</summary>
public sealed partial class GraphCoordinator
{
    private readonly OperationWindow _window;
    private readonly BlobShelf _blobs;
    private readonly CheckpointPolicy _checkpoints;

    /// <summary>Operations behind the last checkpoint; none for a graph that is not durable, which can never run them again.</summary>
    private readonly List<GraphEvents.OperationCommitted> _log = [];

    /// <summary>Events of a graph that is not durable, which count at once.</summary>
    private readonly Queue<object> _unjournaled = new();

    private GraphSpec? _spec;
    private bool _awaitsImport;
    private bool _isDropped;

    /// <summary>Events on their way to the journal.</summary>
    private int _unpersisted;

    private bool IsDurable => _spec is null || _spec.IsDurable;

    /// <summary>Folds an event of the journal. For recovery, in the journal's order, before <see cref="GraphInput.Recovered"/>;
    /// events in life are folded when they are durable, by the coordinator itself.</summary>
    /// <exception cref="InvalidDataException">The journal does not make sense, or a newer version has written it.</exception>
    public void Apply(object graphEvent)
    {
        switch (graphEvent)
        {
            case GraphEvents.GraphDefined e:
                _spec = e.Spec;
                _awaitsImport = e.AwaitsImport;
                break;
            case GraphEvents.ImportCompleted:
                _awaitsImport = false;
                break;
            case GraphEvents.EpochStarted e:
                Epoch = Math.Max(Epoch, e.Epoch);
                break;
            case GraphEvents.BlobStored e:
                _blobs.Store(e);
                break;
            case GraphEvents.OperationCommitted e:
                ApplyCommitted(e);
                break;
            case GraphEvents.AnsweredOperation e:
                _window.Add(e.Id, e.Outcome);
                break;
            case GraphEvents.CheckpointCommitted e:
                ApplyCheckpoint(e);
                break;
            case GraphEvents.GraphDropped:
                _isDropped = true;
                break;
            default:
                throw new InvalidDataException($"it holds a {graphEvent.GetType().Name}; was it written by a newer version of Graphoid?");
        }
    }

    private void ApplyCommitted(GraphEvents.OperationCommitted committed)
    {
        // Without the definition these are leftovers of a deletion that was cut short: a checkpoint follows.
        if (_spec is not null && committed.Number != Number + 1)
        {
            throw new InvalidDataException(
                $"it holds operation {committed.Number} behind operation {Number}, so records are missing; restore the database from a backup");
        }

        Number = committed.Number;
        _window.Add(committed.Id, committed.Outcome);
        _blobs.Refer(committed.Operation.Blobs);
        if (IsDurable)
        {
            _log.Add(committed);
            _checkpoints.Committed(committed.Operation.Content.Length + committed.Outcome.Parts.Sum(p => (long)p.Length));
        }
    }

    private void ApplyCheckpoint(GraphEvents.CheckpointCommitted checkpoint)
    {
        _spec = checkpoint.Spec;
        _awaitsImport = false;
        Epoch = Math.Max(Epoch, checkpoint.Epoch);
        Number = checkpoint.Number;
        Checkpoint = checkpoint.Number;
        _log.Clear();
        _window.Restore(checkpoint.Answered, checkpoint.Forgotten);
        _blobs.Restore(checkpoint.Blobs, checkpoint.BlobsReferred);
        _checkpoints.Written();
    }

    private void Recovered()
    {
        _isRecovered = true;
        if (_isDropped)
        {
            Phase = GraphPhase.Dropped;
            DeletePartitions();
        }
        else if (_spec is not null)
        {
            Report($"recovered with {Number} operations, {_log.Count} of them behind the last checkpoint");
            OpenOrImport();
        }
    }

    private void Persist(object graphEvent)
    {
        if (graphEvent is GraphEvents.GraphDefined defined ? defined.Spec.IsDurable : IsDurable)
        {
            _unpersisted++;
            Do(new GraphEffect.Persist(graphEvent));
        }
        else
        {
            _unjournaled.Enqueue(graphEvent);
        }
    }

    private bool TakeUnjournaled()
    {
        if (!_unjournaled.TryDequeue(out var graphEvent))
        {
            return false;
        }

        Took(graphEvent);
        return true;
    }

    /// <summary>An event counts from now on.</summary>
    private void Took(object graphEvent)
    {
        Apply(graphEvent);
        switch (graphEvent)
        {
            case GraphEvents.GraphDefined:
                OpenOrImport();
                break;
            case GraphEvents.ImportCompleted:
                OpenOrImport();
                break;
            case GraphEvents.EpochStarted e:
                EpochStarted(e.Epoch);
                break;
            case GraphEvents.BlobStored e:
                BlobStored(e.Hash);
                break;
            case GraphEvents.OperationCommitted e:
                Committed(e);
                break;
            case GraphEvents.AnsweredOperation e:
                Told(e);
                break;
            case GraphEvents.CheckpointCommitted e:
                CheckpointCommitted(e);
                break;
            case GraphEvents.GraphDropped:
                Dropped();
                break;
        }
    }
}
