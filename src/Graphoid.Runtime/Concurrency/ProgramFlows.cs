using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Concurrency;

/// <summary>What runs at the same time in one program: its main flow, tasks, actors with messages, and timers.</summary>
/// <remarks>
/// <para>Counts what can still do something. A flow that waits for a channel without a time limit does not count; when the count
/// reaches zero while the main flow waits, nobody is left who could ever wake it, and it gets an error.</para>
/// <para>Whoever runs something for the program in the background takes part in the count with <see cref="Begin"/> and
/// <see cref="End"/>, or main flows that wait for its work are told that nobody is left.</para>
/// </remarks>
public sealed class ProgramFlows
{
    /// <summary>How long the end of a program waits for flows that have been cancelled; they stop within a few thousand
    /// instructions unless a built-in keeps them.</summary>
    private static readonly TimeSpan EndTimeMax = TimeSpan.FromSeconds(1);

    /// <summary>Tasks and actors at work at the same time; more of them would fill the memory.</summary>
    private const long RunningMax = 200_000;

    /// <summary>Timers and the like at the same time.</summary>
    private const int SourcesMax = 100_000;

    /// <summary>Flows that have not had a thread yet before whoever starts more of them waits.</summary>
    private const int UnstartedMax = 10_000;

    private readonly IProgramHost _host;
    private readonly CancellationTokenSource _exit;
    private readonly CancellationTokenSource _end;
    private readonly Lock _lock = new();
    private readonly HashSet<IDisposable> _sources = [];
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChannelWait? _mainWait;
    private long _alive;
    private long _running;
    private int _unstarted;
    private TaskCompletionSource? _room;
    private int? _exitCode;
    private bool _isOver;
    private volatile bool _isTimeUp;

    /// <summary>The flows of a program that has not begun.</summary>
    public ProgramFlows(IProgramHost host)
    {
        _host = host;
        _exit = CancellationTokenSource.CreateLinkedTokenSource(host.Cancellation);
        _end = CancellationTokenSource.CreateLinkedTokenSource(_exit.Token);
    }

    /// <summary>What the program takes for the time.</summary>
    public TimeProvider Clock => _host.Clock;

    /// <summary>Cancelled when the main flow is to end: by the host, or by <c>exit</c>.</summary>
    public CancellationToken Exiting => _exit.Token;

    /// <summary>Cancelled when everything is to end: the main flow is over.</summary>
    public CancellationToken Ending => _end.Token;

    /// <summary>The code given to <c>exit</c>, or null.</summary>
    public int? ExitCode => _exitCode;

    /// <summary>Whether the main flow was ended because it took longer than the host grants.</summary>
    public bool IsTimeUp => _isTimeUp;

    /// <summary>Ends the main flow when it is not over at this time.</summary>
    internal void LimitTime(TimeSpan time) => Keep(_host.Clock.CreateTimer(_ => EndInTime(), null, time, Timeout.InfiniteTimeSpan));

    /// <summary>Something that can wake others begins.</summary>
    public void Begin() => Interlocked.Increment(ref _alive);

    /// <summary>Something that can wake others has ended, or waits for a channel.</summary>
    public void End()
    {
        if (Interlocked.Decrement(ref _alive) == 0 && Volatile.Read(ref _mainWait) is { } wait && wait.TryClaim())
        {
            wait.Fail(ChannelErrors.NobodyLeft());
        }
    }

    /// <summary>Ends the program with a code, from whatever flow; the first call counts.</summary>
    public OperationCanceledException Exit(int code)
    {
        lock (_lock)
        {
            _exitCode ??= code;
        }

        _exit.Cancel();
        return new OperationCanceledException("the program ended itself", _exit.Token);
    }

    private void EndInTime()
    {
        lock (_lock)
        {
            if (_isOver || _exitCode is not null)
            {
                return;
            }

            _isTimeUp = true;
        }

        _exit.Cancel();
    }

    /// <summary>Runs something beside the main flow, on the thread pool.</summary>
    /// <param name="isAlive">Whether it counts as something that can wake others from its start to its end.</param>
    internal Task Start(Func<Task> flow, bool isAlive = true)
    {
        // Tasks that start tasks and end would otherwise go on for ever: none of them lives until its next look at the end.
        _end.Token.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _running) > RunningMax)
        {
            Interlocked.Decrement(ref _running);
            throw ChannelErrors.TooMany("tasks", RunningMax);
        }

        if (isAlive)
        {
            Begin();
        }

        Interlocked.Increment(ref _unstarted);
        return Task.Run(async () =>
        {
            if (Interlocked.Decrement(ref _unstarted) <= UnstartedMax / 2)
            {
                Interlocked.Exchange(ref _room, null)?.TrySetResult();
            }

            try
            {
                await flow().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The program is over.
            }
            catch (Exception defect)
            {
                // A mistake in our code ends the flow, not the process, and is told.
                _host.Log($"Error: a task ended by an internal error: {defect}");
            }
            finally
            {
                if (isAlive)
                {
                    End();
                }

                if (Interlocked.Decrement(ref _running) == 0 && _isOver)
                {
                    _idle.TrySetResult();
                }
            }
        });
    }

    /// <summary>Waits while too many flows have not had a thread yet: a loop that starts tasks must not run away from them.</summary>
    internal ValueTask RoomAsync()
    {
        if (Volatile.Read(ref _unstarted) <= UnstartedMax)
        {
            return ValueTask.CompletedTask;
        }

        var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room = Interlocked.CompareExchange(ref _room, room, null) ?? room;

        // The last one may have been started before the place to tell it was there.
        return Volatile.Read(ref _unstarted) <= UnstartedMax / 2 ? ValueTask.CompletedTask : new ValueTask(room.Task);
    }

    /// <summary>The main flow waits for this, or for nothing any more.</summary>
    internal void MainWaits(ChannelWait? wait) => Volatile.Write(ref _mainWait, wait);

    /// <summary>Keeps a timer or the like to be let go of at the end at the latest; false when the end has come.</summary>
    internal bool Keep(IDisposable source)
    {
        lock (_lock)
        {
            if (_sources.Count >= SourcesMax)
            {
                source.Dispose();
                throw ChannelErrors.TooMany("timers", SourcesMax);
            }

            return !_isOver && _sources.Add(source);
        }
    }

    /// <summary>Lets go of what was kept.</summary>
    /// <returns>Whether it was kept still: only one of several callers sees true.</returns>
    internal bool LetGo(IDisposable source)
    {
        lock (_lock)
        {
            return _sources.Remove(source);
        }
    }

    /// <summary>The main flow is over: ends tasks, actors and timers, and waits a moment for them.</summary>
    public async Task EndAllAsync()
    {
        IDisposable[] sources;
        lock (_lock)
        {
            _isOver = true;
            sources = [.. _sources];
            _sources.Clear();
        }

        MainWaits(null);
        foreach (var source in sources)
        {
            source.Dispose();
        }

        await _end.CancelAsync().ConfigureAwait(false);
        if (Interlocked.Read(ref _running) > 0)
        {
            await Task.WhenAny(_idle.Task, Task.Delay(EndTimeMax)).ConfigureAwait(false);
        }
    }
}
