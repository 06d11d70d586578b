using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Sessions;

/// <summary>Signals that a session's program listens to; they reach the client, and come from there.</summary>
/// <remarks>Threads: any.</remarks>
/// <param name="changed">Called when the program begins or ends to listen to one.</param>
internal sealed class SessionSignals(Action changed) : IProgramSignals
{
    private readonly Lock _lock = new();
    private readonly List<Listener> _listeners = [];

    /// <summary>The signals that somebody listens to.</summary>
    public string[] Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _listeners.Select(listener => listener.Name).Distinct(StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable Listen(string name, Action raised)
    {
        var listener = new Listener(this, name, raised);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        changed();
        return listener;
    }

    /// <summary>Tells those who listen.</summary>
    public void Raise(string name)
    {
        Listener[] told;
        lock (_lock)
        {
            told = [.. _listeners.Where(listener => listener.Name == name)];
        }

        foreach (var listener in told)
        {
            listener.Raised();
        }
    }

    private void Remove(Listener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }

        changed();
    }

    private sealed class Listener(SessionSignals signals, string name, Action raised) : IDisposable
    {
        public string Name => name;

        public Action Raised => raised;

        public void Dispose() => signals.Remove(this);
    }
}
