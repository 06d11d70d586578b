using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Concurrency;

/// <summary>Runs programs with tasks, actors and timers on a clock that may stand still.</summary>
internal sealed class ConcurrentProgram(TimeProvider? clock = null) : IProgramHost, IProgramSignals, IDisposable
{
    private static readonly TimeSpan RunTimeMax = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new(RunTimeMax);
    private readonly List<(string Name, Action Raised)> _listeners = [];
    private readonly List<string> _output = [];
    private readonly List<string> _log = [];
    private readonly List<(string Line, TaskCompletionSource Printed)> _awaited = [];

    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 2 });

    public IReadOnlyList<string> Arguments => [];

    public CancellationToken Cancellation => _stop.Token;

    public TimeProvider Clock => clock ?? TimeProvider.System;

    public IProgramSignals Signals => this;

    /// <summary>The lines printed so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>The lines of the log so far.</summary>
    public IReadOnlyList<string> LogLines
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public int Listeners
    {
        get
        {
            lock (_listeners)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>The lines that a program prints; an error that it does not catch comes last.</summary>
    public static async Task<string> OutputOfAsync(string text)
    {
        using var program = new ConcurrentProgram();
        try
        {
            await program.RunAsync(text);
        }
        catch (GraphoidException failure)
        {
            program.Print($"{failure.Error.ErrorKind.Name} [{failure.Error.Id}]");
        }

        return string.Join('|', program.Output);
    }

    public Task<int> RunAsync(string text)
    {
        var program = GraphoidProgram.Load(new SourceText("concurrent.gr", text));
        Assert.Empty(program.Diagnostics.Select(d => d.Message));
        return Task.Run(() => program.RunAsync(this));
    }

    /// <summary>Waits until a line was printed.</summary>
    public Task PrintedAsync(string line)
    {
        lock (_output)
        {
            if (_output.Contains(line))
            {
                return Task.CompletedTask;
            }

            var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((line, printed));
            return printed.Task.WaitAsync(_stop.Token);
        }
    }

    public void Cancel() => _stop.Cancel();

    public void Raise(string signal)
    {
        List<Action> told;
        lock (_listeners)
        {
            told = [.. _listeners.Where(l => l.Name == signal).Select(l => l.Raised)];
        }

        told.ForEach(raised => raised());
    }

    public IDisposable Listen(string name, Action raised)
    {
        var listener = (name, raised);
        lock (_listeners)
        {
            _listeners.Add(listener);
        }

        return new Ending(() =>
        {
            lock (_listeners)
            {
                _listeners.Remove(listener);
            }
        });
    }

    public void Print(string line)
    {
        lock (_output)
        {
            _output.Add(line);
            _awaited.ForEach(a => _ = a.Line == line && a.Printed.TrySetResult());
        }
    }

    public void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }

    public void Dispose() => _stop.Dispose();

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
