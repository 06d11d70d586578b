using Graphoid.Actors.Sessions;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>Keeps what a client shows, and can be made to stop reading.</summary>
internal sealed class SessionScreen : ISessionDisplay
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource<(IReadOnlyList<string> Names, Action<string> Raise)> _listening =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>While this is not set, nothing is shown and the caller waits.</summary>
    public ManualResetEventSlim Reads { get; } = new(initialState: true);

    /// <summary>Done when the first line of output has come.</summary>
    public Task Started => _started.Task;

    /// <summary>Done when the program listens to a signal: which ones, and how to raise them.</summary>
    public Task<(IReadOnlyList<string> Names, Action<string> Raise)> Listening => _listening.Task;

    /// <summary>Lines of output so far.</summary>
    public List<string> Printed { get; } = [];

    /// <summary>Lines of the log so far.</summary>
    public List<string> Logged { get; } = [];

    /// <summary>Bytes that were sent at last.</summary>
    public long SentBytes { get; private set; }

    public void Print(string line)
    {
        _started.TrySetResult();
        Reads.Wait();
        lock (_gate)
        {
            Printed.Add(line);
        }
    }

    public void Log(string line)
    {
        lock (_gate)
        {
            Logged.Add(line);
        }
    }

    public void Sent(long bytes, long bytesTotal) => SentBytes = bytes;

    public void Listens(IReadOnlyList<string> names, Action<string> raise)
    {
        if (names.Count > 0)
        {
            _listening.TrySetResult((names, raise));
        }
    }

    public void Read(ImportProgress progress)
    {
        // Whether any comes depends on how long the import takes.
    }
}
