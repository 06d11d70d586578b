namespace Graphoid.Distribution.Graphs;

/// <summary>When a checkpoint is worth its cost: when running the operations behind the last one again would take long, or
/// their records have grown many or large, or somebody asks.</summary>
internal sealed class CheckpointPolicy
{
    /// <summary>A checkpoint may cost at most about this share of the work: a quarter.</summary>
    private const int WorkPerCheckpointTime = 4;

    private readonly GraphCoordinatorOptions _options;
    private long _bytes;
    private TimeSpan _ran;
    private TimeSpan _lastTook;
    private bool _isRequested;

    public CheckpointPolicy(GraphCoordinatorOptions options) => _options = options;

    /// <summary>Operations since the last checkpoint.</summary>
    public int Operations { get; private set; }

    public bool IsDue =>
        _isRequested
        || Operations >= _options.CheckpointOperations
        || _bytes >= _options.CheckpointLogBytes
        || (Operations > 0 && _ran > _options.CheckpointReplayTime && _ran > _lastTook * WorkPerCheckpointTime);

    /// <summary>An operation is in the log.</summary>
    public void Committed(long bytes)
    {
        Operations++;
        _bytes += bytes;
    }

    /// <summary>An operation has taken this long, in this life or when it was run again.</summary>
    public void Ran(TimeSpan time) => _ran += time;

    /// <summary>All operations in the log are about to be run again, so their times will be known.</summary>
    public void Replaying() => _ran = TimeSpan.Zero;

    public void Request() => _isRequested = true;

    /// <summary>Writing the partitions took this long.</summary>
    public void Took(TimeSpan time) => _lastTook = time;

    /// <summary>There is a checkpoint behind the last operation.</summary>
    public void Written()
    {
        Operations = 0;
        _bytes = 0;
        _ran = TimeSpan.Zero;
        _isRequested = false;
    }
}
