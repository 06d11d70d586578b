using System.Runtime.InteropServices;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>Signals that the running program listens to with <c>signal.on</c>.</summary>
internal sealed class ToolSignals : IProgramSignals, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Listener> _listeners = [];
    private PosixSignalRegistration? _hangUp;

    /// <inheritdoc/>
    public IDisposable Listen(string name, Action raised)
    {
        var signal = name switch
        {
            "sigint" => PosixSignal.SIGINT,
            "sigterm" => PosixSignal.SIGTERM,
            _ => PosixSignal.SIGHUP,
        };
        var listener = new Listener(this, signal, raised);
        lock (_lock)
        {
            _listeners.Add(listener);
            if (signal == PosixSignal.SIGHUP)
            {
                _hangUp ??= PosixSignalRegistration.Create(signal, context => context.Cancel = Raise(context.Signal));
            }
        }

        return listener;
    }

    /// <summary>Tells those who listen.</summary>
    /// <returns>Whether somebody does.</returns>
    public bool Raise(PosixSignal signal)
    {
        Listener[] told;
        lock (_lock)
        {
            told = [.. _listeners.Where(listener => listener.Signal == signal)];
        }

        foreach (var listener in told)
        {
            listener.Raised();
        }

        return told.Length > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _hangUp?.Dispose();

    private sealed record Listener(ToolSignals Signals, PosixSignal Signal, Action Raised) : IDisposable
    {
        public void Dispose()
        {
            lock (Signals._lock)
            {
                Signals._listeners.Remove(this);
            }
        }
    }
}
