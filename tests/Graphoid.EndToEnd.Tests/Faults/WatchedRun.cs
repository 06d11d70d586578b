using System.Diagnostics;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>A line that a process printed, and when it came.</summary>
internal readonly record struct TimedLine(string Text, TimeSpan At);

/// <summary>A run of the tool whose lines are taken with the time as they come, so that something can be done to the run, or to a member
/// it depends on, after a certain one.</summary>
internal sealed class WatchedRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task _reading;
    private readonly Lock _guard = new();
    private readonly List<TimedLine> _lines = [];
    private readonly Queue<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private bool _isOver;

    private WatchedRun(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>The clock of all runs.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>What has been printed so far.</summary>
    public TimedLine[] Lines
    {
        get
        {
            lock (_guard)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Starts the tool.</summary>
    public static WatchedRun Start(string folder, params string[] arguments) => new(GraphoidTool.Start(folder, arguments));

    /// <summary>Waits until that many lines have come; ends early when no more will.</summary>
    public async Task LinesAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_isOver || _lines.Count >= count)
            {
                return;
            }

            _awaited.Enqueue((count, reached));
        }

        await WithPatienceAsync(reached.Task, $"line {count}");
    }

    /// <summary>Ends the process without giving it a chance to say anything, and reads what it had printed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ToolResult> EndAsync()
    {
        await WithPatienceAsync(Task.WhenAll(_process.WaitForExitAsync(), _reading), "the end");
        return new ToolResult(_process.ExitCode, string.Concat(Lines.Select(line => line.Text + "\n")), await _error);
    }

    /// <summary>The longest time without a line after a moment.</summary>
    public TimeSpan LongestSilenceSince(TimeSpan moment)
    {
        var longest = TimeSpan.Zero;
        var last = moment;
        foreach (var line in Lines.Where(line => line.At > moment))
        {
            longest = line.At - last > longest ? line.At - last : longest;
            last = line.At;
        }

        return longest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } text)
        {
            lock (_guard)
            {
                _lines.Add(new TimedLine(text, Now));
                Release(_lines.Count);
            }
        }

        lock (_guard)
        {
            _isOver = true;
            Release(int.MaxValue);
        }
    }

    /// <summary>Lets those go on that wait for as many lines or fewer; they wait one after the other, for more each time.</summary>
    private void Release(int count)
    {
        while (_awaited.TryPeek(out var first) && first.Count <= count)
        {
            _awaited.Dequeue().Reached.SetResult();
        }
    }

    private async Task WithPatienceAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            Assert.Fail($"{what} did not come within {Patience}; printed was:\n"
                + string.Join('\n', Lines.TakeLast(5).Select(line => line.Text)) + $"\non stderr was:\n{await _error}");
        }
    }
}
